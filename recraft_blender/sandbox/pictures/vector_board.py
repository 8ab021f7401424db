# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The board that a vector drawing is composed on, and how things are put on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .palette import Rgb
from .recraft_svg import Gradient, Outline, Paint, Shape
from .vector_inks import Inks, mixed
from .vector_motifs import motif
from .vector_outlines import turned


@dataclass(frozen=True, slots=True)
class Board:
    """What a layout draws on and with."""

    width: float
    height: float
    rng: np.random.Generator
    inks: Inks
    motif: str
    """One of the motifs' names."""
    is_lined: bool
    """Forms as dark lines round pale fillings."""
    is_flat: bool
    """No gradients."""

    def shaded(self, first: Rgb, last: Rgb, *, top: float, bottom: float) -> Paint:
        """A gradient downwards, or the first colour alone where all is flat."""
        if self.is_flat or first == last:
            return first
        middle = self.width / 2
        return Gradient((middle - 0.1, top), (middle + 0.1, bottom), first, last)

    def chance(self, low: float, high: float) -> float:
        """A number between the two."""
        return float(self.rng.uniform(low, high))


def placed_motif(
    board: Board, x: float, y: float, size: float, *, turn: float = 0.0, name: str = ""
) -> list[Shape]:
    """A motif about (x, y), `size` from its middle to its edge."""
    parts = motif(name or board.motif)
    shapes = []
    for number, (outlines, role) in enumerate(parts):
        here = placed(outlines, x, y, size, turn)
        colour = board.inks.role(role)
        if board.is_lined:
            shapes += _lined(board, here, role)
        elif role == "m" and number == _first_main(parts):
            paint = board.shaded(
                mixed(colour, board.inks.light, 0.25), colour, top=y - size, bottom=y + size
            )
            shapes.append(Shape(here, paint))
        else:
            shapes.append(Shape(here, colour))
    return shapes


def _first_main(parts: tuple[tuple[tuple[Outline, ...], str], ...]) -> int:
    return next((number for number, (_, role) in enumerate(parts) if role == "m"), -1)


def placed(
    outlines: tuple[Outline, ...], x: float, y: float, size: float, turn: float
) -> tuple[Outline, ...]:
    """Outlines about 0, 0 turned clockwise, scaled, and put about (x, y)."""
    moved = (turned(outline, turn, scale=size) for outline in outlines)
    return tuple(outline.transformed(np.eye(2), (x, y)) for outline in moved)


def _lined(board: Board, outlines: tuple[Outline, ...], role: str) -> list[Shape]:
    """Each form dark, and on it the same, smaller, in a pale colour."""
    if role == "d":
        return [Shape(outlines, board.inks.dark)]
    pale = board.inks.ground if role in "msl" else board.inks.accent
    inner = tuple(_shrunk(outline, 0.012) for outline in outlines)
    return [Shape(outlines, board.inks.dark), Shape(inner, pale)]


def _shrunk(outline: Outline, by: float) -> Outline:
    """The outline drawn towards its middle by about that much."""
    nodes = np.stack([outline.start, *(part[-1] for part in outline.segments)])
    low, high = nodes.min(axis=0), nodes.max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1e-6)
    factor = np.maximum(1 - by / half, 0.2)
    return outline.transformed(np.diag(factor), middle * (1 - factor))
