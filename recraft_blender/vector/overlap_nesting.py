# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which ring lies in which, and which of them bound the painted area.

Blender fills by counting rings (even-odd). Under SVG's non-zero rule a ring inside another one
that runs the same way bounds nothing, and must go before Blender sees it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outline import Flags, Index, next_in_ring, offsets, ragged
from .outline_flatten import Polygons, first_points, taken
from .overlap_sweep import touching_pairs

EDGES_AT_ONCE = 500_000


@dataclass(frozen=True, slots=True)
class Nesting:
    """What r rings that do not cross are to each other.

    `bounds` (r,) marks rings with paint on one side only; `depth` (r,) is how many bounding rings
    of the same shape lie around it (odd: a hole); `parent` (r,) is the ring a hole belongs to, -1
    for outer rings.
    """

    bounds: Flags
    depth: Index
    parent: Index


def nesting(
    polygons: Polygons,
    areas: NDArray[np.float64],
    boxes: NDArray[np.float64],
    owner: Index,
    even_odd: Flags,
) -> Nesting:
    """Nesting of rings with signed `areas`, `boxes` and `owner` (r,); `even_odd` is per owner."""
    total = len(areas)
    depth = np.zeros(total, np.int64)
    parent = np.full(total, -1, np.int64)
    bounds = areas != 0.0
    shared = np.flatnonzero(bounds & (np.bincount(owner, minlength=len(even_odd))[owner] > 1))
    if not len(shared):
        return Nesting(bounds, depth, parent)
    lanes = np.unique(owner[shared], return_inverse=True)[1].astype(np.int64)
    inner, outer = nested_pairs(taken(polygons, shared), boxes[shared], lanes)
    inner, outer = shared[inner], shared[outer]
    turn = np.sign(areas)
    around = np.bincount(inner, turn[outer], total)
    crossed = np.bincount(inner, minlength=total)
    by_turn = (around == 0.0) != (around + turn == 0.0)
    bounds &= np.where(even_odd[owner], crossed >= 0, by_turn)
    kept = bounds[inner] & bounds[outer]
    inner, outer = inner[kept], outer[kept]
    depth = np.bincount(inner, minlength=total).astype(np.int64)
    nearest = (depth[outer] == depth[inner] - 1) & (depth[inner] % 2 == 1)
    parent[inner[nearest]] = outer[nearest]
    return Nesting(bounds, depth, parent)


def nested_pairs(
    polygons: Polygons, boxes: NDArray[np.float64], owner: Index
) -> tuple[Index, Index]:
    """Pairs (inner, outer) of polygons of one owner that do not cross: which lies in which."""
    inner: list[Index] = [np.zeros(0, np.int64)]
    outer: list[Index] = [np.zeros(0, np.int64)]
    for one, two in touching_pairs(boxes, owner):
        for i, o in ((one, two), (two, one)):
            within = (boxes[i, :2] >= boxes[o, :2]).all(axis=1)
            within &= (boxes[i, 2:] <= boxes[o, 2:]).all(axis=1)
            candidates, around = i[within], o[within]
            starts = first_points(taken(polygons, candidates))
            inside = points_inside(starts, polygons, around)
            inner.append(candidates[inside])
            outer.append(around[inside])
    return np.concatenate(inner), np.concatenate(outer)


def points_inside(points: NDArray[np.float64], polygons: Polygons, index: Index) -> Flags:
    """For each point (n, 2): does it lie in the polygon with the number `index` (n,)."""
    result = np.zeros(len(index), np.bool_)
    following = next_in_ring(polygons.starts)
    count = np.diff(polygons.starts)[index]
    for part in _bounded(count):
        rows = ragged(polygons.starts[index[part]], count[part])
        here, there = polygons.points[rows], polygons.points[following[rows]]
        at = np.repeat(points[part], count[part], axis=0)
        spans = (here[:, 1] > at[:, 1]) != (there[:, 1] > at[:, 1])
        rise = np.where(spans, there[:, 1] - here[:, 1], 1.0)
        x = here[:, 0] + (at[:, 1] - here[:, 1]) * (there[:, 0] - here[:, 0]) / rise
        met = np.concatenate([[0], np.cumsum(spans & (x > at[:, 0]))])
        result[part] = np.diff(met[offsets(count[part])]) % 2 == 1
    return result


def _bounded(count: Index) -> Iterator[slice]:
    """Slices of `count` whose sums stay bounded, as far as one entry allows."""
    done = np.cumsum(count)
    begin = 0
    while begin < len(count):
        limit = (done[begin - 1] if begin else 0) + EDGES_AT_ONCE
        end = max(begin + 1, int(np.searchsorted(done, limit, side="right")))
        yield slice(begin, end)
        begin = end
