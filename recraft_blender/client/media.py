# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of picture that the service sends, told by their first bytes, and where they end."""

import struct
import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediaKind:
    """A kind of picture: media type and file suffix (with its dot)."""

    name: str
    suffix: str


PNG = MediaKind("image/png", ".png")
WEBP = MediaKind("image/webp", ".webp")
JPEG = MediaKind("image/jpeg", ".jpg")
SVG = MediaKind("image/svg+xml", ".svg")
WEBP_MAX_SIDE = 16_383


def sniff(head: bytes) -> MediaKind | None:
    """The kind of a file by its first bytes (4096 are enough), or None for anything else."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return SVG if text.startswith((b"<svg", b"<?xml")) and b"<svg" in text else None


def picture_size(head: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, as stored, of a PNG, JPEG or WebP by its first bytes, or None."""
    kind = sniff(head)
    size = _SIZES[kind](head) if kind in _SIZES else None
    return size if size and min(size) > 0 else None


def _png_size(head: bytes) -> tuple[int, int] | None:
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" and head[23:] else None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(head) and head[position] == 0xFF:
        marker = head[position + 1]
        if marker == 0xFF:
            position += 1
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:  # these stand without a length
            position += 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", head, position + 5)
            return width, height
        else:
            position += 2 + int.from_bytes(head[position + 2 : position + 4], "big")
    return None


def _webp_size(head: bytes) -> tuple[int, int] | None:
    match head[12:16]:
        case b"VP8X" if len(head) >= 30:
            return _uint24(head, 24) + 1, _uint24(head, 27) + 1
        case b"VP8L" if len(head) >= 25 and head[20] == 0x2F:
            bits = int.from_bytes(head[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 " if head[23:26] == b"\x9d\x01\x2a" and len(head) >= 30:
            width, height = struct.unpack_from("<HH", head, 26)
            return width & 0x3FFF, height & 0x3FFF
    return None


def _uint24(content: bytes, position: int) -> int:
    return int.from_bytes(content[position : position + 3], "little")


def is_complete(head: bytes, tail: bytes, size: int, kind: MediaKind) -> bool:
    """True when a file of `size` bytes has the end that its kind has.

    `head` and `tail` are its first and last bytes, 4096 of each where there are so many.
    """
    if kind is WEBP:
        return size >= int.from_bytes(head[4:8], "little") + 8
    return _ENDS[kind] in tail


def is_sound_png(content: bytes) -> bool:
    """True when a PNG's chunks are whole and its pixels unpack to as many bytes as it promises.

    Blender reads pixels late, so that a picture that is broken inside would be found in the scene.
    """
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", content[16:29])
    pixels = zlib.decompressobj()
    unpacked, position = 0, 8
    expected = height * (1 + (width * depth * _CHANNELS.get(colour, 1) + 7) // 8)
    try:
        while position < len(content):
            (length,) = struct.unpack_from(">I", content, position)
            body = content[position + 4 : position + 8 + length]
            (check,) = struct.unpack_from(">I", content, position + 8 + length)
            if zlib.crc32(body) != check:
                return False
            if body.startswith(b"IDAT"):
                unpacked += len(pixels.decompress(body[4:], expected + 1))
            position += length + 12
    except (struct.error, zlib.error):
        return False
    return min(width, height) > 0 and (bool(interlaced) or unpacked == expected)


_SIZES = {PNG: _png_size, JPEG: _jpeg_size, WEBP: _webp_size}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_ENDS = {PNG: b"IEND\xaeB`\x82", JPEG: b"\xff\xd9", SVG: b"</svg"}
