# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Periodic cellular (Worley) noise: which jittered point is nearest, and how far the border is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .noise import Field, bands

_NEIGHBOURS = [(di, dj) for dj in (-1, 0, 1) for di in (-1, 0, 1)]


@dataclass(frozen=True)
class Cells:
    """A picture cut into cells, lengths in units of the grid's spacing."""

    centre: Field
    """(height, width) distance to the nearest point."""
    border: Field
    """(height, width) distance to the nearest border between two cells."""
    index: NDArray[np.int32]
    """(height, width) number of the nearest point, 0 .. nx * ny - 1."""


@dataclass(frozen=True)
class _Points:
    """The grid's points in flat tables with one wrapped row and column on each side."""

    nx: int
    ny: int
    x: Field
    y: Field
    number: NDArray[np.int32]


def _points(rng: np.random.Generator, nx: int, ny: int, jitter: float) -> _Points:
    x, y = (rng.random((2, ny, nx), dtype=np.float32) - 0.5) * jitter + 0.5
    number = np.arange(nx * ny, dtype=np.int32).reshape(ny, nx)
    x, y, number = (np.pad(table, 1, mode="wrap").ravel() for table in (x, y, number))
    return _Points(nx, ny, x, y, number)


def cellular(
    rng: np.random.Generator, u: Field, v: Field, nx: int, ny: int, *, jitter: float = 0.85
) -> Cells:
    """Cells of one jittered point per square of an nx by ny grid that wraps round.

    u, v: (height, width) position of each pixel in grid squares; any real number, taken modulo the
    grid. jitter 0 leaves the points in the middle of their squares, 1 lets them roam all of it.
    """
    height, width = np.broadcast_shapes(u.shape, v.shape)
    u, v = np.broadcast_to(u, (height, width)), np.broadcast_to(v, (height, width))
    points = _points(rng, nx, ny, jitter)
    centre, border = np.empty((2, height, width), np.float32)
    index = np.empty((height, width), np.int32)
    for rows in bands(height):
        near, edge, slot = _band(u[rows], v[rows], points)
        centre[rows], border[rows], index[rows] = near, edge, points.number[slot]
    return Cells(centre, border, index)


def _band(u: Field, v: Field, points: _Points) -> tuple[Field, Field, NDArray[np.int32]]:
    """Distance to the nearest point, to the nearest border, and the point's slot in the tables."""
    column, row = np.floor(u), np.floor(v)
    fu, fv = u - column, v - row
    stride = points.nx + 2
    home = (row.astype(np.int32) % points.ny + 1) * stride
    home += column.astype(np.int32) % points.nx + 1
    best = np.full(u.shape, 9.0, np.float32)
    bx, by = np.zeros_like(best), np.zeros_like(best)
    slot = np.zeros(u.shape, np.int32)
    for di, dj in _NEIGHBOURS:
        here = home + (dj * stride + di)
        dx, dy = points.x[here] + di - fu, points.y[here] + dj - fv
        d = dx * dx + dy * dy
        closer = d < best
        np.copyto(best, d, where=closer)
        np.copyto(bx, dx, where=closer)
        np.copyto(by, dy, where=closer)
        np.copyto(slot, here, where=closer)
    edge = np.full(u.shape, 9.0, np.float32)
    for di, dj in _NEIGHBOURS:
        here = home + (dj * stride + di)
        dx, dy = points.x[here] + di - fu, points.y[here] + dj - fv
        apart = np.sqrt((dx - bx) ** 2 + (dy - by) ** 2)
        # Half the difference of squares over the points' distance: how far their bisector is.
        gap = (dx * dx + dy * dy - best) / (2.0 * apart + 1e-9)
        np.minimum(edge, gap, out=edge, where=apart > 1e-4)
    return np.sqrt(best), edge, slot
