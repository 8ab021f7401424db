# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a surface into colours: tones to a ramp, ground where it shows, light, shadow and grain."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .lighting import lit
from .noise import Field, bands, grain, normalized
from .palette import Palette
from .surface import Canvas, Surface

# Steps on the way from a ramp's first colour to its last.
_STEPS = 1024
_GRAIN = 0.02
# Tones this far off the middle half of a surface are as dark or light as can be.
_TAIL = 0.004

Tones = NDArray[np.intp]


def tones(field: Field, cover: Field, *, spread: float) -> Tones:
    """`field` as steps of a ramp, (height, width), judged where `cover` is above a half.

    spread 0 keeps the field's own distribution between its rarest ends; 1 makes all steps alike
    often; in between they are mixed.
    """
    steps = (normalized(field) * (_STEPS - 1)).astype(np.intp)
    counts = np.bincount(steps[cover > 0.5], minlength=_STEPS)
    share = np.cumsum(counts) / max(int(counts.sum()), 1)
    low, high = np.searchsorted(share, [_TAIL, 1.0 - _TAIL])
    own = np.clip((np.arange(_STEPS) - low) / max(int(high - low), 1), 0.0, 1.0)
    even = share - counts / max(int(counts.sum()), 1) * 0.5
    table = (own * (1 - spread) + even * spread) * (_STEPS - 1)
    result: Tones = table.astype(np.intp)[steps]
    return result


def ramp(colours: Palette, *, plateau: float) -> Palette:
    """(steps, 3) from the first of (n, 3) colours to the last.

    plateau 0 blends all the way; towards 1 each colour keeps an equal share of the ramp to itself
    and passes quickly to the next.
    """
    last = len(colours) - 1
    t = np.linspace(0.0, 1.0, _STEPS)
    smooth = t * last
    # Equal shares: the n colours stand in the middles of n equal parts.
    shared = np.clip(t * (last + 1) - 0.5, 0.0, last)
    whole = np.floor(shared)
    quick = whole + np.clip((shared - whole - 0.5) / (1.0 - plateau * 0.9) + 0.5, 0.0, 1.0)
    place = quick if plateau else smooth
    channels = [np.interp(place, np.arange(last + 1), channel) for channel in colours.T]
    return np.stack(channels, axis=1).astype(np.float32)


def coloured(
    canvas: Canvas, surface: Surface, material: Field, ground: Palette, *, calm: bool
) -> NDArray[np.uint8]:
    """The finished picture, (height, width, 3) uint8.

    material: (height, width, 3) sRGB in 0..1. ground: (3,), shows where the surface's cover is 0.
    calm: keep close to the colours, with less light and shadow.
    """
    shade, glint = lit(surface.relief, short=canvas.short)
    speckle = grain(canvas.rng, canvas.width, canvas.height)
    contrast = 0.45 if calm else 0.8
    out = np.empty((canvas.height, canvas.width, 3), np.uint8)
    for rows in bands(canvas.height):
        cover = surface.cover[rows, :, None]
        colour = ground + (material[rows] - ground) * cover
        light = 1.0 + (shade[rows] - 1.0) * contrast + speckle[rows] * (_GRAIN * 2)
        colour *= light[:, :, None]
        # White light on top, more of it where there is room left.
        shine = glint[rows] * cover[:, :, 0] * (surface.gloss * (0.25 if calm else 0.5))
        colour += (1.0 - colour) * shine[:, :, None]
        out[rows] = np.clip(colour * 255.0 + 0.5, 0.0, 255.0)
    return out
