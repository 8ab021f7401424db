# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pixels of a file, with one error for everything that can be wrong with it. Needs Pillow."""

import io
import struct

from PIL import Image

from .media import picture_size
from .sizing import MAX_PIXELS

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error)


class DecodingError(Exception):
    """The file holds no picture that can be unpacked; says why in half a sentence."""


def decoded(content: bytes) -> Image.Image:
    """The first picture in a file, in the mode it has. Raises DecodingError."""
    size = picture_size(content)
    if size and size[0] * size[1] > MAX_PIXELS:
        raise DecodingError(f"{size[0]} x {size[1]} pixels are too many to work on")
    try:
        opened = Image.open(io.BytesIO(content))
        opened.load()
    except Image.DecompressionBombError:
        raise DecodingError("it has too many pixels to work on") from None
    except _BROKEN:
        raise DecodingError("it is damaged or of an unknown kind") from None
    return opened
