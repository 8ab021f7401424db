# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that repeat without a seam, and a measure of the seam that a picture has.

The picture is rolled by half, so that its edges meet in the middle, and this seam is covered with a
band of the picture's own middle, which has none. The band is cut along the path where both differ
least (Efros and Freeman, "Image Quilting for Texture Synthesis and Transfer", SIGGRAPH 2001), and
joined there as a multiresolution spline: coarse parts fade over a wide strip, fine ones over a
narrow one (Burt and Adelson, "A Multiresolution Spline With Application to Image Mosaics", ACM
Transactions on Graphics 2, 1983), here with the undecimated filters of the "à trous" transform. So
neither brightness jumps nor detail is averaged away, as it is by a plain cross-fade.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .least_path import closed_path, least_path

Picture = NDArray[np.float32]
LEAST_SIDE = 32
"""Pixels; a smaller picture has no room for two cuts and a band between."""
_WIDEST_PX = 256
_SCORED = 8


def seamless(pixels: Picture) -> Picture:
    """A copy of (height, width, channels) that repeats to all sides; the size stays.

    Values may have any range; colours should be premultiplied where there is opacity. The order of
    the rows does not matter. Raises ValueError for a side of fewer than `LEAST_SIDE` pixels.
    """
    if min(pixels.shape[:2]) < LEAST_SIDE:
        raise ValueError(f"a side has fewer than {LEAST_SIDE} pixels")
    across = _joined(pixels, closed=False)
    both = _joined(across.swapaxes(0, 1), closed=True).swapaxes(0, 1)
    return np.ascontiguousarray(both)


def seam_score(pixels: Picture) -> float:
    """How much the picture steps where it meets itself; 1 is no seam.

    The mean difference of colour between the two columns (rows) that meet, divided by the mean
    difference between neighbouring columns (rows) among the eight at either side; the worse of both
    directions. A picture without any difference there has 1.
    """
    return max(_step_ratio(pixels), _step_ratio(pixels.swapaxes(0, 1)))


def _step_ratio(pixels: Picture) -> float:
    reach = min(_SCORED, pixels.shape[1] // 2)
    # Rolled, the edge lies in the middle of one strip.
    strip = np.concatenate((pixels[:, -reach:], pixels[:, :reach]), axis=1)
    steps = np.abs(np.diff(strip, axis=1)).mean(axis=(0, 2), dtype=np.float64)
    edge, inside = steps[reach - 1], np.delete(steps, reach - 1).mean()
    # Half a level of 8 bits: a plain picture is not to be called bad for its noise.
    return float(max(edge, 0.002) / max(inside, 0.002))


def _joined(pixels: Picture, *, closed: bool) -> Picture:
    """The picture without its seam between the last and the first column.

    With `closed` the last row meets the first already, and goes on doing so.
    """
    width = pixels.shape[1]
    middle, reach = width // 2, min(width // 4, _WIDEST_PX)
    result = np.roll(pixels, middle, axis=1)
    # Both in the places where the rolled picture has them: its seam is in the middle of the band.
    band = slice(middle - reach, middle + reach)
    difference = pixels[:, band] - result[:, band]
    mask = _cut(difference, closed=closed)
    result[:, band] += _spline(difference, mask, closed=closed)
    return result


def _cut(difference: Picture, *, closed: bool) -> Picture:
    """(height, width), 1 between the two paths where the difference is least, and 0 elsewhere."""
    width = difference.shape[1]
    cost = np.square(difference).sum(axis=2)
    path = closed_path if closed else least_path
    # The paths keep off the seam, and off the ends where the spline needs room to fade.
    near, far = width // 8, width // 16
    left = far + path(cost[:, far : width // 2 - near])
    right = width // 2 + near + path(cost[:, width // 2 + near : width - far])
    columns = np.arange(width)
    inside = (columns > left[:, None]) & (columns <= right[:, None])
    return inside.astype(np.float32)


def _spline(difference: Picture, mask: Picture, *, closed: bool) -> Picture:
    """What to add so that inside the mask the difference is taken, each scale in its own width."""
    levels = max(1, (difference.shape[1] // 16).bit_length())
    added = np.zeros_like(difference)
    for channel in range(difference.shape[2]):
        left, weight = difference[:, :, channel], mask
        for level in range(levels):
            coarse = _blurred(left, 1 << level, closed=closed)
            added[:, :, channel] += weight * (left - coarse)
            left = coarse
            weight = _blurred(weight, 1 << level, closed=closed)
        added[:, :, channel] += weight * left
    # What lies beyond the band is not touched, so nothing may be added at its ends.
    return added * _ends(difference.shape[1])[:, None]


def _ends(width: int) -> Picture:
    """1 in the band, and down to 0 at its two ends."""
    ramp = (np.arange(width, dtype=np.float32) + 0.5) / max(1, width // 16)
    ramp = np.minimum(1, np.minimum(ramp, ramp[::-1]))
    return np.asarray(ramp * ramp * (3 - 2 * ramp), np.float32)


def _blurred(values: Picture, step: int, *, closed: bool) -> Picture:
    """The next coarser scale: weights 1 4 6 4 1 with `step` between them, both ways."""
    return _blurred_down(_blurred_down(values.T, step, closed=False).T, step, closed=closed)


def _blurred_down(values: Picture, step: int, *, closed: bool) -> Picture:
    height, reach = len(values), 2 * step
    wide = np.pad(values, ((reach, reach), (0, 0)), mode="wrap" if closed else "symmetric")
    result = wide[reach : reach + height] * np.float32(6 / 16)
    for offset, weight in ((step, 4 / 16), (reach, 1 / 16)):
        pair = wide[reach - offset :][:height] + wide[reach + offset :][:height]
        result += pair * np.float32(weight)
    return np.asarray(result)
