# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Vector drawings of one thing: an icon or a badge."""

from __future__ import annotations

import numpy as np

from .recraft_svg import Outline, Shape
from .vector_board import Board, placed, placed_motif
from .vector_inks import mixed
from .vector_outlines import blob, ellipse, polygon_outline, ring, smooth, star_points

_STANDING = ("house", "tree", "cup", "mushroom", "mountain")


def icon(board: Board) -> list[Shape]:
    """One thing in the middle on a soft backdrop, with a few sparks."""
    x, y, ground = board.width / 2, board.height / 2, board.inks.ground
    backdrop = mixed(ground, board.inks.accent, 0.22)
    form = blob(board.rng, x, y, 0.4, 0.12) if board.rng.random() < 0.5 else ellipse(x, y, 0.4)
    shapes = [Shape((form,), board.shaded(backdrop, mixed(backdrop, ground, 0.5), top=0, bottom=1))]
    shapes += _sparks(board, x, y, 5)
    turn = board.chance(-0.12, 0.12)
    if board.motif in _STANDING:
        turn = 0.0
        shade = mixed(backdrop, board.inks.dark, 0.35)
        shapes.append(Shape((ellipse(x, y + 0.27, 0.3, 0.035),), shade))
    return shapes + placed_motif(board, x, y, 0.29, turn=turn)


def _sparks(board: Board, x: float, y: float, count: int) -> list[Shape]:
    shapes = []
    first = board.chance(0, 6.28)
    for number in range(count):
        angle = first + number * 6.28 / count + board.chance(-0.3, 0.3)
        reach, size = board.chance(0.4, 0.46), board.chance(0.012, 0.026)
        at = x + np.cos(angle) * reach, y + np.sin(angle) * reach
        form = (
            ellipse(*at, size * 0.7)
            if number % 2
            else placed((polygon_outline(star_points(4, 0.3)),), *at, size * 1.3, 0.0)[0]
        )
        shapes.append(Shape((form,), board.inks.accent))
    return shapes


def badge(board: Board) -> list[Shape]:
    """An emblem: a border with a ring in it, a thing in the middle, stars round it."""
    x, y, inks = board.width / 2, board.height / 2, board.inks
    rim = _rim(board.rng).scaled(0.44, 0.44).transformed(np.eye(2), (x, y))
    inner = mixed(inks.ground, inks.light, 0.35)
    shapes = [
        Shape(
            (rim,), board.shaded(inks.dark, mixed(inks.dark, inks.main, 0.35), top=0.0, bottom=1.0)
        ),
        Shape(ring(x, y, 0.375, 0.36), inks.accent),
        Shape((ellipse(x, y, 0.335),), inner),
        Shape(ring(x, y, 0.335, 0.318), mixed(inks.accent, inks.dark, 0.3)),
    ]
    rays = tuple(_ray(x, y, number * np.pi / 12) for number in range(24))
    shapes.append(Shape(rays, mixed(inner, inks.accent, 0.3)))
    shapes += placed_motif(board, x, y, 0.2)
    return shapes


def _rim(rng: np.random.Generator) -> Outline:
    kind = int(rng.integers(0, 3))
    if kind == 0:
        return ellipse(0, 0, 1)
    if kind == 1:
        return polygon_outline(star_points(24, 0.93))
    angle = np.arange(16) * (np.pi / 8)
    reach = np.where(np.arange(16) % 2 == 0, 1.0, 0.93)
    return smooth(np.stack([np.cos(angle) * reach, np.sin(angle) * reach], axis=1), 1.0)


def _ray(x: float, y: float, angle: float) -> Outline:
    points = np.array([(-0.008, -0.235), (0.0, -0.3), (0.008, -0.235)])
    c, s = np.cos(angle), np.sin(angle)
    return polygon_outline(points @ np.array([[c, s], [-s, c]]) + (x, y))
