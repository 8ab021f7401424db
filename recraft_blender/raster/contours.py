# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The edges between the pixels inside and outside a mask, strung together to closed loops.

Each edge runs with the inside at its right hand, so outlines go clockwise as seen and holes the
other way round. Where two pixels touch by a corner only, they stay apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from .trim import Mask

_EAST, _SOUTH, _WEST, _NORTH = range(4)


def contours(mask: Mask) -> list[NDArray[np.float64]]:
    """The loops as (n, 2) corners in pixels, x to the right, y down."""
    keys, width = _edges(mask)
    following = _following(keys, width).tolist()
    directions = (keys % 4).tolist()
    waiting = [True] * len(following)
    loops = [
        _corners(first, following, directions, waiting)
        for first in range(len(following))
        if waiting[first]
    ]
    starts = keys // 4
    return [np.stack((starts[loop] % width, starts[loop] // width), 1) * 1.0 for loop in loops]


def _corners(
    first: int, following: list[int], directions: list[int], waiting: list[bool]
) -> list[int]:
    """The edges of one loop that begin at a corner."""
    corners = []
    edge = first
    while waiting[edge]:
        waiting[edge] = False
        then = following[edge]
        if directions[then] != directions[edge]:
            corners.append(then)
        edge = then
    return corners


def _edges(mask: Mask) -> tuple[NDArray[np.int64], int]:
    """Every edge as four times its first point plus its direction, sorted; points in a row."""
    inside = np.pad(mask, 1)
    width = mask.shape[1] + 1
    middle = inside[1:-1, 1:-1]
    # The outer neighbour of a pixel, where its edge begins, and which way that runs.
    sides = (
        (inside[:-2, 1:-1], 0, _EAST),
        (inside[1:-1, 2:], 1, _SOUTH),
        (inside[2:, 1:-1], width + 1, _WEST),
        (inside[1:-1, :-2], width, _NORTH),
    )
    keys = []
    for outer, shift, direction in sides:
        rows, columns = np.nonzero(middle & ~outer)
        keys.append((rows.astype(np.int64) * width + columns + shift) * 4 + direction)
    return np.sort(np.concatenate(keys)), width


def _following(keys: NDArray[np.int64], width: int) -> NDArray[np.int64]:
    """For each edge the index of the next: a right turn where there is one, else straight on."""
    steps = np.array((1, width, -1, -width))
    direction = keys % 4
    end = keys // 4 + steps[direction]
    following = np.full(len(keys), -1)
    for turn in (-1, 0, 1):  # the last one written is the one preferred
        wanted = end * 4 + (direction + turn) % 4
        found = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        here = keys[found] == wanted
        following[here] = found[here]
    return following
