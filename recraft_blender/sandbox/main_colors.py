# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours that a picture is mostly made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..client.calls import Color
from .pictures import Pixels

_SIDE = 96
_APART = 48.0
_HALF_OPAQUE = 128


def main_colors(pixels: Pixels, count: int) -> tuple[Color, ...]:
    """Up to `count` colours that differ, the commonest first; transparent pixels do not count.

    pixels: (height, width, 3 or 4) uint8 sRGB.
    """
    step = max(1, max(pixels.shape[:2]) // _SIDE)
    some = pixels[::step, ::step].reshape(-1, pixels.shape[2])
    if some.shape[1] == 4:
        some = some[some[:, 3] >= _HALF_OPAQUE]
    rgb = some[:, :3].astype(np.int64)
    if not len(rgb):
        return ()
    found: list[NDArray[np.float64]] = []
    for mean in _cells(rgb):
        if all(np.linalg.norm(mean - one) > _APART for one in found):
            found.append(mean)
        if len(found) == count:
            break
    return tuple((int(r), int(g), int(b)) for r, g, b in np.rint(found).astype(int))


def _cells(rgb: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean colours of a coarse grid's cells, the fullest first."""
    cell = (rgb >> 5) @ np.array([64, 8, 1])
    _, place, share = np.unique(cell, return_inverse=True, return_counts=True)
    sums = np.zeros((len(share), 3))
    np.add.at(sums, place.reshape(-1), rgb)
    order = np.argsort(-share, kind="stable")
    means: NDArray[np.float64] = (sums / share[:, None])[order]
    return means
