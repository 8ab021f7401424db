# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fewer corners for a closed polygon, by the method of Ramer, Douglas and Peucker."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def simplified(polygon: NDArray[np.float64], tolerance: float) -> NDArray[np.float64]:
    """Those of the corners, (n, 2), that keep all others within `tolerance` of the outline.

    The last corner is joined to the first. Two corners far from each other always stay.
    """
    count = len(polygon)
    if count < 4:
        return polygon
    away = _farthest(polygon, polygon[0])
    start = _farthest(polygon, polygon[away])
    # The second way round ends where the first begins.
    ring = np.roll(polygon, -start, axis=0)
    middle = (away - start) % count
    ring = np.concatenate((ring, ring[:1]))
    kept = np.zeros(count + 1, np.bool_)
    kept[[0, middle, count]] = True
    open_spans = [(0, middle), (middle, count)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        distances = _distances(ring[first + 1 : last], ring[first], ring[last])
        worst = int(distances.argmax())
        if distances[worst] > tolerance:
            split = first + 1 + worst
            kept[split] = True
            open_spans += [(first, split), (split, last)]
    return np.asarray(ring[:-1][kept[:-1]])


def _farthest(points: NDArray[np.float64], point: NDArray[np.float64]) -> int:
    return int(((points - point) ** 2).sum(axis=1).argmax())


def _distances(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How far points lie from the line between two others, not from its continuation."""
    along = end - start
    offsets = points - start
    length = float(along @ along)
    part = np.clip(offsets @ along / length, 0.0, 1.0) if length else np.zeros(len(points))
    return np.asarray(np.hypot(*(offsets - part[:, None] * along).T))
