# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts in PNGs, beside a second opinion (Pillow), and pixels that stay as they are."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from recraft_blender.client.media import is_sound_png
from recraft_blender.jobs.png import has_opacity, text_of, with_text

WORDS = 'Ein "Fuchs" 狐\n' + "x" * 5000


def _png(mode: str = "RGB", text: PngImagePlugin.PngInfo | None = None) -> bytes:
    file = io.BytesIO()
    picture = Image.effect_noise((40, 30), 80).convert(mode)
    picture.save(file, "png", pnginfo=text)
    return file.getvalue()


def _read(content: bytes, keyword: str = "recraft") -> str | None:
    return text_of(io.BytesIO(content), keyword)


def test_another_reader_finds_the_text_and_the_same_pixels() -> None:
    plain = _png()
    written = with_text(plain, "recraft", WORDS)
    assert is_sound_png(written)
    with Image.open(io.BytesIO(written)) as shown, Image.open(io.BytesIO(plain)) as before:
        assert shown.info["recraft"] == WORDS
        assert shown.tobytes() == before.tobytes()
    # Not even packed anew.
    assert written.endswith(plain[33:])


def test_text_is_read_back_and_replaced_not_doubled() -> None:
    once = with_text(_png(), "recraft", "first")
    assert _read(once) == "first"
    twice = with_text(with_text(once, "other", "stays"), "recraft", WORDS)
    assert _read(twice) == WORDS
    assert _read(twice, "other") == "stays"
    assert twice.count(b"recraft\0") == 1


def test_compressed_text_of_another_writer() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("recraft", WORDS, zip=True)
    assert _read(_png(text=info)) == WORDS


@pytest.mark.parametrize("cut", [0, 5, 20, 40, 60])
def test_what_is_no_whole_png_has_no_text(cut: int) -> None:
    assert _read(with_text(_png(), "recraft", WORDS)[:cut]) is None
    assert _read(_png()) is None
    assert _read(b"\xff\xd8\xff" + bytes(100)) is None


def test_only_a_png_can_be_written_to() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        with_text(b"RIFF....WEBP", "recraft", "")


@pytest.mark.parametrize(("mode", "has"), [("RGB", False), ("L", False), ("RGBA", True)])
def test_opacity_by_the_head(mode: str, *, has: bool) -> None:
    assert has_opacity(_png(mode)[:64]) is has
    assert has_opacity(b"\xff\xd8\xff") is None
