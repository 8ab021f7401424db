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

from .outline import Rings, offsets, without_specks

PAGE = 2048.0
"""The size, in Skia's units, that pages are scaled to."""

_MOVE, _LINE, _QUAD, _CONIC, _CUBIC = range(5)


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
    curves: list[tuple[float, ...]] = []
    lines: list[bool] = []
    counts: list[int] = []
    x = y = start_x = start_y = 0.0
    count = 0
    for verb, points in path:
        if verb == _MOVE:
            counts.append(_close(curves, lines, count, (x, y), (start_x, start_y)))
            count = 0
            ((x, y),) = points
            start_x, start_y = x, y
            continue
        if verb > _CUBIC:
            continue
        pieces = _cubics(int(verb), (x, y), points)
        curves += pieces
        lines += [verb == _LINE] * len(pieces)
        count += len(pieces)
        x, y = pieces[-1][6:]
    counts.append(_close(curves, lines, count, (x, y), (start_x, start_y)))
    array = np.array(curves, np.float64).reshape(-1, 4, 2) * scale
    straight = np.array(lines, np.bool_)
    rings = without_specks(Rings(array, straight, offsets(np.array(counts))))
    filled = np.diff(rings.starts) > 0
    return Rings(
        rings.curves, rings.is_line, np.append(rings.starts[:-1][filled], len(rings.curves))
    )


def _close(
    curves: list[tuple[float, ...]],
    lines: list[bool],
    count: int,
    end: tuple[float, float],
    start: tuple[float, float],
) -> int:
    if count and end != start:
        curves.append(_line(end, start))
        lines.append(True)
        count += 1
    return count


def _cubics(
    verb: int, start: tuple[float, float], points: tuple[Any, ...]
) -> list[tuple[float, ...]]:
    if verb == _LINE:
        return [_line(start, points[0])]
    if verb == _QUAD:
        return [_conic(start, points[0], points[1], 1.0)]
    if verb == _CUBIC:
        return [(*start, *points[0], *points[1], *points[2])]
    return _arcs(start, points[0], points[1], points[2], depth=0)


def _line(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, ...]:
    (x, y), (u, v) = start, end
    return (x, y, x + (u - x) / 3.0, y + (v - y) / 3.0, u - (u - x) / 3.0, v - (v - y) / 3.0, u, v)


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
