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
    low, high = _along_shorter_axis(boxes, owner, reach)
    order = np.argsort(low[:, 0], kind="stable")
    low, high = low[order], high[order]
    last = np.searchsorted(low[:, 0], high[:, 0], side="right")
    place = np.arange(len(order), dtype=np.int64)
    count = last - place - 1
    done = np.cumsum(count)
    begin = 0
    while begin < len(order) and (not begin or done[begin - 1] < MOST_PAIRS):
        limit = (done[begin - 1] if begin else 0) + PAIRS_AT_ONCE
        end = max(begin + 1, int(np.searchsorted(done, limit, side="right")))
        one = np.repeat(place[begin:end], count[begin:end])
        two = ragged(place[begin:end] + 1, count[begin:end])
        meet = (low[two, 1] <= high[one, 1]) & (low[one, 1] <= high[two, 1])
        yield order[one[meet]], order[two[meet]]
        begin = end


def _along_shorter_axis(
    boxes: NDArray[np.float64], owner: Index, reach: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Lower and upper ends (n, 2): column 0 is swept, with a lane of its own for each owner."""
    owners = int(owner.max()) + 1
    low, high = boxes[:, :2] - reach * 0.5, boxes[:, 2:] + reach * 0.5
    floor, ceiling = np.full((owners, 2), np.inf), np.full((owners, 2), -np.inf)
    np.minimum.at(floor, owner, low)
    np.maximum.at(ceiling, owner, high)
    span = np.maximum(ceiling - floor, 1e-300)
    length = np.stack(
        [np.bincount(owner, (high - low)[:, k], minlength=owners) for k in (0, 1)], axis=1
    )
    with np.errstate(over="ignore"):
        swap = (length[:, 1] / span[:, 1] < length[:, 0] / span[:, 0])[owner][:, None]
    # Lanes are 2 wide and their boxes lie in 0..1 of them, so no box reaches into another lane;
    # the last digits lost by moving into the lane are given back as 1e-9.
    unit = (np.stack([low, high]) - floor[owner]) / span[owner]
    unit = np.where(swap, unit[..., ::-1], unit)
    unit[..., 0] += 2.0 * owner
    unit[1, :, 0] += 1e-9
    unit[1, :, 1] += 1e-12
    return unit[0], unit[1]
