# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings that touch in a knot, split where they touch themselves and drawn a hair apart.

Boolean work leaves rings that meet in the points where outlines crossed. Blender's fill breaks on
a shared point, and a gap of a hundred-thousandth of the page is below what anyone sees.
"""

import math
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from .outline import Rings, offsets, without_specks

GAP = 1e-5
"""How far touching corners are drawn apart, as a part of the page's longer side."""
WELD = 5e-6
"""Knots nearer than this are the same point, told twice with the rounding of boolean work."""

Knot = tuple[float, float]


def pulled_apart(rings: Rings, page: float) -> Rings:
    """The rings of one shape without shared knots; `page` is the page's longer side."""
    apart = split_at_touches(welded(rings, WELD * page))
    curves = apart.curves.copy()
    meetings: dict[Knot, list[int]] = defaultdict(list)
    for place, knot in enumerate(_knots(apart.curves)):
        meetings[knot].append(place)
    previous = _previous_in_ring(apart)
    for places in meetings.values():
        if len(places) > 1:
            _separate(apart.curves, curves, previous, places, GAP * page)
    return Rings(curves, apart.is_line, apart.starts)


def welded(rings: Rings, reach: float) -> Rings:
    """The same rings with knots that lie within `reach` of an earlier one moved onto it."""
    known: dict[tuple[int, int], Knot] = {}
    curves = rings.curves.copy()
    previous = _previous_in_ring(rings)
    for place in _neighbours(curves[:, 0], reach).tolist():
        x, y = curves[place, 0].tolist()
        column, row = math.floor(x / reach), math.floor(y / reach)
        near = [
            knot
            for across in (column - 1, column, column + 1)
            for down in (row - 1, row, row + 1)
            if (knot := known.get((across, down))) and math.dist(knot, (x, y)) <= reach
        ]
        if near:
            curves[place, 0] = curves[previous[place], 3] = near[0]
        else:
            known[column, row] = (x, y)
    return without_specks(Rings(curves, rings.is_line, rings.starts))


def _neighbours(points: NDArray[np.float64], reach: float) -> NDArray[np.int64]:
    """Numbers of the points (n, 2) that another place lies near: all within `reach`, and some more.

    Two places that near share a square of four grids of squares twice as wide, each moved by half.
    """
    places, owner = np.unique(points @ np.array([1.0, 1.0j]), return_inverse=True)
    near = np.zeros(len(places), np.bool_)
    width = 2.01 * reach
    for across, down in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.5)):
        columns, rows = np.floor(places.real / width + across), np.floor(places.imag / width + down)
        order = np.lexsort((rows, columns))
        same = (np.diff(columns[order]) == 0.0) & (np.diff(rows[order]) == 0.0)
        near[order[:-1][same]] = near[order[1:][same]] = True
    return np.flatnonzero(near[owner])


def split_at_touches(rings: Rings) -> Rings:
    """The same area by rings that pass each of their own knots once."""
    knots = _knots(rings.curves)
    order: list[int] = []
    counts: list[int] = []
    for first, end in zip(rings.starts[:-1].tolist(), rings.starts[1:].tolist(), strict=True):
        path: list[int] = []
        passed: dict[Knot, int] = {}
        for place in range(first, end):
            since = passed.get(knots[place])
            if since is not None:
                # Back at a knot: what was walked since then is a ring of its own.
                loop = path[since:]
                del path[since:]
                for inner in loop:
                    passed.pop(knots[inner], None)
                order += loop
                counts.append(len(loop))
            passed[knots[place]] = len(path)
            path.append(place)
        order += path
        counts.append(len(path))
    index = np.array(order, np.int64)
    return Rings(rings.curves[index], rings.is_line[index], offsets(np.array(counts, np.int64)))


def _knots(curves: NDArray[np.float64]) -> list[Knot]:
    return [(x, y) for x, y in curves[:, 0].tolist()]


def _previous_in_ring(rings: Rings) -> NDArray[np.int64]:
    previous = np.arange(-1, len(rings.curves) - 1, dtype=np.int64)
    filled = np.diff(rings.starts) > 0
    previous[rings.starts[:-1][filled]] = rings.starts[1:][filled] - 1
    return previous


def _separate(
    before: NDArray[np.float64],
    curves: NDArray[np.float64],
    previous: NDArray[np.int64],
    places: list[int],
    gap: float,
) -> None:
    """Step the corners that meet in one point back into themselves, the sharper the farther.

    Corners of rings that do not cross lie beside or within each other, so the widest may stay and
    a sharper one never meets a wider one by stepping inwards.
    """
    corners = [(*_corner(before[previous[place]], before[place]), place) for place in places]
    corners.sort(key=lambda corner: -corner[0])
    for rank, (_, direction, place) in enumerate(corners):
        shift = np.array(direction) * (gap * rank)
        curves[place, :2] += shift
        curves[previous[place], 2:] += shift


def _corner(
    incoming: NDArray[np.float64], outgoing: NDArray[np.float64]
) -> tuple[float, tuple[float, float]]:
    """The angle between two curves at the knot they share, and the unit vector into it."""
    here = outgoing[0]
    # A quarter of the way along, so that curves that only touch still differ in direction.
    back = _quarter(incoming[::-1]) - here
    ahead = _quarter(outgoing) - here
    back /= math.hypot(*back) or 1.0
    ahead /= math.hypot(*ahead) or 1.0
    into = back + ahead
    length = math.hypot(*into)
    angle = math.acos(min(1.0, max(-1.0, float(back @ ahead))))
    if length < 1e-9:
        return angle, (-float(ahead[1]), float(ahead[0]))
    return angle, (float(into[0]) / length, float(into[1]) / length)


def _quarter(curve: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.array([27.0, 27.0, 9.0, 1.0]) @ curve / 64.0)
