# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens at the edge of every element: style, transform, clip, opacity and other effects."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .clips import Clips, own_matrix
from .conditions import is_meant
from .document import Element
from .drawing import IDENTITY, Clip, Matrix
from .lengths import Viewport, parse_share
from .paints import Surroundings
from .picture import ClipScope, Picture
from .properties import Style, link_target
from .simplified import Left, Simplified
from .styles import Cascade
from .transforms import invert, is_invertible, multiply
from .viewports import Inner, Size, used_place

MAX_CLIP_DEPTH = 64
_EFFECTS = frozenset(("opacity", "clip-path", "mask", "filter", "mix-blend-mode"))


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What an element hands on while it is painted."""

    matrix: Matrix
    style: Style
    viewport: Viewport
    scope: ClipScope | None = None
    group: int = -1
    used: tuple[Element, ...] = ()
    size: Size = (None, None)
    users: Surroundings | None = None


class Threshold:
    """Enters elements and leaves them."""

    def __init__(
        self,
        ids: Mapping[str, Element],
        cascade: Cascade,
        clips: Clips,
        picture: Picture,
        notes: Simplified,
    ) -> None:
        self._ids = ids
        self._cascade = cascade
        self._clips = clips
        self._picture = picture
        self._notes = notes

    def enter(
        self,
        element: Element,
        context: Context,
        *,
        is_group: bool,
        specified: Mapping[str, str] | None = None,
    ) -> Context | None:
        """The context of an element's content, or None when it is not painted.

        `specified` replaces what the element specifies itself.
        """
        if specified is None:
            specified = self._cascade.specified(element)
        if specified.get("display", "").strip() == "none" or not is_meant(element.attributes):
            return None
        style = self._cascade.compute(context.style, specified, context.viewport)
        own = own_matrix(specified, context.viewport, style.font_size)
        if own is None:
            return None
        matrix = context.matrix if own == IDENTITY else multiply(context.matrix, own)
        if own != IDENTITY and not is_invertible(matrix):
            return None
        if element.tag == "use":
            # Its own space is shifted too, in which its clip lies (SVG 2, 5.5).
            matrix = multiply(matrix, used_place(element, context.viewport, style.font_size))
        group, scope = context.group, context.scope
        opacity = 1.0
        if not _EFFECTS.isdisjoint(specified):
            if not self._is_drawn_with(specified):
                return None
            opacity = parse_share(specified.get("opacity"), 1.0)
            scope = self._clip_scope(specified, scope, matrix, context.viewport)
        if is_group or opacity < 1.0:
            name = element.attributes.get("inkscape:label") or element.attributes.get("id", "")
            group = self._picture.group(name, group, opacity, own=is_group)
        return Context(
            matrix, style, context.viewport, scope, group, context.used, (None, None), context.users
        )

    def _is_drawn_with(self, specified: Mapping[str, str]) -> bool:
        """Note effects that are left out; False where a filter that is missing hides an element."""
        if specified.get("mix-blend-mode", "normal").strip() != "normal":
            self._notes.add(Left.BLEND)
        mask = link_target(specified.get("mask", ""))
        if mask is not None and mask in self._ids:
            self._notes.add(Left.MASK)
        text = specified.get("filter", "none").strip()
        if text == "none":
            return True
        target = link_target(text)
        if "url(" in text and (target is None or target not in self._ids):
            return False
        self._notes.add(Left.FILTER)
        return True

    def _clip_scope(
        self,
        specified: Mapping[str, str],
        parent: ClipScope | None,
        matrix: Matrix,
        viewport: Viewport,
    ) -> ClipScope | None:
        """The scope of the element's clip; one that needs its size is filled in when it is left."""
        text = specified.get("clip-path")
        link = self._clips.linked(text) if text is not None else None
        if link is None:
            return parent
        scope = self.scope(parent, None)
        if scope is not parent and scope is not None and not self._clips.needs_box(link):
            scope.clip = self._clips.read(link, matrix, viewport, None)
            scope.hides = scope.clip is None
        return scope

    def scope(self, parent: ClipScope | None, clip: Clip | None) -> ClipScope | None:
        """A clip inside the clip of a parent; the parent's where they nest too deep."""
        depth = parent.depth + 1 if parent is not None else 1
        if depth > MAX_CLIP_DEPTH:
            self._notes.add(Left.DEPTH)
            return parent
        return ClipScope(parent, clip, depth=depth)

    def leave(self, element: Element, inner: Context, outer: Context, first: int) -> None:
        """Fill in a clip that is fitted to what was painted since `first`."""
        scope = inner.scope
        if scope is None or scope is outer.scope or scope.clip is not None or scope.hides:
            return
        link = self._clips.linked(self._cascade.specified(element).get("clip-path", ""))
        inverse = invert(inner.matrix)
        if link is None or inverse is None:
            return
        box = self._picture.bounds(first, inverse)
        scope.clip = self._clips.read(link, inner.matrix, inner.viewport, box)
        scope.hides = scope.clip is None

    def framed(self, context: Context, frame: Inner) -> Context | None:
        """The context of the content of a viewport, or None when it shows nothing."""
        scope = context.scope
        if frame.clip is not None:
            scope = self.scope(scope, self._clips.rectangle(frame.clip, context.matrix))
        matrix = multiply(context.matrix, frame.matrix)
        if not is_invertible(matrix):
            return None
        return replace(context, matrix=matrix, viewport=frame.viewport, scope=scope)
