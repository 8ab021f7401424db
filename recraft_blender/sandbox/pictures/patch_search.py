# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds for every patch at a hole the most similar one away from it, and lets these vote."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .noise import Field
from .pixels import Mask

Indices = NDArray[np.int32]

REACH = 3
"""Pixels from a patch's middle to its edge."""

# Neighbours that come from one place look better together than ones that fit a little better each.
_COHERENCE = 0.8
_NEIGHBOURS = ((0, 1), (0, -1), (1, 0), (-1, 0))


@dataclass(frozen=True, slots=True)
class Level:
    """One size of the picture, with a margin of `REACH` so that every pixel has a patch."""

    values: Field
    hole: Mask
    targets: Indices
    """(n, 2) row and column of each pixel whose patch touches the hole."""
    allowed: Mask
    """Where patches may be taken from."""


@dataclass(slots=True)
class Matches:
    """What has been found for each target so far."""

    sources: Indices
    """(n, 2) row and column of the most similar patch's middle."""
    cost: Field
    """(n,) the squared difference from it."""


class Search:
    """One round of looking for the patches of a level as it is now."""

    def __init__(self, level: Level, rng: np.random.Generator) -> None:
        self._level = level
        self._rng = rng
        self._patches = patches_of(level.values)
        self._pool = np.argwhere(level.allowed).astype(np.int32)

    def begun(self, sources: Indices | None) -> Matches:
        """The given sources, those that are not allowed replaced by chance."""
        found = self._chance()
        if sources is not None:
            found = np.where(self._allowed(sources)[:, None], sources, found)
        return Matches(found, self._costs(np.arange(len(found)), found))

    def improve(self, found: Matches) -> None:
        """Better sources, from the neighbours' and from chance, each where it is better."""
        height, width = self._level.hole.shape
        table = np.full((height + 2, width + 2, 2), -1, np.int32)
        at = self._level.targets + 1
        for dy, dx in _NEIGHBOURS * 2:
            table[tuple(at.T)] = found.sources
            beside = table[at[:, 0] + dy, at[:, 1] + dx] - np.array((dy, dx), np.int32)
            self._try(found, beside, favour=_COHERENCE)
        radius = max(height, width) // 2
        while radius >= 1:
            shape = found.sources.shape
            step = self._rng.integers(-radius, radius + 1, shape, dtype=np.int32)
            self._try(found, found.sources + step)
            radius //= 3
        self._try(found, self._chance())

    def _chance(self) -> Indices:
        which = self._rng.integers(0, len(self._pool), len(self._level.targets))
        chosen: Indices = self._pool[which]
        return chosen

    def _costs(self, which: NDArray[np.intp], sources: Indices) -> Field:
        width = self._level.hole.shape[1]
        targets = self._level.targets[which]
        apart = self._patches[targets[:, 0] * width + targets[:, 1]]
        apart -= self._patches[sources[:, 0] * width + sources[:, 1]]
        cost: Field = np.einsum("ij,ij->i", apart, apart)
        return cost

    def _allowed(self, places: Indices) -> Mask:
        inside: Mask = (places >= 0).all(axis=1)
        inside &= (places < self._level.hole.shape).all(axis=1)
        inside[inside] = self._level.allowed[tuple(places[inside].T)]
        return inside

    def _try(self, found: Matches, sources: Indices, *, favour: float = 1.0) -> None:
        valid = self._allowed(sources) & (sources != found.sources).any(axis=1)
        which = np.flatnonzero(valid)
        cost = self._costs(which, sources[which])
        won = cost * np.float32(favour) < found.cost[which]
        which = which[won]
        found.sources[which], found.cost[which] = sources[which], cost[won]


def patches_of(values: Field) -> Field:
    """(height * width, patch) all the values in the square round each pixel."""
    height, width, channels = values.shape
    padded = np.pad(values, ((REACH, REACH), (REACH, REACH), (0, 0)), mode="reflect")
    side = 2 * REACH + 1
    out = np.empty((height, width, side, side, channels), np.float32)
    for dy in range(side):
        for dx in range(side):
            out[:, :, dy, dx] = padded[dy : dy + height, dx : dx + width]
    return out.reshape(height * width, side * side * channels)


def voted(level: Level, found: Matches) -> None:
    """Each pixel of the level's hole becomes the average of what the patches over it propose."""
    height, width = level.hole.shape
    typical = float(np.quantile(found.cost, 0.5)) + 1e-6
    weight = np.exp(-found.cost / (2.0 * typical)).astype(np.float32) + np.float32(1e-6)
    total = np.zeros((height, width), np.float32)
    summed = np.zeros_like(level.values)
    for dy in range(-REACH, REACH + 1):
        for dx in range(-REACH, REACH + 1):
            y, x = level.targets[:, 0] + dy, level.targets[:, 1] + dx
            from_y, from_x = found.sources[:, 0] + dy, found.sources[:, 1] + dx
            ok = (y >= 0) & (y < height) & (x >= 0) & (x < width)
            ok &= (from_y >= 0) & (from_y < height) & (from_x >= 0) & (from_x < width)
            y, x, part = y[ok], x[ok], weight[ok]
            # One offset of all targets never names a pixel twice, so that plain adding will do.
            total[y, x] += part
            summed[y, x] += level.values[from_y[ok], from_x[ok]] * part[:, None]
    inside = level.hole & (total > 0)
    level.values[inside] = summed[inside] / total[inside][:, None]
