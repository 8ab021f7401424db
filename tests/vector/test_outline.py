# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings: gathered, closed, cleaned, turned; and sampled within a tolerance."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recraft_blender.vector.outline import (
    Rings,
    join,
    offsets,
    polygon_rings,
    ragged,
    reversed_rings,
    rings_of,
    rotated,
    segment_offsets,
    take,
)
from recraft_blender.vector.outline_flatten import (
    boxes,
    curve_steps,
    flattened,
    ring_steps,
    signed_areas,
    spread_steps,
)

from .drawings import Path, circle, contours, curve, polygon, rectangle


def rings(*paths: Path) -> Rings:
    found = contours(paths)
    return rings_of(found, np.arange(len(found)), segment_offsets(found))


def test_ragged_runs() -> None:
    assert ragged(np.array([5, 0, 9]), np.array([2, 0, 3])).tolist() == [5, 6, 9, 10, 11]
    assert offsets(np.array([2, 0, 3])).tolist() == [0, 2, 2, 5]


def test_open_contours_are_closed_by_a_line_and_closed_ones_are_not() -> None:
    found = rings(polygon((0, 0), (1, 0), (1, 1), closed=False), polygon((0, 0), (1, 0), (1, 1)))
    assert np.diff(found.starts).tolist() == [3, 3]
    assert found.is_line.all()
    assert found.curves[2].tolist()[-1] == [0, 0]
    assert np.allclose(found.curves[2][1:3], [[2 / 3, 2 / 3], [1 / 3, 1 / 3]])


def test_rings_of_any_choice_of_contours() -> None:
    found = contours([rectangle(0, 0, 1, 1), circle(5, 5, 1), polygon((2, 2), (3, 2), (3, 3))])
    chosen = rings_of(found, np.array([2, 1]), segment_offsets(found))
    assert np.diff(chosen.starts).tolist() == [3, 4]
    assert chosen.curves[0, 0].tolist() == [2, 2]
    assert not chosen.is_line[3:].any()


def test_curves_of_no_extent_go_and_loops_from_a_point_stay() -> None:
    found = rings(
        polygon((0, 0), (0, 0), (1, 0), (1, 1)),
        curve((0, 0), (0, 0), (0, 0), (0, 0)),
        curve((0, 0), (9, 0), (0, 9), (0, 0)),
    )
    assert np.diff(found.starts).tolist() == [3, 0, 1]


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_broken_numbers_empty_their_ring_only(bad: float) -> None:
    found = rings(polygon((0, 0), (1, bad), (1, 1)), rectangle(0, 0, 1, 1))
    assert np.diff(found.starts).tolist() == [0, 4]


def test_taking_joining_and_turning_rings() -> None:
    found = rings(rectangle(0, 0, 2, 1), circle(5, 5, 1))
    twice = join([found, take(found, np.array([1, 0]))])
    assert np.diff(twice.starts).tolist() == [4, 4, 4, 4]
    assert not twice.is_line[8:12].any()
    turned = reversed_rings(twice, np.array([True, False, False, True]))
    areas = signed_areas(flattened(turned, spread_steps(turned, ring_steps(turned, 0.001))))
    assert areas == pytest.approx([-2, math.pi, math.pi, -2], abs=0.01)
    ends = turned.curves[:, 3]
    assert (ends[:3] == turned.curves[1:4, 0]).all()
    back = rotated(rotated(found, 0.7), -0.7)
    assert np.allclose(back.curves, found.curves)


coordinate = st.floats(-100, 100)
point = st.tuples(coordinate, coordinate)


@settings(max_examples=100, deadline=None)
@given(st.lists(point, min_size=4, max_size=4), st.floats(0.05, 5.0))
def test_chords_stay_within_the_tolerance(
    four: list[tuple[float, float]], tolerance: float
) -> None:
    found = Rings(np.array([four]), np.zeros(1, np.bool_), np.array([0, 1]))
    steps = int(curve_steps(found, tolerance)[0])
    if steps == 64:
        return
    t = np.linspace(0, 1, steps * 16 + 1)[:, None]
    a, b, c, d = found.curves[0]
    exact = (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
    knots = np.repeat(exact[::16], 16, axis=0)[: steps * 16]
    following = np.repeat(exact[16::16], 16, axis=0)
    inner = (np.arange(steps * 16) % 16 / 16)[:, None]
    chord = knots + (following - knots) * inner
    assert np.hypot(*(exact[:-1] - chord).T).max() <= tolerance * (1 + 1e-9)


def test_lines_take_one_step_and_small_rings_do_not_collapse() -> None:
    found = rings(rectangle(0, 0, 50, 50), curve((0, 0), (0, 1e-3), (1e-3, 1e-3), (0, 0)))
    steps = ring_steps(found, 1.0)
    assert spread_steps(found, steps).tolist() == [1, 1, 1, 1, 6]
    polygons = flattened(found, spread_steps(found, steps))
    assert np.diff(polygons.starts).tolist() == [4, 6]
    assert boxes(polygons)[0].tolist() == [0, 0, 50, 50]
    assert signed_areas(polygons)[0] == 2500


def test_areas_far_from_the_origin_keep_their_digits() -> None:
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64) + 1e7
    found = polygon_rings(square, np.array([0, 4]))
    assert signed_areas(flattened(found, np.ones(4, np.int64)))[0] == 1.0
