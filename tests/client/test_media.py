# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture is told by its first bytes, and whether it is whole by its last."""

from __future__ import annotations

import numpy as np
import pytest

from recraft_blender.client.media import JPEG, PNG, SVG, WEBP, MediaKind, is_complete, sniff
from recraft_blender.sandbox.pictures import encode_png, encode_webp

PIXELS = np.arange(32 * 32 * 3, dtype=np.uint8).reshape(32, 32, 3)
PICTURES: dict[MediaKind, bytes] = {
    PNG: encode_png(PIXELS),
    WEBP: encode_webp(PIXELS),
    JPEG: b"\xff\xd8\xff\xe0" + bytes(200) + b"\xff\xd9",
    SVG: b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>\n',
}

every_kind = pytest.mark.parametrize("kind", PICTURES, ids=lambda kind: kind.suffix)


def whole(content: bytes, kind: MediaKind) -> bool:
    return is_complete(content[:4096], content[-4096:], len(content), kind)


@every_kind
def test_kind_of_a_picture(kind: MediaKind) -> None:
    assert sniff(PICTURES[kind]) is kind
    assert sniff(PICTURES[kind][:64]) is kind


@pytest.mark.parametrize(
    "head",
    [
        b"\xef\xbb\xbf  <svg",
        b'<?xml version="1.0"?>\n<!-- made by hand -->\n<svg viewBox="0 0 1 1">',
    ],
)
def test_svg_with_something_before_it(head: bytes) -> None:
    assert sniff(head) is SVG


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"this is no picture",
        b"\x89PNG",
        b"RIFF\x10\x00\x00\x00WAVE",
        b"GIF89a",
        b"<html><svg></svg></html>",
        b'<?xml version="1.0"?><rss></rss>',
        b"%PDF-1.7",
    ],
)
def test_anything_else_is_no_picture(head: bytes) -> None:
    assert sniff(head) is None


@every_kind
def test_whole_picture_is_complete(kind: MediaKind) -> None:
    assert whole(PICTURES[kind], kind)
    assert whole(PICTURES[kind] + b"\n", kind)


@every_kind
def test_picture_without_its_end_is_not_complete(kind: MediaKind) -> None:
    content = PICTURES[kind].rstrip()
    for length in (len(content) - 3, len(content) // 2, 12):
        assert not whole(content[:length], kind)


def test_png_end_must_be_at_the_end() -> None:
    content = PICTURES[PNG]
    assert not whole(content + bytes(5000), PNG)
