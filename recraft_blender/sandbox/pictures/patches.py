# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills a hole with what the rest of the picture looks like, patch by patch.

The idea is that of randomised correspondences: every patch that touches the hole looks for the
most similar one that does not, by what its neighbours found and by chance, from coarse to fine;
the found patches vote for the hole's colours. (Barnes et al., PatchMatch, 2009; Wexler et al.,
Space-time completion, 2007. Written anew, for whole arrays at a time.)
"""

from __future__ import annotations

import numpy as np

from .membrane import membrane
from .noise import Field
from .patch_search import REACH, Indices, Level, Search, patches_of, voted
from .pixels import Mask
from .regions import grown
from .resampling import BOX, fitted, resized, resized_mask

_COARSEST_PX = 120
# The ring by ring beginning compares every pixel with no more places than this.
_MOST_PLACES = 9000
_ROUNDS_COARSE, _ROUNDS_FINE = 5, 3


def fill(
    values: Field,
    hole: Mask,
    rng: np.random.Generator,
    *,
    start: Field | None = None,
    longest: int = 232,
) -> Field:
    """(height, width, channels) values with the hole filled from the rest.

    start: what the hole may look like roughly, of any size; else it begins as a membrane. longest:
    patches are looked for on a picture of that side. If hardly anything but the hole is there, the
    result is the beginning.
    """
    height, width = hole.shape
    size = fitted(width, height, longest)
    found: tuple[Level, Indices] | None = None
    guess = start
    for step in range(_octaves(size), -1, -1):
        across, down = max(1, size[0] >> step), max(1, size[1] >> step)
        level = _level(values, hole, across, down, guess)
        if len(level.targets) == 0 or not level.allowed.any():
            continue
        if found is None and start is None:
            _peel(level)
        before = _enlarged(found, level) if found else None
        sources = _settle(level, before, rng, _ROUNDS_FINE if step == 0 else _ROUNDS_COARSE)
        found = level, sources
        guess = level.values
    if found is None:
        return _beginning(values, hole, start)
    return _transferred(values, hole, *found)


def _octaves(size: tuple[int, int]) -> int:
    return max(0, int(np.ceil(np.log2(max(size) / _COARSEST_PX))))


def _beginning(values: Field, hole: Mask, start: Field | None) -> Field:
    guess = membrane(values, hole) if start is None else resized(start, *hole.shape[::-1])
    return np.where(hole[:, :, None], guess, values)


def _level(values: Field, hole: Mask, width: int, height: int, guess: Field | None) -> Level:
    covered = resized_mask(hole, width, height)
    small_hole = covered > 0.02
    known = (~hole).astype(np.float32)[:, :, None]
    small = resized(values * known, width, height, kind=BOX)
    small = small / np.maximum(1.0 - covered, 0.05)[:, :, None]
    small = _beginning(small, small_hole, guess)
    touched = grown(small_hole, REACH + 1)
    targets = np.argwhere(touched).astype(np.int32)
    allowed = ~grown(small_hole, REACH * 2)
    if int(allowed.sum()) < 60:
        allowed = ~touched
    return Level(small, small_hole, targets, allowed)


def _enlarged(found: tuple[Level, Indices], level: Level) -> Indices:
    """The sources of a coarser level as sources of this one."""
    coarse, sources = found
    old = np.array(coarse.hole.shape)
    scale = np.array(level.hole.shape) / old
    table = np.zeros((*coarse.hole.shape, 2), np.float64)
    table[tuple(coarse.targets.T)] = sources - coarse.targets
    places = np.minimum((level.targets / scale).astype(np.intp), old - 1)
    moved: Indices = np.rint(level.targets + table[tuple(places.T)] * scale).astype(np.int32)
    return moved


def _peel(level: Level) -> None:
    """Fills the hole from its edge inwards, each ring with the pixels whose surroundings fit best.

    Lines that end at the hole are carried on into it, which a smooth beginning would suppress.
    """
    pool = np.flatnonzero(level.allowed)
    pool = pool[:: -(-len(pool) // _MOST_PLACES)]
    rest = level.hole
    while rest.any():
        ring = rest & grown(~rest, 1)
        if not ring.any():
            return
        patches = patches_of(level.values)
        known = patches_of(np.repeat((~rest).astype(np.float32)[:, :, None], 1, axis=2))
        known = np.repeat(known, level.values.shape[2], axis=1)
        here = np.flatnonzero(ring)
        weight, own, there = known[here], patches[here], patches[pool]
        cost = weight @ (there * there).T - 2.0 * ((weight * own) @ there.T)
        best = pool[cost.argmin(axis=1)]
        flat = level.values.reshape(-1, level.values.shape[2])
        flat[here] = flat[best]
        rest = rest & ~ring


def _settle(level: Level, before: Indices | None, rng: np.random.Generator, rounds: int) -> Indices:
    """Searches and votes in turns; the level's values in the hole change, the sources are given."""
    sources = _round(level, before, rng)
    for _ in range(rounds - 1):
        sources = _round(level, sources, rng)
    return sources


def _round(level: Level, before: Indices | None, rng: np.random.Generator) -> Indices:
    search = Search(level, rng)
    found = search.begun(before)
    search.improve(found)
    voted(level, found)
    return found.sources


def _transferred(values: Field, hole: Mask, level: Level, sources: Indices) -> Field:
    """The hole at the full size: from where the small picture's patches came from."""
    height, width = hole.shape
    rows, columns = level.hole.shape
    scale = height / rows, width / columns
    table = np.zeros((rows, columns, 2), np.float32)
    table[tuple(level.targets.T)] = sources - level.targets
    y, x = np.nonzero(hole)
    v, u = (y + 0.5) / scale[0] - 0.5, (x + 0.5) / scale[1] - 0.5
    top, left = np.floor(v).astype(np.intp), np.floor(u).astype(np.intp)
    total = np.zeros(len(y), np.float32)
    summed = np.zeros((len(y), values.shape[2]), np.float32)
    for dy in (0, 1):
        for dx in (0, 1):
            row, column = (top + dy).clip(0, rows - 1), (left + dx).clip(0, columns - 1)
            near = (1 - np.abs(v - top - dy)) * (1 - np.abs(u - left - dx))
            offset = table[row, column]
            from_y = np.rint(y + offset[:, 0] * scale[0]).astype(np.intp).clip(0, height - 1)
            from_x = np.rint(x + offset[:, 1] * scale[1]).astype(np.intp).clip(0, width - 1)
            # Mostly the nearest patch: an even mixture of two would be a blur of both.
            part = (near**3).astype(np.float32) * ~hole[from_y, from_x] + np.float32(1e-7)
            total += part
            summed += values[from_y, from_x] * part[:, None]
    out = values.copy()
    out[y, x] = summed / total[:, None]
    rough = resized(level.values, width, height)
    # Pixels for which no source was right take the small picture's colour.
    lost = total < 1e-4
    out[y[lost], x[lost]] = rough[y[lost], x[lost]]
    return out
