# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pattern is drawn on, a canvas, and what it comes to, a surface not yet coloured or lit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .noise import Field, displaced, fbm, smoothstep


@dataclass(frozen=True)
class Canvas:
    """A picture to be covered; lengths are fractions of its shorter side unless said otherwise."""

    width: int
    height: int
    rng: np.random.Generator

    @property
    def short(self) -> int:
        """The shorter side in pixels."""
        return min(self.width, self.height)

    def cells(
        self, per_side: float, *, aspect: float = 1.0, even_rows: bool = False
    ) -> tuple[int, int]:
        """Columns and rows of a grid with `per_side` rows on the shorter side.

        `aspect` is a cell's width over its height. Whole cells fit, so they are square only nearly.
        """
        step = 2 if even_rows else 1
        rows = max(step, step * round(per_side * self.height / self.short / step))
        columns = max(1, round(rows * self.width / self.height / aspect))
        return columns, rows

    def grid(self, nx: int, ny: int) -> tuple[Field, Field]:
        """Pixel centres in cells of an nx by ny grid: (1, width) and (height, 1)."""
        u = (np.arange(self.width) + 0.5) * (nx / self.width)
        v = (np.arange(self.height) + 0.5) * (ny / self.height)
        return u.astype(np.float32)[None, :], v.astype(np.float32)[:, None]

    def noise(
        self,
        per_side: float,
        octaves: int = 5,
        *,
        gain: float = 0.5,
        ridged: bool = False,
        stretch: float = 1.0,
    ) -> Field:
        """Fractal noise, roughly -1..1, from `per_side` cells per side on; stretched sideways."""
        cells = self.cells(per_side, aspect=stretch)
        return fbm(
            self.rng,
            self.width,
            self.height,
            cells=cells,
            octaves=octaves,
            gain=gain,
            ridged=ridged,
        )

    def displaced(self, field: Field, dx: Field | float, dy: Field | float) -> Field:
        """`field` looked up dx and dy further right and down."""
        scale = np.float32(self.short)
        return displaced(
            field, np.asarray(dx * scale, np.float32), np.asarray(dy * scale, np.float32)
        )

    def random(self, count: int) -> Field:
        """(count,) numbers in 0..1, such as one per cell."""
        return self.rng.random(count, dtype=np.float32)

    def between(self, low: float, high: float) -> float:
        """One number in low..high."""
        return low + (high - low) * float(self.rng.random())

    def edge(self, distance: Field, threshold: float = 0.0, *, width: float = 0.0) -> Field:
        """0 where `distance` is below the threshold and 1 above, `width` or two pixels soft."""
        half = max(width, 2.0 / self.short) / 2.0
        return smoothstep(threshold - half, threshold + half, distance)


@dataclass(frozen=True)
class Surface:
    """A pattern's description of each pixel; every field is (height, width)."""

    tone: Field
    """Where on the material's colours, dark to light; any range, it is stretched later."""
    relief: Field
    """Height in fractions of the picture's shorter side."""
    cover: Field
    """1 where the material is, 0 where the ground shows."""
    detail: Field | float = 0.0
    """Stains, veins and fibre within the material's parts, roughly -1..1 and added to the tone."""
    gloss: float = 0.0
    """Strength of the highlight, 0..1."""
    spread: float = 0.75
    """How evenly the tones are spread over the colours, 0 (as they are) to 1 (all alike often)."""


@dataclass(frozen=True)
class Blocks:
    """A wall of equal blocks in rows, as bricks, planks or tiles."""

    u: Field
    """(height, width) place within the block, -0.5..0.5 sideways."""
    v: Field
    """(height, width) place within the block, -0.5..0.5 downwards."""
    inset: Field
    """(height, width) distance to the block's edge, no more than `rounding`."""
    index: NDArray[np.int32]
    """(height, width) the block's number, 0 .. nx * ny - 1."""


def blocks(
    canvas: Canvas, nx: int, ny: int, *, shift: Field, rounding: float, wobble: Field | float = 0.0
) -> Blocks:
    """nx by ny blocks, row j moved right by shift[j] (ny,) of a block, corners of that rounding."""
    x, y = canvas.grid(nx, ny)
    cell_w, cell_h = canvas.width / nx / canvas.short, canvas.height / ny / canvas.short
    y = np.asarray(y + wobble * np.float32(1.0 / cell_h), np.float32)
    row = np.floor(y)
    rows = row.astype(np.int32) % ny
    x = x - shift[rows] + wobble * np.float32(1.0 / cell_w)
    column = np.floor(x)
    u, v = x - column - np.float32(0.5), y - row - np.float32(0.5)
    du = np.maximum(rounding - (0.5 - np.abs(u)) * cell_w, 0.0)
    dv = np.maximum(rounding - (0.5 - np.abs(v)) * cell_h, 0.0)
    inset = np.float32(rounding) - np.sqrt(du * du + dv * dv)
    index = rows * nx + column.astype(np.int32) % nx
    return Blocks(u, np.broadcast_to(v, u.shape), inset, index)
