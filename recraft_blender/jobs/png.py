# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a PNG says beside its pixels: texts, and whether it has an opacity.

Pixels are never touched. The format: W3C, "Portable Network Graphics (PNG) Specification (Third
Edition)", sections 5 (chunks) and 11.3.3 (iTXt).
"""

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_AFTER_HEADER = 33
"""The signature and IHDR, which comes first and always has 13 bytes of content."""
_LONGEST_TEXT = 1 << 20
_ALPHA_COLOURS = (4, 6)


def with_text(content: bytes, keyword: str, text: str) -> bytes:
    """A PNG with a text of its own, in place of one under the same keyword.

    Keywords are 1 to 79 Latin letters. Raises ValueError for what is no PNG.
    """
    if not content.startswith(SIGNATURE) or content[12:16] != b"IHDR":
        raise ValueError("this is no PNG")
    # No compression, no language: the keyword's end, two flags, and two empty names.
    body = keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode()
    return content[:_AFTER_HEADER] + _chunk(b"iTXt", body) + _without(content, keyword)


def text_of(file: BinaryIO, keyword: str) -> str | None:
    """The text of a PNG under a keyword, None where there is none or the file is no whole PNG.

    Reads no pixels: what comes after the first of them is not looked at.
    """
    if file.read(len(SIGNATURE)) != SIGNATURE:
        return None
    while len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        if kind in (b"IDAT", b"IEND"):
            return None
        if kind != b"iTXt" or length > _LONGEST_TEXT:
            file.seek(length + 4, 1)
            continue
        body = file.read(length)
        if len(body) < length or len(file.read(4)) < 4:
            return None
        if _keyword(body) == keyword:
            return _text(body)
    return None


def has_opacity(head: bytes) -> bool | None:
    """True when a PNG has an opacity for each pixel, by its first 33 bytes; None for other files.

    A single transparent colour (tRNS) does not count: the service does not use it.
    """
    if not head.startswith(SIGNATURE) or len(head) < _AFTER_HEADER:
        return None
    return head[25] in _ALPHA_COLOURS


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def _without(content: bytes, keyword: str) -> bytes:
    """What follows the header, without the texts under a keyword that stand before the pixels."""
    kept: list[bytes] = []
    for start, end, kind in _chunks(content):
        if kind == b"IDAT":
            return b"".join((*kept, content[start:]))
        if kind != b"iTXt" or _keyword(content[start + 8 : end - 4]) != keyword:
            kept.append(content[start:end])
    return b"".join(kept)


def _chunks(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where each chunk after the header starts and ends, and its kind."""
    start = _AFTER_HEADER
    while start + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, start)
        end = start + length + 12
        yield start, end, kind
        start = end


def _keyword(body: bytes) -> str:
    return body.partition(b"\0")[0].decode("latin-1")


def _text(body: bytes) -> str | None:
    """The text of an iTXt chunk, compressed or not."""
    rest = body.partition(b"\0")[2]
    packed, (_, _, text) = rest[:1] == b"\1", _split(rest[2:])
    try:
        if packed:
            text = zlib.decompressobj().decompress(text, _LONGEST_TEXT)
        return text.decode()
    except (zlib.error, UnicodeDecodeError):
        return None


def _split(rest: bytes) -> tuple[bytes, bytes, bytes]:
    language, _, more = rest.partition(b"\0")
    translated, _, text = more.partition(b"\0")
    return language, translated, text
