# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills holes in fields as a soap film would: smooth, and without a step at the hole's edge."""

from __future__ import annotations

import numpy as np

from .noise import Field
from .pixels import Mask
from .regions import grown
from .resampling import BILINEAR, BOX, blurred, resized

_COARSEST_PX = 8
_SWEEPS = 6
_EDGE_PX = 3.0


def membrane(field: Field, hole: Mask) -> Field:
    """(height, width, channels) values with those in the hole replaced by their surroundings'.

    Coarse to fine: each size begins with the next smaller one's solution, and is smoothed. If all
    is hole, the values are 0.
    """
    height, width = hole.shape
    known = (~hole).astype(np.float32)
    return _solved(field * known[:, :, None], known, width, height)


def seamless(inside: Field, outside: Field, hole: Mask) -> Field:
    """`outside` with `inside` in the hole, changed as smoothly as can be to meet it at the edge.

    What meets is the average colour along the edge, so that texture leaves no streaks.
    """
    edge = grown(hole, 1) & grown(~hole, 1)
    if not edge.any():
        return np.where(hole[:, :, None], inside, outside)
    difference = _nearby(outside, ~hole) - _nearby(inside, hole)
    correction = membrane(difference, ~edge)
    return np.where(hole[:, :, None], inside + correction, outside)


def _nearby(values: Field, where: Mask) -> Field:
    """The average of the values in that region round each pixel close to it."""
    weight = where.astype(np.float32)
    share = np.maximum(blurred(weight, _EDGE_PX), 1e-3)[:, :, None]
    near: Field = blurred(values * weight[:, :, None], _EDGE_PX) / share
    return near


def _solved(weighted: Field, known: Field, width: int, height: int) -> Field:
    """The solution for values that are multiplied by `known`, the share of each pixel known."""
    if min(width, height) <= _COARSEST_PX:
        total = max(float(known.sum()), 1e-9)
        mean = weighted.sum(axis=(0, 1)) / np.float32(total)
        guess = np.broadcast_to(mean, weighted.shape)
    else:
        half = (width + 1) // 2, (height + 1) // 2
        smaller = _solved(
            resized(weighted, *half, kind=BOX), resized(known, *half, kind=BOX), *half
        )
        guess = resized(smaller, width, height, kind=BILINEAR)
    share = np.minimum(known, 1.0)[:, :, None]
    # A pixel partly known keeps its own value as soon as it has a fair part of one.
    firm = np.minimum(share * 4.0, 1.0)
    own = weighted / np.maximum(share, 1e-4)
    out: Field = guess + (own - guess) * firm
    for _ in range(_SWEEPS):
        around = _neighbours(out)
        out = around + (own - around) * firm
    return out


def _neighbours(field: Field) -> Field:
    padded = np.pad(field, ((1, 1), (1, 1), (0, 0)), mode="edge")
    columns = padded[:-2, 1:-1] + padded[2:, 1:-1]
    around: Field = (columns + padded[1:-1, :-2] + padded[1:-1, 2:]) * np.float32(0.25)
    return around
