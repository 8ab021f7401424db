# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which boxes of the same owner touch: the sweep that all tests for overlaps begin with."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .outline import Index, ragged

PAIRS_AT_ONCE = 500_000
"""Bounds the memory of a sweep (about 60 MB), however many boxes there are."""
MOST_PAIRS = 20_000_000
"""A sweep ends after about so many neighbours (a second or two), even if there are more."""


def touching_pairs(
    boxes: NDArray[np.float64], owner: Index, reach: float = 0.0
) -> Iterator[tuple[Index, Index]]:
    """Pairs (i, j) of boxes (n, 4) with one owner (n,) that come within `reach` of each other.

    `owner` holds small numbers from 0. Every pair comes once, in batches of bounded size. Each
    owner is swept along the axis on which its boxes are the shorter ones. Only absurd numbers of
    boxes that overlap are cut short, at `MOST_PAIRS`.
    """
    if not len(boxes):
        return
    low, high, near, far = _along_shorter_axis(boxes, owner, reach)
    order = np.argsort(low, kind="stable")
    low, near, far = low[order], near[order], far[order]
    place = np.arange(len(order), dtype=np.int64)
    count = np.searchsorted(low, high[order], side="right") - place - 1
    done = np.cumsum(count)
    begin = 0
    while begin < len(order) and (not begin or done[begin - 1] < MOST_PAIRS):
        limit = (done[begin - 1] if begin else 0) + PAIRS_AT_ONCE
        end = max(begin + 1, int(np.searchsorted(done, limit, side="right")))
        some = count[begin:end]
        two = ragged(place[begin:end] + 1, some)
        meet = near[two] <= np.repeat(far[begin:end], some)
        meet &= np.repeat(near[begin:end], some) <= far[two]
        hit = np.flatnonzero(meet)
        one = np.searchsorted(np.cumsum(some), hit, side="right") + begin
        yield order[one], order[two[hit]]
        begin = end


def _along_shorter_axis(
    boxes: NDArray[np.float64], owner: Index, reach: float
) -> tuple[NDArray[np.float64], ...]:
    """Lower and upper ends (n,) along the axis that is swept, then along the other one.

    The first two are led into a lane of its own for each owner.
    """
    order = None if (np.diff(owner) >= 0).all() else np.argsort(owner, kind="stable")
    left, top, right, bottom = np.ascontiguousarray((boxes if order is None else boxes[order]).T)
    lane = owner if order is None else owner[order]
    first = np.flatnonzero(np.diff(lane, prepend=-1))
    count = np.diff(first, append=len(lane))
    half = reach * 0.5
    floors, spans, lengths = [], [], []
    for low, high in ((left, right), (top, bottom)):
        floors.append(np.minimum.reduceat(low, first) - half)
        spans.append(np.maximum(np.maximum.reduceat(high, first) + half - floors[-1], 1e-300))
        lengths.append(np.add.reduceat(high, first) - np.add.reduceat(low, first))
    with np.errstate(over="ignore"):
        swap = lengths[1] / spans[1] < lengths[0] / spans[0]
    # Lanes are 2 wide and their boxes lie in 0..1 of them, so no box reaches into another lane;
    # the last digits lost by moving into the lane are given back as 1e-9.
    floor = np.repeat(np.where(swap, floors[1], floors[0]), count)
    span = np.repeat(np.where(swap, spans[1], spans[0]), count)
    turned = np.repeat(swap, count)
    low = (np.where(turned, top, left) - half - floor) / span + 2.0 * lane
    high = (np.where(turned, bottom, right) + half - floor) / span + (2.0 * lane + 1e-9)
    near = np.where(turned, left, top) - half
    far = np.where(turned, right, bottom) + half
    ends = (low, high, near, far)
    if order is None:
        return ends
    back = np.empty_like(order)
    back[order] = np.arange(len(order))
    return tuple(one[back] for one in ends)
