# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives traced shapes linear gradients where the picture is shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .flattening import covered
from .palette import Rgb
from .pixels import OPAQUE, Pixels
from .recraft_svg import PAGE, Gradient, Paint, Shape
from .resampling import BOX, fitted, resized_pixels

_WORKING_PX = 200
_LEAST_PIXELS = 40
# A gradient has to explain this much of the differences, and to go this far, in 0..255.
_LEAST_EXPLAINED = 0.5
_LEAST_RANGE = 14.0


def with_gradients(
    shapes: Sequence[Shape], pixels: Pixels, *, strict: Sequence[Rgb] = ()
) -> list[Shape]:
    """The shapes, those with a smooth change of colour filled by it.

    strict: if any, gradients begin and end in these colours.
    """
    width, height = fitted(pixels.shape[1], pixels.shape[0], _WORKING_PX)
    small = resized_pixels(pixels[:, :, :3].copy(), width, height, kind=BOX)
    owner = np.full((height, width), -1, np.int32)
    scale = width / PAGE, height / PAGE
    for number, shape in enumerate(shapes):
        owner[covered(shape.outlines, width, height, scale)] = number
    owner[_edges(owner)] = -1
    order = np.argsort(owner, axis=None, kind="stable")
    starts = np.searchsorted(owner.ravel()[order], np.arange(len(shapes) + 1))
    colours = small.reshape(-1, 3)[order].astype(np.float64)
    result = []
    for number, shape in enumerate(shapes):
        seen = slice(int(starts[number]), int(starts[number + 1]))
        places = order[seen]
        x, y = (places % width + 0.5) / scale[0], (places // width + 0.5) / scale[1]
        paint = _fitted_gradient(x, y, colours[seen], strict)
        result.append(shape if paint is None else replace(shape, paint=paint))
    return result


def _edges(owner: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Pixels beside another shape's: they have some of its colour."""
    edges = np.zeros(owner.shape, np.bool_)
    for axis in (0, 1):
        steps = np.diff(owner, axis=axis) != 0
        before = [(0, 0), (0, 0)]
        after = [(0, 0), (0, 0)]
        before[axis], after[axis] = (1, 0), (0, 1)
        edges |= np.pad(steps, before) | np.pad(steps, after)
    return edges


def _fitted_gradient(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    colours: NDArray[np.float64],
    strict: Sequence[Rgb],
) -> Paint | None:
    if len(x) < _LEAST_PIXELS:
        return None
    middle = np.array([x.mean(), y.mean()])
    places = np.stack([x, y], axis=1) - middle
    apart = colours - colours.mean(axis=0)
    slopes = np.linalg.lstsq(places, apart, rcond=None)[0]
    total = float((apart**2).sum())
    rest = float(((apart - places @ slopes) ** 2).sum())
    if total <= 0 or rest > total * (1 - _LEAST_EXPLAINED):
        return None
    # The direction in which the colours change most together.
    direction = np.linalg.svd(slopes)[0][:, 0]
    along = places @ direction
    low, high = np.quantile(along, [0.01, 0.99])
    change = direction @ slopes
    first, last = (_rgb(colours.mean(axis=0) + change * at, strict) for at in (low, high))
    if first == last or float(np.abs(np.subtract(first, last)).max()) < _LEAST_RANGE:
        return None
    start, end = middle + direction * low, middle + direction * high
    return Gradient((float(start[0]), float(start[1])), (float(end[0]), float(end[1])), first, last)


def _rgb(colour: NDArray[np.float64], strict: Sequence[Rgb]) -> Rgb:
    if strict:
        apart = ((np.array(strict, np.float64) - colour) ** 2).sum(axis=1)
        return strict[int(apart.argmin())]
    red, green, blue = (round(min(max(float(value), 0.0), float(OPAQUE))) for value in colour)
    return red, green, blue
