# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions of a mask: what is connected to what, grown, shrunk and filled."""

from __future__ import annotations

import numpy as np

from .pixels import Mask

# Mazes need more rounds than pictures have bends.
_MOST_ROUNDS = 200


def connected(mask: Mask, seeds: Mask) -> Mask:
    """The parts of `mask` that can be reached from `seeds` in steps to the four neighbours."""
    reached: Mask = mask & seeds
    count = int(reached.sum())
    for _ in range(_MOST_ROUNDS):
        reached = _along_rows(mask, reached)
        reached = _along_rows(mask.T, reached.T).T
        now = int(reached.sum())
        if now == count:
            break
        count = now
    return reached


def _along_rows(mask: Mask, seeds: Mask) -> Mask:
    """Every run of `mask` within a row that holds a seed."""
    starts = np.array(mask)
    starts[:, 1:] &= ~mask[:, :-1]
    runs = np.cumsum(starts.ravel(), dtype=np.int32)
    hit = np.zeros(int(runs[-1]) + 1, np.bool_)
    hit[runs[seeds.ravel()]] = True
    return hit[runs].reshape(mask.shape) & mask


def border(mask: Mask) -> Mask:
    """True on the picture's outermost pixels."""
    frame = np.ones_like(mask)
    frame[1:-1, 1:-1] = False
    return frame


def grown(mask: Mask, radius: int) -> Mask:
    """`mask` and all within `radius` pixels of it, as an octagon."""
    out = mask
    for step in range(radius):
        out = _grown_once(out, diagonal=step % 2 == 1)
    return out


def shrunk(mask: Mask, radius: int) -> Mask:
    """What of `mask` is at least `radius` pixels from its edge; the picture's edge is none."""
    return ~grown(~mask, radius)


def without_holes(mask: Mask) -> Mask:
    """`mask` and all that it encloses."""
    return ~connected(~mask, border(mask))


def without_specks(mask: Mask, radius: int) -> Mask:
    """The regions of `mask` that are more than twice `radius` pixels wide somewhere."""
    return connected(mask, shrunk(mask, radius))


def _grown_once(mask: Mask, *, diagonal: bool) -> Mask:
    across = np.array(mask)
    across[:, 1:] |= mask[:, :-1]
    across[:, :-1] |= mask[:, 1:]
    out = np.array(across)
    source = across if diagonal else mask
    out[1:] |= source[:-1]
    out[:-1] |= source[1:]
    return out
