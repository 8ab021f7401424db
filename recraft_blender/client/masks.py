# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks: one grey channel, exactly the picture's size, every pixel 0 (stays) or 255 (changes)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .errors import InvalidRequestError
from .picture import Picture, unreadable

if TYPE_CHECKING:
    from PIL.Image import Image


def mask_problems(image: Picture, mask: Picture) -> Iterator[InvalidRequestError]:
    """What keeps the service from taking the mask. Links cannot be looked at and pass."""
    if mask.url:
        return
    from .decoding import DecodingError, decoded  # noqa: PLC0415 - Pillow only where masks are sent

    try:
        pixels = _grey(decoded(mask.read()))
    except OSError as error:
        yield unreadable("mask", mask, error)
        return
    except DecodingError as error:
        yield InvalidRequestError("mask", None, f"the mask was not read: {error}; save it anew")
        return
    expected = image.pixel_size()
    if expected is not None and pixels.size != expected:
        have = "{} x {} pixels".format(*pixels.size)
        text = "the mask must have the picture's size, {} x {} pixels".format(*expected)
        yield InvalidRequestError("mask", have, text)
    if pixels.mode not in ("1", "L"):
        text = "a mask has one grey channel; save it as greyscale without alpha"
        yield InvalidRequestError("mask", pixels.mode, text)
        return
    counts = pixels.convert("L").histogram()
    greys = sum(counts[1:255])
    if greys:
        text = "every pixel of a mask is black (0, stays) or white (255, changes)"
        yield InvalidRequestError("mask", f"{greys:,} grey pixels", text)


def _grey(pixels: Image) -> Image:
    """WebP has no grey: three equal channels, and no transparency, stand for one there."""
    if pixels.format != "WEBP" or pixels.mode not in ("RGB", "RGBA"):
        return pixels
    red, *others = pixels.convert("RGB").split()
    alpha = pixels.getchannel("A") if pixels.mode == "RGBA" else None
    opaque = alpha is None or alpha.getextrema() == (255, 255)
    grey = all(red.tobytes() == other.tobytes() for other in others)
    return red if grey and opaque else pixels
