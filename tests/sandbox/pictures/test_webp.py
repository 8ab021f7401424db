# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lossless WebP files hold exactly the pixels and texts they were given."""

from __future__ import annotations

import io
import struct
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from numpy.typing import NDArray
from PIL import Image

from recraft_blender.sandbox.pictures import draw_texture, encode_webp
from recraft_blender.sandbox.pictures.prefix_codes import LONGEST_CODE, packed, prefix_code

from .pixels import decoded, pictures, skewed


@given(pictures())
@settings(deadline=None)
def test_pillow_reads_the_same_pixels(pixels: NDArray[np.uint8]) -> None:
    assert np.array_equal(decoded(encode_webp(pixels), channels=pixels.shape[2]), pixels)


@given(pictures())
@settings(deadline=None, max_examples=25)
def test_also_beside_a_text(pixels: NDArray[np.uint8]) -> None:
    data = encode_webp(pixels, text={"Comment": "made offline"})
    assert np.array_equal(decoded(data, channels=pixels.shape[2]), pixels)


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 1, 4), (1, 1500, 3), (1500, 1, 4)])
def test_thin_pictures(shape: tuple[int, int, int]) -> None:
    pixels = (np.arange(np.prod(shape)) * 37 % 251).reshape(shape).astype(np.uint8)
    assert np.array_equal(decoded(encode_webp(pixels), channels=shape[2]), pixels)


def test_more_than_one_block_of_the_predictor() -> None:
    pixels = draw_texture("oak planks", width=700, height=530, seed=1)
    data = encode_webp(pixels)
    assert np.array_equal(decoded(data, channels=3), pixels)
    assert len(data) < pixels.size * 0.8


def test_a_view_with_strides_is_written_as_it_looks() -> None:
    pixels = draw_texture("grass", width=64, height=48, seed=1)[::-1, ::2]
    assert np.array_equal(decoded(encode_webp(pixels), channels=3), pixels)


def test_codes_never_grow_too_long() -> None:
    fibonacci = [1, 1]
    while len(fibonacci) < 40:
        fibonacci.append(fibonacci[-1] + fibonacci[-2])
    code = prefix_code(np.array(fibonacci, np.int64))
    lengths = [int(length) for length in code.lengths]
    assert max(lengths) <= LONGEST_CODE
    # Kraft: the code is complete, so that a decoder accepts it.
    assert sum(2 ** (LONGEST_CODE - length) for length in lengths) == 2**LONGEST_CODE
    assert np.array_equal(decoded(encode_webp(skewed(300, 400)), channels=3), skewed(300, 400))


def test_bits_are_packed_from_the_lowest() -> None:
    values, widths = [0b1, 0b10, 0, 2**60 - 1, 0b101], [1, 2, 0, 60, 3]
    number, offset = 0, 0
    for value, width in zip(values, widths, strict=True):
        number |= value << offset
        offset += width
    expected = number.to_bytes((offset + 7) // 8, "little")
    assert packed(np.array(values, np.uint64), np.array(widths, np.uint64)) == expected


def test_texts_are_a_well_formed_packet() -> None:
    pixels = np.full((3, 5, 4), 128, np.uint8)
    data = encode_webp(pixels, text={"Prompt": "Größe <5 & \x01more 🦊", "Seed": "7"})
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    with Image.open(io.BytesIO(data)) as image:
        packet = image.info["xmp"].decode("utf-8")
        assert image.mode == "RGBA"
    root = ElementTree.fromstring(packet)  # noqa: S314
    texts = [element.text for element in root.iter() if element.tag.endswith("}li")]
    assert texts[1:] == ["Prompt: Größe <5 & more 🦊", "Seed: 7"]


def test_without_text_the_simple_container_is_used() -> None:
    data = encode_webp(np.zeros((2, 2, 3), np.uint8))
    assert data[8:16] == b"WEBPVP8L"


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 2), (0, 4, 3), (1, 16385, 3)])
def test_shapes_that_webp_cannot_hold(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="WebP picture"):
        encode_webp(np.zeros(shape, np.uint8))
