# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the bytes of a file are: XML to be read, gzip to be unpacked, or something else entirely."""

import zlib

from .drawing import DrawingError

MAX_BYTES = 128 * 2**20
"""Of the file, and of what a gzip file unpacks to."""

_GZIP = b"\x1f\x8b"
_OTHERS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a WebP picture",
    b"%PDF": "a PDF file",
    b"%!PS": "a PostScript file",
    b"PK\x03\x04": "a ZIP archive",
    b"BLENDER": "a Blender file",
}


def svg_bytes(content: bytes | str) -> bytes:
    """The XML of the content, unpacked if it is gzip (.svgz), without leading blanks.

    Raises DrawingError with a sentence when it is empty, too large, damaged or of another kind.
    """
    data = _encoded(content) if isinstance(content, str) else content
    if len(data) > MAX_BYTES:
        raise DrawingError(_too_large())
    if data.startswith(_GZIP):
        data = _unpacked(data)
    for start, kind in _OTHERS.items():
        if data.startswith(start):
            raise DrawingError(f"This is {kind}, not an SVG file.")
    data = (
        data.lstrip(b" \t\r\n\f\x00") if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data
    )
    if not data:
        raise DrawingError("The file is empty.")
    head = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise DrawingError("This is a web page, not an SVG file.")
    return data


def _encoded(text: str) -> bytes:
    """UTF-8 whatever the XML declaration says, which text has no use for."""
    text = text.lstrip("\ufeff \t\r\n\f")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :] if "?>" in text else text
    return text.encode("utf-8", "replace")


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise DrawingError("The compressed SVG file is damaged.") from error
    if len(unpacked) > MAX_BYTES:
        raise DrawingError(_too_large())
    return unpacked


def _too_large() -> str:
    return f"The SVG file is larger than {MAX_BYTES // 2**20} MB."
