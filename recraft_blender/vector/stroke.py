# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes as filled outlines, by Skia, in the space before the element's transform.

Skia does caps, joins, mitre limit and dashes, and draws zero-length subpaths as dots where caps
are round or square, as SVG asks. It has no `miter-clip` join: those corners are added here.
"""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from .drawing import Contours, Join, Matrix, Stroke
from .outline import Index, Rings, empty, transformed
from .outline_skia import Skia, SkiaPath, read, skia_for

MAX_DASHES = 20_000
"""More dashes than this in one shape are drawn as an unbroken line."""


def inverse(matrix: Matrix) -> Matrix | None:
    """The matrix that leads back, or None where the matrix flattens the plane."""
    a, b, c, d, e, f = matrix
    determinant = a * d - b * c
    size = max(abs(a), abs(b), abs(c), abs(d))
    if not math.isfinite(determinant) or abs(determinant) <= 1e-12 * size * size:
        return None
    a, b, c, d = d / determinant, -b / determinant, -c / determinant, a / determinant
    return (a, b, c, d, -(a * e + c * f), -(b * e + d * f))


def stroked(contours: Contours, index: Index, stroke: Stroke) -> tuple[Rings, bool]:
    """Rings, under the non-zero rule, of these contours stroked; and whether dashes were left out.

    Needs Skia. A stroke without width, or under a transform that cannot be undone, has no rings.
    """
    back = inverse(stroke.matrix)
    if back is None or not stroke.width > 0.0 or not math.isfinite(stroke.width):
        return empty(), False
    lines = [_contour(contours, int(number), back) for number in index]
    lines = _without_repeats(line for line in lines if len(line[0]))
    if not lines:
        return empty(), False
    points = np.concatenate([points for points, _, _ in lines])
    if not np.isfinite(points).all():
        return empty(), False
    middle = (points.min(axis=0) + points.max(axis=0)) * 0.5
    # Of the stroke's own size, so that fine strokes on a large page keep their roundness.
    extent = float(np.ptp(points, axis=0).max()) + stroke.width
    skia = skia_for(min(extent, 256.0 * stroke.width))
    if skia is None:
        return empty(), False
    moved = [((at - middle) * skia.scale, straight, closed) for at, straight, closed in lines]
    dashes, left_out = _dashes(stroke, points, skia.scale)
    outline = read(_skia_stroke(skia, moved, stroke, dashes), 1.0)
    curves = transformed(outline.curves / skia.scale + middle, stroke.matrix)
    return Rings(curves, outline.is_line, outline.starts), left_out


Vector = NDArray[np.float64]
Line = tuple[Vector, list[bool], bool]
"""Points of one contour (3 k + 1, 2), which of its segments are straight, and whether closed."""


def _without_repeats(lines: Iterable[Line]) -> list[Line]:
    """Each line once: it covers nothing new a second time, and Skia may not end over many."""
    return list(
        {
            (at.tobytes(), *straight, closed): (at, straight, closed)
            for at, straight, closed in lines
        }.values()
    )


def _contour(contours: Contours, number: int, back: Matrix) -> Line:
    first, end = int(contours.starts[number]), int(contours.starts[number + 1])
    segment = (first - number) // 3
    count = (end - first - 1) // 3
    points = transformed(contours.points[first:end], back)
    closed = bool(contours.closed[number])
    if count == 0 and not closed:
        points = points[:0]
    return points, contours.is_line[segment : segment + count].tolist(), closed


def _dashes(stroke: Stroke, points: Vector, scale: float) -> tuple[list[float], bool]:
    """Dash lengths in Skia's units, an even number of them, and whether they had to be left out."""
    dashes = list(stroke.dashes)
    total = math.fsum(dashes)
    if not dashes or not total > 0.0 or not math.isfinite(total) or min(dashes) < 0.0:
        return [], False
    hull = float(np.sqrt((np.diff(points, axis=0) ** 2).sum(axis=1)).sum())
    if hull / total * len(dashes) > MAX_DASHES:
        return [], True
    if len(dashes) % 2:
        dashes *= 2
    return [dash * scale for dash in dashes], False


def _skia_stroke(skia: Skia, lines: list[Line], stroke: Stroke, dashes: list[float]) -> SkiaPath:
    ops = skia.ops
    path = ops.Path()
    for points, straight, closed in lines:
        _draw(path, points, straight, closed=closed)
    width = stroke.width * skia.scale
    cap = getattr(ops.LineCap, f"{stroke.cap.name}_CAP")
    clipped = stroke.join is Join.MITER_CLIP and not dashes
    kind = Join.BEVEL if clipped else Join.MITER if stroke.join is Join.MITER_CLIP else stroke.join
    join = getattr(ops.LineJoin, f"{kind.name}_JOIN")
    limit = max(stroke.miter_limit, 1.0)
    if dashes:
        period = math.fsum(dashes)
        offset = math.fmod(stroke.dash_offset * skia.scale, period)
        path.stroke(width, cap, join, limit, dashes, offset)
    else:
        path.stroke(width, cap, join, limit)
    if clipped:
        for corner in _clipped_miters(lines, width * 0.5, limit):
            path.moveTo(*corner[0])
            for point in corner[1:]:
                path.lineTo(*point)
            path.close()
    return path


def _draw(path: SkiaPath, points: Vector, straight: list[bool], *, closed: bool) -> None:
    rows = points.tolist()
    path.moveTo(*rows[0])
    last = len(straight) - 1
    for place, line in enumerate(straight):
        first, second, end = rows[3 * place + 1 : 3 * place + 4]
        if not line:
            path.cubicTo(*first, *second, *end)
        elif not (closed and place == last and place > 0 and end == rows[0]):
            # The closing line is Skia's own, or the corner there would be a cap's.
            path.lineTo(*end)
    if closed:
        path.close()


def _clipped_miters(lines: list[Line], half: float, limit: float) -> list[list[Vector]]:
    """The corners of `miter-clip` joins as polygons, in Skia's units; `half` is half the width.

    Beyond the limit the mitre is cut at right angles, `limit * half` away from the corner
    (SVG 2, 13.5.5).
    """
    corners: list[list[Vector]] = []
    for points, straight, closed in lines:
        arriving, leaving, at = _directions(points, len(straight), closed=closed)
        for one, two, corner in zip(arriving, leaving, at, strict=True):
            polygon = _clipped_miter(corner, one, two, half, limit)
            if polygon:
                corners.append(polygon)
    return corners


def _directions(
    points: Vector, count: int, *, closed: bool
) -> tuple[list[Vector], list[Vector], list[Vector]]:
    """Unit directions into and out of each corner of a contour, and the corners."""
    inward, outward = [], []
    for place in range(count):
        four = points[3 * place : 3 * place + 4]
        ahead = [four[k] - four[0] for k in (1, 2, 3) if (four[k] != four[0]).any()]
        behind = [four[3] - four[k] for k in (2, 1, 0) if (four[k] != four[3]).any()]
        if ahead and behind:
            outward.append((four[0], ahead[0] / math.hypot(*ahead[0])))
            inward.append((four[3], behind[0] / math.hypot(*behind[0])))
    arriving, leaving = inward[:-1], outward[1:]
    if closed and inward:
        arriving, leaving = [*arriving, inward[-1]], [*leaving, outward[0]]
    return [d for _, d in arriving], [d for _, d in leaving], [at for at, _ in arriving]


def _clipped_miter(
    corner: Vector, one: Vector, two: Vector, half: float, limit: float
) -> list[Vector] | None:
    turn = one[0] * two[1] - one[1] * two[0]
    if abs(turn) < 1e-9:
        return None
    side = -math.copysign(1.0, turn)
    start = corner + side * half * np.array([-one[1], one[0]])
    end = corner + side * half * np.array([-two[1], two[0]])
    cosine = float(one @ two)
    # Half of the angle between the two edges, as the mitre sees it.
    sine = math.sqrt(max(0.0, (1.0 - cosine) * 0.5))
    outward = (start + end) * 0.5 - corner
    near = math.hypot(*outward)
    inner = math.sqrt(max(0.0, (1.0 + cosine) * 0.5))
    cut = limit * half
    if near < 1e-12 * half or inner <= 0.0:
        return None
    outward /= near
    if half / inner <= cut:
        tip = corner + outward * (half / inner)
        return [corner, start, tip, end]
    if cut <= near:
        return None
    # From the outer edges' ends straight on, until the cut.
    run = (cut - near) / sine
    return [corner, start, start + one * run, end - two * run, end]
