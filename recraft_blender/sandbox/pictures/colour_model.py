# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What colours a region has: clusters of them, and how far other colours are from these."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .noise import Field

# Colours closer than this (of 1) are the same to the eye.
_LEAST_DEVIATION = 0.012
_ROUNDS = 8
_MOST_SAMPLES = 6000


@dataclass(frozen=True, slots=True)
class ColourModel:
    """Clusters of colours, each a centre and a spread."""

    centres: NDArray[np.float64]
    """(clusters, 3)."""
    whitenings: NDArray[np.float64]
    """(clusters, 3, 3): what turns a difference from the centre into deviations."""

    def distance(self, colours: Field) -> Field:
        """Deviations to the nearest cluster, (...,) for (..., 3) colours."""
        least = np.full(colours.shape[:-1], np.inf, np.float32)
        for centre, whitening in zip(self.centres, self.whitenings, strict=True):
            apart = (colours - centre.astype(np.float32)) @ whitening.astype(np.float32)
            np.minimum(least, np.einsum("...i,...i->...", apart, apart), out=least)
        return np.sqrt(least)


def opponent(rgb: Field) -> Field:
    """Lightness, red against green, and yellow against blue of (..., 3) colours in 0..1."""
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    light = (red + green + blue) * np.float32(0.5)
    return np.stack([light, red - green, (red + green) * np.float32(0.5) - blue], axis=-1)


def clusters(samples: Field, count: int) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """k-means of (n, 3) samples: (clusters, 3) centres and each sample's cluster.

    Begun with samples far from one another, so that equal samples give equal clusters.
    """
    points = samples.astype(np.float64)
    centres = points.mean(axis=0)[None, :]
    squares = ((points - centres[0]) ** 2).sum(axis=1)
    while len(centres) < count and float(squares.max()) > _LEAST_DEVIATION**2:
        # A far point alone may be noise: the farthest but a few.
        order = np.argsort(squares, kind="stable")
        centres = np.concatenate([centres, points[order[-max(1, len(points) // 100)]][None, :]])
        squares = np.minimum(squares, ((points - centres[-1]) ** 2).sum(axis=1))
    belongs = np.zeros(len(points), np.intp)
    for _ in range(_ROUNDS):
        apart = (centres**2).sum(axis=1)[None, :] - 2 * points @ centres.T
        belongs = apart.argmin(axis=1)
        for number in range(len(centres)):
            mine = belongs == number
            if mine.any():
                centres[number] = points[mine].mean(axis=0)
    return centres, belongs


def thinned(samples: Sized) -> NDArray[np.intp]:
    """The indices of evenly chosen samples, not more than can be clustered quickly."""
    step = max(1, len(samples) // _MOST_SAMPLES)
    return np.arange(0, len(samples), step)


def colour_model(samples: Field, count: int) -> ColourModel:
    """A model of (n, 3) opponent colours with up to `count` clusters."""
    chosen = samples[thinned(samples)]
    centres, belongs = clusters(chosen, count)
    return model_of(chosen, centres, belongs, range(len(centres)))


def model_of(
    samples: Field,
    centres: NDArray[np.float64],
    belongs: NDArray[np.intp],
    kept: list[int] | range,
) -> ColourModel:
    """The model of those clusters that are kept; empty ones are left out."""
    means, whitenings = [], []
    for number in kept:
        mine = samples[belongs == number].astype(np.float64)
        if not len(mine):
            continue
        apart = mine - centres[number]
        # Few samples say little about their spread: a round one is assumed beside them.
        covariance = apart.T @ apart / len(mine) + np.eye(3) * _LEAST_DEVIATION**2
        means.append(centres[number])
        whitenings.append(np.linalg.cholesky(np.linalg.inv(covariance)))
    return ColourModel(np.array(means), np.array(whitenings))
