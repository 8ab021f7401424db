# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks: one grey channel, exactly the picture's size, every pixel 0 (stays) or 255 (changes)."""

import io
from collections.abc import Iterator

from .errors import InvalidRequestError
from .picture import Picture

_BLACK_AND_WHITE = (0, 255)


def mask_problems(image: Picture, mask: Picture) -> Iterator[InvalidRequestError]:
    """What keeps the service from taking the mask. Links cannot be looked at and pass."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only where masks are sent

    if mask.url:
        return
    try:
        with Image.open(io.BytesIO(mask.read())) as opened:
            opened.load()
            pixels = opened.copy()
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        yield InvalidRequestError("mask", None, "the mask could not be read; save it as a grey PNG")
        return
    expected = image.pixel_size()
    if expected is not None and pixels.size != expected:
        text = "{} x {} pixels, but the picture has {} x {}; give both the same size"
        yield InvalidRequestError("mask", pixels.size, text.format(*pixels.size, *expected))
    if pixels.mode == "1":
        return
    if pixels.mode != "L":
        text = "a mask has one grey channel; save it as greyscale without alpha"
        yield InvalidRequestError("mask", pixels.mode, text)
        return
    greys = sum(pixels.histogram()) - sum(pixels.histogram()[value] for value in _BLACK_AND_WHITE)
    if greys:
        text = f"{greys:,} pixels are grey; a mask is black (stays) and white (changes) only"
        yield InvalidRequestError("mask", greys, text)
