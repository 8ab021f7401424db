# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The painted area of shapes counted along lines, whatever their outlines do to each other.

A second opinion on boolean work: it needs neither simple outlines nor Skia.
"""

import numpy as np
from numpy.typing import NDArray

from .outline import Flags, Index, next_in_ring, ragged
from .outline_flatten import Polygons

LINES = 48


def painted_areas(
    polygons: Polygons, owner: Index, even_odd: Flags, spans: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Painted area (n,) of n shapes, along 48 level lines each.

    `owner` (r,) tells the shape of each polygon, `even_odd` (n,) its rule, and `spans` (n, 2) the
    top and bottom between which its lines are drawn: the same spans give comparable answers.
    """
    total = len(even_odd)
    here, there = polygons.points, polygons.points[next_in_ring(polygons.starts)]
    lane = np.repeat(owner, np.diff(polygons.starts))
    pitch = np.maximum(spans[:, 1] - spans[:, 0], 1e-300) / LINES
    # Lines lie off the middle of their strips, where knots of symmetric shapes are.
    unit_here = (here[:, 1] - spans[lane, 0]) / pitch[lane] - 0.4637
    unit_there = (there[:, 1] - spans[lane, 0]) / pitch[lane] - 0.4637
    first = np.ceil(np.minimum(unit_here, unit_there)).astype(np.int64)
    end = np.ceil(np.maximum(unit_here, unit_there)).astype(np.int64)
    first, end = np.clip(first, 0, LINES), np.clip(end, 0, LINES)
    count = end - first
    edge = np.repeat(np.arange(len(count)), count)
    line = ragged(first, count)
    rise = (unit_there - unit_here)[edge]
    x = here[edge, 0] + (line - unit_here[edge]) / rise * (there - here)[edge, 0]
    strip = lane[edge] * LINES + line
    order = np.lexsort((x, strip))
    x, strip = x[order], strip[order]
    # Each line leaves every outline as often as it enters, so the count is 0 where lines change.
    winding = np.cumsum(np.sign(rise)[order])
    shape = strip // LINES
    inside = np.where(even_odd[shape], winding % 2 != 0, winding != 0)[:-1]
    same = strip[1:] == strip[:-1]
    width = np.where(inside & same, x[1:] - x[:-1], 0.0)
    return np.asarray(np.bincount(shape[:-1], width, total)[:total] * pitch)
