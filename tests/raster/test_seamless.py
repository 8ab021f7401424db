# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Seams: measured, mended, and nothing blurred or left behind where the picture was joined."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from recraft_blender.raster.least_path import closed_path, least_path
from recraft_blender.raster.seamless import LEAST_SIDE, seam_score, seamless

Picture = NDArray[np.float32]


def _stone(height: int, width: int, slope: float = 0.4) -> Picture:
    """Grainy blobs, lit from one corner, so that edges differ in detail and in brightness."""
    rng = np.random.default_rng(7)
    noise = rng.standard_normal((height + 8, width + 8, 3)).astype(np.float32)
    sums = noise.cumsum(0, dtype=np.float64).cumsum(1)
    blobs = (sums[8:, 8:] - sums[:-8, 8:] - sums[8:, :-8] + sums[:-8, :-8]) / 64
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    light = slope * (x + y - 1)[:, :, None] / 2
    return np.asarray(0.5 + blobs + 0.03 * noise[:height, :width] + light, np.float32)


def _steps(pixels: Picture) -> NDArray[np.float32]:
    return np.concatenate([np.abs(np.diff(pixels, axis=axis)).ravel() for axis in (0, 1)])


def _fine(pixels: Picture) -> Picture:
    """What is finer than four pixels."""
    around = sum(np.roll(pixels, shift, (0, 1)) for shift in ((2, 0), (-2, 0), (0, 2), (0, -2)))
    return np.asarray(pixels - around / 4)


@pytest.mark.parametrize("size", [(96, 160), (257, 130), (LEAST_SIDE, LEAST_SIDE)])
def test_seam_is_gone_and_no_other_took_its_place(size: tuple[int, int]) -> None:
    picture = _stone(*size)
    result = seamless(picture)
    assert result.shape == picture.shape
    assert seam_score(result) < 1.25
    if min(size) > LEAST_SIDE:
        assert seam_score(picture) > 2
    assert _steps(result).max() < _steps(picture).max() * 1.15
    assert np.percentile(_steps(result), 99.5) < np.percentile(_steps(picture), 99.5) * 1.05


def test_contrast_is_kept_where_it_was_joined() -> None:
    picture = _stone(256, 256)
    before, after = _fine(picture), _fine(seamless(picture))
    middle = slice(64, 192)
    assert after[middle, middle].std() == pytest.approx(before[middle, middle].std(), rel=0.08)
    # A plain cross-fade of what has nothing in common loses almost a third.
    faded = (picture + np.roll(picture, (128, 128), (0, 1))) / 2
    assert _fine(faded)[middle, middle].std() < before[middle, middle].std() * 0.8


def test_picture_that_repeats_already_still_does() -> None:
    y, x = np.mgrid[:128, :128] * (2 * np.pi / 128)
    waves = np.stack([np.sin(3 * x + y), np.cos(2 * y), np.sin(x) * np.cos(y)], axis=2)
    picture = np.asarray(0.5 + 0.2 * waves, np.float32)
    assert seam_score(picture) == pytest.approx(1, abs=0.15)
    assert seam_score(seamless(picture)) == pytest.approx(1, abs=0.3)


def test_plain_picture_stays_as_it_is() -> None:
    picture = np.full((64, 48, 4), 0.3, np.float32)
    assert np.allclose(seamless(picture), picture, atol=1e-6)
    assert seam_score(picture) == 1


def test_score_tells_which_seam_is_worse() -> None:
    step = np.zeros((64, 64, 3), np.float32)
    step[:, 32:] = 1
    step += np.random.default_rng(1).normal(0, 0.05, step.shape).astype(np.float32)
    softer = step.copy()
    softer[:, 32:] -= 0.5
    assert seam_score(step) > 1.5 * seam_score(softer) > 5
    assert seam_score(step.swapaxes(0, 1)) == pytest.approx(seam_score(step))


def test_too_small() -> None:
    with pytest.raises(ValueError, match="fewer than"):
        seamless(np.zeros((LEAST_SIDE - 1, 100, 3), np.float32))


def _best_by_trying(cost: NDArray[np.float32]) -> float:
    height, width = cost.shape
    ways: list[tuple[tuple[int, ...], float]] = [
        ((column,), float(cost[0, column])) for column in range(width)
    ]
    for row in range(1, height):
        ways = [
            ((*way, column), total + float(cost[row, column]))
            for way, total in ways
            for column in range(max(0, way[-1] - 1), min(width, way[-1] + 2))
        ]
    return min(total for _, total in ways)


def test_least_path_is_the_best_of_all() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        cost = rng.random((6, 4), np.float32)
        path = least_path(cost)
        assert (np.abs(np.diff(path)) <= 1).all()
        assert cost[np.arange(6), path].sum() == pytest.approx(_best_by_trying(cost), rel=1e-5)


def test_closed_path_ends_beside_where_it_begins() -> None:
    rng = np.random.default_rng(4)
    for _ in range(20):
        cost = rng.random((40, 12), np.float32)
        path = closed_path(cost)
        assert (np.abs(np.diff(path, append=path[0])) <= 1).all()
        assert cost[np.arange(40), path].mean() < cost.mean() * 0.7
