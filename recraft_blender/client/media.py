# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of picture that the service sends, told by their first bytes, and where they end."""

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


def is_complete(head: bytes, tail: bytes, size: int, kind: MediaKind) -> bool:
    """True when a file of `size` bytes has the end that its kind has.

    `head` and `tail` are its first and last bytes, 4096 of each where there are so many.
    """
    if kind is WEBP:
        return size >= int.from_bytes(head[4:8], "little") + 8
    return _ENDS[kind] in tail


_ENDS = {PNG: b"IEND\xaeB`\x82", JPEG: b"\xff\xd9", SVG: b"</svg"}
