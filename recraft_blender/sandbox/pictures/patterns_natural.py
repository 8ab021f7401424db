# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Patterns of grown, weathered and flowing things: wood, stone, plants, sky, water and fire."""

from __future__ import annotations

import numpy as np

from .cellular import Cells, cellular
from .noise import Field, grain, smoothstep, wave
from .surface import Canvas, Surface, blocks


def _cells(canvas: Canvas, per_side: float, *, bend: Field | float, jitter: float = 0.85) -> Cells:
    """Cells of that many per side, their borders bent by `bend` cells."""
    nx, ny = canvas.cells(per_side)
    u, v = canvas.grid(nx, ny)
    return cellular(canvas.rng, u + bend, v + bend, nx, ny, jitter=jitter)


def _value(canvas: Canvas, cells: Cells) -> Field:
    """A random number in 0..1 per cell."""
    return canvas.random(int(cells.index.max()) + 1)[cells.index]


def wood(canvas: Canvas) -> Surface:
    """Planks with growth rings, knots and fine fibre along their length."""
    nx, ny = canvas.cells(canvas.between(3, 6), aspect=6)
    planks = blocks(canvas, nx, ny, shift=canvas.random(ny), rounding=0.006)
    flow = canvas.noise(3, 3, stretch=4)
    x_shift, y_shift, tint = (canvas.random(nx * ny)[planks.index] for _ in range(3))
    flow = canvas.displaced(flow, x_shift, y_shift)
    heart = (y_shift - 0.5) * 1.2
    rings = np.sqrt((planks.v - heart) ** 2 + (planks.u * 0.25) ** 2 + 0.01) * 7.0
    ring = rings + flow * canvas.between(1.2, 2.2) + x_shift * 7
    late = ring - np.floor(ring)
    late = late * late * smoothstep(0.0, 0.12, 1.0 - late)
    fibre = canvas.noise(110, 3, stretch=24, gain=0.7)
    tone = tint * 0.9 - late * 0.9 + flow * 0.3
    cover = canvas.edge(planks.inset, 0.0022)
    relief = smoothstep(0.0, 0.006, planks.inset) * 0.004 + fibre * 0.0006 - late * 0.0006
    return Surface(tone, relief, cover, fibre * 0.45, gloss=0.08)


def bark(canvas: Canvas) -> Surface:
    """Deep upright furrows."""
    sway = canvas.noise(4, 3)
    furrow = canvas.displaced(canvas.noise(4, 5, ridged=True, stretch=0.3), sway * 0.06, 0.0)
    plate = canvas.noise(24, 4)
    height = furrow + plate * 0.25
    cover = smoothstep(-0.12, 0.12, height)
    return Surface(height + canvas.noise(3, 3) * 0.4, height * 0.02, cover)


def cobble(canvas: Canvas) -> Surface:
    """Rounded stones bedded in a ground."""
    rough = canvas.noise(14, 5)
    cells = _cells(canvas, canvas.between(6, 10), bend=rough * 0.12)
    scale = 1.0 / canvas.cells(8)[1] * canvas.height / canvas.short
    # Corners are far from the centre: taking that away from the border rounds them off.
    inset = cells.border - np.maximum(cells.centre - 0.35, 0.0) * 0.3
    cover = smoothstep(0.01, 0.06, inset)
    dome = smoothstep(-0.02, 0.24, inset) * (1 - cells.centre * cells.centre * 0.5)
    detail = rough * 0.6 + canvas.noise(3, 2) * 0.3 + dome * 0.3
    relief = (dome * 0.15 + rough * 0.03) * scale
    relief = relief * cover + canvas.noise(90, 2) * 0.0012
    return Surface(_value(canvas, cells) * 1.1, relief, cover, detail)


def cracked(canvas: Canvas) -> Surface:
    """Flat plates of dried earth, curled at the cracks."""
    rough = canvas.noise(10, 6)
    cells = _cells(canvas, canvas.between(4, 7), bend=rough * 0.22, jitter=0.95)
    border = cells.border + rough * 0.02
    cover = smoothstep(0.012, 0.045, border)
    curl = smoothstep(0.0, 0.09, border) + (1 - smoothstep(0.05, 0.5, border)) * 0.35
    grit = canvas.noise(60, 3)
    relief = curl * 0.008 + rough * 0.003 + grit * 0.001
    return Surface(_value(canvas, cells) * 0.6, relief, cover, rough * 0.8 + grit * 0.3)


def marble(canvas: Canvas) -> Surface:
    """Clouded stone with thin branching veins."""
    bend_x, bend_y = canvas.noise(2, 4), canvas.noise(2, 4)
    body = canvas.displaced(canvas.noise(2, 6), bend_x * 0.25, bend_y * 0.25)
    line = canvas.displaced(canvas.noise(2, 3, gain=0.35), bend_y * 0.35, bend_x * 0.35)
    fine = canvas.displaced(canvas.noise(5, 3), bend_x * 0.2, bend_y * 0.2)
    swell = smoothstep(-0.5, 0.6, body)
    vein = (1 - smoothstep(0.0, 0.08, np.abs(line))) * (0.25 + 0.75 * swell)
    vein = np.maximum(vein, (1 - smoothstep(0.0, 0.04, np.abs(fine))) * 0.5 * (1 - swell))
    tone = body + bend_x * 0.3 - vein * 0.4 + canvas.noise(24, 4) * 0.15
    return Surface(tone, body * 0.001, 1 - vein * vein * 0.95, gloss=0.3)


def terrazzo(canvas: Canvas) -> Surface:
    """Chips of stone of two sizes in a ground, polished."""
    wear, tone = canvas.noise(8, 4), np.zeros((canvas.height, canvas.width), np.float32)
    cover = tone.copy()
    for per_side, size in ((9.0, 0.16), (24.0, 0.2)):
        cells = _cells(canvas, per_side, bend=wear * 0.3, jitter=0.95)
        chip = canvas.edge((cells.border - size) / per_side) * (_value(canvas, cells) > 0.25)
        chip = chip * (1 - cover)
        tone += chip * _value(canvas, cells)
        cover += chip
    return Surface(tone, cover * 0.0012 + wear * 0.0005, cover, wear * 0.12, gloss=0.2, spread=0.6)


def plaster(canvas: Canvas) -> Surface:
    """Trowelled plaster or concrete with pits and stains."""
    broad = canvas.displaced(
        canvas.noise(3, 6), canvas.noise(2, 3) * 0.12, canvas.noise(2, 3) * 0.12
    )
    rough = canvas.noise(60, 3)
    pits = _cells(canvas, 30, bend=rough * 0.2)
    hole = (1 - smoothstep(0.08, 0.2, pits.centre)) * (_value(canvas, pits) > 0.8)
    damp = smoothstep(0.12, 0.42, canvas.noise(2, 6)) * 0.75
    relief = broad * 0.012 + rough * 0.0012 - hole * 0.004
    return Surface(broad + rough * 0.2, relief, np.minimum(1 - hole, 1 - damp))


def snow(canvas: Canvas) -> Surface:
    """Wind-packed snow: soft lumps, blue hollows and single crystals."""
    lump = canvas.displaced(canvas.noise(3, 4, gain=0.35), canvas.noise(2, 2) * 0.1, 0.0)
    crust = canvas.noise(50, 3)
    crystals = _cells(canvas, 110, bend=crust)
    spark = (1 - smoothstep(0.0, 0.3, crystals.centre)) * (_value(canvas, crystals) > 0.9)
    tone = lump + crust * 0.25 + spark * 0.8
    relief = lump * 0.028 + crust * 0.0009 + spark * 0.001
    return Surface(tone, relief, smoothstep(-0.75, 0.15, lump + crust * 0.2), gloss=0.15)


def leather(canvas: Canvas) -> Surface:
    """Pebbled hide with creases."""
    crease = canvas.noise(3, 5)
    cells = _cells(canvas, canvas.between(44, 60), bend=crease * 0.9, jitter=0.95)
    pebble = smoothstep(0.0, 0.2, cells.border) * (1 - cells.centre * cells.centre * 0.9)
    fold = 1 - smoothstep(0.0, 0.05, np.abs(crease))
    tone = crease * 0.8 + pebble * 0.35 + _value(canvas, cells) * 0.3 - fold * 0.25
    relief = pebble * 0.0034 + crease * 0.008 - fold * 0.004
    return Surface(tone, relief, smoothstep(-0.04, 0.07, cells.border), gloss=0.3)


def rust(canvas: Canvas) -> Surface:
    """Flaking rust eating into a sheet of metal."""
    bend = canvas.noise(5, 4)
    area = canvas.displaced(canvas.noise(3, 7, gain=0.55), bend * 0.06, bend * 0.06)
    brush = canvas.noise(80, 3, stretch=24, gain=0.7)
    flakes = canvas.noise(18, 6, gain=0.65)
    depth = area + flakes * 0.22
    cover = smoothstep(-0.12, 0.03, depth) * 0.92 + smoothstep(0.1, 0.5, flakes) * 0.08
    tone = flakes * 1.1 + bend * 0.5 - depth * 0.5
    relief = cover * (0.003 + flakes * 0.006) + (1 - cover) * brush * 0.0006
    return Surface(tone, relief, cover, gloss=0.12)


def clouds(canvas: Canvas) -> Surface:
    """Billowing clouds before a sky."""
    bend = canvas.noise(3, 4)
    billow = canvas.displaced(canvas.noise(2, 7, gain=0.52), bend * 0.14, canvas.noise(3, 3) * 0.1)
    cover = smoothstep(-0.3, 0.32, billow)
    # Thicker above than below: the under side of a cloud is darker.
    shade = billow - canvas.displaced(billow, 0.0, -0.05)
    return Surface(billow - shade * 0.9, billow * 0.004, cover, spread=0.4)


def water(canvas: Canvas) -> Surface:
    """Caustics: a bent net of light over deep and shallow places."""
    bend, swell = canvas.noise(4, 3), canvas.noise(2, 3)
    net = np.zeros((canvas.height, canvas.width), np.float32)
    for per_side, strength in ((5.0, 0.65), (9.0, 0.4)):
        cells = _cells(canvas, per_side, bend=bend * (0.09 * per_side), jitter=0.95)
        line = 1 - np.minimum(cells.border * 2.4, 1.0)
        net += line * line * line * line * strength
    ripple = canvas.noise(16, 4)
    cover = smoothstep(-0.5, 0.35, swell + net * 0.9)
    tone = net * 1.5 + swell * 0.6 + ripple * 0.16
    return Surface(tone, net * 0.006 + ripple * 0.0035, cover, gloss=0.3, spread=0.45)


def moss(canvas: Canvas) -> Surface:
    """Cushions of tiny leaves."""
    lump, rough = canvas.noise(5, 4), canvas.noise(40, 3)
    leaves = _cells(canvas, 60, bend=rough * 0.6, jitter=0.95)
    leaf = 1 - np.minimum(leaves.centre * 1.25, 1.0)
    tone = lump * 0.7 + leaf * 0.9 + _value(canvas, leaves) * 0.6 + canvas.noise(2, 2) * 0.4
    cover = smoothstep(-0.55, -0.15, lump + leaf * 0.55 - 0.25)
    return Surface(tone, lump * 0.03 + leaf * 0.009, cover)


def grass(canvas: Canvas) -> Surface:
    """Layers of blades leaning with the wind."""
    lean = canvas.noise(3, 3)
    tone = np.full((canvas.height, canvas.width), -1.0, np.float32)
    for layer in range(3):
        blades = canvas.noise(22, 2, stretch=0.14, gain=0.6)
        side = (lean + canvas.noise(6, 1) * 0.6) * (0.05 + 0.03 * layer)
        np.maximum(tone, canvas.displaced(blades, side, lean * 0.1) + layer * 0.12, out=tone)
    cover = smoothstep(-0.15, 0.25, tone)
    return Surface(tone * 0.9 + canvas.noise(3, 4) * 0.5, tone * 0.011, cover)


def dunes(canvas: Canvas) -> Surface:
    """Wind ripples that fork over slow dunes."""
    nx, ny = canvas.cells(round(canvas.between(11, 17)))
    u, v = canvas.grid(max(1, nx // 5), ny)
    swell, bend = canvas.noise(2, 3), canvas.noise(4, 3)
    t = v + u + bend * 0.9 + swell * 1.1
    t = t + wave(t) * 0.1  # steeper on the lee side
    ripple = wave(t) * (0.55 + swell * 0.6)
    sand = grain(canvas.rng, canvas.width, canvas.height)
    tone = ripple * 0.45 + swell * 0.7
    detail = sand * 0.28 + canvas.noise(70, 2) * 0.2
    cover = smoothstep(-0.75, -0.1, ripple + sand * 0.2)
    return Surface(tone, ripple * (0.1 / ny) + swell * 0.02 + sand * 0.0003, cover, detail)


def lava(canvas: Canvas) -> Surface:
    """Dark crust broken by glowing cracks, hotter towards them."""
    rough, heat = canvas.noise(6, 6), canvas.noise(2, 3)
    cells = _cells(canvas, canvas.between(4, 6), bend=rough * 0.4, jitter=0.95)
    border = cells.border - heat * 0.05 + rough * 0.03
    hot = 1 - smoothstep(0.02, 0.24, border)
    tone = hot * 0.75 + rough * 0.12 + _value(canvas, cells) * 0.08
    relief = smoothstep(0.0, 0.3, border) * 0.02 + rough * 0.012
    return Surface(tone, relief, smoothstep(0.0, 0.07, border), spread=0.0)


def scales(canvas: Canvas) -> Surface:
    """Overlapping rounded scales, each row over the one above it."""
    nx, ny = canvas.cells(canvas.between(10, 16), aspect=1.6, even_rows=True)
    u, v = canvas.grid(nx, ny)
    wear = canvas.noise(6, 5)
    depth = np.full(wear.shape, -1.0, np.float32)
    index = np.zeros(wear.shape, np.int32)
    for above in (0, 1, 2):
        row = np.floor(v) - above
        x = u - (row % 2) * np.float32(0.5)
        column = np.floor(x)
        # A scale hangs from its row: straight flanks above, a round end two rows further down.
        across = (x - column - np.float32(0.5)) * np.float32(1.06)
        down = np.maximum(v - row - np.float32(1.15), 0.0) * np.float32(0.62)
        inside = 0.28 - across * across - down * down
        covers = inside > 0
        depth = np.where(covers, inside, depth)
        number = (row.astype(np.int32) % ny) * nx + column.astype(np.int32) % nx
        index = np.where(covers, number, index)
    rim = smoothstep(0.0, 0.07, depth)
    tone = canvas.random(nx * ny)[index] * 0.7
    relief = rim * 0.003 + depth * 0.05 + wear * 0.0008
    return Surface(tone, relief, rim, depth * 2.4 + wear * 0.4, gloss=0.3)
