# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The subject's colour under the transparent pixels around it, so that its edge has no fringe.

Whoever interpolates straight colours mixes those of invisible pixels into the edge: EEVEE does
(seen in 4.2 and 5.2), game engines do, and smaller copies of a texture do it from far away. Cycles
does not: it interpolates premultiplied ones. Near the subject each invisible pixel takes the mean
of its neighbours, ring by ring; farther away that of ever larger squares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .trim import FAINTEST, visible

if TYPE_CHECKING:
    from .trim import Mask

    Pixels = NDArray[np.uint8]

RINGS = 3
"""Bicubic interpolation reaches two pixels far."""
NOTICED = 8
"""Of 255: an invisible neighbour whose colour is off by more shows at the edge."""


def bleed(pixels: Pixels) -> Pixels:
    """A copy of (height, width, 4) sRGB with straight alpha whose invisible pixels have colour.

    Opacity stays as it is, and so does the colour of every pixel that can be seen. The order of the
    rows does not matter. A picture with nothing to see comes back as it is.
    """
    seen = visible(pixels[:, :, 3])
    if seen.all() or not seen.any():
        return pixels.copy()
    wide, weights = _framed(pixels, seen)
    _fill_rings(wide, weights)
    result = wide[1:-1, 1:-1].copy()
    empty = weights[1:-1, 1:-1] == 0
    if empty.any():
        far = _from_squares(result[:, :, :3], weights[1:-1, 1:-1])
        result[:, :, :3][empty] = far[empty]
    return result


def needs_bleed(pixels: Pixels) -> bool:
    """True when an invisible pixel beside a visible one has another colour."""
    seen = visible(pixels[:, :, 3])
    if seen.all() or not seen.any():
        return False
    wide, weights = _framed(pixels, seen)
    ring = _ring(weights > 0)
    wanted = _mean_of_neighbours(wide, weights, ring)
    colors = wide.reshape(-1, 4)[ring, :3].astype(np.int16)
    return bool((np.abs(colors - wanted) > NOTICED).any())


def _framed(pixels: Pixels, seen: Mask) -> tuple[Pixels, Pixels]:
    """The picture and its weights with a pixel around them, so that neighbours always exist."""
    height, width = seen.shape
    wide = np.zeros((height + 2, width + 2, 4), np.uint8)
    wide[1:-1, 1:-1] = pixels
    weights = np.zeros((height + 2, width + 2), np.uint8)
    weights[1:-1, 1:-1] = np.where(seen, pixels[:, :, 3], 0)
    return wide, weights


def _ring(known: Mask) -> NDArray[np.intp]:
    """Flat indices of what is not known but beside it; the frame is never part of it."""
    grown = known.copy()
    grown[1:] |= known[:-1]
    grown[:-1] |= known[1:]
    across = grown.copy()
    grown[:, 1:] |= across[:, :-1]
    grown[:, :-1] |= across[:, 1:]
    grown &= ~known
    grown[0] = grown[-1] = False
    grown[:, 0] = grown[:, -1] = False
    return np.flatnonzero(grown)


def _fill_rings(wide: Pixels, weights: Pixels) -> None:
    """Give colour and weight to the pixels next to the visible ones, in place."""
    colors, opacity = wide.reshape(-1, 4), weights.reshape(-1)
    known = weights > 0
    ring = _ring(known)
    known[[0, -1]] = known[:, [0, -1]] = True  # the frame gets no colour
    for number in range(RINGS):
        if number:
            around = (ring[:, None] + _neighbours(wide.shape[1])).reshape(-1)
            ring = np.unique(around[~known.reshape(-1)[around]])
        colors[ring, :3] = _mean_of_neighbours(wide, weights, ring)
        opacity[ring] = FAINTEST
        known.reshape(-1)[ring] = True


def _neighbours(step: int) -> NDArray[np.intp]:
    """Where the eight pixels around one are in flat arrays whose rows are `step` long."""
    return np.array((-step - 1, -step, -step + 1, -1, 1, step - 1, step, step + 1), np.intp)


def _mean_of_neighbours(wide: Pixels, weights: Pixels, at: NDArray[np.intp]) -> NDArray[np.uint8]:
    """The weighted mean colour (n, 3) of the eight pixels around each flat index."""
    colors, opacity = wide.reshape(-1, 4), weights.reshape(-1)
    total = np.zeros((len(at), 3), np.int32)
    weight = np.zeros((len(at), 1), np.int32)
    for offset in _neighbours(wide.shape[1]):
        part = opacity[at + offset].astype(np.int32)[:, None]
        total += colors[at + offset, :3] * part
        weight += part
    mean: NDArray[np.int32] = (total + weight // 2) // np.maximum(weight, 1)
    return mean.astype(np.uint8)


def _from_squares(colors: NDArray[np.uint8], weights: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """For each pixel the mean colour of the smallest square of 2, 4, 8... pixels that has one."""
    height, width = weights.shape
    frame = ((0, height % 2), (0, width % 2))
    colors, opacity = np.pad(colors, (*frame, (0, 0))), np.pad(weights, frame)[:, :, None]
    weight = _halved(opacity)
    # Of the full size only quarters are ever held as floats.
    total = sum(colors[quarter] * opacity[quarter].astype(np.float32) for quarter in _QUARTERS)
    levels = [(np.asarray(total), weight)]
    while max(levels[-1][1].shape) > 1:
        levels.append((_halved(_even(levels[-1][0])), _halved(_even(levels[-1][1]))))
    total, weight = levels.pop()
    mean = total / weight
    for total, weight in reversed(levels):
        above = _doubled(mean, *weight.shape[:2])
        mean = np.where(weight > 0, total / np.maximum(weight, 1), above)
    return _doubled((mean + np.float32(0.5)).astype(np.uint8), height, width)


_QUARTERS = tuple(
    (slice(row, None, 2), slice(column, None, 2)) for row in (0, 1) for column in (0, 1)
)


def _even(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """With a last row or column of zeros where their number is odd."""
    height, width = values.shape[:2]
    return np.pad(values, ((0, height % 2), (0, width % 2), (0, 0)))


def _halved(values: NDArray[Any]) -> NDArray[np.float32]:
    """Sums of squares of two by two."""
    return np.asarray(sum(values[quarter].astype(np.float32) for quarter in _QUARTERS))


def _doubled(values: NDArray[Any], height: int, width: int) -> NDArray[Any]:
    return values.repeat(2, axis=0).repeat(2, axis=1)[:height, :width]
