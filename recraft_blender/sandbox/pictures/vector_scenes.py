# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vector drawings that fill the page: a landscape, a pattern, or abstract forms."""

from __future__ import annotations

import numpy as np

from .palette import Rgb
from .recraft_svg import Outline, Shape
from .vector_board import Board, placed, placed_motif
from .vector_inks import mixed
from .vector_motifs import motif
from .vector_outlines import blob, ellipse, hills, polygon_outline, ring, smooth, turned


def landscape(board: Board) -> list[Shape]:
    """Layers of land under a sky with a sun or moon, dark in front, pale behind."""
    inks, rng = board.inks, board.rng
    width, height = board.width, board.height
    top = mixed(inks.ground, inks.main, 0.12)
    low = mixed(inks.ground, inks.accent, 0.45)
    sky = polygon_outline([(0, 0), (width, 0), (width, height), (0, height)])
    shapes = [Shape((sky,), board.shaded(top, low, top=0.0, bottom=height))]
    x, y, size = width * board.chance(0.22, 0.78), height * 0.3, board.chance(0.08, 0.13)
    shapes.append(Shape((ellipse(x, y, size * 1.5),), mixed(inks.ground, inks.accent, 0.3)))
    shapes.append(Shape((ellipse(x, y, size),), mixed(inks.accent, inks.ground, 0.15)))
    for _ in range(3):
        at = width * board.chance(0.05, 0.95), height * board.chance(0.1, 0.3)
        cloud = placed(motif("cloud")[0][0], *at, board.chance(0.06, 0.12), 0.0)
        shapes.append(Shape(cloud, mixed(inks.ground, inks.light, 0.4)))
    peaks = rng.random() < 0.6
    layers = 5
    for number in range(layers):
        share = (number + 1) / layers
        base = height * (0.42 + 0.11 * number)
        colour = mixed(low, inks.main, min(1.0, share * 1.25))
        colour = mixed(colour, inks.dark, max(0.0, share - 0.45) * 1.3)
        lit = mixed(colour, low, 0.35)
        land = _peaks(board, base) if peaks and number < 2 else _hills(board, base, number)
        shapes.append(Shape((land,), board.shaded(lit, colour, top=base - 0.1, bottom=base + 0.3)))
        if number >= 2:
            shapes += _trees(board, base, number, mixed(colour, inks.dark, 0.35))
    return shapes


def _peaks(board: Board, base: float) -> Outline:
    count = max(3, round(board.width * 4))
    x = np.linspace(-0.1, board.width + 0.1, 2 * count + 1)
    x[1:-1] += board.rng.uniform(-0.03, 0.03, 2 * count - 1)
    y = base - np.where(
        np.arange(2 * count + 1) % 2 == 1, board.rng.uniform(0.1, 0.26, len(x)), 0.0
    )
    line = np.clip(np.stack([x, y], axis=1), 0.0, (board.width, board.height))
    corners = np.array([(board.width, board.height), (0.0, board.height)])
    return polygon_outline(np.concatenate([line, corners]))


def _hills(board: Board, base: float, number: int) -> Outline:
    count = max(4, round(board.width * 4))
    heights = base + board.rng.uniform(-0.05, 0.05, count) + 0.02 * (number % 2)
    return hills(heights, 0.0, board.width, board.height)


def _trees(board: Board, base: float, number: int, colour: Rgb) -> list[Shape]:
    shapes = []
    for _ in range(int(board.rng.integers(3, 7))):
        size = board.chance(0.03, 0.05) * (0.6 + number * 0.35)
        x = board.chance(size, max(size, board.width - size))
        form = polygon_outline([(0, -1), (0.42, 0.1), (-0.42, 0.1)])
        upper = polygon_outline([(0, -1.35), (0.3, -0.45), (-0.3, -0.45)])
        trunk = polygon_outline([(-0.07, 0.1), (0.07, 0.1), (0.07, 0.5), (-0.07, 0.5)])
        shapes.append(Shape(placed((form, upper, trunk), x, base + 0.06, size, 0.0), colour))
    return shapes


def pattern(board: Board) -> list[Shape]:
    """A grid of tiles with quarter circles, leaves, rings, triangles or the motif."""
    across = max(3, round(board.width * 4))
    down = max(3, round(board.height * 4))
    step_x, step_y = board.width / across, board.height / down
    colours = (*board.inks.tones, board.inks.accent)
    shapes = []
    for row in range(down):
        for column in range(across):
            ground = colours[int(board.rng.integers(0, len(colours)))]
            others = [colour for colour in colours if colour != ground] or [board.inks.ground]
            fore = others[int(board.rng.integers(0, len(others)))]
            tile = polygon_outline([(-1, -1), (1, -1), (1, 1), (-1, 1)])
            kind = int(board.rng.integers(0, 6))
            form = _TILES[kind] if kind < len(_TILES) else ()
            quarter = int(board.rng.integers(0, 4)) * np.pi / 2
            x, y = (column + 0.5) * step_x, (row + 0.5) * step_y
            matrix = np.diag([step_x / 2, step_y / 2])
            if board.rng.random() < 0.72:
                shapes.append(Shape((tile.transformed(matrix, (x, y)),), ground))
            else:
                fore = board.inks.main
            if not form:
                shapes += placed_motif(board, x, y, min(step_x, step_y) * 0.36)
                continue
            outlines = tuple(turned(o, quarter).transformed(matrix, (x, y)) for o in form)
            shapes.append(Shape(outlines, fore))
    return shapes


def _quarter(radius: float) -> Outline:
    """A quarter of a disc in a tile's corner."""
    k = 0.5523 * radius
    arc = np.array([(-1 + radius, -1 + k), (-1 + k, -1 + radius), (-1, -1 + radius)])
    return Outline(
        np.array([-1.0, -1.0]),
        (np.array([(-1 + radius, -1.0)]), arc, np.array([(-1.0, -1.0)])),
    )


_TILES: tuple[tuple[Outline, ...], ...] = (
    (_quarter(2.0),),
    ring(0, 0, 0.82, 0.4),
    (_quarter(1.0), turned(_quarter(1.0), np.pi)),
    (polygon_outline([(-1, -1), (1, -1), (-1, 1)]),),
    tuple(ellipse(x, y, 0.3) for x in (-0.5, 0.5) for y in (-0.5, 0.5)),
)


def abstract(board: Board) -> list[Shape]:
    """Large soft forms, arcs and dots, loosely balanced."""
    inks, width, height = board.inks, board.width, board.height
    colours = (*inks.tones, inks.accent, inks.main)
    shapes = []
    for number in range(5):
        colour = colours[number % len(colours)]
        x, y = width * board.chance(0.1, 0.9), height * board.chance(0.1, 0.9)
        form = blob(board.rng, x, y, board.chance(0.2, 0.36))
        paint = board.shaded(colour, mixed(colour, inks.ground, 0.3), top=y - 0.3, bottom=y + 0.3)
        shapes.append(Shape((form,), paint))
    for number in range(3):
        x, y = width * board.chance(0.15, 0.85), height * board.chance(0.15, 0.85)
        size = board.chance(0.08, 0.18)
        colour = colours[(number + 2) % len(colours)]
        shapes.append(Shape(ring(x, y, size, size * board.chance(0.55, 0.8)), colour))
    x, y = width * board.chance(0.2, 0.7), height * board.chance(0.2, 0.7)
    dots = tuple(ellipse(x + i * 0.045, y + j * 0.045, 0.009) for i in range(6) for j in range(5))
    shapes.append(Shape(dots, inks.dark))
    x, y = width * board.chance(0.2, 0.8), height * board.chance(0.2, 0.8)
    wave = [(x - 0.3 + 0.1 * i, y + 0.04 * (-1) ** i) for i in range(7)]
    back = [(px, py + 0.022) for px, py in reversed(wave)]
    shapes.append(Shape((smooth([*wave, *back]),), inks.dark))
    return shapes
