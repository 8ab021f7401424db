# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Contours before their transforms, and where they are placed on the page.

Path data are read once for each element, however often `use` repeats it. Placing notes a range of
contours with a matrix; at the end all of them are copied and transformed together.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .drawing import IDENTITY, Contours, DrawingError, Matrix
from .pen import Pen

MAX_POINTS = 20_000_000
"""Of a drawing with everything that `use` repeats; 320 MB."""
_SLICE = 40_000

Range = tuple[int, int]
Box = tuple[float, float, float, float]
"""left, top, right, bottom."""


def joined(parts: list[Contours]) -> Contours:
    """The contours of all parts, one after the other."""
    if not parts:
        return Pen().contours()
    offsets = np.cumsum([0] + [len(part.points) for part in parts[:-1]])
    starts = [part.starts[:-1] + offset for part, offset in zip(parts, offsets, strict=True)]
    total = np.array([offsets[-1] + len(parts[-1].points)])
    return Contours(
        np.concatenate([part.points for part in parts]),
        np.concatenate([*starts, total]),
        np.concatenate([part.closed for part in parts]),
        np.concatenate([part.is_line for part in parts]),
    )


class LocalContours:
    """The contours of all paths, followed by those that shapes draw with the pen."""

    def __init__(self, paths: Contours) -> None:
        self._paths = paths
        self.pen = Pen()

    def mark(self) -> int:
        """Where the pen's next contour will be."""
        self.pen.finish()
        return len(self._paths) + len(self.pen.counts)

    def all(self) -> Contours:
        """Everything, in order."""
        return joined([self._paths, self.pen.contours()])

    def part(self, span: Range) -> Contours:
        """The contours of one element."""
        first, end = span
        paths = len(self._paths)
        if first >= paths:
            return self._drawn(first - paths, end - paths)
        starts = self._paths.starts
        points = self._paths.points[starts[first] : starts[end]]
        segment = int(starts[first] - first) // 3
        last = int(starts[end] - end) // 3
        return Contours(
            points,
            starts[first : end + 1] - starts[first],
            self._paths.closed[first:end],
            self._paths.is_line[segment:last],
        )

    def _drawn(self, first: int, end: int) -> Contours:
        """What the pen drew, without copying all of it."""
        pen = self.pen
        starts = np.cumsum([0, *pen.counts[first:end]])
        at = pen.begins[first] if first < end else 0
        points = np.array(pen.points[2 * at : 2 * (at + int(starts[-1]))]).reshape(-1, 2)
        segment = (at - first) // 3
        is_line = pen.is_line[segment : segment + (len(points) - (end - first)) // 3]
        closed = np.array(pen.closed[first:end], np.bool_)
        return Contours(points, starts, closed, np.array(is_line, np.bool_))

    def bounds(self, span: Range, matrix: Matrix = IDENTITY) -> Box | None:
        """The tight box around the contours after a matrix, or None when there are none."""
        if span[0] >= span[1]:
            return None
        part = self.part(span)
        return tight_bounds(transformed(part.points, matrix), part.starts)


def transformed(points: NDArray[np.float64], matrix: Matrix) -> NDArray[np.float64]:
    """The points (n, 2) after the matrix."""
    if matrix == IDENTITY:
        return points
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    with np.errstate(over="ignore", invalid="ignore"):
        return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


def tight_bounds(points: NDArray[np.float64], starts: NDArray[np.int64]) -> Box:
    """The box around contours of cubics (see `Contours`), not around their control points."""
    inner = np.ones(len(points), np.bool_)
    inner[starts[:-1]] = False
    out = np.flatnonzero(inner)[::3]
    p0, p1, p2, p3 = points[out - 1], points[out], points[out + 1], points[out + 2]
    # The derivative is a t² + b t + c, a third of it.
    a, b, c = p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0
    with np.errstate(all="ignore"):
        root = np.sqrt(b * b - 4 * a * c)
        q = -0.5 * (b + np.where(b < 0, -root, root))
        candidates = np.stack((q / a, c / q))
        candidates = np.where(np.isfinite(candidates), np.clip(candidates, 0, 1), 0.0)
    t, s = candidates, 1 - candidates
    extremes = s**3 * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t**3 * p3
    ends = points[np.concatenate((starts[:-1], out + 2))]
    every = np.concatenate((extremes.reshape(-1, 2), ends))
    (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def union(boxes: list[Box]) -> Box | None:
    """The box around all boxes."""
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


class Placements:
    """Ranges of local contours with their matrices; equal ones are placed once."""

    def __init__(self) -> None:
        self._ranges: list[Range] = []
        self._matrices: list[Matrix] = []
        self._known: dict[tuple[int, int, Matrix], Range] = {}
        self._count = 0

    def place(self, span: Range, matrix: Matrix) -> Range:
        """The range that the contours will have in the drawing."""
        key = (*span, matrix)
        if key not in self._known:
            self._ranges.append(span)
            self._matrices.append(matrix)
            self._known[key] = (self._count, self._count + span[1] - span[0])
            self._count = self._known[key][1]
        return self._known[key]

    def gather(self, local: Contours) -> Iterator[Contours]:
        """Copy and transform; yields parts that `joined` puts together. Raises DrawingError."""
        spans = np.array(self._ranges, np.int64).reshape(-1, 2)
        weights = local.starts[spans[:, 1]] - local.starts[spans[:, 0]]
        ends = np.cumsum(weights)
        if len(ends) and ends[-1] > MAX_POINTS:
            raise DrawingError(f"The drawing has more than {MAX_POINTS:,} points.")
        matrices = np.array(self._matrices, np.float64).reshape(-1, 6)
        start = 0
        while start < len(spans):
            limit = (ends[start - 1] if start else 0) + _SLICE
            stop = max(start + 1, int(np.searchsorted(ends, limit, "right")))
            yield _gathered(local, spans[start:stop], matrices[start:stop])
            start = stop


def _gathered(local: Contours, spans: NDArray[np.int64], matrices: NDArray[np.float64]) -> Contours:
    counts = spans[:, 1] - spans[:, 0]
    contours = _ranges(spans[:, 0], counts)
    sizes = (local.starts[1:] - local.starts[:-1])[contours]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    points = local.points[_ranges(local.starts[contours], sizes)]
    segments = sizes // 3
    is_line = local.is_line[_ranges((local.starts[contours] - contours) // 3, segments)]
    if (matrices != IDENTITY).any():
        weights = np.add.reduceat(np.append(sizes, 0), np.cumsum(counts) - counts)
        weights[counts == 0] = 0
        points = _transformed_each(points, matrices, weights)
    return Contours(points, starts, local.closed[contours], is_line)


def _transformed_each(
    points: NDArray[np.float64], matrices: NDArray[np.float64], weights: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Points after the matrix of their range; `weights` says how many points each range has."""
    if (matrices == matrices[0]).all():
        a, b, c, d, e, f = matrices[0]
    else:
        a, b, c, d, e, f = np.repeat(matrices, weights, axis=0).T
    with np.errstate(over="ignore", invalid="ignore"):
        x, y = points[:, 0], points[:, 1]
        return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


def _ranges(firsts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """firsts[0], firsts[0] + 1, … for counts[0] entries, then the same for the next."""
    before = np.cumsum(counts) - counts
    each: NDArray[np.int64] = np.repeat(firsts - before, counts) + np.arange(int(counts.sum()))
    return each
