# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the contours of each element are: paths are read beforehand, shapes when first met."""

from .contours import LocalContours, Range
from .document import Element
from .lengths import Viewport, has_unknown_unit
from .shapes import Measure, draw_shape
from .simplified import Left, Simplified


class Spans:
    """The ranges of local contours of shapes, each drawn once for a viewport and font size."""

    def __init__(self, local: LocalContours, notes: Simplified) -> None:
        self.local = local
        self._notes = notes
        self._known: dict[tuple[Element, Viewport, float], Range] = {}

    def of(self, element: Element, viewport: Viewport, font_size: float) -> Range:
        """The contours of a path or basic shape; an empty range when it draws nothing."""
        if element.tag == "path":
            return element.contours
        key = (element, viewport, font_size)
        if key not in self._known:
            first = self.local.mark()
            size = Measure(element.attributes, viewport, font_size)
            draw_shape(element.tag, self.local.pen, size)
            self._known[key] = (first, self.local.mark())
            if any(map(has_unknown_unit, element.attributes.values())):
                self._notes.add(Left.UNITS)
        return self._known[key]
