# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline of what can be seen in a picture, as polygons for a mesh.

The mask is grown by as much as simplifying may cut away, so the polygons hold every visible pixel
and the soft edge stays the picture's own.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .contours import contours
from .simplify import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .trim import Mask

Polygon = NDArray[np.float64]
"""(n, 2) corners, x to the right and y downwards from the picture's top left corner, in pixels."""


def silhouette(
    mask: Mask, *, tolerance_px: float = 1.5, margin_px: int = 0, least_area_px: float = 16.0
) -> list[Polygon]:
    """The closed outlines of a mask, holes too, largest first.

    `tolerance_px` is how far an outline may leave the pixels' edges. Outlines run clockwise as
    seen, holes the other way round; the last corner is joined to the first. Specks and holes under
    `least_area_px` are left out. Outlines may go beyond the picture, but only by the margin and
    the tolerance.
    """
    grow = ceil(tolerance_px) + margin_px
    grown = _grown(mask, grow)
    polygons = []
    for loop in contours(grown):
        polygon = simplified(loop - grow, tolerance_px)
        if len(polygon) > 2 and abs(area(polygon)) >= least_area_px:
            polygons.append(polygon)
    return sorted(polygons, key=lambda polygon: -abs(area(polygon)))


def area(polygon: Polygon) -> float:
    """In square pixels; negative for a hole."""
    x, y = polygon[:, 0], polygon[:, 1]
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


def enclosed(points: Polygon, polygons: Sequence[Polygon]) -> NDArray[np.bool_]:
    """For each of the points, (n, 2), whether an odd number of polygons hold it."""
    x, y = points[:, 0], points[:, 1]
    odd = np.zeros(len(points), np.bool_)
    for polygon in polygons:
        ends = np.roll(polygon, -1, axis=0)
        for (x1, y1), (x2, y2) in zip(polygon.tolist(), ends.tolist(), strict=True):
            if y1 != y2:
                beside = x < x1 + (y - y1) * ((x2 - x1) / (y2 - y1))
                odd ^= ((y1 <= y) != (y2 <= y)) & beside
    return odd


def _grown(mask: Mask, by: int) -> Mask:
    """The mask with `by` more pixels around the picture and around everything in it."""
    grown = np.pad(mask, by)
    for _ in range(by):
        former = grown.copy()
        grown[1:] |= former[:-1]
        grown[:-1] |= former[1:]
        former = grown.copy()
        grown[:, 1:] |= former[:, :-1]
        grown[:, :-1] |= former[:, 1:]
    return grown
