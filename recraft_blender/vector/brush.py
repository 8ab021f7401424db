# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paints the fill or the stroke of a shape into the picture."""

from .contours import Range
from .document import Element
from .drawing import IDENTITY, FillRule, Stroke
from .paints import Paints, Surroundings
from .picture import Painted, Picture
from .styles import Cascade
from .threshold import Context


class Brush:
    """Knows the paints of a document and the picture they go to."""

    def __init__(self, cascade: Cascade, paints: Paints, picture: Picture) -> None:
        self._cascade = cascade
        self._paints = paints
        self._picture = picture

    def paint(self, part: str, element: Element, span: Range, context: Context) -> None:
        """Paint the fill or the stroke of a shape."""
        style = context.style
        where = Surroundings(style, context.matrix, context.viewport, None, context.users)
        stroke = None
        if part == "fill":
            painting = self._paints.fill(where, span, context.matrix)
            opacity = style.fill_opacity
        else:
            if style.stroke == "none" or style.stroke_width <= 0:
                return
            painting = self._paints.stroke(where, span, context.matrix)
            opacity = style.stroke_opacity
            stroke = self._stroke(element, context)
        paint, alpha = painting if painting is not None and style.visible else (None, 1.0)
        self._picture.painted.append(
            Painted(
                span,
                context.matrix,
                paint,
                opacity * alpha,
                style.fill_rule if stroke is None else FillRule.NONZERO,
                stroke,
                context.scope,
                context.group,
                element.attributes.get("id", ""),
            )
        )

    def _stroke(self, element: Element, context: Context) -> Stroke:
        style = context.style
        effect = self._cascade.specified(element).get("vector-effect", "").strip()
        return Stroke(
            style.stroke_width,
            style.cap,
            style.join,
            style.miter_limit,
            style.dashes,
            style.dash_offset,
            IDENTITY if effect == "non-scaling-stroke" else context.matrix,
        )
