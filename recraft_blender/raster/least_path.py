# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cheapest way down through a field of costs, one column a row, by dynamic programming."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float32]
Path = NDArray[np.intp]
"""The column in each row, (height,); from row to row it changes by one at most."""


def least_path(cost: Costs) -> Path:
    """The path of least cost from the first row of (height, width) to the last."""
    total = _accumulated(cost)
    return _traced(total, int(total[-1].argmin()))


def closed_path(cost: Costs) -> Path:
    """A path of little cost whose ends meet, for a picture whose last row meets the first.

    Where the best path through three copies crosses the middle one is where it begins and ends; so
    it is the best through that point, which is not surely the best of all.
    """
    height = len(cost)
    crossing = int(least_path(np.concatenate((cost, cost, cost)))[height])
    from_there = cost.copy()
    from_there[0] = np.inf
    from_there[0, crossing] = cost[0, crossing]
    total = _accumulated(from_there)
    # The last row is beside the first one: there the path may be one column off.
    last = slice(max(0, crossing - 1), crossing + 2)
    return _traced(total, last.start + int(total[-1, last].argmin()))


def _accumulated(cost: Costs) -> NDArray[np.float64]:
    """The least cost of a path from the first row to each place."""
    height, width = cost.shape
    total = np.full((height, width + 2), np.inf)
    total[:, 1:-1] = cost
    for row in range(1, height):
        above = total[row - 1]
        total[row, 1:-1] += np.minimum(np.minimum(above[:-2], above[1:-1]), above[2:])
    return total[:, 1:-1]


def _traced(total: NDArray[np.float64], end: int) -> Path:
    """Back up from a column of the last row."""
    path = np.empty(len(total), np.intp)
    path[-1] = end
    for row in range(len(total) - 2, -1, -1):
        first = max(0, path[row + 1] - 1)
        path[row] = first + int(total[row, first : path[row + 1] + 2].argmin())
    return path
