# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Crossings, nesting, touches and layers agree with slow and plain answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recraft_blender.vector.layers import paint_layers, slots
from recraft_blender.vector.outline import polygon_rings
from recraft_blender.vector.outline_flatten import Polygons, boxes, signed_areas
from recraft_blender.vector.overlap_crossings import crossing_owners, star_shaped
from recraft_blender.vector.overlap_nesting import nesting, points_inside
from recraft_blender.vector.overlap_sweep import touching_pairs
from recraft_blender.vector.overlap_touching import GAP, pulled_apart, split_at_touches
from recraft_blender.vector.triangulate import triangulated

from .plan_pictures import winding

whole = st.integers(0, 12)
corner = st.tuples(whole, whole)
lines = st.lists(corner, min_size=3, max_size=8)


def polygons_of(found: list[list[tuple[float, float]]]) -> Polygons:
    starts = np.cumsum([0, *(len(line) for line in found)])
    return Polygons(np.array([point for line in found for point in line], np.float64), starts)


def side(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)


def on(a: tuple[int, int], b: tuple[int, int], p: tuple[int, int]) -> bool:
    inside = min(a[0], b[0]) <= p[0] <= max(a[0], b[0])
    return side(a, b, p) == 0 and inside and min(a[1], b[1]) <= p[1] <= max(a[1], b[1])


def meet(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], d: tuple[int, int]) -> bool:
    proper = side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
    return proper or on(a, b, c) or on(a, b, d) or on(c, d, a) or on(c, d, b)


def crosses(found: list[list[tuple[int, int]]]) -> bool:
    """Whether any two edges meet but neighbours in their knot; in whole numbers, so exact."""
    edges = [
        (ring, k, line[k], line[(k + 1) % len(line)], len(line))
        for ring, line in enumerate(found)
        for k in range(len(line))
    ]
    for number, (ring, k, a, b, count) in enumerate(edges):
        for other, m, c, d, _ in edges[:number]:
            if ring == other and (m + 1) % count == k:
                if on(c, d, b) or on(a, b, c):
                    return True
            elif ring == other and (k + 1) % count == m:
                if on(a, b, d) or on(c, d, a):
                    return True
            elif meet(a, b, c, d):
                return True
    return False


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, min_size=1, max_size=3))
def test_crossings_are_those_of_a_plain_search(found: list[list[tuple[int, int]]]) -> None:
    found = [[p for k, p in enumerate(line) if p != line[k - 1]] for line in found]
    found = [line for line in found if len(line) > 2]
    if not found:
        return
    polygons = polygons_of([[(float(x), float(y)) for x, y in line] for line in found])
    flagged = crossing_owners(polygons, np.zeros(len(found), np.int64), 1, 1e-9)
    assert bool(flagged[0]) == crosses(found)
    for line, star in zip(found, star_shaped(polygons), strict=True):
        assert not (star and crosses([line]))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), whole, whole, st.integers(0, 5), st.integers(0, 5)), min_size=1
    )
)
def test_every_touching_pair_comes_once(found: list[tuple[int, int, int, int, int]]) -> None:
    owner = np.unique([entry[0] for entry in found], return_inverse=True)[1]
    box = np.array([(x, y, x + w, y + h) for _, x, y, w, h in found], np.float64)
    pairs = [
        tuple(sorted(pair))
        for one, two in touching_pairs(box, owner)
        for pair in zip(one.tolist(), two.tolist(), strict=True)
    ]
    wanted = [
        (i, j)
        for j in range(len(found))
        for i in range(j)
        if owner[i] == owner[j]
        and (box[i, :2] <= box[j, 2:]).all()
        and (box[j, :2] <= box[i, 2:]).all()
    ]
    assert sorted(pairs) == sorted(wanted)


@settings(max_examples=100, deadline=None)
@given(lines, corner)
def test_points_lie_inside_as_counted_by_winding(
    line: list[tuple[int, int]], at: tuple[int, int]
) -> None:
    point = np.array([(at[0] + 0.31, at[1] + 0.17)])
    polygons = polygons_of([[(float(x), float(y)) for x, y in line]])
    inside = points_inside(point, polygons, np.zeros(1, np.int64))
    assert bool(inside[0]) == bool(winding(point, polygons.points)[0] % 2)


def square(x: float, y: float, size: float, *, back: bool = False) -> list[tuple[float, float]]:
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]
    return corners[::-1] if back else corners


def test_rings_within_rings() -> None:
    rings = [
        square(0, 0, 100),
        square(10, 10, 80),
        square(30, 30, 10, back=True),
        square(200, 0, 9),
    ]
    polygons = polygons_of(rings)
    areas, owner = signed_areas(polygons), np.zeros(4, np.int64)
    result = nesting(polygons, areas, boxes(polygons), owner, np.array([True]))
    assert result.bounds.all()
    assert result.depth.tolist() == [0, 1, 2, 0]
    assert result.parent.tolist() == [-1, 0, -1, -1]
    # Two turns one way and one back leave one: neither inner ring bounds anything.
    result = nesting(polygons, areas, boxes(polygons), owner, np.array([False]))
    assert result.bounds.tolist() == [True, False, False, True]


def test_a_backward_ring_is_a_hole_under_either_rule() -> None:
    polygons = polygons_of([square(0, 0, 100), square(10, 10, 80, back=True), square(20, 20, 9)])
    for even_odd in (False, True):
        result = nesting(
            polygons,
            signed_areas(polygons),
            boxes(polygons),
            np.zeros(3, np.int64),
            np.array([even_odd]),
        )
        assert result.bounds.all()
        assert result.depth.tolist() == [0, 1, 2]
        assert result.parent.tolist() == [-1, 0, -1]


def test_rings_that_touch_are_split_and_drawn_apart() -> None:
    knot = [(0, 0), (50, 50), (100, 0), (100, 100), (50, 50), (0, 100)]
    rings = polygon_rings(np.array(knot, np.float64), np.array([0, 6]))
    assert sorted(np.diff(split_at_touches(rings).starts).tolist()) == [3, 3]
    apart = pulled_apart(rings, 100.0)
    knots = apart.curves[:, 0]
    near = np.hypot(*(knots - 50).T) < 1
    assert near.sum() == 2
    assert 0 < np.hypot(*np.diff(knots[near], axis=0)[0]) <= 2 * GAP * 100
    assert (apart.curves[:, 3][apart.starts[1:] - 1] == knots[apart.starts[:-1]]).all()


placed = st.lists(st.tuples(whole, whole, st.integers(0, 5), st.integers(0, 5)), max_size=40)


@settings(max_examples=100, deadline=None)
@given(placed)
def test_layers_are_one_above_the_highest_below(found: list[tuple[int, int, int, int]]) -> None:
    box = np.array([(x, y, x + w, y + h) for x, y, w, h in found], np.float64).reshape(-1, 4)
    got = np.concatenate([np.zeros(0, np.int64), *paint_layers(box, 7)]).tolist()
    wanted: list[int] = []
    for k in range(len(found)):
        below = [
            wanted[j] + 1
            for j in range(k)
            if (box[j, :2] <= box[k, 2:]).all() and (box[k, :2] <= box[j, 2:]).all()
        ]
        wanted.append(max(below, default=0))
    assert got == wanted


@settings(max_examples=60, deadline=None)
@given(placed.filter(bool), st.integers(1, 3))
def test_nothing_in_a_slot_touches(found: list[tuple[int, int, int, int]], colours: int) -> None:
    box = np.array([(x, y, x + w, y + h) for x, y, w, h in found], np.float64)
    material = np.arange(len(found)) % colours
    slot, materials = slots(box, material, 0.0)
    assert (materials[slot] == material).all()
    for one, two in touching_pairs(box, slot):
        assert not len(one), (one, two)
    assert sorted(set(slot.tolist())) == list(range(len(materials)))


def test_many_boxes_have_no_fewer_layers_than_they_need() -> None:
    rng = np.random.default_rng(3)
    low = rng.uniform(0, 1000, (2000, 2))
    box = np.concatenate([low, low + rng.uniform(0, 40, (2000, 2))], axis=1)
    layer = np.concatenate(list(paint_layers(box, 500)))
    for one, two in touching_pairs(box, np.zeros(2000, np.int64)):
        first, second = np.minimum(one, two), np.maximum(one, two)
        assert (layer[first] < layer[second]).all()


def test_triangles_cover_a_square_with_a_hole() -> None:
    pytest.importorskip("mapbox_earcut")
    polygons = polygons_of([square(0, 0, 10), square(2, 2, 3, back=True), square(20, 0, 2)])
    points, triangles, of_vertex, of_triangle = triangulated(
        polygons, np.array([0, 1, 0]), np.array([-1, 0, -1]), np.array([4, 4, 7])
    )
    a, b, c = (points[triangles[:, k]] for k in range(3))
    areas = 0.5 * np.cross(b - a, c - a)
    assert (areas > 0).all()
    assert areas[of_triangle == 4].sum() == pytest.approx(91)
    assert areas[of_triangle == 7].sum() == pytest.approx(4)
    assert of_vertex.tolist() == [4] * 8 + [7] * 4
