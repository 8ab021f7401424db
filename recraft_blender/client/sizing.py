# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How large a picture is to be for a call, and what fitting it will do, told before it is done.

Plain Python on sizes and first bytes, so that Blender can say it without decoding the picture.
"""

from .catalog import Endpoint, InputLimits
from .errors import InvalidRequestError
from .media import SVG
from .picture import Picture, picture_problems, unreadable

MAX_PIXELS = 13_000 * 13_000
"""More than this is not unpacked: Pillow, too, takes it for an attack above about so many."""


def fitted_size(size: tuple[int, int], limits: InputLimits) -> tuple[int, int]:
    """The size, in pixels, that a picture of `size` is scaled to; `size` itself if it fits.

    Raises InvalidRequestError for one too long and narrow to be scaled.
    """
    width, height = size
    factor = 1.0
    if limits.max_side is not None:
        factor = min(factor, limits.max_side / max(size))
    if limits.max_pixels is not None:
        factor = min(factor, (limits.max_pixels / (width * height)) ** 0.5)
    if limits.min_side is not None and min(size) * factor < limits.min_side:
        factor = limits.min_side / min(size)
        if limits.max_side is not None and max(size) * factor > limits.max_side:
            have = f"{width} x {height} pixels"
            text = "the picture is too long and narrow; crop or extend it"
            raise InvalidRequestError("image", have, text)
    if factor == 1.0:
        return size
    return _side(width * factor, limits), _side(height * factor, limits)


def _side(length: float, limits: InputLimits) -> int:
    side = max(limits.min_side or 1, int(length + 1e-6))
    return side if limits.max_side is None else min(side, limits.max_side)


def fitting_foretold(picture: Picture, endpoint: Endpoint) -> tuple[str, ...]:
    """What `fit_for` will do to the size and the bytes of a picture, one sentence each.

    Raises InvalidRequestError for what cannot be made to fit, as far as the first bytes tell.
    """
    limits = endpoint.limits
    if limits is None or picture.url:
        return ()
    problems = list(picture_problems(picture, "image", limits))
    try:
        kind, byte_count, size = picture.kind, picture.byte_count, picture.pixel_size()
    except OSError as error:
        raise unreadable("image", picture, error) from None
    if problems and (kind is None or kind is SVG or size is None):
        raise problems[0]
    if size is None:
        return ()
    if size[0] * size[1] > MAX_PIXELS:
        have = f"{size[0]} x {size[1]} pixels"
        raise InvalidRequestError("image", have, "the picture has too many pixels; shrink it first")
    notes = []
    fitted = fitted_size(size, limits)
    if fitted != size:
        notes.append(
            f"Sent at {fitted[0]} x {fitted[1]} pixels instead of {size[0]} x {size[1]}: "
            f"this call takes sides of {limits.min_side or 1} to {limits.max_side}."
        )
    elif byte_count >= limits.max_bytes:
        notes.append(f"Packed anew to have less than {limits.max_bytes / 1e6:g} MB.")
    return tuple(notes)
