# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How deep each shape lies, and which may share a material slot of one curve object.

A shape lies one step above the highest earlier shape its box touches, so shapes of one layer never
overlap. Boxes are compared on a grid whose lines are the boxes' own edges: exact for small
drawings, never too few layers for large ones, and linear in the number of shapes.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .outline import Index
from .overlap_sweep import touching_pairs

LINES = 512
"""Grid lines along each axis at most."""


def paint_layers(boxes: NDArray[np.float64], at_once: int) -> Iterator[Index]:
    """Layers, from 0, of shapes with these boxes (n, 4) in paint order, `at_once` at a time."""
    columns, rows = _lines(boxes[:, [0, 2]]), _lines(boxes[:, [1, 3]])
    height = np.zeros((len(rows) + 1, len(columns) + 1), np.int32)
    left = np.searchsorted(columns, boxes[:, 0], side="left")
    right = np.searchsorted(columns, boxes[:, 2], side="left") + 1
    top = np.searchsorted(rows, boxes[:, 1], side="left")
    bottom = np.searchsorted(rows, boxes[:, 3], side="left") + 1
    places = np.stack([top, bottom, left, right], axis=1).tolist()
    for begin in range(0, len(places), at_once):
        some = places[begin : begin + at_once]
        layers = np.zeros(len(some), np.int64)
        for number, (y, y_end, x, x_end) in enumerate(some):
            cells = height[y:y_end, x:x_end]
            above = int(cells.max()) + 1
            cells[:] = above
            layers[number] = above - 1
        yield layers


def _lines(ends: NDArray[np.float64]) -> NDArray[np.float64]:
    lines = np.unique(ends)
    if len(lines) > LINES:
        lines = lines[np.linspace(0, len(lines) - 1, LINES).astype(np.int64)]
    return lines


def slots(boxes: NDArray[np.float64], material: Index, reach: float) -> tuple[Index, Index]:
    """Slots (n,) of an object for shapes with these boxes and materials, and each slot's material.

    Shapes share a slot if they share the material and no box in it touches theirs: Blender fills
    all of a slot together.
    """
    kinds, kind = np.unique(material, return_inverse=True)
    rank = np.zeros(len(boxes), np.int64)
    if len(kinds) < len(boxes):
        earlier: dict[int, list[int]] = {}
        for one, two in touching_pairs(boxes, kind.astype(np.int64), reach):
            for i, j in zip(one.tolist(), two.tolist(), strict=True):
                earlier.setdefault(max(i, j), []).append(min(i, j))
        for number in sorted(earlier):
            taken = {int(rank[other]) for other in earlier[number]}
            rank[number] = next(k for k in range(len(taken) + 1) if k not in taken)
    pair = kind * (int(rank.max(initial=0)) + 1) + rank
    used, slot = np.unique(pair, return_inverse=True)
    return slot.astype(np.int64), kinds[used // (int(rank.max(initial=0)) + 1)]
