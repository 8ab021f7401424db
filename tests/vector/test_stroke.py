# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes have the areas that geometry gives them, by Skia and by numpy alone."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from recraft_blender.vector.drawing import Cap, Contours, Join, Matrix, Stroke
from recraft_blender.vector.outline import Index, Rings, rotated
from recraft_blender.vector.outline_flatten import boxes, flattened, ring_steps, spread_steps
from recraft_blender.vector.overlap_area import painted_areas
from recraft_blender.vector.planning import PlanOptions, plan
from recraft_blender.vector.stroke import inverse, stroked
from recraft_blender.vector.stroke_plain import plainly_stroked

from .drawings import Path, Sketch, circle, contours, polygon, rectangle

pytest.importorskip("pathops")

Stroker = Callable[[Contours, Index, Stroke], Rings]

LINE = polygon((10, 20), (90, 20), closed=False)
CORNER = polygon((10, 10), (90, 10), (90, 90), closed=False)
SHARP = polygon((10, 10), (90, 10), (30, 60), closed=False)
DOT = polygon((50, 50), (50, 50), closed=False)


def by_skia(found: Contours, index: Index, stroke: Stroke) -> Rings:
    return stroked(found, index, stroke)[0]


def area(stroker: Stroker, stroke: Stroke, *paths: Path) -> float:
    found = contours(paths)
    rings = stroker(found, np.arange(len(found)), stroke)
    if not len(rings):
        return 0.0
    # Turned, because counting along level lines is coarse where edges are level.
    rings = rotated(rings, 0.6)
    polygons = flattened(rings, spread_steps(rings, ring_steps(rings, 1e-3)))
    box = boxes(polygons)
    spans = np.array([[box[:, 1].min() - 0.01, box[:, 3].max() + 0.01]])
    owner = np.zeros(len(rings), np.int64)
    return float(painted_areas(polygons, owner, np.array([False]), spans)[0])


both = pytest.mark.parametrize("stroker", [by_skia, plainly_stroked])


@both
@pytest.mark.parametrize(
    ("cap", "wanted"),
    [(Cap.BUTT, 800.0), (Cap.SQUARE, 900.0), (Cap.ROUND, 800.0 + 25 * math.pi)],
)
def test_caps(stroker: Stroker, cap: Cap, wanted: float) -> None:
    assert area(stroker, Stroke(10, cap=cap), LINE) == pytest.approx(wanted, rel=0.01)


@both
@pytest.mark.parametrize(
    ("join", "limit", "wanted"),
    [
        (Join.MITER, 4.0, 1600.0),
        (Join.MITER, 1.0, 1587.5),
        (Join.BEVEL, 4.0, 1587.5),
        (Join.ROUND, 4.0, 1575.0 + 25 * math.pi / 4),
    ],
)
def test_joins(stroker: Stroker, join: Join, limit: float, wanted: float) -> None:
    # Two arms of 80 by 10 share the inner quarter of their corner.
    stroke = Stroke(10, join=join, miter_limit=limit)
    assert area(stroker, stroke, CORNER) == pytest.approx(wanted, abs=4.0)


def test_clipped_mitres_lie_between_bevel_and_mitre() -> None:
    def of(join: Join, limit: float) -> float:
        return area(by_skia, Stroke(10, join=join, miter_limit=limit), SHARP)

    bevel, mitre = of(Join.BEVEL, 4.0), of(Join.MITER, 9.0)
    assert of(Join.MITER_CLIP, 9.0) == pytest.approx(mitre, abs=0.5)
    assert bevel < of(Join.MITER_CLIP, 1.5) < of(Join.MITER_CLIP, 2.0) < mitre
    # The cut-off tip is a triangle as high as the mitre reaches beyond the cut.
    half_angle = math.atan2(50, 60) / 2
    tip = 5 / math.sin(half_angle) - 2 * 5
    assert of(Join.MITER_CLIP, 2.0) == pytest.approx(mitre - tip**2 * math.tan(half_angle), abs=2.0)


@both
@pytest.mark.parametrize(
    ("cap", "wanted"), [(Cap.BUTT, 0.0), (Cap.SQUARE, 100.0), (Cap.ROUND, 25 * math.pi)]
)
def test_subpaths_of_no_length_are_dots(stroker: Stroker, cap: Cap, wanted: float) -> None:
    assert area(stroker, Stroke(10, cap=cap), DOT) == pytest.approx(wanted, rel=0.02)


@both
def test_a_closed_contour_has_a_corner_where_it_closes(stroker: Stroker) -> None:
    assert area(stroker, Stroke(10), rectangle(20, 20, 40, 40)) == pytest.approx(1600, rel=0.01)


@both
def test_a_circle_becomes_a_ring(stroker: Stroker) -> None:
    wanted = math.pi * (35**2 - 25**2)
    assert area(stroker, Stroke(10), circle(50, 50, 30)) == pytest.approx(wanted, rel=0.01)


@both
@pytest.mark.parametrize(
    ("dashes", "offset", "wanted"),
    [
        ((10.0, 10.0), 0.0, 400.0),
        ((10.0, 10.0), 5.0, 400.0),
        ((30.0, 20.0), -10.0, 10 * (0 + 30 + 20)),
        ((10.0,), 0.0, 400.0),
        ((10.0, 5.0, 5.0), 0.0, 10 * (10 + 5 + 5 + 10 + 5 + 5)),
        ((0.0, 0.0), 0.0, 800.0),
    ],
)
def test_dashes(stroker: Stroker, dashes: tuple[float, ...], offset: float, wanted: float) -> None:
    stroke = Stroke(10, dashes=dashes, dash_offset=offset)
    assert area(stroker, stroke, LINE) == pytest.approx(wanted, rel=0.02)


@both
def test_the_transform_comes_after_the_stroke(stroker: Stroker) -> None:
    matrix = (1.0, 0.0, 0.0, 3.0, 0.0, 0.0)
    assert area(stroker, Stroke(10, matrix=matrix), LINE) == pytest.approx(2400, rel=0.01)


@both
@pytest.mark.parametrize(
    "stroke", [Stroke(0.0), Stroke(math.nan), Stroke(5.0, matrix=(1.0, 2.0, 2.0, 4.0, 0.0, 0.0))]
)
def test_strokes_that_cannot_be_are_nothing(stroker: Stroker, stroke: Stroke) -> None:
    assert area(stroker, stroke, LINE) == 0.0


def test_a_thin_stroke_on_a_large_page_is_round() -> None:
    found = contours([circle(5e5, 5e5, 2.0)])
    rings = by_skia(found, np.arange(1), Stroke(0.5))
    away = np.hypot(*(rings.curves[:, 0] - 5e5).T)
    assert np.abs(np.abs(away - 2.0) - 0.25).max() < 1e-2


def test_too_many_dashes_are_told() -> None:
    sketch = Sketch()
    sketch.add(LINE, stroke=Stroke(1.0, dashes=(1e-4, 1e-4)))
    made = plan(sketch.drawing())
    assert any("dashes" in sentence for sentence in made.simplified)
    assert made.curves


def test_a_matrix_and_its_inverse_lead_back() -> None:
    matrix: Matrix = (2.0, 1.0, -1.0, 3.0, 5.0, 6.0)
    back = inverse(matrix)
    assert back is not None
    again = inverse(back)
    assert again == pytest.approx(matrix)
    assert inverse((1.0, 1.0, 1.0, 1.0, 0.0, 0.0)) is None


def test_without_skia_a_stroke_is_filled_band_by_band(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recraft_blender.vector.planning.skia_for", lambda _extent: None)
    sketch = Sketch()
    sketch.add(CORNER, stroke=Stroke(10), clip=sketch.clip(circle(50, 50, 20)))
    made = plan(sketch.drawing(), PlanOptions())
    assert any("skia-pathops" in sentence for sentence in made.simplified)
    (thing,) = made.curves
    # Two arms and the mitre between them overlap, so each has a slot of its own.
    assert sorted(thing.slot.tolist()) == [0, 1, 2]


def test_coincident_lines_are_drawn_once() -> None:
    # Skia once took minutes to unite the dashes of many.
    stroke = Stroke(10, cap=Cap.ROUND, dashes=(3.0, 5.0))
    once = by_skia(contours((CORNER,)), np.arange(1), stroke)
    often = by_skia(contours((CORNER,) * 40), np.arange(40), stroke)
    assert np.array_equal(once.curves, often.curves)
