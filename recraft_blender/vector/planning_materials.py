# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The materials of a plan: one for each paint and opacity, with a name taken from the SVG."""

from dataclasses import replace

from .drawing import Gradient, Matrix, Paint, Rgb
from .plan import Material


class Palette:
    """Numbers materials as they are asked for; `height` is the page's, to turn y upwards."""

    def __init__(self, height: float) -> None:
        self.materials: list[Material] = []
        self._height = height
        self._known: dict[tuple[Paint, float], int] = {}
        self._gradients = 0

    def number(self, paint: Paint, opacity: float) -> int:
        """The number of the material of this paint and opacity."""
        known = self._known.get((paint, opacity))
        if known is None:
            known = self._known[paint, opacity] = len(self.materials)
            name = self._name(paint)
            if opacity < 1.0:
                name += f" {opacity * 100.0:.3g}%"
            self.materials.append(Material(name, self._turned(paint), opacity))
        return known

    def _name(self, paint: Paint) -> str:
        if not isinstance(paint, Gradient):
            return hexadecimal(paint)
        if paint.name:
            return paint.name
        self._gradients += 1
        return f"{'radial' if paint.radial else 'linear'} gradient {self._gradients}"

    def _turned(self, paint: Paint) -> Paint:
        if not isinstance(paint, Gradient):
            return paint
        return replace(paint, matrix=upwards(paint.matrix, self._height))


def hexadecimal(color: Rgb) -> str:
    """A colour as `#1d4b7a`."""
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in color)


def upwards(matrix: Matrix, height: float) -> Matrix:
    """A matrix to the page, to be one to the plan: y up from the page's lower edge."""
    a, b, c, d, e, f = matrix
    return (a, -b, c, -d, e, height - f)
