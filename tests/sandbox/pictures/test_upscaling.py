# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Enlarged pictures keep what they show, sharper than a plain filter, and new only where asked."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from recraft_blender.sandbox.pictures import upscale

from .scenes import apart, scene, with_alpha


@pytest.mark.parametrize(("factor", "creative"), [(1, False), (2, False), (3, True), (4, True)])
def test_shapes_and_what_is_shown(factor: int, *, creative: bool) -> None:
    pixels = scene("disc", "grass", "red", size=60).pixels[:50]
    for source in (pixels, with_alpha(pixels)):
        large = upscale(source, factor, creative=creative, seed=1)
        assert large.shape == (50 * factor, 60 * factor, source.shape[2])
        small = Image.fromarray(large).resize((60, 50), Image.Resampling.BOX)
        assert apart(np.asarray(small), source) < 12


@pytest.mark.parametrize("ground", ["white", "brick wall", "oak planks"])
def test_crisp_is_nearer_to_the_truth_than_a_plain_filter(ground: str) -> None:
    true = scene("star", ground, "two", size=400).pixels
    image = Image.fromarray(true).resize((200, 200), Image.Resampling.BOX)
    plain = np.asarray(image.resize((400, 400), Image.Resampling.BICUBIC))
    assert apart(upscale(np.asarray(image), 2), true) < apart(plain, true)


def test_crisp_does_not_overshoot() -> None:
    pixels = np.full((40, 40, 3), 90, np.uint8)
    pixels[:, 20:] = 170
    large = upscale(pixels, 2)
    assert large.min() == 90
    assert large.max() == 170


def test_creative_draws_detail_by_its_seed_and_leaves_paper_clean() -> None:
    pixels = scene("disc", "white", "grass", size=128).pixels
    crisp, first = upscale(pixels, 4), upscale(pixels, 4, creative=True, seed=1)
    assert np.array_equal(first, upscale(pixels, 4, creative=True, seed=1))
    assert not np.array_equal(first, upscale(pixels, 4, creative=True, seed=2))
    assert np.array_equal(crisp, upscale(pixels, 4, seed=9))
    inside = np.s_[220:330, 200:310]
    assert apart(first[inside], crisp[inside]) > 2
    assert first[:60, :60].min() > 245


def test_transparent_pixels_do_not_bleed() -> None:
    pixels = np.zeros((32, 32, 4), np.uint8)
    pixels[:, 16:] = (250, 250, 250, 255)
    large = upscale(pixels, 2)
    seen = large[:, :, 3] > 40
    assert large[seen][:, :3].min() > 235


def test_a_factor_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="1 or more"):
        upscale(np.zeros((4, 4, 3), np.uint8), 0)
