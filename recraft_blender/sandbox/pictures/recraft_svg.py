# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes SVG documents in the form that Recraft gives them.

A flat list of paths of absolute M, L, C and z on a square page of 2772 units, stretched to the
picture's proportion; the first path is the background. (Public observations of the service's
files.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .palette import Rgb

PAGE = 2772
"""The side of the page in its own units."""

Points: TypeAlias = NDArray[np.float64]
"""(n, 2) x and y."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A closed line: a start, and segments of one end point or of two handles and an end point."""

    start: Points
    """(2,)."""
    segments: tuple[Points, ...]
    """Each (1, 2), a line, or (3, 2), a cubic curve."""

    def transformed(self, matrix: Points, offset: Points | Sequence[float] = (0.0, 0.0)) -> Outline:
        """The outline with every point p at matrix @ p + offset; the matrix is (2, 2)."""
        move = np.asarray(offset, np.float64)
        segments = tuple(part @ matrix.T + move for part in self.segments)
        return Outline(self.start @ matrix.T + move, segments)

    def scaled(self, x: float, y: float) -> Outline:
        """The outline with its coordinates multiplied."""
        return self.transformed(np.diag([x, y]))


@dataclass(frozen=True, slots=True)
class Gradient:
    """A linear gradient between two points of the page."""

    start: tuple[float, float]
    end: tuple[float, float]
    first: Rgb
    last: Rgb


Paint: TypeAlias = Rgb | Gradient


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled path; several outlines make holes where they run the other way round."""

    outlines: tuple[Outline, ...]
    paint: Paint


def page_background(paint: Paint) -> Shape:
    """A rectangle that covers the page."""
    side = float(PAGE)
    corners = ((side, 0.0), (side, side), (0.0, side), (0.0, 0.0))
    lines = tuple(np.array([corner]) for corner in corners)
    return Shape((Outline(np.zeros(2), lines),), paint)


def document(shapes: Iterable[Shape], *, width: int, height: int, compact: bool = False) -> str:
    """The SVG text of shapes on the page, shown as width by height.

    compact: whole numbers, short colours and no needless attributes or lines.
    """
    paths: list[str] = []
    gradients: list[str] = []
    for shape in shapes:
        fill = shape.paint
        if isinstance(fill, Gradient):
            gradients.append(_gradient(len(gradients) + 1, fill))
            text = f"url(#Gradient{len(gradients)})"
        else:
            text = _hex(fill) if compact else _rgb(fill)
        data = " ".join(_data(outline, compact=compact) for outline in shape.outlines)
        still = "" if compact else ' transform="translate(0,0)"'
        paths.append(f'<path{still} fill="{text}" d="{data}"/>')
    head = (
        '<svg version="1.1" xmlns="http://www.w3.org/2000/svg" style="display: block;"'
        f' viewBox="0 0 {PAGE} {PAGE}" width="{width}" height="{height}"'
        ' preserveAspectRatio="none">'
    )
    defs = [f"<defs>{''.join(gradients)}</defs>"] if gradients else []
    return ("" if compact else "\n").join([head, *defs, *paths, "</svg>"])


def number(value: float) -> str:
    """A coordinate as Recraft writes it: six significant digits."""
    text = f"{value:.6g}"
    # Very small and very large numbers would be written with an exponent.
    return text if "e" not in text else f"{value:.0f}"


def _data(outline: Outline, *, compact: bool) -> str:
    def pair(point: Points) -> str:
        if compact:
            return f"{point[0]:.0f} {point[1]:.0f}"
        return f"{number(float(point[0]))} {number(float(point[1]))}"

    parts = [f"M {pair(outline.start)}"]
    for segment in outline.segments:
        letter = "L" if len(segment) == 1 else "C"
        parts.append(f"{letter} {' '.join(pair(point) for point in segment)}")
    return " ".join(parts) + " z"


def _rgb(colour: Rgb) -> str:
    return f"rgb({colour[0]},{colour[1]},{colour[2]})"


def _hex(colour: Rgb) -> str:
    return f"#{colour[0]:02x}{colour[1]:02x}{colour[2]:02x}"


def _gradient(index: int, gradient: Gradient) -> str:
    (x1, y1), (x2, y2) = gradient.start, gradient.end
    ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
    stops = "".join(
        f'<stop class="stop{place}" offset="{place}" stop-opacity="1" stop-color="{_rgb(rgb)}"/>'
        for place, rgb in enumerate((gradient.first, gradient.last))
    )
    return (
        f'<linearGradient id="Gradient{index}" gradientUnits="userSpaceOnUse" {ends}>'
        f"{stops}</linearGradient>"
    )
