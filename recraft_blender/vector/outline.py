# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closed outlines as rows of cubic curves: the form in which planning works on shapes.

A ring is a run of curves of which each begins where the one before ended. Many rings share one
array, so that numpy does the work for thousands of shapes at once.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .drawing import Contours, Matrix

Curves = NDArray[np.float64]
Index = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rings:
    """r rings: ring `i` is `curves[starts[i]:starts[i + 1]]`.

    `curves` is (s, 4, 2): start, two control points and end of each curve. `is_line` (s,) marks
    straight ones, whose control points lie at the thirds.
    """

    curves: Curves
    is_line: Flags
    starts: Index

    def __len__(self) -> int:
        return len(self.starts) - 1


def ragged(first: Index, count: Index) -> Index:
    """The numbers first[0].., first[1].. and so on, `count[i]` of each run, one after the other."""
    total = int(count.sum())
    ends = np.cumsum(count)
    shift = np.repeat(first - (ends - count), count)
    return np.asarray(np.arange(total, dtype=np.int64) + shift)


def offsets(count: Index | Flags) -> Index:
    """Where runs of these lengths begin, and where the last one ends."""
    result = np.zeros(len(count) + 1, np.int64)
    np.cumsum(count, out=result[1:])
    return result


def empty() -> Rings:
    """No ring at all."""
    return Rings(np.zeros((0, 4, 2)), np.zeros(0, np.bool_), np.zeros(1, np.int64))


def take(rings: Rings, index: Index) -> Rings:
    """The rings with these numbers, in this order."""
    count = np.diff(rings.starts)[index]
    rows = ragged(rings.starts[index], count)
    return Rings(rings.curves[rows], rings.is_line[rows], offsets(count))


def join(parts: Sequence[Rings]) -> Rings:
    """All rings of all parts in one."""
    if not parts:
        return empty()
    return Rings(
        np.concatenate([part.curves for part in parts]),
        np.concatenate([part.is_line for part in parts]),
        offsets(np.concatenate([np.diff(part.starts) for part in parts])),
    )


def segment_offsets(contours: Contours) -> Index:
    """Where each contour's segments begin in `is_line`, and where the last one ends."""
    return offsets((np.diff(contours.starts) - 1) // 3)


def rings_of(contours: Contours, index: Index, segments: Index) -> Rings:
    """These contours as a fill sees them: closed by a line where open, without empty segments.

    `segments` comes from `segment_offsets`. The result has one ring for each contour asked for,
    in the same order; contours of no extent and such that are not finite become rings of no curve.
    """
    count = np.diff(segments)[index]
    first = contours.starts[:-1][index]
    rows = np.repeat(first, count) + 3 * ragged(np.zeros_like(count), count)
    curves = contours.points[rows[:, None] + np.arange(4)]
    lines = contours.is_line[ragged(segments[:-1][index], count)]
    start = contours.points[first]
    end = contours.points[np.maximum(contours.starts[1:][index] - 1, first)]
    closing = straight(end, start)
    # One closing line a ring, behind its curves; the empty ones fall out with the rest below.
    where = np.cumsum(count)
    curves = np.insert(curves, where, closing, axis=0)
    lines = np.insert(lines, where, values=True)
    return without_specks(Rings(curves, lines, offsets(count + 1)))


def without_specks(rings: Rings) -> Rings:
    """The same rings without curves of no extent; broken numbers empty the whole ring."""
    count = np.diff(rings.starts)
    # Column by column: numpy is slow to reduce many short rows.
    differ = rings.curves[:, 1:] != rings.curves[:, :1]
    extent = np.logical_or.reduce([differ[:, k, axis] for k in range(3) for axis in range(2)])
    owner = np.repeat(np.arange(len(count)), count)
    # A sum is finite only if all of it is; coordinates are far too small to overflow.
    if not np.isfinite(rings.curves.sum()):
        finite = np.isfinite(rings.curves).all(axis=(1, 2))
        extent &= ~np.isin(owner, owner[~finite])
    if extent.all():
        return rings
    kept = np.bincount(owner[extent], minlength=len(count))
    return Rings(rings.curves[extent], rings.is_line[extent], offsets(kept))


def straight(start: Curves, end: Curves) -> Curves:
    """Straight cubics (n, 4, 2) from each start to each end, both (n, 2)."""
    thirds = np.array([0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0])[:, None]
    return np.asarray(start[:, None] + (end - start)[:, None] * thirds)


def polygon_rings(points: Curves, starts: Index) -> Rings:
    """Polygons, `points` (n, 2) in runs between `starts`, as rings of straight curves."""
    return Rings(
        straight(points, followers(points, starts)), np.ones(len(points), np.bool_), starts
    )


def next_in_ring(starts: Index) -> Index:
    """For each place of each run the place after it, the first one after the last."""
    result = np.arange(1, int(starts[-1]) + 1, dtype=np.int64)
    filled = np.diff(starts) > 0
    result[starts[1:][filled] - 1] = starts[:-1][filled]
    return result


def followers(points: Curves, starts: Index) -> Curves:
    """The point (n, 2) after each of these (n, 2), in runs between `starts` that close.

    Moved as a whole, which is much quicker than to look each one up.
    """
    result = np.empty_like(points)
    result[:-1] = points[1:]
    filled = np.diff(starts) > 0
    result[starts[1:][filled] - 1] = points[starts[:-1][filled]]
    return result


def transformed(points: Curves, matrix: Matrix) -> Curves:
    """Points of shape (..., 2) led through a matrix as SVG has them."""
    a, b, c, d, e, f = matrix
    linear = np.array([[a, b], [c, d]])
    return np.asarray(points @ linear + np.array([e, f]))


def rotated(rings: Rings, angle: float) -> Rings:
    """The rings turned about the origin by an angle in radians."""
    c, s = math.cos(angle), math.sin(angle)
    curves = transformed(rings.curves, (c, s, -s, c, 0.0, 0.0))
    return Rings(curves, rings.is_line, rings.starts)


def reversed_rings(rings: Rings, which: Flags) -> Rings:
    """The rings marked in `which` (r,) run through the other way."""
    if not which.any():
        return rings
    count = np.diff(rings.starts)
    owner = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(rings.curves))
    flip = which[owner]
    mirrored = np.where(flip, (rings.starts[:-1] + rings.starts[1:] - 1)[owner] - place, place)
    curves = rings.curves[mirrored]
    curves[flip] = curves[flip][:, ::-1]
    return Rings(curves, rings.is_line[mirrored], rings.starts)
