# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Soft light from the upper left on a height field that wraps round."""

from __future__ import annotations

import numpy as np

from .noise import Field, bands

# Towards the light: right, down and out of the picture, of length one.
_LIGHT = (-0.42, -0.54, 0.73)
# Halfway between the light and the eye straight above.
_HALFWAY = (-0.226, -0.290, 0.930)


def lit(relief: Field, *, short: int) -> tuple[Field, Field]:
    """How bright each point is, 1.0 where the field is level, and how much it glints, 0..1.

    `relief`: (height, width) in fractions of the shorter side, which has `short` pixels.
    """
    height, width = relief.shape
    padded = np.pad(relief, 1, mode="wrap")
    shade, glint = np.empty((2, height, width), np.float32)
    for rows in bands(height):
        window = padded[rows.start : rows.stop + 2]
        gx = (window[1:-1, 2:] - window[1:-1, :-2]) * (short * 0.5)
        gy = (window[2:, 1:-1] - window[:-2, 1:-1]) * (short * 0.5)
        steep = 1.0 / np.sqrt(gx * gx + gy * gy + 1.0)
        lambert = np.maximum(_LIGHT[2] - gx * _LIGHT[0] - gy * _LIGHT[1], 0.0) * steep
        shade[rows] = lambert * (1.0 / _LIGHT[2])
        shine = np.maximum(_HALFWAY[2] - gx * _HALFWAY[0] - gy * _HALFWAY[1], 0.0) * steep
        glint[rows] = _sixteenth_power(shine)
    return shade, glint


def _sixteenth_power(field: Field) -> Field:
    # Squaring is the same on every machine; the power function is not.
    for _ in range(4):
        field = field * field
    return field
