# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture files to pixels and back, with Pillow: PNG, JPEG and WebP in, PNG and WebP out."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from PIL import Image, ImageOps, PngImagePlugin

from .pixels import OPAQUE, Mask, Pixels
from .xmp import xmp_packet

Media: TypeAlias = Literal["png", "webp"]

_FORMATS = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
_WITH_ALPHA = ("RGBA", "LA", "PA", "RGBa", "La")
# Colour management is left to the reader: sRGB, perceptual intent (PNG specification, 11.3.3.5).
_SRGB_CHUNK = b"\0"
_LONGEST_KEYWORD = 79
_LARGEST_WEBP_SIDE = 16383
# Higher levels take three times as long for a tenth less.
_PNG_LEVEL = 3
_WEBP_METHOD, _WEBP_EFFORT = 1, 0
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, KeyError)


class UnreadablePictureError(Exception):
    """A picture cannot be read; the text is a sentence that says why."""


class TooManyPixelsError(UnreadablePictureError):
    """The picture is larger than asked for; nothing of it was unpacked."""


class GreyMaskError(UnreadablePictureError):
    """A mask has pixels that are neither black nor white."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a picture's file held."""

    pixels: Pixels
    """RGBA if the file has any transparency, RGB otherwise."""
    media: str
    """The file's kind by its bytes: "png", "jpeg" or "webp"."""

    @property
    def width(self) -> int:
        """Pixels, after turning it as the camera noted."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels, after turning it as the camera noted."""
        return int(self.pixels.shape[0])


def decode(content: bytes, *, most_pixels: int) -> Decoded:
    """The picture in a PNG, JPEG or WebP file, upright, of an animation the first.

    Raises TooManyPixelsError for more than that many pixels, before they are unpacked, and
    UnreadablePictureError for whatever else cannot be read.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > most_pixels:
                raise _too_many(most_pixels)
            media = _FORMATS[image.format or ""]
            image.load()
            return Decoded(_pixels(ImageOps.exif_transpose(image)), media)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many(most_pixels) from None
    except (*_DAMAGE, struct.error, zlib.error) as error:
        raise UnreadablePictureError(
            "The file is no picture that can be read: send a whole PNG, JPEG or WebP file."
        ) from error


def read_mask(content: bytes, *, most_pixels: int) -> Mask:
    """The mask in a picture's file, true where it is white.

    Raises UnreadablePictureError as decode() does, and GreyMaskError for pixels that are neither
    black nor white.
    """
    pixels = decode(content, most_pixels=most_pixels).pixels
    white: Mask = pixels[:, :, 0] == OPAQUE
    rgb = pixels[:, :, :3]
    if not bool((rgb == np.where(white, OPAQUE, 0)[:, :, None]).all()):
        raise GreyMaskError("A mask's pixels must all be black (0) or white (255).")
    return white


def encode(pixels: Pixels, media: Media, *, text: Mapping[str, str] = {}) -> bytes:
    """A file of that kind, as encode_png() and encode_webp() write it."""
    return encode_webp(pixels, text=text) if media == "webp" else encode_png(pixels, text=text)


def encode_png(pixels: Pixels, *, text: Mapping[str, str] = {}) -> bytes:
    """`pixels`, (height, width, 3 or 4) uint8 sRGB with straight alpha, as a PNG file.

    `text` is written as uncompressed iTXt chunks: keywords of 1..79 Latin-1 characters, values any
    Unicode without NUL. Raises ValueError for another shape, type, an empty picture or a text that
    PNG cannot hold.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or pixels.dtype != np.uint8:
        raise ValueError("A PNG picture must be (height, width, 3 or 4) of uint8.")
    if pixels.size == 0:
        raise ValueError("A PNG picture must have at least one pixel.")
    notes = PngImagePlugin.PngInfo()
    notes.add(b"sRGB", _SRGB_CHUNK)
    for keyword, value in text.items():
        _require_png_text(keyword, value)
        notes.add_itxt(keyword, value.encode("utf-8", "replace").decode("utf-8"))
    file = io.BytesIO()
    _image(pixels).save(file, "PNG", pnginfo=notes, compress_level=_PNG_LEVEL)
    return file.getvalue()


def encode_webp(pixels: Pixels, *, text: Mapping[str, str] = {}) -> bytes:
    """`pixels`, (height, width, 3 or 4) uint8 sRGB with straight alpha, as a lossless WebP file.

    `text` is written as an XMP packet. Raises ValueError for another shape, type, or a side
    outside 1..16383.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or pixels.dtype != np.uint8:
        raise ValueError("A WebP picture must be (height, width, 3 or 4) of uint8.")
    if not all(1 <= side <= _LARGEST_WEBP_SIDE for side in pixels.shape[:2]):
        raise ValueError(f"A WebP picture's sides must be 1 to {_LARGEST_WEBP_SIDE} pixels.")
    file = io.BytesIO()
    _image(pixels).save(
        file,
        "WEBP",
        lossless=True,
        exact=True,  # colours under transparent pixels count as well
        method=_WEBP_METHOD,
        quality=_WEBP_EFFORT,
        xmp=xmp_packet(text) if text else b"",
    )
    return file.getvalue()


def _too_many(most_pixels: int) -> TooManyPixelsError:
    most = f"{most_pixels / 1e6:g}"
    return TooManyPixelsError(f"The picture has more than {most} million pixels: make it smaller.")


def _pixels(image: Image.Image) -> Pixels:
    if image.mode.startswith("I"):
        # Pillow clips 16 bit greys to 255 where it should scale them.
        grey = (np.asarray(image).astype(np.uint32) >> 8).clip(0, OPAQUE).astype(np.uint8)
        return np.repeat(grey[:, :, None], 3, axis=2)
    has_alpha = image.mode in _WITH_ALPHA or "transparency" in image.info
    pixels = np.array(image.convert("RGBA" if has_alpha else "RGB"))
    if has_alpha and bool((pixels[:, :, 3] == OPAQUE).all()):
        return pixels[:, :, :3].copy()
    return pixels


def _image(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(pixels))


def _require_png_text(keyword: str, value: str) -> None:
    try:
        key = keyword.encode("latin-1")
    except UnicodeEncodeError as error:
        raise ValueError("A PNG keyword must be Latin-1.") from error
    if not 1 <= len(key) <= _LONGEST_KEYWORD or not keyword.isprintable() or key != key.strip():
        raise ValueError("A PNG keyword must be 1 to 79 printable characters.")
    if "\0" in value:
        raise ValueError("A PNG text cannot hold the character NUL.")
