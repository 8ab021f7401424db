# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes 8 bit RGB and RGBA pictures as lossless WebP files."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from .vp8l import LARGEST_SIDE, encode_vp8l

_ALPHA_FLAG, _XMP_FLAG = 0x10, 0x04
_NAMESPACE = "urn:recraft-blender:sandbox"
_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:note="{namespace}">'
    '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt>'
    "</dc:description>"
    "<note:entries><rdf:Seq>{entries}</rdf:Seq></note:entries>"
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="r"?>'
)


def encode_webp(pixels: NDArray[np.uint8], *, text: Mapping[str, str] = {}) -> bytes:
    """`pixels`, (height, width, 3 or 4) uint8 sRGB with straight alpha, as a lossless WebP file.

    `text` is written as an XMP packet: every entry as "key: value", all of them together as the
    picture's description. Raises ValueError for another shape, type, or a side outside 1..16384.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or pixels.dtype != np.uint8:
        raise ValueError("A WebP picture must be (height, width, 3 or 4) of uint8.")
    height, width, _ = pixels.shape
    if not (1 <= width <= LARGEST_SIDE and 1 <= height <= LARGEST_SIDE):
        raise ValueError(f"A WebP picture's sides must be 1 to {LARGEST_SIDE} pixels.")
    rgba = _with_alpha(pixels)
    chunks = _chunk(b"VP8L", encode_vp8l(rgba))
    if text:
        flags = _XMP_FLAG | (0 if bool((rgba[:, :, 3] == 255).all()) else _ALPHA_FLAG)
        chunks = _extended_header(flags, width, height) + chunks + _chunk(b"XMP ", _xmp(text))
    return b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WEBP" + chunks


def _with_alpha(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    if pixels.shape[2] == 4:
        return pixels
    return np.pad(pixels, ((0, 0), (0, 0), (0, 1)), constant_values=255)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _extended_header(flags: int, width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return _chunk(b"VP8X", bytes([flags, 0, 0, 0]) + sides)


def _xmp(text: Mapping[str, str]) -> bytes:
    lines = [_xml_safe(f"{key}: {value}") for key, value in text.items()]
    entries = "".join(f"<rdf:li>{line}</rdf:li>" for line in lines)
    packet = _XMP.format(namespace=_NAMESPACE, description="&#10;".join(lines), entries=entries)
    return packet.encode("utf-8")


def _xml_safe(value: str) -> str:
    """`value` escaped, without the control characters that XML cannot hold."""
    return escape("".join(c for c in value if c >= " " or c in "\t\n"))
