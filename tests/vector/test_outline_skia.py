# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Skia's paths: conics become cubics, boolean results have the right area."""

import math
import sys

import numpy as np
import pytest

from recraft_blender.vector import outline_skia
from recraft_blender.vector.outline import Rings, empty, rings_of, segment_offsets
from recraft_blender.vector.outline_boolean import area_of, combined
from recraft_blender.vector.outline_flatten import Polygons, flattened, ring_steps, spread_steps
from recraft_blender.vector.outline_skia import Skia, pathops, read, skia_for
from recraft_blender.vector.overlap_area import painted_areas

from .drawings import Path, circle, contours, curve, polygon, rectangle

package = pytest.importorskip("pathops")


def rings(*paths: Path) -> Rings:
    found = contours(paths)
    return rings_of(found, np.arange(len(found)), segment_offsets(found))


def skia(extent: float = 100.0) -> Skia:
    found = skia_for(extent)
    assert found is not None
    return found


def area(found: Rings, *, even_odd: bool = True) -> float:
    if not len(found):
        return 0.0
    polygons = flattened(found, spread_steps(found, ring_steps(found, 1e-3)))
    y = polygons.points[:, 1]
    spans = np.array([[y.min(), y.max()]])
    return float(painted_areas(polygons, np.zeros(len(found), int), np.array([even_odd]), spans)[0])


@pytest.mark.parametrize("turn", [math.pi / 2, 2.0, 3.0])
def test_arcs_keep_their_radius(turn: float) -> None:
    weight = math.cos(turn / 2)
    corner = (100.0, 100 * math.tan(turn / 2))
    end = (100 * math.cos(turn), 100 * math.sin(turn))
    # Told as the package tells it: its own way to add a conic loses the corner's y (0.9.2).
    found = read([(0, ((100.0, 0.0),)), (3, (corner, end, weight)), (5, ())], 1.0)
    curved = Rings(found.curves[~found.is_line], found.is_line[~found.is_line], np.array([0, 1]))
    t = np.linspace(0, 1, 33)[:, None]
    for a, b, c, d in curved.curves:
        on = (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
        assert np.hypot(*on.T) == pytest.approx(100, abs=1e-3)


def test_quadratics_become_the_same_cubics() -> None:
    path = package.Path()
    path.moveTo(0, 0)
    path.quadTo(30, 60, 90, 0)
    assert read(path, 1.0).curves[0].tolist() == [[0, 0], [20, 40], [50, 40], [90, 0]]


def test_rings_go_in_and_come_out() -> None:
    found = rings(rectangle(10, 10, 30, 30), circle(60, 60, 20))
    tool = skia()
    back = tool.rings(tool.path(found, even_odd=False))
    assert np.allclose(back.curves, found.curves, atol=1e-4)
    assert back.is_line.tolist() == found.is_line.tolist()
    assert back.starts.tolist() == found.starts.tolist()


def test_curves_stay_curves_and_areas_are_right() -> None:
    one, two = rings(circle(40, 50, 30)), rings(circle(60, 50, 30))
    lens = 2 * 900 * math.acos(1 / 3) - 10 * math.sqrt(3600 - 400)
    whole = math.pi * 900
    results = {
        "INTERSECTION": lens,
        "UNION": 2 * whole - lens,
        "DIFFERENCE": whole - lens,
    }
    for operation, wanted in results.items():
        found = combined(skia(), one, two, operation)
        assert area(found) == pytest.approx(wanted, rel=3e-3)
        assert not found.is_line.any()
        assert len(found.curves) <= 10


def test_nothing_is_combined_with_nothing() -> None:
    some = rings(circle(40, 50, 30))
    assert combined(skia(), some, empty(), "DIFFERENCE") is some
    assert combined(skia(), empty(), some, "UNION") is some
    assert not len(combined(skia(), some, empty(), "INTERSECTION"))
    assert not len(area_of(skia(), empty(), even_odd=True))


def test_an_outline_that_skia_gives_up_on_still_has_its_area() -> None:
    """Curves that run back over themselves; found by chance, like the one in test_planning."""
    crooked = rings(curve((0, 0), (3, 1), (0, 0), (4, 1), (0, 0), (0, 0), (0, 0), (0, 0)))
    square = rings(rectangle(1, 0, 2, 2))
    for operation, wanted in (("UNION", 4.0), ("DIFFERENCE", 0.0)):
        found = combined(skia(10.0), crooked, square, operation)
        assert area(found) == pytest.approx(wanted, abs=0.2)


def test_even_odd_and_nonzero_differ_where_outlines_overlap() -> None:
    star = rings(
        polygon(
            *(
                (50 + 40 * math.sin(k * 0.8 * math.pi), 50 - 40 * math.cos(k * 0.8 * math.pi))
                for k in range(5)
            )
        )
    )
    nonzero = area(area_of(skia(), star, even_odd=False))
    even_odd = area(area_of(skia(), star, even_odd=True))
    assert nonzero == pytest.approx(area(star, even_odd=False), rel=1e-3)
    assert even_odd == pytest.approx(area(star, even_odd=True), rel=1e-3)
    assert nonzero - even_odd > 300


def test_absence_is_told_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pathops", None)
    pathops.cache_clear()
    try:
        assert outline_skia.skia_for(100.0) is None
    finally:
        pathops.cache_clear()


def test_painted_areas_along_lines() -> None:
    square = np.array([(0, 0), (10, 0), (10, 10), (0, 10)], np.float64)
    polygons = Polygons(np.concatenate([square, square + 5]), np.array([0, 4, 8]))
    spans = np.array([[0.0, 15.0]])
    owner = np.zeros(2, np.int64)
    both = painted_areas(polygons, owner, np.array([False]), spans)
    either = painted_areas(polygons, owner, np.array([True]), spans)
    assert both[0] == pytest.approx(175, rel=0.03)
    assert either[0] == pytest.approx(150, rel=0.03)
