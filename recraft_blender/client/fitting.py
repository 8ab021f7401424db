# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture made to fit what a call takes: converted, turned upright, scaled, packed tighter.

Never done by itself: a caller asks for it, and is told what was done.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from .catalog import Endpoint, InputLimits
from .errors import InvalidRequestError
from .media import PNG, SVG
from .picture import Picture, picture_problems

MAX_SOURCE_PIXELS = 20_000 * 20_000
_SHRINK = 0.85


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture that a call takes, and what was done to it, one sentence each."""

    picture: Picture
    notes: tuple[str, ...] = ()


def fit_for(picture: Picture, endpoint: Endpoint) -> Fitted:
    """The picture as `endpoint` takes it; the same one if it does already.

    Colours stay as they are to look at: 16-bit and CMYK become 8-bit sRGB, transparency is kept.
    Raises InvalidRequestError for what is no picture, and for SVG where only pixels are taken.
    """
    limits = endpoint.limits
    if limits is None or not any(True for _ in picture_problems(picture, "image", endpoint)):
        return Fitted(picture)
    if picture.kind is SVG and SVG.name not in limits.kinds:
        text = f"{endpoint.title} takes no SVG; render it to a picture first"
        raise InvalidRequestError("image", SVG.name, text)
    pixels, notes = _opened(picture)
    pixels, scaled = _scaled(pixels, limits)
    content, packed = _packed(pixels, limits)
    if (picture.kind or PNG).name not in limits.kinds:
        notes.append("The picture was converted to PNG.")
    return Fitted(Picture(content=content), (*notes, *scaled, *packed))


def _opened(picture: Picture) -> tuple[Image.Image, list[str]]:
    notes: list[str] = []
    text = "this is no picture that can be read; save it as PNG, JPEG or WebP"
    try:
        content = picture.read()
        with Image.open(io.BytesIO(content)) as opened:
            if opened.width * opened.height > MAX_SOURCE_PIXELS:
                text = f"{opened.width} x {opened.height} pixels are too many to work on"
                raise InvalidRequestError("image", opened.size, text)
            if getattr(opened, "n_frames", 1) > 1:
                notes.append("Only the first picture of the animation was used.")
            opened.load()
            return _eight_bit(ImageOps.exif_transpose(opened)), notes
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError) as error:
        if isinstance(error, InvalidRequestError):
            raise
        raise InvalidRequestError("image", None, text) from None


def _eight_bit(pixels: Image.Image) -> Image.Image:
    """RGB, or RGBA where anything is transparent."""
    if pixels.mode.startswith("I"):  # 16-bit grey, which Pillow would clip to its darkest part
        pixels = pixels.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    has_alpha = "A" in pixels.getbands() or "transparency" in pixels.info
    return pixels.convert("RGBA" if has_alpha else "RGB")


def _scaled(pixels: Image.Image, limits: InputLimits) -> tuple[Image.Image, list[str]]:
    width, height = pixels.size
    factor = 1.0
    if limits.max_side is not None:
        factor = min(factor, limits.max_side / max(width, height))
    if limits.max_pixels is not None:
        factor = min(factor, (limits.max_pixels / (width * height)) ** 0.5)
    if limits.min_side is not None and min(width, height) * factor < limits.min_side:
        factor = limits.min_side / min(width, height)
        longest = max(width, height) * factor
        if limits.max_side is not None and longest > limits.max_side:
            text = f"{width} x {height} pixels are too long and narrow; crop or extend the picture"
            raise InvalidRequestError("image", pixels.size, text)
    if factor == 1.0:
        return pixels, []
    size = _rounded(width * factor, limits), _rounded(height * factor, limits)
    word = "shrunk" if factor < 1 else "enlarged"
    note = f"The picture was {word} from {width} x {height} to {size[0]} x {size[1]} pixels."
    return _resized(pixels, size), [note]


def _rounded(length: float, limits: InputLimits) -> int:
    side = max(1, limits.min_side or 1, int(length + 1e-6))
    return side if limits.max_side is None else min(side, limits.max_side)


def _resized(pixels: Image.Image, size: tuple[int, int]) -> Image.Image:
    if pixels.mode == "RGBA":  # so that the colour under transparent pixels does not bleed
        premultiplied = pixels.convert("RGBa").resize(size, Image.Resampling.LANCZOS)
        return premultiplied.convert("RGBA")
    return pixels.resize(size, Image.Resampling.LANCZOS)


def _packed(pixels: Image.Image, limits: InputLimits) -> tuple[bytes, list[str]]:
    for name, save in _encodings():
        file = io.BytesIO()
        save(pixels, file)
        content = file.getvalue()
        if len(content) < limits.max_bytes:
            return content, [
                f"The picture was packed as {name} to be small enough."
            ] if name else []
    width, height = pixels.size
    smaller = int(width * _SHRINK), int(height * _SHRINK)
    content, _ = _packed(_resized(pixels, smaller), limits)
    return content, [f"The picture was shrunk from {width} x {height} pixels to be small enough."]


def _encodings() -> Iterator[tuple[str, Callable[[Image.Image, io.BytesIO], None]]]:
    yield "", lambda pixels, file: pixels.save(file, format="png")
    yield "lossless WebP", lambda pixels, file: pixels.save(file, format="webp", lossless=True)
    yield "WebP", lambda pixels, file: pixels.save(file, format="webp", quality=95, exact=True)
