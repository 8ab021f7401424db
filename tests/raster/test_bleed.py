# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colour under transparent pixels: what is seen stays, what is not seen fits its neighbours."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recraft_blender.raster.bleed import bleed, needs_bleed
from recraft_blender.raster.trim import visible

RED, GREEN = (200, 60, 30), (0, 255, 0)


def _square(side: int = 32) -> NDArray[np.uint8]:
    pixels = np.zeros((side, side, 4), np.uint8)
    pixels[:, :, :3] = GREEN
    pixels[8:20, 8:20] = (*RED, 255)
    return pixels


def test_one_colour_spreads_over_all_that_is_transparent() -> None:
    result = bleed(_square())
    assert (result[:, :, :3] == RED).all()
    assert (result[:, :, 3] == _square()[:, :, 3]).all()


def test_picture_that_was_given_stays() -> None:
    pixels = _square()
    bleed(pixels)
    assert (pixels == _square()).all()


def test_need_is_seen_and_met() -> None:
    assert needs_bleed(_square())
    assert not needs_bleed(bleed(_square()))


@pytest.mark.parametrize("alpha", [0, 255])
def test_all_or_nothing_to_see_needs_nothing(alpha: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (9, 7, 4), np.uint8)
    pixels[:, :, 3] = alpha
    assert not needs_bleed(pixels)
    assert (bleed(pixels) == pixels).all()


def test_each_side_takes_its_own_colour() -> None:
    pixels = np.zeros((32, 64, 4), np.uint8)
    pixels[:, 20:32] = (255, 0, 0, 255)
    pixels[:, 32:44] = (0, 0, 255, 255)
    result = bleed(pixels)
    assert (result[:, 14:20, :3] == (255, 0, 0)).all()
    assert (result[:, 44:50, :3] == (0, 0, 255)).all()


def test_linear_interpolation_finds_no_foreign_colour() -> None:
    rng = np.random.default_rng(7)
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[:, :, :3] = GREEN
    pixels[:, :, :3][rng.random((40, 40)) < 0.3] = RED
    pixels[:, :, 3] = np.where((pixels[:, :, :3] == RED).all(2), 255, 0)
    result = bleed(pixels).astype(float)
    # Halfway between every two neighbours, as a straight interpolation has them.
    for between in ((result[1:] + result[:-1]) / 2, (result[:, 1:] + result[:, :-1]) / 2):
        assert (between[between[:, :, 3] > 0][:, :3] == RED).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 23), st.integers(1, 23), st.floats(0, 1), st.integers(0, 99))
def test_seen_pixels_and_opacity_never_change(
    height: int, width: int, part: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (height, width, 4), np.uint8)
    pixels[:, :, 3][rng.random((height, width)) < part] = 0
    result = bleed(pixels)
    seen = visible(pixels[:, :, 3])
    assert (result[seen] == pixels[seen]).all()
    assert (result[:, :, 3] == pixels[:, :, 3]).all()
    assert not needs_bleed(result)
    if seen.any():
        low, high = pixels[seen][:, :3].min(0), pixels[seen][:, :3].max(0)
        assert ((result[:, :, :3] >= low) & (result[:, :, :3] <= high)).all()


def test_rows_may_be_in_any_order() -> None:
    rng = np.random.default_rng(3)
    pixels = rng.integers(0, 256, (32, 32, 4), np.uint8)
    pixels[:, :, 3] = np.where(rng.random((32, 32)) < 0.2, 255, 0)
    assert (bleed(pixels[::-1])[::-1] == bleed(pixels)).all()
