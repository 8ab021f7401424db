# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""linearGradient and radialGradient elements to gradients on the page.

Facts: https://www.w3.org/TR/SVG2/pservers.html. What a gradient leaves out it takes from the one
its `href` names; coordinates only from one of its own kind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .colors import BLACK, Color, parse_color
from .contours import Box
from .document import Document, Element
from .drawing import IDENTITY, Gradient, Matrix, Spread, Stop
from .lengths import (
    FONT_SIZE,
    Axis,
    Viewport,
    parse_length,
    parse_share,
    split_length,
    transform_origin,
)
from .styles import Cascade
from .transforms import around, is_invertible, multiply, parse_transform

MAX_STOPS = 1024
MAX_LINKS = 64

_KINDS = ("linearGradient", "radialGradient")
_UNIT_BOX = Viewport(1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Ramp:
    """A gradient before it is used: its element's own space, in which nothing is painted yet."""

    radial: bool
    stops: tuple[Stop, ...]
    spread: Spread
    matrix: Matrix
    focus: tuple[float, float]
    focus_radius: float
    by_box: bool
    name: str

    def on(self, matrix: Matrix, box: Box | None) -> Gradient | None:
        """The gradient for a shape with this box in the space that `matrix` leads to the page."""
        if self.by_box:
            if box is None or box[2] <= box[0] or box[3] <= box[1]:
                return None
            left, top, right, bottom = box
            matrix = multiply(matrix, (right - left, 0.0, 0.0, bottom - top, left, top))
        matrix = multiply(matrix, self.matrix)
        if not is_invertible(matrix):
            return None
        return Gradient(
            self.radial,
            self.stops,
            matrix,
            self.spread,
            self.focus,
            self.focus_radius,
            self.name,
        )


class Gradients:
    """The gradients of a document, each read once for a viewport."""

    def __init__(self, document: Document, cascade: Cascade) -> None:
        self._ids = document.ids
        self._cascade = cascade
        self._known: dict[tuple[Element, Viewport], Ramp | Color | None] = {}

    def read(self, element: Element, viewport: Viewport) -> Ramp | Color | None:
        """A ramp; or one colour where it never changes; or None when it paints nothing."""
        key = (element, viewport)
        if key not in self._known:
            self._known[key] = self._read(element, viewport)
        return self._known[key]

    def _read(self, element: Element, viewport: Viewport) -> Ramp | Color | None:
        chain = list(self._chain(element))
        stops = self._stops(chain, viewport)
        if len(stops) < 2:
            return (stops[0].color, stops[0].opacity) if stops else None
        merged = _merged(chain)
        by_box = merged.get("gradientUnits") != "userSpaceOnUse"
        radial = element.tag == "radialGradient"
        geometry = (_radial if radial else _linear)(merged, by_box=by_box, viewport=viewport)
        if geometry is None:
            return stops[-1].color, stops[-1].opacity
        matrix, focus, focus_radius = geometry
        own = self._own_transform(merged, viewport, by_box=by_box)
        spread = merged.get("spreadMethod", "")
        return Ramp(
            radial,
            stops,
            Spread(spread) if spread in tuple(Spread) else Spread.PAD,
            multiply(own, matrix),
            focus,
            focus_radius,
            by_box,
            element.attributes.get("id", ""),
        )

    def _chain(self, element: Element) -> Iterator[Element]:
        """The gradient and those that its `href` leads to, until it goes round or elsewhere."""
        seen: set[Element] = set()
        link: Element | None = element
        while link is not None and link not in seen and link.tag in _KINDS:
            seen.add(link)
            yield link
            target = link.href()
            link = self._ids.get(target) if target and len(seen) < MAX_LINKS else None

    def _stops(self, chain: list[Element], viewport: Viewport) -> tuple[Stop, ...]:
        for element in chain:
            children = [child for child in element.children if child.tag == "stop"]
            if children:
                return tuple(self._stop_list(children[:MAX_STOPS], viewport))
        return ()

    def _stop_list(self, children: list[Element], viewport: Viewport) -> Iterator[Stop]:
        """Stops whose offsets never go back, as the specification asks."""
        offset = 0.0
        for child in children:
            specified = self._cascade.specified(child)
            parts = split_length(specified.get("offset", ""))
            if parts is not None and parts[1] in ("", "%"):
                share = parts[0] / 100 if parts[1] else parts[0]
                offset = max(offset, min(max(share, 0.0), 1.0))
            text = specified.get("stop-color", "black").strip()
            if text.lower() == "currentcolor":
                color, alpha = self._cascade.of(child, viewport).color
            else:
                color, alpha = parse_color(text) or BLACK
            yield Stop(offset, color, alpha * parse_share(specified.get("stop-opacity"), 1.0))

    def _own_transform(
        self, merged: Mapping[str, str], viewport: Viewport, *, by_box: bool
    ) -> Matrix:
        matrix = parse_transform(merged.get("gradientTransform", ""))
        if not is_invertible(matrix):
            return IDENTITY
        origin = merged.get("transform-origin")
        if origin is None:
            return matrix
        return around(matrix, *transform_origin(origin, _UNIT_BOX if by_box else viewport))


def _merged(chain: list[Element]) -> dict[str, str]:
    """The attributes of the chain, nearer ones first; coordinates from its own kind only."""
    merged = dict(chain[0].attributes)
    for element in chain[1:]:
        same = element.tag == chain[0].tag
        for name, value in element.attributes.items():
            shared = name in ("gradientUnits", "spreadMethod", "gradientTransform")
            if shared or (
                same and name in ("x1", "y1", "x2", "y2", "cx", "cy", "r", "fx", "fy", "fr")
            ):
                merged.setdefault(name, value)
    return merged


_Geometry = tuple[Matrix, tuple[float, float], float]


class _Coordinates:
    """The coordinates of a gradient: user units, or shares of the box."""

    def __init__(self, merged: Mapping[str, str], viewport: Viewport, *, by_box: bool) -> None:
        self._merged = merged
        self._viewport = _UNIT_BOX if by_box else viewport

    def get(self, name: str, axis: Axis, default: str) -> float:
        for text in (self._merged.get(name), default):
            length = parse_length(text, axis, self._viewport, FONT_SIZE)
            if length is not None:
                return length
        return 0.0


def _linear(merged: Mapping[str, str], *, by_box: bool, viewport: Viewport) -> _Geometry | None:
    place = _Coordinates(merged, viewport, by_box=by_box)
    x1, y1 = place.get("x1", Axis.X, "0"), place.get("y1", Axis.Y, "0")
    dx = place.get("x2", Axis.X, "100%") - x1
    dy = place.get("y2", Axis.Y, "0") - y1
    if not dx and not dy:
        return None
    return (dx, dy, -dy, dx, x1, y1), (0.0, 0.0), 0.0


def _radial(merged: Mapping[str, str], *, by_box: bool, viewport: Viewport) -> _Geometry | None:
    place = _Coordinates(merged, viewport, by_box=by_box)
    radius = place.get("r", Axis.DIAGONAL, "50%")
    if radius <= 0:
        return None
    cx, cy = place.get("cx", Axis.X, "50%"), place.get("cy", Axis.Y, "50%")
    fx = place.get("fx", Axis.X, str(cx)) if "fx" in merged else cx
    fy = place.get("fy", Axis.Y, str(cy)) if "fy" in merged else cy
    focus = ((fx - cx) / radius, (fy - cy) / radius)
    focus_radius = max(place.get("fr", Axis.DIAGONAL, "0") / radius, 0.0)
    return (radius, 0.0, 0.0, radius, cx, cy), focus, focus_radius
