# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `fill` and `stroke` say: nothing, a colour, a gradient, or the paint of who uses a shape.

Facts: https://www.w3.org/TR/SVG2/painting.html#SpecifyingPaint
"""

from dataclasses import dataclass

from .colors import BLACK, Color, parse_color
from .contours import Box, LocalContours, Range
from .document import Document
from .drawing import Matrix, Paint
from .gradients import Gradients, Ramp
from .lengths import Viewport
from .properties import Style, split_link
from .simplified import Left, Simplified
from .transforms import invert, multiply

MAX_CONTEXTS = 64

Painting = tuple[Paint, float]
"""A paint and its opacity."""


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Where a paint is used: the style, the space, and whom `context-fill` refers to.

    `span` is what gradients are fitted to, in the space that `matrix` leads to the page; None takes
    the shape that is painted.
    """

    style: Style
    matrix: Matrix
    viewport: Viewport
    span: Range | None = None
    context: "Surroundings | None" = None


class Paints:
    """Resolves paints for the shapes of a document."""

    def __init__(
        self, document: Document, gradients: Gradients, local: LocalContours, notes: Simplified
    ) -> None:
        self._ids = document.ids
        self._gradients = gradients
        self._local = local
        self._notes = notes

    def fill(self, where: Surroundings, span: Range, matrix: Matrix) -> Painting | None:
        """The fill of a shape with these contours, or None for none."""
        return self._resolve(where.style.fill, BLACK, where, span, matrix)

    def stroke(self, where: Surroundings, span: Range, matrix: Matrix) -> Painting | None:
        """The stroke's paint, or None for none."""
        return self._resolve(where.style.stroke, None, where, span, matrix)

    def _resolve(
        self, text: str, invalid: Color | None, where: Surroundings, span: Range, matrix: Matrix
    ) -> Painting | None:
        color = parse_color(text)
        if color is not None:
            return color
        for _ in range(MAX_CONTEXTS):
            if text not in ("context-fill", "context-stroke"):
                break
            if where.context is None:
                return None
            where = where.context
            text = where.style.fill if text == "context-fill" else where.style.stroke
        parts = split_link(text)
        if parts is None:
            return self._plain(text, where.style, invalid)
        return self._linked(*parts, where, span, matrix)

    def _plain(self, text: str, style: Style, invalid: Color | None) -> Painting | None:
        if text in ("none", "context-fill", "context-stroke"):
            return None
        if text.lower() == "currentcolor":
            return style.color
        return parse_color(text) or invalid

    def _linked(
        self, address: str, fallback: str, where: Surroundings, span: Range, matrix: Matrix
    ) -> Painting | None:
        instead = self._plain(fallback or "none", where.style, None)
        if not address.startswith("#"):
            self._notes.add(Left.ELSEWHERE)
            return instead
        server = self._ids.get(address[1:])
        if server is None:
            return instead
        if server.tag == "pattern":
            self._notes.add(Left.PATTERN)
            return instead
        if server.tag not in ("linearGradient", "radialGradient"):
            return None
        paint = self._gradients.read(server, where.viewport)
        if not isinstance(paint, Ramp):
            return instead if paint is None else paint
        box = self._box(paint, where, span, matrix)
        if paint.by_box and self._is_flat(where.span or span):
            return instead
        gradient = paint.on(where.matrix, box)
        return None if gradient is None else (gradient, 1.0)

    def _box(self, ramp: Ramp, where: Surroundings, span: Range, matrix: Matrix) -> Box | None:
        """The box that a gradient is fitted to, in the space of who asks for it."""
        if not ramp.by_box:
            return None
        if where.span is not None:
            return self._local.bounds(where.span)
        inverse = invert(where.matrix)
        return None if inverse is None else self._local.bounds(span, multiply(inverse, matrix))

    def _is_flat(self, span: Range) -> bool:
        """Whether even the control points lie on one horizontal or vertical line."""
        points = self._local.part(span).points
        return len(points) == 0 or bool((points.max(axis=0) <= points.min(axis=0)).any())
