# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kind and size read from a file's first bytes are those that Pillow finds by decoding."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from recraft_blender.client import Picture
from recraft_blender.client.media import JPEG, PNG, WEBP, picture_size, sniff

from .samples import encoded

sides = st.integers(1, 300)
PNG_MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")


def pillow_size(content: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(content)) as image:
        return image.size


def assert_as_pillow(content: bytes, size: tuple[int, int]) -> None:
    assert picture_size(content) == pillow_size(content) == size
    assert Picture(content=content).pixel_size() == size


@given(sides, sides, st.sampled_from(PNG_MODES))
def test_png(width: int, height: int, mode: str) -> None:
    content = encoded(Image.new(mode, (width, height)), "png")
    assert sniff(content) is PNG
    assert_as_pillow(content, (width, height))


@given(
    sides,
    sides,
    st.sampled_from(["L", "RGB", "CMYK"]),
    st.fixed_dictionaries({"progressive": st.booleans(), "comment": st.binary(max_size=300)}),
    st.integers(0, 2**16 - 100),
)
def test_jpeg(width: int, height: int, mode: str, options: dict[str, Any], exif_bytes: int) -> None:
    exif = b"Exif\0\0" + bytes(exif_bytes)
    content = encoded(Image.new(mode, (width, height)), "jpeg", exif=exif, **options)
    assert sniff(content) is JPEG
    assert picture_size(content) == (width, height)


@given(sides, sides, st.sampled_from([{}, {"lossless": True}]), st.sampled_from(["RGB", "RGBA"]))
def test_webp(width: int, height: int, options: dict[str, bool], mode: str) -> None:
    content = encoded(Image.new(mode, (width, height)), "webp", **options)
    assert sniff(content) is WEBP
    assert_as_pillow(content, (width, height))


def test_all_three_forms_of_webp_were_among_them() -> None:
    image = Image.new("RGB", (300, 200), (1, 2, 3))
    forms = {
        b"VP8 ": encoded(image, "webp"),
        b"VP8L": encoded(image, "webp", lossless=True),
        b"VP8X": encoded(image, "webp", exif=b"Exif\0\0" + bytes(40)),
    }
    for name, content in forms.items():
        assert content[12:16] == name
        assert_as_pillow(content, (300, 200))


def test_animated_webp_has_the_size_of_its_canvas() -> None:
    frames = [Image.new("RGB", (120, 80), (shade, 0, 0)) for shade in (0, 90, 200)]
    content = encoded(frames[0], "webp", save_all=True, append_images=frames[1:])
    assert content[12:16] == b"VP8X"
    assert_as_pillow(content, (120, 80))


def test_jpeg_with_more_notes_than_its_first_bytes_hold(tmp_path: Path) -> None:
    plain = encoded(Image.new("RGB", (300, 256)), "jpeg")
    note = b"\xff\xe2" + struct.pack(">H", 65_535) + bytes(65_533)
    content = plain[:2] + note * 12 + plain[2:]
    assert len(note * 12) > 700_000
    assert pillow_size(content) == (300, 256)
    path = tmp_path / "noted.jpg"
    path.write_bytes(content)
    assert Picture(path=path).pixel_size() == Picture(content=content).pixel_size() == (300, 256)


@given(st.sampled_from(["png", "jpeg", "webp"]), st.integers(0, 60), st.binary(max_size=60))
def test_cut_or_spoilt_header_is_no_crash(form: str, length: int, tail: bytes) -> None:
    content = encoded(Image.new("RGB", (30, 20)), form)[:length] + tail
    size = picture_size(content)
    assert size is None or min(size) > 0


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg xmlns='x'/>", b"RIFF\0\0\0\0WEBPVP8 "])
def test_no_size_without_a_header(content: bytes) -> None:
    assert picture_size(content) is None
