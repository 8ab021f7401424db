# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The smooth trend of a picture's colours across it, as of a sky or a wall lit from one side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .noise import Field

_ROUNDS = 6
_MOST_SAMPLES = 6000
# A trend that leaves more of the differences than this is none.
_LEAST_GAIN = 0.6
# How far it goes on beyond the picture, as a share of half of it.
_BEYOND = 0.35


@dataclass(frozen=True, slots=True)
class Trend:
    """A quadratic course of values across a picture, 0 in its middle."""

    height: int
    width: int
    course: NDArray[np.float64]
    """(6, channels) what each term of the quadratic counts; all 0 where there is no trend."""

    def field(self, *, top: int = 0, bottom: int = 0, left: int = 0, right: int = 0) -> Field:
        """(height, width, channels) the values in the picture, and in so many pixels beyond it.

        Beyond the picture the course flattens out, instead of leaving all bounds.
        """
        y = _flattened(np.arange(-top, self.height + bottom), self.height)
        x = _flattened(np.arange(-left, self.width + right), self.width)
        return (_terms(y, x) @ self.course).astype(np.float32)


def trend(values: Field, places: NDArray[np.intp]) -> Trend:
    """The trend of (height, width, channels) values, fitted to those at the flat `places`.

    Values that do not follow the rest count for little.
    """
    height, width, channels = values.shape
    places = places[:: max(1, len(places) // _MOST_SAMPLES)]
    y, x = _place(np.arange(height), height), _place(np.arange(width), width)
    at = _terms(y, x).reshape(height * width, -1)[places]
    samples = values.reshape(-1, channels)[places].astype(np.float64)
    rest = np.zeros(len(places))
    weight = np.ones(len(places))
    course = np.zeros((at.shape[1], channels))
    for _ in range(_ROUNDS):
        scaled = at * weight[:, None]
        course = np.linalg.lstsq(scaled.T @ at, scaled.T @ samples, rcond=None)[0]
        rest = np.abs(samples - at @ course).sum(axis=1)
        weight = 1.0 / (1.0 + (rest / (2.0 * float(np.median(rest)) + 1e-4)) ** 2)
    flat = np.abs(samples - np.median(samples, axis=0)).sum(axis=1)
    course[0] = 0.0
    if float(np.median(rest)) > _LEAST_GAIN * float(np.median(flat)):
        course[:] = 0.0
    return Trend(height, width, course)


def _place(index: NDArray[np.intp], size: int) -> NDArray[np.float64]:
    """Pixels 0..size-1 as -1..1."""
    place: NDArray[np.float64] = (index + 0.5) * (2.0 / size) - 1.0
    return place


def _flattened(index: NDArray[np.intp], size: int) -> NDArray[np.float64]:
    place = _place(index, size)
    over = np.maximum(np.abs(place) - 1.0, 0.0)
    slowed: NDArray[np.float64] = np.tanh(over / _BEYOND) * _BEYOND
    slowed += np.minimum(np.abs(place), 1.0)
    return np.copysign(slowed, place)


def _terms(y: NDArray[np.float64], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """(rows, columns, 6) the terms of a quadratic at these places."""
    v, u = np.broadcast_arrays(y[:, None], x[None, :])
    return np.stack([np.ones_like(u), u, v, u * v, u * u, v * v], axis=-1)
