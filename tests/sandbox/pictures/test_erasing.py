# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is erased is gone, its place looks like its surroundings, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from recraft_blender.sandbox.pictures import erase

from .scenes import apart, scene, with_alpha


def _grown(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask and what is two pixels beside it."""
    grown = np.zeros_like(mask)
    padded = np.pad(mask, 2)
    height, width = mask.shape
    for y in range(5):
        for x in range(5):
            grown |= padded[y : y + height, x : x + width]
    return grown


@pytest.mark.parametrize("ground", ["grass", "cobble stone", "oak planks", "noise", "clouds"])
def test_an_object_on_a_texture_vanishes(ground: str) -> None:
    made = scene("disc", ground, "red", size=320)
    mask = _grown(made.mask)
    clean = erase(made.pixels, mask, seed=1)
    assert np.array_equal(clean[~mask], made.pixels[~mask])
    inside, outside = clean[mask].astype(float), clean[~mask].astype(float)
    # As light, as colourful and as rough as the rest, and nothing of the red is left.
    assert np.abs(inside.mean(axis=0) - outside.mean(axis=0)).max() < 25
    assert 0.5 < float(inside.std() / outside.std()) < 1.7
    red = np.array([204, 38, 26])
    assert float((np.abs(inside - red).max(axis=1) < 25).mean()) < 0.01
    rough = np.abs(np.diff(clean.astype(float), axis=1)).mean(axis=2)
    middle = mask[:, 1:] & mask[:, :-1]
    assert 0.5 < float(rough[middle].mean() / rough[~middle].mean()) < 1.6


def test_a_smooth_ground_is_restored_exactly_enough() -> None:
    made = scene("star", "gradient", "two", size=300)
    mask = _grown(made.mask)
    clean = erase(made.pixels, mask)
    y, x = np.meshgrid(np.linspace(0, 1, 300), np.linspace(0, 1, 300), indexing="ij")
    ground = np.stack([0.2 + 0.5 * y, 0.4 + 0.3 * x, 0.9 - 0.3 * y], axis=2) * 255
    assert float(np.abs(clean - ground)[mask].max()) < 6


def test_repeatable_and_by_the_seed() -> None:
    made = scene("disc", "grass", "red", size=160)
    mask = made.mask
    first = erase(made.pixels, mask, seed=1)
    assert np.array_equal(first, erase(made.pixels, mask, seed=1))
    assert not np.array_equal(first, erase(made.pixels, mask, seed=2))


def test_alpha_and_odd_masks() -> None:
    made = scene("disc", "grass", "red", size=120)
    pixels = with_alpha(made.pixels, 180)
    clean = erase(pixels, made.mask)
    assert clean.shape == pixels.shape
    assert np.abs(clean[:, :, 3].astype(int) - 180).max() <= 2
    nothing = np.zeros(made.mask.shape, np.bool_)
    assert np.array_equal(erase(made.pixels, nothing), made.pixels)
    assert np.array_equal(erase(made.pixels, ~nothing), made.pixels)
    most = ~nothing
    most[:3, :3] = False
    assert apart(erase(made.pixels, most)[:3, :3], made.pixels[:3, :3]) == 0
    for shape in ((1, 5), (5, 1), (2, 2), (9, 40)):
        small = np.zeros((*shape, 3), np.uint8)
        spot = np.zeros(shape, np.bool_)
        spot[0, 0] = True
        assert erase(small, spot).shape == small.shape


def test_a_mask_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="as large"):
        erase(np.zeros((4, 4, 3), np.uint8), np.zeros((4, 5), np.bool_))
