# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main colours of a picture."""

import numpy as np
import pytest

from recraft_blender.raster.main_colors import main_colors

RED, GREEN, BLUE = (0.9, 0.1, 0.1), (0.1, 0.8, 0.2), (0.0, 0.0, 1.0)


def test_flat_colours_come_back_exactly_and_by_how_common_they_are() -> None:
    pixels = np.zeros((10, 10, 3), np.float32)
    pixels[:6], pixels[6:9], pixels[9:] = RED, BLUE, GREEN
    found = main_colors(pixels, most=5)
    assert len(found) == 3
    for color, wanted in zip(found, (RED, BLUE, GREEN), strict=True):
        assert color == pytest.approx(wanted, abs=1e-6)


def test_what_cannot_be_seen_does_not_count() -> None:
    pixels = np.zeros((4, 4, 4), np.float32)
    pixels[:, :, :3] = GREEN
    assert main_colors(pixels, most=5) == []
    pixels[0, 0] = (*RED, 1.0)
    (only,) = main_colors(pixels, most=5)
    assert only == pytest.approx(RED, abs=1e-6)


def test_many_colours_become_few_within_their_range() -> None:
    pixels = np.random.default_rng(7).random((40, 40, 3), np.float32)
    found = main_colors(pixels, most=5)
    assert len(set(found)) == 5
    assert all(0 <= channel <= 1 for color in found for channel in color)
    one = main_colors(pixels, most=1)[0]
    assert one == pytest.approx(pixels.reshape(-1, 3).mean(axis=0), abs=1e-5)


def test_a_small_patch_of_another_colour_is_found() -> None:
    pixels = np.full((50, 50, 3), RED, np.float32)
    pixels += np.random.default_rng(1).normal(0, 0.01, pixels.shape).astype(np.float32)
    pixels[:3, :3] = BLUE
    assert min(np.abs(np.subtract(c, BLUE)).max() for c in main_colors(pixels, most=2)) < 0.02
