# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture made to fit what a call takes: converted, turned upright, scaled, packed tighter.

Never done by itself: a caller asks for it, and is told what was done.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image

from .catalog import Endpoint, InputLimits
from .decoding import DecodingError, decoded
from .errors import InvalidRequestError
from .media import SVG, WEBP_MAX_SIDE
from .picture import NAMES, Picture, picture_problems, unreadable
from .plain_pixels import made_plain
from .sizing import fitted_size

_SHRINK = 0.85
_LOSSLESS_IS_WORTH_TRYING = 1.6
_Save = Callable[[io.BytesIO], None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture that a call takes, and what was done to it, one sentence each."""

    picture: Picture
    notes: tuple[str, ...] = ()


def fit_for(picture: Picture, endpoint: Endpoint) -> Fitted:
    """The picture as `endpoint` takes it; the same one, untouched, if it is so already.

    The result looks the same: 8-bit sRGB, upright, one frame, transparency kept. A link, and SVG
    where it is taken, stay as they are. Raises InvalidRequestError for what is no picture, for SVG
    where only pixels are taken, and for a picture too long and narrow to be scaled.
    """
    limits = endpoint.limits
    if limits is None or picture.url:
        return Fitted(picture)
    problems = list(picture_problems(picture, "image", limits))
    try:
        kind, content = picture.kind, picture.read()
    except OSError as error:
        raise unreadable("image", picture, error) from None
    if kind is SVG:
        for problem in problems:
            raise problem
        return Fitted(picture)
    try:
        pixels, notes = made_plain(decoded(content))
    except DecodingError as error:
        text = f"the picture was not read: {error}; save it as PNG, JPEG or WebP"
        raise InvalidRequestError("image", None, text) from None
    if not problems and not notes:
        return Fitted(picture)
    if kind is None or kind.name not in limits.kinds:
        notes.append(f"The picture was converted to {NAMES['image/png']}.")
    pixels, scaled = _scaled(pixels, limits)
    packed, tighter = _packed(pixels, limits)
    return Fitted(Picture(content=packed), (*notes, *scaled, *tighter))


def _scaled(pixels: Image.Image, limits: InputLimits) -> tuple[Image.Image, list[str]]:
    size = fitted_size(pixels.size, limits)
    if size == pixels.size:
        return pixels, []
    return _resized(pixels, size), [_scaling(pixels.size, size)]


def _scaling(before: tuple[int, int], after: tuple[int, int]) -> str:
    (width, height), (new_width, new_height) = before, after
    if after > before:
        return (
            f"The picture was enlarged from {width} x {height} to {new_width} x {new_height}"
            " pixels."
        )
    return f"The picture was shrunk from {width} x {height} to {new_width} x {new_height} pixels."


def _resized(pixels: Image.Image, size: tuple[int, int]) -> Image.Image:
    if pixels.mode == "RGBA":  # so that the colour under transparent pixels does not bleed
        premultiplied = pixels.convert("RGBa").resize(size, Image.Resampling.LANCZOS)
        return premultiplied.convert("RGBA")
    return pixels.resize(size, Image.Resampling.LANCZOS)


def _packed(pixels: Image.Image, limits: InputLimits) -> tuple[bytes, list[str]]:
    """As PNG, else as WebP, else smaller, until it has less than the bytes that are taken."""
    width, height = pixels.size
    smaller, factor = pixels, 1.0
    while True:
        for note, content in _encodings(smaller, limits.max_bytes):
            if len(content) < limits.max_bytes:
                scaling = [] if smaller is pixels else [_scaling(pixels.size, smaller.size)]
                return content, [*scaling, *note]
        factor *= _SHRINK
        size = int(width * factor), int(height * factor)
        if min(size) < (limits.min_side or 1):
            text = "the picture cannot be made small enough; crop it or use a plainer one"
            raise InvalidRequestError("image", f"{width} x {height} pixels", text)
        smaller = _resized(pixels, size)


def _encodings(pixels: Image.Image, max_bytes: int) -> Iterator[tuple[list[str], bytes]]:
    content = _saved(lambda file: pixels.save(file, format="png"))
    yield [], content
    if max(pixels.size) > WEBP_MAX_SIDE:
        return
    if len(content) < max_bytes * _LOSSLESS_IS_WORTH_TRYING:
        note = ["The picture was packed as lossless WebP to have fewer bytes."]
        yield note, _saved(lambda file: pixels.save(file, format="webp", lossless=True, exact=True))
    note = ["The picture was packed as WebP, with a little loss, to have fewer bytes."]
    yield note, _saved(lambda file: pixels.save(file, format="webp", quality=95))


def _saved(save: _Save) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
