# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes things out of a picture: the place is filled with what is round it."""

from __future__ import annotations

import numpy as np

from .membrane import seamless
from .noise import Field
from .patches import fill
from .pixels import Mask, Pixels, alpha, as_bytes, colour, generator, require_mask
from .regions import grown
from .trend import trend

# Patches are looked for this much further than the hole is large.
_SURROUNDINGS = 0.9
_LEAST_MARGIN_PX = 48
_LEAST_OPACITY = 1 / 512


def erase(pixels: Pixels, mask: Mask, *, seed: int = 0) -> Pixels:
    """`pixels` with what is under the mask replaced by more of its surroundings.

    Outside the mask every pixel stays as it is. Raises ValueError for a mask of another size.
    """
    require_mask(mask, pixels)
    if not mask.any() or mask.all():
        return pixels.copy()
    window = surroundings(mask)
    part, hole = pixels[window], mask[window]
    values = layered(part)
    rng = generator("erase", seed)
    # The rim of what is erased has bled into its neighbours: nothing is taken from there.
    wide = grown(hole, 1)
    wide = hole if wide.all() else wide
    course = trend(values, np.flatnonzero(~wide)).field()
    filled = fill(values - course, wide, rng) + course
    filled = seamless(filled, values, hole)
    out = pixels.copy()
    out[window][hole] = unlayered(filled, pixels.shape[2])[hole]
    return out


def surroundings(mask: Mask) -> tuple[slice, slice]:
    """The rows and columns of the mask and what is round it."""
    window = []
    for axis in (0, 1):
        used = np.flatnonzero(mask.any(axis=1 - axis))
        low, high = int(used[0]), int(used[-1]) + 1
        margin = max(_LEAST_MARGIN_PX, round((high - low) * _SURROUNDINGS))
        window.append(slice(max(0, low - margin), min(mask.shape[axis], high + margin)))
    return window[0], window[1]


def layered(pixels: Pixels) -> Field:
    """Colours in 0..1, of a picture with alpha multiplied by it and with it as fourth layer."""
    if pixels.shape[2] == 3:
        return colour(pixels)
    opacity = alpha(pixels)[:, :, None]
    return np.concatenate([colour(pixels) * opacity, opacity], axis=2)


def unlayered(values: Field, channels: int) -> Pixels:
    """The picture of such layers, with as many channels."""
    if values.shape[2] == 3:
        return as_bytes(values)
    opacity = np.clip(values[:, :, 3:], 0.0, 1.0)
    rgb = values[:, :, :3] / np.maximum(opacity, _LEAST_OPACITY)
    return as_bytes(np.concatenate([rgb, opacity], axis=2))[:, :, :channels]
