# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of made things: masonry, floors, cloth, metal and print."""

from __future__ import annotations

import numpy as np

from .cellular import cellular
from .noise import Field, smoothstep, wave
from .surface import Canvas, Surface, blocks


def bricks(canvas: Canvas) -> Surface:
    """Running bond with mortar joints and worn edges."""
    nx, ny = canvas.cells(canvas.between(9, 14), aspect=2.5, even_rows=True)
    shift = np.where(np.arange(ny) % 2, 0.5, 0.0) + (canvas.random(ny) - 0.5) * 0.08
    rough, stain = canvas.noise(40, 4), canvas.noise(3, 6)
    wall = blocks(
        canvas, nx, ny, shift=shift.astype(np.float32), rounding=0.016, wobble=rough * 0.0012
    )
    cover = canvas.edge(wall.inset + rough * 0.0015, 0.005, width=0.003)
    body = smoothstep(0.003, 0.015, wall.inset)
    pores = canvas.noise(110, 2)
    detail = stain * 0.7 + rough * 0.6 + pores * 0.5
    relief = body * (0.005 + rough * 0.0016) + pores * 0.0006
    return Surface(canvas.random(nx * ny)[wall.index], relief, cover, detail)


def tiles(canvas: Canvas) -> Surface:
    """Glazed square tiles, each of its own tint."""
    nx, ny = canvas.cells(canvas.between(5, 9))
    floor = blocks(canvas, nx, ny, shift=np.zeros(ny, np.float32), rounding=0.012)
    cover = canvas.edge(floor.inset, 0.004)
    glaze = canvas.noise(6, 5)
    detail = glaze * 0.4 + (floor.u + floor.v) * 0.2
    tone = canvas.random(nx * ny)[floor.index]
    relief = smoothstep(0.002, 0.012, floor.inset) * 0.006 + glaze * 0.0012
    return Surface(tone, relief, cover, detail, gloss=0.35, spread=0.7)


def mosaic(canvas: Canvas) -> Surface:
    """Small irregular stones in rough bands of colour."""
    nx, ny = canvas.cells(canvas.between(18, 26))
    bend = canvas.noise(3, 2)
    x, y = canvas.grid(nx, ny)
    cells = cellular(canvas.rng, x + bend, y + bend * 0.7, nx, ny, jitter=0.45)
    cover = canvas.edge(cells.border / ny, 0.07 / ny)
    tone = wave(bend * 1.2) * 0.6 + canvas.random(nx * ny)[cells.index] * 0.9
    relief = smoothstep(0.04, 0.2, cells.border) * 0.006 + canvas.noise(30, 3) * 0.0008
    return Surface(tone, relief, cover, gloss=0.2, spread=0.6)


def checker(canvas: Canvas) -> Surface:
    """A polished board of two fields, the ground and the material."""
    nx, ny = canvas.cells(2 * round(canvas.between(3, 5)), even_rows=True)
    nx += nx % 2
    board = blocks(canvas, nx, ny, shift=np.zeros(ny, np.float32), rounding=0.006)
    vein = canvas.noise(4, 6)
    light = ((board.index // nx + board.index % nx) % 2).astype(np.float32)
    tone = canvas.random(nx * ny)[board.index] * 0.8
    relief = smoothstep(0.0, 0.005, board.inset) * 0.003 + vein * 0.0006
    return Surface(tone, relief, light, vein, gloss=0.25)


def plaid(canvas: Canvas) -> Surface:
    """Tartan: one sequence of bands both ways, mixed by a twill weave."""
    repeats = round(canvas.between(2, 4))
    columns, rows = canvas.cells(repeats)
    across, down = canvas.grid(columns, rows)
    edges = np.cumsum(canvas.random(7) + 0.25)
    edges = (edges / edges[-1]).astype(np.float32)
    values, present = canvas.random(7), (np.arange(7) % 3 > 0).astype(np.float32)
    warp, weft = (np.searchsorted(edges, t - np.floor(t)).clip(0, 6) for t in (across, down))
    threads = min(36, canvas.short // (16 * repeats)) * 4
    u, v = canvas.grid(columns * threads, rows * threads)
    over = canvas.edge(wave((u + v) * 0.25), width=0.6)
    tone = values[warp] * over + values[weft] * (1 - over)
    cover = present[warp] * over + present[weft] * (1 - over)
    thread = np.abs(wave(u * 0.5)) * over + np.abs(wave(v * 0.5)) * (1 - over)
    return Surface(tone, thread * 0.0016, cover, canvas.noise(50, 2) * 0.12, spread=0.5)


def fabric(canvas: Canvas) -> Surface:
    """Plain weave with threads of uneven thickness."""
    nx, ny = canvas.cells(2 * round(canvas.between(16, 26)), even_rows=True)
    nx += nx % 2
    u, v = canvas.grid(nx, ny)
    sway = canvas.noise(8, 3) * 0.35
    u, v = u + sway, v - sway
    column, row = np.floor(u), np.floor(v)
    fu, fv = u - column - np.float32(0.5), v - row - np.float32(0.5)
    upright = ((column + row) % 2).astype(np.float32)
    # The upper thread bulges along its run and falls off to its sides.
    along, side = fv * upright + fu * (1 - upright), fu * upright + fv * (1 - upright)
    bulge = (1 - 3.7 * side * side) * (1 - 1.3 * along * along)
    fibre = canvas.noise(120, 2, stretch=0.2) * upright + canvas.noise(120, 2, stretch=5) * (
        1 - upright
    )
    threads = canvas.random(nx)[column.astype(np.int32) % nx] * upright
    threads = threads + canvas.random(ny)[row.astype(np.int32) % ny] * (1 - upright)
    tone = threads * 0.7 - upright * 0.15
    detail = bulge * 0.6 + fibre * 0.5 + canvas.noise(2, 3) * 0.3
    cover = smoothstep(0.05, 0.4, bulge)
    return Surface(tone, bulge * (0.26 / ny) + fibre * 0.0006, cover, detail)


def stripes(canvas: Canvas) -> Surface:
    """Slanted or upright bands, every other one the ground."""
    count = 2 * round(canvas.between(4, 7))
    # Whole repeats both ways, so that a slanted band meets itself and not its neighbour.
    nx, ny = (count * round(side / canvas.short) for side in (canvas.width, canvas.height))
    u, v = canvas.grid(nx, ny)
    slant = (0, 1, -1)[int(canvas.rng.integers(3))]
    t = u + v * slant + canvas.noise(3, 2) * 0.06
    band = np.floor(t)
    distance = (0.5 - np.abs(t - band - np.float32(0.5))) * (1.0 / ny)
    cover = 0.5 + (band % 2 - 0.5) * smoothstep(0.0, 1.5 / canvas.short, distance)
    fibre = canvas.noise(60, 3)
    tone = canvas.random(count)[band.astype(np.int32) % count]
    relief = smoothstep(0.0, 0.012, distance) * 0.003 * cover + fibre * 0.0008
    return Surface(tone, relief, cover, fibre * 0.12)


def dots(canvas: Canvas) -> Surface:
    """Polka dots in offset rows, a little raised."""
    nx, ny = canvas.cells(2 * round(canvas.between(3, 6)), even_rows=True)
    shift = np.where(np.arange(ny) % 2, 0.5, 0.0).astype(np.float32)
    grid = blocks(canvas, nx, ny, shift=shift, rounding=0.01)
    radius = canvas.between(0.3, 0.38)
    distance = np.float32(radius) - np.sqrt(grid.u * grid.u + grid.v * grid.v)
    cover = canvas.edge(distance * (1.0 / ny))
    cloth = canvas.noise(70, 3)
    tone = canvas.random(nx * ny)[grid.index]
    detail = cloth * 0.15 + canvas.noise(2, 3) * 0.2
    relief = smoothstep(0.0, 0.12, distance) * 0.005 + cloth * 0.0007
    return Surface(tone, relief, cover, detail, gloss=0.1)


def hexagons(canvas: Canvas) -> Surface:
    """Honeycomb plates with bevelled edges."""
    nx, ny = canvas.cells(canvas.between(4, 7), aspect=1 / 3**0.5)
    u, v = canvas.grid(nx, ny)
    place, plate = [], []
    for offset in (0.0, 0.5):
        column, row = np.floor(u - offset + 0.5), np.floor(v - offset + 0.5)
        place.append((u - offset - column, (v - offset - row) * np.float32(3**0.5)))
        plate.append((row.astype(np.int32) % ny) * nx + column.astype(np.int32) % nx)
    nearness = [x * x + y * y for x, y in place]
    first = nearness[0] <= nearness[1]
    x, y = (np.abs(np.where(first, a, b)) for a, b in zip(*place, strict=True))
    border = (0.5 - np.maximum(x, x * 0.5 + y * np.float32(0.75**0.5))) * (1.0 / nx)
    border = border * np.float32(canvas.width / canvas.short)
    index = np.where(first, plate[0], plate[1] + nx * ny)
    wear = canvas.noise(5, 6)
    cover = canvas.edge(border, 0.005)
    tone = canvas.random(2 * nx * ny)[index]
    relief = smoothstep(0.0, 0.018, border) * 0.008 + wear * 0.001
    return Surface(tone, relief, cover, wear * 0.5, gloss=0.2)


def brushed_metal(canvas: Canvas) -> Surface:
    """Brushed sheets with seams and a few deep scratches."""
    nx, ny = canvas.cells(round(canvas.between(2, 3)), aspect=1.5)
    sheets = blocks(canvas, nx, ny, shift=canvas.random(ny), rounding=0.008)
    brush = canvas.noise(90, 3, stretch=40, gain=0.7)
    wear = canvas.noise(3, 5)
    scratch = _scratches(canvas)
    cover = canvas.edge(sheets.inset, 0.003) * (1 - scratch * 0.5)
    tone = brush * 0.8 + wear * 0.5 + canvas.random(nx * ny)[sheets.index] * 0.35 + scratch
    relief = smoothstep(0.0, 0.008, sheets.inset) * 0.005 + brush * 0.0006 - scratch * 0.001
    return Surface(tone, relief, cover, gloss=0.45, spread=0.4)


def _scratches(canvas: Canvas) -> Field:
    """0..1, thin curved lines that come and go."""
    line = canvas.displaced(canvas.noise(7, 1, stretch=3), 0.0, canvas.noise(2, 1) * 0.2)
    thin = 1 - smoothstep(0.0, 0.02, np.abs(line))
    return thin * smoothstep(0.1, 0.35, canvas.noise(6, 3))
