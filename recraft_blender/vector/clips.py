# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clipPath elements and viewports to clips on the page.

Facts: https://www.w3.org/TR/css-masking-1/#the-clip-path. A clipPath may hold shapes and `use` of
shapes; what else it holds clips nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .conditions import is_meant
from .contours import Box, Placements, Range
from .document import Document, Element
from .drawing import IDENTITY, Clip, FillRule, Matrix
from .lengths import Axis, Viewport, parse_length, transform_origin
from .picture import clip_within
from .properties import Style, link_target
from .shapes import SHAPES
from .simplified import Left, Simplified
from .spans import Spans
from .styles import Cascade
from .transforms import around, is_invertible, multiply, parse_transform, translation

MAX_NESTED = 32
"""Clips of clips of clips; deeper ones clip nothing."""
MAX_USES = 32
MAX_PARTS = 20_000
"""Of all clips of a drawing."""

Part = tuple[int, int, FillRule, Clip | None]


def own_matrix(specified: Mapping[str, str], viewport: Viewport, font_size: float) -> Matrix | None:
    """The matrix of an element's transform and origin, or None when it flattens everything."""
    text = specified.get("transform")
    if text is None:
        return IDENTITY
    matrix = parse_transform(text)
    if not is_invertible(matrix):
        return None
    origin = specified.get("transform-origin")
    if origin is not None:
        matrix = around(matrix, *transform_origin(origin, viewport, font_size))
    return matrix


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clip is used: its space, what percentages refer to, and the box it is fitted to."""

    matrix: Matrix
    viewport: Viewport
    box: Box | None


class Clips:
    """Reads the clips of a document."""

    def __init__(
        self,
        document: Document,
        cascade: Cascade,
        spans: Spans,
        placements: Placements,
        notes: Simplified,
    ) -> None:
        self._ids = document.ids
        self._cascade = cascade
        self._spans = spans
        self._placements = placements
        self._notes = notes
        self._active: list[Element] = []
        self._made = 0

    def linked(self, text: str) -> Element | None:
        """The element that a clip-path property names, if the file has it."""
        target = link_target(text)
        if target is None and text.strip() != "none":
            self._notes.add(Left.CLIP_SHAPE)
        return self._ids.get(target) if target else None

    def needs_box(self, element: Element) -> bool:
        """Whether this clip, or one that it refers to, is fitted to the box of what it clips."""
        seen: set[Element] = set()
        link: Element | None = element
        while link is not None and link not in seen:
            seen.add(link)
            if link.attributes.get("clipPathUnits") == "objectBoundingBox":
                return True
            text = self._cascade.specified(link).get("clip-path")
            link = self.linked(text) if text is not None else None
        return False

    def rectangle(self, box: Box, matrix: Matrix) -> Clip:
        """A clip to a rectangle."""
        left, top, right, bottom = box
        first = self._spans.local.mark()
        pen = self._spans.local.pen
        pen.move(left, top)
        for corner in ((right, top), (right, bottom), (left, bottom)):
            pen.line(*corner)
        pen.close()
        return Clip((self._part((first, first + 1), matrix, FillRule.NONZERO, None),))

    def read(
        self, element: Element, matrix: Matrix, viewport: Viewport, box: Box | None
    ) -> Clip | None:
        """The clip of what has this matrix and box; None means that nothing is painted."""
        return self._read(element, _Place(matrix, viewport, box))

    def _read(self, element: Element, place: _Place) -> Clip | None:
        if element.tag != "clipPath":
            return None
        specified = self._cascade.specified(element)
        style = self._cascade.of(element, place.viewport)
        own = own_matrix(specified, place.viewport, style.font_size)
        if own is None:
            return None
        matrix = multiply(place.matrix, own)
        if element.attributes.get("clipPathUnits") == "objectBoundingBox":
            if place.box is None or place.box[2] <= place.box[0] or place.box[3] <= place.box[1]:
                return None
            left, top, right, bottom = place.box
            matrix = multiply(matrix, (right - left, 0.0, 0.0, bottom - top, left, top))
        self._active.append(element)
        try:
            within = self._of(specified, place)
            if isinstance(within, bool):
                return None
            inner = _Place(matrix, place.viewport, None)
            parts = tuple(
                part for child in element.children for part in self._parts(child, style, inner)
            )
        finally:
            self._active.pop()
        return Clip(parts, within)

    def _of(self, specified: Mapping[str, str], place: _Place) -> Clip | bool | None:
        """The clip on an element in a clip; None for none, False when it hides the element."""
        text = specified.get("clip-path")
        link = self.linked(text) if text is not None else None
        if link is None or link in self._active:
            return None
        if len(self._active) >= MAX_NESTED or self._made > MAX_PARTS:
            self._notes.add(Left.DEPTH)
            return None
        clip = self._read(link, place)
        return False if clip is None else clip

    def _parts(self, element: Element, parent: Style, place: _Place) -> Iterator[Part]:
        """The parts that one child of a clipPath adds: none or one."""
        outer: Clip | None = None
        for _ in range(MAX_USES if self._made <= MAX_PARTS else 0):
            entered = self._entered(element, parent, place)
            if entered is None:
                return
            style, matrix = entered
            place = _Place(matrix, place.viewport, self._box(element, style, place.viewport))
            clip = self._of(self._cascade.specified(element), place)
            if isinstance(clip, bool):
                return
            outer = clip_within(clip, outer)
            if element.tag != "use":
                span = self._spans.of(element, place.viewport, style.font_size)
                if style.visible and span[0] < span[1]:
                    yield self._part(span, matrix, style.clip_rule, outer)
                return
            target = self._ids.get(element.href() or "")
            if target is None or target is element:
                return
            place = _Place(self._moved(element, style, place), place.viewport, None)
            element, parent = target, style

    def _entered(
        self, element: Element, parent: Style, place: _Place
    ) -> tuple[Style, Matrix] | None:
        if element.tag == "text":
            self._notes.add(Left.TEXT)
        if element.tag not in SHAPES and element.tag != "use":
            return None
        specified = self._cascade.specified(element)
        if specified.get("display", "").strip() == "none" or not is_meant(element.attributes):
            return None
        style = self._cascade.compute(parent, specified, place.viewport)
        own = own_matrix(specified, place.viewport, style.font_size)
        return None if own is None else (style, multiply(place.matrix, own))

    def _box(self, element: Element, style: Style, viewport: Viewport) -> Box | None:
        if element.tag == "use" or "clip-path" not in self._cascade.specified(element):
            return None
        return self._spans.local.bounds(self._spans.of(element, viewport, style.font_size))

    def _moved(self, use: Element, style: Style, place: _Place) -> Matrix:
        def length(name: str, axis: Axis) -> float:
            text = use.attributes.get(name)
            return parse_length(text, axis, place.viewport, style.font_size) or 0.0

        return multiply(place.matrix, translation(length("x", Axis.X), length("y", Axis.Y)))

    def _part(self, span: Range, matrix: Matrix, rule: FillRule, clip: Clip | None) -> Part:
        self._made += 1
        return (*self._placements.place(span, matrix), rule, clip)
