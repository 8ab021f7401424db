# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines: traced exactly, simplified within bounds, and never through what can be seen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recraft_blender.raster.contours import contours
from recraft_blender.raster.silhouette import Polygon, area, enclosed, silhouette
from recraft_blender.raster.simplify import simplified
from recraft_blender.raster.trim import Mask


def _filled(polygons: list[Polygon], shape: tuple[int, ...]) -> Mask:
    """Which pixel centres lie in an odd number of polygons."""
    y, x = np.mgrid[: shape[0], : shape[1]] + 0.5
    return enclosed(np.stack((x.ravel(), y.ravel()), axis=1), polygons).reshape(shape)


def _disc(side: int, radius: float, hole: float = 0.0) -> Mask:
    y, x = np.mgrid[:side, :side] + 0.5
    distance = np.hypot(x - side / 2, y - side / 2)
    return np.asarray((distance <= radius) & (distance >= hole))


def _random(seed: int, part: float, side: int = 24) -> Mask:
    return np.asarray(np.random.default_rng(seed).random((side, side)) < part)


def test_rectangle_has_four_corners_clockwise() -> None:
    mask = np.zeros((10, 12), np.bool_)
    mask[2:5, 3:9] = True
    (loop,) = contours(mask)
    assert sorted(map(tuple, loop.tolist())) == [(3, 2), (3, 5), (9, 2), (9, 5)]
    assert area(loop) == 18


def test_hole_runs_the_other_way() -> None:
    mask = np.ones((9, 9), np.bool_)
    mask[3:6, 3:6] = False
    assert sorted(area(loop) for loop in contours(mask)) == [-9, 81]


def test_pixels_that_touch_by_a_corner_are_apart() -> None:
    assert [area(loop) for loop in contours(np.eye(3, dtype=np.bool_))] == [1, 1, 1]


def test_nothing_has_no_contour() -> None:
    assert contours(np.zeros((5, 5), np.bool_)) == []
    assert silhouette(np.zeros((5, 5), np.bool_)) == []


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 9999), st.floats(0.05, 0.95))
def test_contours_hold_exactly_the_mask(seed: int, part: float) -> None:
    mask = _random(seed, part)
    loops = contours(mask)
    assert (_filled(loops, mask.shape) == mask).all()
    assert sum(area(loop) for loop in loops) == mask.sum()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 9999), st.sampled_from([1.0, 1.5, 2.5]))
def test_silhouette_holds_every_seen_pixel(seed: int, tolerance: float) -> None:
    mask = _random(seed, 0.03, 40)
    polygons = silhouette(mask, tolerance_px=tolerance, least_area_px=0)
    assert not (mask & ~_filled(polygons, mask.shape)).any()


def test_disc_is_followed_closely_with_few_corners() -> None:
    mask = _disc(400, 150)
    (polygon,) = silhouette(mask)
    assert 8 < len(polygon) < 60
    distance = np.hypot(*(polygon - 200).T)
    # The mask grows by a square of two pixels on each side.
    assert distance.min() > 149
    assert distance.max() < 150 + 2 * 2**0.5 + 1.5


def test_ring_has_a_hole_and_the_outline_comes_first() -> None:
    outer, inner = silhouette(_disc(200, 90, 40))
    assert area(outer) > np.pi * 90**2 * 0.98
    assert -np.pi * 40**2 < area(inner) < 0


def test_margin_widens_and_specks_go() -> None:
    mask = np.zeros((60, 60), np.bool_)
    mask[20:40, 20:40] = True
    mask[2, 2] = True
    narrow, speck = silhouette(mask, least_area_px=0)
    assert area(speck) == 25
    (wide,) = silhouette(mask, margin_px=3, least_area_px=200)
    assert (area(narrow), area(wide)) == (24**2, 30**2)


@pytest.mark.parametrize("tolerance", [0.5, 2.0, 8.0])
def test_simplified_corners_stay_within_the_tolerance(tolerance: float) -> None:
    turn = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    radius = 100 + 20 * np.sin(9 * turn)
    polygon = np.stack((radius * np.cos(turn), radius * np.sin(turn)), axis=1)
    fewer = simplified(polygon, tolerance)
    assert len(fewer) < len(polygon)
    assert max(_distance(point, fewer) for point in polygon) <= tolerance + 1e-9


def test_enclosed_is_odd() -> None:
    square = np.array(((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)))
    points = np.array(((0.5, 0.5), (2.0, 2.0), (5.0, 2.0), (2.0, -1.0)))
    assert enclosed(points, [square]).tolist() == [True, True, False, False]
    assert enclosed(points, [square, square / 4 + 1.5]).tolist() == [True, False, False, False]


def test_few_corners_are_left_alone() -> None:
    triangle = np.array(((0.0, 0.0), (4.0, 0.0), (0.0, 4.0)))
    assert simplified(triangle, 9.0) is triangle


def _distance(point: NDArray[np.float64], polygon: Polygon) -> float:
    starts, along = polygon, np.roll(polygon, -1, axis=0) - polygon
    part = ((point - starts) * along).sum(1) / (along**2).sum(1)
    nearest = starts + np.clip(part, 0, 1)[:, None] * along
    return float(np.hypot(*(point - nearest).T).min())
