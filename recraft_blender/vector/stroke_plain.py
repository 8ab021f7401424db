# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Strokes as polygons with numpy alone, where Skia is not to be had (Windows on ARM).

A stroke becomes bands along its smooth runs, with corners and caps as polygons of their own. They
overlap one another and are filled apart. Mitres beyond the limit and `miter-clip` become bevels.
"""

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .drawing import Cap, Contours, Join, Stroke
from .outline import Index, Rings, empty, offsets, polygon_rings, rings_of, transformed
from .outline_flatten import curve_steps
from .stroke import MAX_DASHES, inverse

Line = NDArray[np.float64]

SHARP = math.cos(math.radians(25.0))
"""Turns beyond this angle are corners; lesser ones belong to one smooth band."""
ROUND_SIDES = 24
STEPS = 16


def plainly_stroked(contours: Contours, index: Index, stroke: Stroke) -> Rings:
    """Rings of these contours stroked; each ring is simple, but they overlap."""
    back = inverse(stroke.matrix)
    if back is None or not stroke.width > 0.0:
        return empty()
    bands: list[Line] = []
    for number in index.tolist():
        line, closed = _sampled(contours, number)
        line = transformed(line, back)
        if not len(line) or not np.isfinite(line).all():
            continue
        for run, joined in _dashed(line, stroke, closed=closed):
            bands += _bands(run, stroke, closed=joined)
    # All turn the same way, so that where they overlap none cuts a hole into another.
    bands = [band if _turns_right(band) else band[::-1] for band in bands if len(band) > 2]
    bands = [transformed(band, stroke.matrix) for band in bands]
    if not bands:
        return empty()
    return polygon_rings(np.concatenate(bands), offsets(np.array([len(band) for band in bands])))


def _sampled(contours: Contours, number: int) -> tuple[Line, bool]:
    first, end = int(contours.starts[number]), int(contours.starts[number + 1])
    one = Contours(
        contours.points[first:end],
        np.array([0, end - first]),
        contours.closed[number : number + 1],
        contours.is_line[(first - number) // 3 :][: (end - first - 1) // 3],
    )
    closed = bool(one.closed[0])
    rings = rings_of(one, np.array([0]), np.array([0, len(one.is_line)]))
    if not len(rings.curves):
        return one.points[: int(closed or end - first > 1)], closed
    curves = rings.curves
    if not closed and (one.points[-1] != one.points[0]).any():
        curves, straight = curves[:-1], rings.is_line[:-1]
    else:
        straight = rings.is_line
    size = float(np.ptp(one.points, axis=0).max()) or 1.0
    steps = np.where(
        straight, 1, np.minimum(curve_steps(rings, size / 2000.0), STEPS)[: len(curves)]
    )
    points = [curves[0, 0][None]]
    for curve, count in zip(curves, steps.tolist(), strict=True):
        t = (np.arange(1, count + 1) / count)[:, None]
        a, b, c, d = curve
        points.append(
            ((1 - t) ** 3) * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
        )
    line = np.concatenate(points)
    return line[np.append(True, (line[1:] != line[:-1]).any(axis=1))], closed


def _dashed(line: Line, stroke: Stroke, *, closed: bool) -> list[tuple[Line, bool]]:
    period = math.fsum(stroke.dashes)
    lengths = np.sqrt((np.diff(line, axis=0) ** 2).sum(axis=1))
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    dashes = [*stroke.dashes, *stroke.dashes] if len(stroke.dashes) % 2 else list(stroke.dashes)
    if not period > 0.0 or along[-1] / period * len(dashes) > MAX_DASHES or len(line) < 2:
        return [(line, closed)]
    ends = np.cumsum(dashes)
    position = -(stroke.dash_offset % float(ends[-1]))
    runs: list[tuple[Line, bool]] = []
    while position < along[-1]:
        for begin, end in zip([0.0, *ends[1::2].tolist()], ends[::2].tolist(), strict=False):
            low, high = max(position + begin, 0.0), min(position + end, float(along[-1]))
            if low < high or (low == high and stroke.cap is not Cap.BUTT):
                runs.append((_cut(line, along, low, high), False))
        position += float(ends[-1])
    return runs


def _cut(line: Line, along: NDArray[np.float64], low: float, high: float) -> Line:
    inner = line[(along > low) & (along < high)]
    tips = [np.array([np.interp(at, along, line[:, k]) for k in (0, 1)]) for at in (low, high)]
    return np.concatenate([tips[:1], inner, tips[1:]])


def _bands(line: Line, stroke: Stroke, *, closed: bool) -> list[Line]:
    half = stroke.width * 0.5
    edges = np.diff(line, axis=0)
    length = np.sqrt((edges * edges).sum(axis=1))
    edges, length = edges[length > 0.0], length[length > 0.0]
    if not len(edges):
        return [] if stroke.cap is Cap.BUTT else [_dot(line[0], half, stroke.cap)]
    line = np.concatenate([line[:1], line[0] + np.cumsum(edges, axis=0)])
    way = edges / length[:, None]
    turns = (way[1:] * way[:-1]).sum(axis=1)
    corners = (np.flatnonzero(turns < SHARP) + 1).tolist()
    # A closed smooth band would touch itself, so it is cut into two.
    cuts = sorted({0, *corners, *([len(way) // 2] if closed else []), len(way)})
    bands = [_band(line[a : b + 1], way[a:b], half) for a, b in pairwise(cuts)]
    joints = [(line[k], way[k - 1], way[k]) for k in corners]
    if closed and float(way[-1] @ way[0]) < SHARP:
        joints.append((line[0], way[-1], way[0]))
    bands += [_joint(*joint, half, stroke) for joint in joints]
    if not closed and stroke.cap is not Cap.BUTT:
        bands += [
            _cap(line[0], -way[0], half, stroke.cap),
            _cap(line[-1], way[-1], half, stroke.cap),
        ]
    return bands


def _band(line: Line, way: Line, half: float) -> Line:
    normal = np.stack([-way[:, 1], way[:, 0]], axis=1)
    middle = normal[1:] + normal[:-1]
    # Lengthened so that the band keeps its width across a turn.
    middle /= (middle * normal[1:]).sum(axis=1)[:, None]
    offset = np.concatenate([normal[:1], middle, normal[-1:]]) * half
    return np.concatenate([line + offset, (line - offset)[::-1]])


def _joint(at: Line, one: Line, two: Line, half: float, stroke: Stroke) -> Line:
    if stroke.join is Join.ROUND:
        return _dot(at, half, Cap.ROUND)
    turn = float(one[0] * two[1] - one[1] * two[0])
    side = -math.copysign(half, turn)
    start = at + side * np.array([-one[1], one[0]])
    end = at + side * np.array([-two[1], two[0]])
    inner = math.sqrt(max(0.0, (1.0 + float(one @ two)) * 0.5))
    if stroke.join is Join.BEVEL or inner * stroke.miter_limit < 1.0:
        return np.stack([at, start, end])
    return np.stack([at, start, at + ((start + end) * 0.5 - at) / inner**2, end])


def _cap(at: Line, way: Line, half: float, cap: Cap) -> Line:
    if cap is Cap.ROUND:
        return _dot(at, half, cap)
    across = np.array([-way[1], way[0]]) * half
    return np.stack([at + across, at + across + way * half, at - across + way * half, at - across])


def _dot(at: Line, half: float, cap: Cap) -> Line:
    sides = ROUND_SIDES if cap is Cap.ROUND else 4
    angle = (np.arange(sides) + 0.5) * (2.0 * math.pi / sides)
    reach = half if cap is Cap.ROUND else half * math.sqrt(2.0)
    return np.asarray(at + reach * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def _turns_right(band: Line) -> bool:
    x, y = (band - band[0]).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) > 0.0
