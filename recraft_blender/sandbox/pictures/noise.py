# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Periodic noise: every field here meets itself at the picture's opposite edges.

Only sums, products, square roots and floors are used, so that the same seed gives the same bits
on every machine; sine and friends may differ in the last place between processors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Field: TypeAlias = NDArray[np.float32]
"""A value per pixel, float32, shape (height, width) or broadcastable to it, top row first."""

# Rows worked on at once: the temporaries of a band stay in the processor's cache.
BAND_ROWS = 64
# A gradient noise cell narrower than this would alias.
SMALLEST_CELL_PX = 2.0


def bands(height: int) -> Iterator[slice]:
    """Slices that cover `height` rows, a cacheful at a time."""
    for start in range(0, height, BAND_ROWS):
        yield slice(start, min(start + BAND_ROWS, height))


def fade(t: Field) -> Field:
    """Quintic ease of values in 0..1: zero slope and curvature at both ends."""
    return t * t * t * (t * (t * 6.0 - 15.0) + 10.0)


def smoothstep(low: float, high: float, field: Field) -> Field:
    """0 below `low`, 1 above `high`, a smooth S between them."""
    t = np.clip((field - low) * (1.0 / (high - low)), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def wave(turns: Field) -> Field:
    """A sine of `turns` full turns (1.0 is one period), exact to 0.001, in -1..1."""
    x = turns - np.floor(turns) - np.float32(0.5)
    y = x * (16.0 * np.abs(x) - 8.0)
    sine: Field = y * (0.775 + 0.225 * np.abs(y))
    return sine


def normalized(field: Field) -> Field:
    """`field` stretched to exactly 0..1; a constant field becomes 0."""
    low, high = float(field.min()), float(field.max())
    return (field - low) * (1.0 / max(high - low, 1e-9))


def _lattice(size: int, cells: int) -> tuple[NDArray[np.intp], NDArray[np.intp], Field]:
    """Left node, right node and position between them for each of `size` pixel centres."""
    position = (np.arange(size) + 0.5) * (cells / size)
    left = np.floor(position).astype(np.intp)
    return left % cells, (left + 1) % cells, (position - left).astype(np.float32)


def gradient_noise(rng: np.random.Generator, width: int, height: int, nx: int, ny: int) -> Field:
    """Perlin noise of nx by ny cells, (height, width), roughly -1..1, periodic.

    The sum over a cell's four corners is split into a part per lattice row, which is computed once
    for all pixels between two lattice rows, and a blend of rows: few passes over the picture.
    """
    nx = max(1, min(nx, int(width / SMALLEST_CELL_PX)))
    ny = max(1, min(ny, int(height / SMALLEST_CELL_PX)))
    slope = rng.random((2, ny, nx), dtype=np.float32) * 2.0 - 1.0
    slope *= 1.45 / np.sqrt(slope[0] * slope[0] + slope[1] * slope[1] + 1e-6)
    left, right, f = _lattice(width, nx)
    s = fade(f)
    along = slope[0][:, left] * (f * (1 - s)) + slope[0][:, right] * ((f - 1) * s)
    across = slope[1][:, left] * (1 - s) + slope[1][:, right] * s
    upper, lower, g = _lattice(height, ny)
    g = g[:, None]
    t = fade(g)
    out = np.empty((height, width), np.float32)
    for rows in bands(height):
        up, low, gr, tr = upper[rows], lower[rows], g[rows], t[rows]
        band = (along[up] + across[up] * gr) * (1 - tr)
        band += (along[low] + across[low] * (gr - 1)) * tr
        out[rows] = band
    return out


def fbm(
    rng: np.random.Generator,
    width: int,
    height: int,
    *,
    cells: tuple[int, int],
    octaves: int = 5,
    gain: float = 0.5,
    ridged: bool = False,
) -> Field:
    """Fractal sum of gradient noise from `cells` = (nx, ny) upwards, doubling each octave.

    Roughly -1..1; `ridged` folds every octave into sharp crests instead. Octaves finer than the
    pixels are left out.
    """
    nx, ny = cells
    out = np.zeros((height, width), np.float32)
    amplitude, total = 1.0, 0.0
    for octave in range(octaves):
        if octave and max(nx * SMALLEST_CELL_PX / width, ny * SMALLEST_CELL_PX / height) > 1:
            break
        layer = gradient_noise(rng, width, height, nx, ny)
        out += (1.0 - 2.0 * np.abs(layer)) * amplitude if ridged else layer * amplitude
        total += amplitude
        amplitude, nx, ny = amplitude * gain, nx * 2, ny * 2
    return out * (1.0 / total)


def grain(rng: np.random.Generator, width: int, height: int) -> Field:
    """Independent noise per pixel in -1..1, denser around 0."""
    steps = rng.integers(0, 256, (2, height, width), dtype=np.uint8)
    centred: Field = (steps[0].astype(np.float32) + steps[1] - 255.0) * (1.0 / 255.0)
    return centred


def displaced(field: Field, dx: Field, dy: Field) -> Field:
    """`field` looked up dx, dy pixels further right and down, bilinear and wrapping round."""
    height, width = field.shape
    flat = field.ravel()
    columns = np.arange(width, dtype=np.float32)
    out = np.empty_like(field)
    dx, dy = np.broadcast_to(dx, field.shape), np.broadcast_to(dy, field.shape)
    for rows in bands(height):
        x = dx[rows] + columns
        y = dy[rows] + np.arange(rows.start, rows.stop, dtype=np.float32)[:, None]
        left, top = np.floor(x), np.floor(y)
        x0, y0 = left.astype(np.int32) % width, top.astype(np.int32) % height
        x1, y1 = (x0 + 1) % width, (y0 + 1) % height * width
        y0 *= width
        x -= left
        y -= top
        upper = flat[y0 + x0] * (1 - x) + flat[y0 + x1] * x
        lower = flat[y1 + x0] * (1 - x) + flat[y1 + x1] * x
        out[rows] = upper * (1 - y) + lower * y
    return out
