# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walk through the elements that paints them in order.

Each container is a generator that yields the generators of its children; `run` keeps them on a
stack of its own, so that no depth of nesting can exhaust Python's.
"""

from collections.abc import Iterator
from dataclasses import replace

from .brush import Brush
from .clips import Clips
from .conditions import chosen
from .contours import Range
from .document import MAX_DEPTH, Document, Element
from .drawing import Matrix
from .markers import MarkerBox, Vertex, marker_box, marker_degrees, vertices
from .paints import Paints, Surroundings
from .picture import ClipScope, Picture
from .shapes import SHAPES
from .simplified import Left, Simplified
from .spans import Spans
from .styles import Cascade
from .threshold import Context, Threshold
from .transforms import is_invertible, multiply
from .uses import recursive_uses
from .viewports import nested_svg, used_size, used_symbol

MAX_VISITS = 500_000
"""Containers entered."""
MAX_REPEATS = 30_000
"""What `use` and markers put somewhere once more."""
MAX_NESTING = 2 * MAX_DEPTH

Task = Iterator["Task | None"]
_LEFT_OUT = {"text": Left.TEXT, "image": Left.PICTURE, "foreignObject": Left.FOREIGN}


class Walk:
    """Paints a document into a picture."""

    def __init__(
        self,
        document: Document,
        *,
        cascade: Cascade,
        spans: Spans,
        paints: Paints,
        picture: Picture,
        notes: Simplified,
    ) -> None:
        self._ids = document.ids
        self._cascade = cascade
        self._spans = spans
        self._picture = picture
        self._notes = notes
        self._clips = Clips(document, cascade, spans, picture.clip_placements, notes)
        self._threshold = Threshold(document.ids, cascade, self._clips, picture, notes)
        self._brush = Brush(cascade, paints, picture)
        self._recursive = recursive_uses(document)
        self._visits = 0
        self._repeats = 0

    def run(self, root: Element, context: Context) -> Iterator[None]:
        """Paint everything in the root; yields between elements."""
        stack: list[Task] = [self._group(root, context, is_group=False)]
        while stack:
            task = next(stack[-1], _DONE)
            if task is _DONE:
                stack.pop()
            elif task is not None:
                if len(stack) < MAX_NESTING:
                    stack.append(task)
                else:
                    self._notes.add(Left.DEPTH)
            yield

    def _element(self, element: Element, context: Context) -> Task | None:
        """Paint a shape at once, or return what paints a container."""
        tag = element.tag
        if tag in SHAPES:
            return self._shape(element, context)
        self._visits += 1
        if self._visits > MAX_VISITS or self._picture.is_full():
            self._notes.add(Left.COUNT)
            return None
        if tag in ("g", "a"):
            return self._group(element, context)
        if tag == "use":
            return self._use(element, context)
        if tag == "svg":
            return self._svg(element, context)
        if tag == "switch":
            return self._switch(element, context)
        if tag in _LEFT_OUT and self._threshold.enter(element, context, is_group=False) is not None:
            self._notes.add(_LEFT_OUT[tag])
        return None

    # Containers

    def _group(self, element: Element, context: Context, *, is_group: bool = True) -> Task:
        inner = self._threshold.enter(element, context, is_group=is_group)
        if inner is None:
            return
        first = len(self._picture.painted)
        for child in element.children:
            yield self._element(child, inner)
        self._threshold.leave(element, inner, context, first)

    def _switch(self, element: Element, context: Context) -> Task:
        child = chosen(element)
        inner = self._threshold.enter(element, context, is_group=True)
        if inner is None or child is None:
            return
        first = len(self._picture.painted)
        yield self._element(child, inner)
        self._threshold.leave(element, inner, context, first)

    def _svg(self, element: Element, context: Context) -> Task:
        inner = self._threshold.enter(element, context, is_group=True)
        if inner is None:
            return
        first = len(self._picture.painted)
        frame = nested_svg(
            element,
            self._cascade.specified(element),
            context.viewport,
            inner.style.font_size,
            context.size,
        )
        content = self._threshold.framed(inner, frame)
        if content is not None:
            for child in element.children:
                yield self._element(child, content)
        self._threshold.leave(element, inner, context, first)

    def _use(self, element: Element, context: Context) -> Task:
        target = self._ids.get(element.href() or "")
        if self._is_worn_out():
            return
        if target is None or target in context.used or element in self._recursive:
            if element.href() is None and element.attributes.keys() & {"href", "xlink:href"}:
                self._notes.add(Left.ELSEWHERE)
            return
        inner = self._threshold.enter(element, context, is_group=True)
        if inner is None:
            return
        first = len(self._picture.painted)
        users = Surroundings(inner.style, inner.matrix, inner.viewport, None, context.users)
        inner = replace(inner, used=(*context.used, target), users=users)
        if target.tag == "symbol":
            yield self._symbol(element, target, inner)
        else:
            size = used_size(element, inner.viewport, inner.style.font_size)
            yield self._element(target, replace(inner, size=size))
        self._threshold.leave(element, inner, context, first)

    def _symbol(self, use: Element, symbol: Element, context: Context) -> Task:
        specified = self._cascade.specified(symbol)
        frame = used_symbol(use, symbol, specified, context.viewport, context.style.font_size)
        content = self._threshold.framed(context, frame)
        if content is None:
            return
        # A symbol in use is always displayed; a transform of its own is not applied, as in resvg.
        own = {k: v for k, v in specified.items() if k not in ("display", "transform")}
        inner = self._threshold.enter(symbol, content, is_group=True, specified=own)
        if inner is None:
            return
        first = len(self._picture.painted)
        for child in symbol.children:
            yield self._element(child, inner)
        self._threshold.leave(symbol, inner, content, first)

    # Shapes

    def _shape(self, element: Element, context: Context) -> Task | None:
        if self._picture.is_full():
            return None
        inner = self._threshold.enter(element, context, is_group=False)
        if inner is None:
            return None
        style = inner.style
        span = self._spans.of(element, inner.viewport, style.font_size)
        if span[0] >= span[1]:
            return None
        if style.visible and (style.marker_start or style.marker_mid or style.marker_end):
            return self._marked_shape(element, span, inner, context)
        first = len(self._picture.painted)
        for part in style.paint_order:
            if part != "markers":
                self._brush.paint(part, element, span, inner)
        self._threshold.leave(element, inner, context, first)
        return None

    def _marked_shape(self, element: Element, span: Range, inner: Context, outer: Context) -> Task:
        first = len(self._picture.painted)
        for part in inner.style.paint_order:
            if part != "markers":
                self._brush.paint(part, element, span, inner)
                continue
            yield from self._markers(span, inner)
        self._threshold.leave(element, inner, outer, first)

    # Markers

    def _markers(self, span: Range, context: Context) -> Task:
        style = context.style
        found = vertices(self._spans.local.part(span))
        if found is None:
            return
        for name, places in (
            (style.marker_start, (found.start,)),
            (style.marker_mid, found.middle),
            (style.marker_end, (found.end,)),
        ):
            marker = self._ids.get(name)
            if marker is None or marker.tag != "marker" or marker in context.used:
                continue
            at_start = places == (found.start,) and name == style.marker_start
            yield from self._marker(marker, places, span, context, at_start=at_start)

    def _marker(
        self,
        marker: Element,
        places: tuple[Vertex, ...],
        span: Range,
        context: Context,
        *,
        at_start: bool,
    ) -> Task:
        specified = self._cascade.specified(marker)
        style = self._cascade.of(marker, context.viewport)
        box = marker_box(
            marker,
            style,
            context.viewport,
            context.style.stroke_width,
            specified.get("overflow", "").strip(),
        )
        if box is None:
            return
        users = Surroundings(context.style, context.matrix, context.viewport, span, context.users)
        for vertex in places:
            degrees = marker_degrees(marker, vertex, at_start=at_start)
            matrix = multiply(context.matrix, box.matrix(vertex, degrees))
            if not is_invertible(matrix) or self._picture.is_full() or self._is_worn_out():
                continue
            content = replace(
                context,
                matrix=matrix,
                style=style,
                scope=self._marker_scope(box, matrix, context.scope),
                used=(*context.used, marker),
                users=users,
            )
            for child in marker.children:
                yield self._element(child, content)

    def _is_worn_out(self) -> bool:
        """Whether too much was repeated; counts one repetition."""
        self._repeats += 1
        if self._repeats > MAX_REPEATS:
            self._notes.add(Left.COUNT)
        return self._repeats > MAX_REPEATS

    def _marker_scope(
        self, box: MarkerBox, matrix: Matrix, parent: ClipScope | None
    ) -> ClipScope | None:
        if box.clip is None:
            return parent
        return self._threshold.scope(parent, self._clips.rectangle(box.clip, matrix))


def _nothing() -> Task:
    yield from ()


_DONE = _nothing()
