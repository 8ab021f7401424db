# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""PNG files hold exactly the pixels and texts they were given."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from recraft_blender.sandbox.pictures import draw_texture, encode_png

from .pixels import decoded, pictures, skewed


@given(pictures())
@settings(deadline=None)
def test_pillow_reads_the_same_pixels(pixels: NDArray[np.uint8]) -> None:
    assert np.array_equal(decoded(encode_png(pixels), channels=pixels.shape[2]), pixels)


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 1, 4), (1, 300, 3), (300, 1, 4)])
def test_thin_pictures(shape: tuple[int, int, int]) -> None:
    pixels = np.arange(np.prod(shape)).reshape(shape).astype(np.uint8)
    assert np.array_equal(decoded(encode_png(pixels), channels=shape[2]), pixels)


def test_a_texture_shrinks() -> None:
    pixels = draw_texture("oak planks", width=256, height=192, seed=1)
    data = encode_png(pixels)
    assert np.array_equal(decoded(data, channels=3), pixels)
    assert len(data) < pixels.size * 0.8
    assert np.array_equal(decoded(encode_png(skewed(64, 64)), channels=3), skewed(64, 64))


def test_a_view_with_strides_is_written_as_it_looks() -> None:
    pixels = draw_texture("grass", width=64, height=48, seed=1)[::-1, ::2]
    assert np.array_equal(decoded(encode_png(pixels), channels=3), pixels)


def test_texts_and_colour_space() -> None:
    pixels = np.zeros((2, 3, 3), np.uint8)
    text = {"Description": "Größe <5 & more\n„ja“ 🦊", "Software": "sandbox"}
    with Image.open(io.BytesIO(encode_png(pixels, text=text))) as image:
        assert isinstance(image, PngImagePlugin.PngImageFile)
        image.load()
        assert image.text == text
        assert image.info["srgb"] == 0


@pytest.mark.parametrize("keyword", ["", "x" * 80, " led", "日本", "a\0b"])
def test_keywords_that_png_cannot_hold(keyword: str) -> None:
    with pytest.raises(ValueError, match="keyword"):
        encode_png(np.zeros((1, 1, 3), np.uint8), text={keyword: "value"})


def test_a_text_with_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        encode_png(np.zeros((1, 1, 3), np.uint8), text={"Comment": "a\0b"})


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2), (0, 4, 3), (4, 0, 4)])
def test_shapes_that_are_no_picture(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="PNG picture"):
        encode_png(np.zeros(shape, np.uint8))
