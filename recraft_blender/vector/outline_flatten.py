# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings as polygons, sampled as Blender samples a curve: equal steps of the parameter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outline import Index, Rings, followers, offsets, ragged

MAX_STEPS = 64
"""Blender allows 1024 steps a segment; beyond 64 nobody sees a corner."""


@dataclass(frozen=True, slots=True)
class Polygons:
    """Ring `i` runs through `points[starts[i]:starts[i + 1]]`, (n, 2), and back to its first."""

    points: NDArray[np.float64]
    starts: Index


def curve_steps(rings: Rings, tolerance: float) -> Index:
    """Steps (s,) of each curve that keep its chords within `tolerance` of it; 1 for lines.

    The chord of a cubic in n steps is off by at most the largest second difference of its control
    points times 6 / 8 / n² (the second derivative bound).
    """
    bends = np.zeros((2, len(rings.curves)))
    for start, first, second, end in _columns(rings):
        bends += np.stack([start - 2.0 * first + second, first - 2.0 * second + end]) ** 2
    size = np.sqrt(bends.max(axis=0))
    steps = np.ceil(np.sqrt(0.75 * size / tolerance))
    steps = np.clip(np.nan_to_num(steps, nan=1.0, posinf=MAX_STEPS), 1, MAX_STEPS)
    return np.where(rings.is_line, 1, steps).astype(np.int64)


def ring_steps(rings: Rings, tolerance: float) -> Index:
    """Steps (r,) for whole rings: Blender has one resolution for all segments of a spline."""
    steps = curve_steps(rings, tolerance)
    count = np.diff(rings.starts)
    result = np.ones(len(rings), np.int64)
    filled = count > 0
    if filled.any():
        result[filled] = np.maximum.reduceat(steps, rings.starts[:-1][filled])
    # A ring of one or two curves would collapse to a line if sampled at its knots alone.
    return np.maximum(result, -(-6 // np.maximum(count, 1)))


def spread_steps(rings: Rings, steps: Index) -> Index:
    """Steps of rings (r,) as steps of their curves (s,): straight ones take a single step."""
    return np.where(rings.is_line, 1, np.repeat(steps, np.diff(rings.starts)))


def flattened(rings: Rings, steps: Index) -> Polygons:
    """The polygons of rings whose curves are sampled in `steps` (s,); doubled points left out."""
    t = np.arange(int(steps.sum()), dtype=np.float64) - np.repeat(np.cumsum(steps) - steps, steps)
    t /= np.repeat(steps, steps)
    points = np.empty((len(t), 2))
    for axis, (start, first, second, end) in enumerate(_columns(rings)):
        place = np.repeat(end - start + 3.0 * (first - second), steps)
        for power in (3.0 * (start - 2.0 * first + second), 3.0 * (first - start), start):
            place *= t
            place += np.repeat(power, steps)
        points[:, axis] = place
    return without_doubles(Polygons(points, offsets(steps)[rings.starts]))


def _columns(rings: Rings) -> NDArray[np.float64]:
    """The curves as (2, 4, s): numpy goes along a coordinate much quicker than from row to row."""
    return np.ascontiguousarray(rings.curves.transpose(2, 1, 0))


def without_doubles(polygons: Polygons) -> Polygons:
    """The same polygons without points that equal the next one."""
    differ = polygons.points != followers(polygons.points, polygons.starts)
    kept = differ[:, 0] | differ[:, 1]
    if kept.all():
        return polygons
    counted = offsets(kept)
    return Polygons(polygons.points[kept], counted[polygons.starts])


def signed_areas(polygons: Polygons) -> NDArray[np.float64]:
    """Area (r,) of each polygon, positive where x turns towards y."""
    here, there = polygons.points, followers(polygons.points, polygons.starts)
    # Taken from the ring's own first point, so that a speck far from the origin keeps its digits.
    count = np.diff(polygons.starts)
    base = np.repeat(first_points(polygons), count, axis=0)
    a, b = here - base, there - base
    twice = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return sums(twice, polygons.starts) * 0.5


def first_points(polygons: Polygons) -> NDArray[np.float64]:
    """The first point (r, 2) of each polygon, zero for empty ones."""
    result = np.zeros((len(polygons.starts) - 1, 2))
    filled = np.diff(polygons.starts) > 0
    result[filled] = polygons.points[polygons.starts[:-1][filled]]
    return result


def sums(values: NDArray[np.float64], starts: Index) -> NDArray[np.float64]:
    """The sum of each run of `values`, zero for empty runs."""
    result = np.zeros(len(starts) - 1)
    filled = np.diff(starts) > 0
    if filled.any():
        result[filled] = np.add.reduceat(values, starts[:-1][filled])
    return result


def boxes(polygons: Polygons) -> NDArray[np.float64]:
    """Left, top, right, bottom (r, 4) of each polygon; empty ones have an inside-out box."""
    count = np.diff(polygons.starts)
    result = np.tile(np.array([np.inf, np.inf, -np.inf, -np.inf]), (len(count), 1))
    filled = count > 0
    if filled.any():
        first = polygons.starts[:-1][filled]
        result[filled, :2] = np.minimum.reduceat(polygons.points, first, axis=0)
        result[filled, 2:] = np.maximum.reduceat(polygons.points, first, axis=0)
    return result


def taken(polygons: Polygons, index: Index) -> Polygons:
    """The polygons with these numbers, in this order."""
    count = np.diff(polygons.starts)[index]
    return Polygons(polygons.points[ragged(polygons.starts[index], count)], offsets(count))
