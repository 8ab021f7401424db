# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes 8 bit RGB and RGBA pictures as PNG files."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPES = {3: 2, 4: 6}
_PERCEPTUAL = 0
_LEVEL = 6
_LONGEST_KEYWORD = 79


def encode_png(pixels: NDArray[np.uint8], *, text: Mapping[str, str] = {}) -> bytes:
    """`pixels`, (height, width, 3 or 4) uint8 sRGB with straight alpha, as a PNG file.

    `text` is written as uncompressed iTXt chunks: keywords of 1..79 Latin-1 characters, values any
    Unicode without NUL. Raises ValueError for another shape, type, an empty picture or a keyword
    that PNG cannot hold.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in _COLOUR_TYPES or pixels.dtype != np.uint8:
        raise ValueError("A PNG picture must be (height, width, 3 or 4) of uint8.")
    if pixels.size == 0:
        raise ValueError("A PNG picture must have at least one pixel.")
    height, width, channels = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPES[channels], 0, 0, 0)
    parts = [_SIGNATURE, _chunk(b"IHDR", header), _chunk(b"sRGB", bytes([_PERCEPTUAL]))]
    parts += [_chunk(b"iTXt", _itxt(key, value)) for key, value in text.items()]
    parts.append(_chunk(b"IDAT", zlib.compress(_filtered(pixels), _LEVEL)))
    parts.append(_chunk(b"IEND", b""))
    return b"".join(parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    checksum = zlib.crc32(body, zlib.crc32(kind))
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checksum)


def _itxt(keyword: str, value: str) -> bytes:
    try:
        key = keyword.encode("latin-1")
    except UnicodeEncodeError as error:
        raise ValueError("A PNG keyword must be Latin-1.") from error
    if not 1 <= len(key) <= _LONGEST_KEYWORD or not keyword.isprintable() or key != key.strip():
        raise ValueError("A PNG keyword must be 1 to 79 printable characters.")
    if "\0" in value:
        raise ValueError("A PNG text cannot hold the character NUL.")
    # Keyword, "not compressed", method, then an empty language and an empty translated keyword.
    return key + b"\0\0\0\0\0" + value.encode("utf-8")


def _filtered(pixels: NDArray[np.uint8]) -> bytes:
    """Scanlines, each behind the number of the filter that leaves the smallest residuals."""
    height, width, channels = pixels.shape
    rows = np.ascontiguousarray(pixels).reshape(height, width * channels)
    out = np.empty((height, 1 + width * channels), np.uint8)
    least = np.full(height, np.iinfo(np.int64).max)
    for number, residual in enumerate(_residuals(rows, channels)):
        # The usual heuristic: residuals are signed bytes, and small ones compress best.
        weight = np.abs(residual.view(np.int8).astype(np.int16)).sum(axis=1, dtype=np.int64)
        better = weight < least
        least[better] = weight[better]
        out[better, 0] = number
        out[better, 1:] = residual[better]
    return out.tobytes()


def _residuals(rows: NDArray[np.uint8], step: int) -> Iterator[NDArray[np.uint8]]:
    """What PNG's filters None, Sub, Up, Average and Paeth leave of `rows`, in that order."""
    left, up, corner = np.zeros_like(rows), np.zeros_like(rows), np.zeros_like(rows)
    left[:, step:] = rows[:, :-step]
    up[1:] = rows[:-1]
    corner[1:, step:] = rows[:-1, :-step]
    yield rows
    yield rows - left
    yield rows - up
    yield rows - ((left.astype(np.uint16) + up) >> 1).astype(np.uint8)
    yield rows - _paeth(left, up, corner)


def _paeth(
    left: NDArray[np.uint8], up: NDArray[np.uint8], corner: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Whichever of the three is nearest to left + up - corner, in that order of preference."""
    across = up.astype(np.int16) - corner
    down = left.astype(np.int16) - corner
    to_left, to_up, to_corner = np.abs(across), np.abs(down), np.abs(across + down)
    vertical = np.where(to_up <= to_corner, up, corner)
    return np.where((to_left <= to_up) & (to_left <= to_corner), left, vertical)
