# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filled rings as triangles, by ear clipping (package mapbox_earcut), and the triangles' edges."""

import importlib
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .outline import Index
from .outline_flatten import Polygons, taken

Earcut = Any
"""The module mapbox_earcut. It has no types."""


@cache
def earcut() -> Earcut | None:
    """The package mapbox_earcut, or None where there is none."""
    try:
        return importlib.import_module("mapbox_earcut")
    except ImportError:
        return None


def triangulated(
    polygons: Polygons, depth: Index, parent: Index, owner: Index
) -> tuple[NDArray[np.float64], Index, Index, Index]:
    """Vertices (v, 2), triangles (t, 3), and the owners (v,) and (t,) of vertices and triangles.

    Rings do not cross; `depth`, `parent` and `owner` (r,) are those of `Fills`. Points
    of a shape are told once each, because its rings share none. Triangles turn from x to y.
    """
    clip = earcut()
    assert clip is not None  # noqa: S101 - the caller asks for curves where there is none
    lane = np.where(parent >= 0, parent, np.arange(len(parent)))
    order = np.lexsort((depth % 2, lane))
    rings = taken(polygons, order)
    first = np.flatnonzero(np.diff(lane[order], prepend=-1))
    ends = np.append(first[1:], len(order))
    points, starts = rings.points, rings.starts
    found: list[NDArray[np.uint32]] = []
    for begin, end in zip(first.tolist(), ends.tolist(), strict=True):
        base = int(starts[begin])
        inner = (starts[begin + 1 : end + 1] - base).astype(np.uint32)
        found.append(clip.triangulate_float64(points[base : int(starts[end])], inner))
    counts = np.array([len(some) // 3 for some in found], np.int64)
    vertex_owner = np.repeat(owner[order], np.diff(starts))
    found.append(np.zeros(0, np.uint32))
    triangles = np.concatenate(found).astype(np.int64).reshape(-1, 3)
    triangles += np.repeat(starts[first], counts)[:, None]
    a, b, c = (points[triangles[:, k]] for k in range(3))
    one, two = b - a, c - a
    backwards = one[:, 0] * two[:, 1] < one[:, 1] * two[:, 0]
    triangles[backwards] = triangles[backwards][:, ::-1]
    return points, triangles, vertex_owner, np.repeat(owner[order[first]], counts)


def edges_of(triangles: Index) -> tuple[Index, Index]:
    """The edges (e, 2) of triangles (t, 3), each once, and the edge (t, 3) after each corner."""
    one, other = triangles, np.roll(triangles, -1, axis=1)
    # An edge is one number: sorting rows of two takes several times as long.
    keys = np.minimum(one, other) << 32 | np.maximum(one, other)
    found, places = np.unique(keys, return_inverse=True)
    edges = np.stack((found >> 32, found & 0xFFFFFFFF), axis=1)
    return edges, places.reshape(triangles.shape)
