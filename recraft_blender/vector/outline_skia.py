# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rings to and from Skia's paths (package skia-pathops), which do boolean work on curves.

Skia counts in 32-bit floats with tolerances made for pixels, so rings are scaled to about 2,048
units on their way in and back on their way out. The package is absent on Windows for ARM.
"""

import importlib
import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .outline import Index, Rings, offsets, straight, without_specks

PAGE = 2048.0
"""The size, in Skia's units, that pages are scaled to."""

_MOVE, _LINE, _QUAD, _CONIC, _CUBIC = range(5)
# How many points each verb has of its own; the last one closes a contour and has none.
_POINTS = np.array([1, 1, 2, 2, 3, 0], np.int64)


SkiaPath = Any
"""A `pathops.Path`. The package has no types."""
Pathops = Any
"""The package's module."""


@cache
def pathops() -> Pathops | None:
    """The package skia-pathops, or None where there is none."""
    try:
        return importlib.import_module("pathops")
    except ImportError:
        return None


@dataclass(frozen=True, slots=True)
class Skia:
    """Skia's paths for one page; `scale` is a power of two, so scaling loses no digit."""

    ops: Pathops
    scale: float

    def path(self, rings: Rings, *, even_odd: bool) -> SkiaPath:
        """A path of these rings, closed, with the fill rule."""
        path = self.ops.Path()
        rule = self.ops.FillType
        path.fillType = rule.EVEN_ODD if even_odd else rule.WINDING
        curves = (rings.curves * self.scale).reshape(-1, 8)
        rows, lines = curves.tolist(), rings.is_line.tolist()
        for first, end in zip(rings.starts[:-1].tolist(), rings.starts[1:].tolist(), strict=True):
            if first == end:
                continue
            path.moveTo(*rows[first][:2])
            for row, line in zip(rows[first:end], lines[first:end], strict=True):
                if line:
                    path.lineTo(row[6], row[7])
                else:
                    path.cubicTo(*row[2:])
            path.close()
        return path

    def rings(self, path: SkiaPath) -> Rings:
        """The rings of a path, conics and quadratics turned into cubics, all closed by lines."""
        return read(path, 1.0 / self.scale)

    def united(self, path: SkiaPath) -> SkiaPath:
        """The same area bounded by rings that do not cross, to be counted even-odd.

        Skia gives up on some outlines; then, as after its silent mistakes, the area is not right.
        """
        result = self.ops.Path(path)
        try:
            result.simplify(fix_winding=False, keep_starting_points=False)
        except self.ops.PathOpsError:
            return self.ops.Path()
        return result

    def combined(self, one: SkiaPath, two: SkiaPath, operation: str) -> SkiaPath:
        """DIFFERENCE, INTERSECTION or UNION of two areas, to be counted even-odd; see `united`."""
        kind = getattr(self.ops.PathOp, operation)
        try:
            return self.ops.op(one, two, kind, fix_winding=False, keep_starting_points=False)
        except self.ops.PathOpsError:
            return self.ops.Path()


def skia_for(extent: float) -> Skia | None:
    """Skia's paths for things of this extent in their own units; None without the package."""
    ops = pathops()
    if ops is None or not math.isfinite(extent) or extent <= 0.0:
        return None
    return Skia(ops, 2.0 ** round(math.log2(PAGE / extent)))


def read(path: SkiaPath, scale: float) -> Rings:
    """A path of Skia's as rings, its numbers times `scale`."""
    verbs, points = _told(path)
    counts = _POINTS[verbs]
    ends = np.cumsum(counts)
    drawn = np.flatnonzero((verbs == _LINE) | (verbs == _QUAD) | (verbs == _CUBIC))
    kind, end = verbs[drawn], ends[drawn] - 1
    # Lines and quadratics have fewer points than a cubic: what is read too much is written over.
    here, there = points[ends[drawn] - counts[drawn] - 1], points[end]
    curves = np.stack([here, points[end - 2], points[end - 1], there], axis=1)
    line, quad = kind == _LINE, kind == _QUAD
    curves[line] = straight(here[line], there[line])
    corner = points[end[quad] - 1]
    curves[quad, 1] = here[quad] + (corner - here[quad]) * (2.0 / 3.0)
    curves[quad, 2] = there[quad] + (corner - there[quad]) * (2.0 / 3.0)

    moves = np.flatnonzero(verbs == _MOVE)
    ring = np.cumsum(verbs == _MOVE)[drawn] - 1
    count = np.bincount(ring, minlength=len(moves)).astype(np.int64)
    filled = count > 0
    moves, count = moves[filled], count[filled]
    # One closing line a ring, behind its curves; the empty ones fall out again.
    where = np.cumsum(count)
    closing = straight(curves[where - 1, 3], points[ends[moves] - 1])
    curves, line = np.insert(curves, where, closing, axis=0), np.insert(line, where, values=True)
    rings = without_specks(Rings(curves * scale, line, offsets(count + 1)))
    some = np.diff(rings.starts) > 0
    return Rings(rings.curves, rings.is_line, np.append(rings.starts[:-1][some], len(rings.curves)))


def _told(path: SkiaPath) -> tuple[Index, NDArray[np.float64]]:
    """The verbs (n,) and all their points (p, 2) of a path, conics told as cubics."""
    told: list[int] = []
    points: list[tuple[float, float]] = []
    for verb, given in path:
        if verb != _CONIC:
            told.append(verb)
            points += given
            continue
        corner, end, weight = given
        for _, _, *rest in _arcs(points[-1], corner, end, weight, depth=0):
            told.append(_CUBIC)
            points += zip(rest[::2], rest[1::2], strict=True)
    return np.array(told, np.int64), np.array(points, np.float64).reshape(-1, 2)


def _conic(
    start: tuple[float, float], corner: tuple[float, float], end: tuple[float, float], weight: float
) -> tuple[float, ...]:
    """The cubic through a conic's middle with its tangents; exact for weight 1, a parabola."""
    part = 4.0 * weight / (3.0 * (1.0 + weight))
    (x, y), (cx, cy), (u, v) = start, corner, end
    first = (x + (cx - x) * part, y + (cy - y) * part)
    return (x, y, *first, u + (cx - u) * part, v + (cy - v) * part, u, v)


def _arcs(
    start: tuple[float, float],
    corner: tuple[float, float],
    end: tuple[float, float],
    weight: float,
    *,
    depth: int,
) -> list[tuple[float, ...]]:
    """A conic as cubics of at most an eighth of a circle, right to 4 millionths of its radius."""
    if 0.92 <= weight <= 1.08 or depth == 4:
        return [_conic(start, corner, end, weight)]
    whole = 1.0 + weight
    left = ((start[0] + weight * corner[0]) / whole, (start[1] + weight * corner[1]) / whole)
    right = ((end[0] + weight * corner[0]) / whole, (end[1] + weight * corner[1]) / whole)
    middle = ((left[0] + right[0]) * 0.5, (left[1] + right[1]) * 0.5)
    half = math.sqrt(whole * 0.5)
    return [
        *_arcs(start, left, middle, half, depth=depth + 1),
        *_arcs(middle, right, end, half, depth=depth + 1),
    ]


def bounds(rings: Rings) -> NDArray[np.float64]:
    """Left, top, right, bottom of all control points; the curves lie within."""
    points = rings.curves.reshape(-1, 2)
    if not len(points):
        return np.zeros(4)
    return np.concatenate([points.min(axis=0), points.max(axis=0)])
