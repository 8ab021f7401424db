# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the markers of a shape are, which way they turn, and what they show.

Facts: https://www.w3.org/TR/SVG2/painting.html#Markers. Directions at the ends of closed contours
follow resvg, which looks at one side only.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .contours import Box
from .document import Element
from .drawing import Contours, Matrix
from .lengths import Axis, Viewport, parse_length, parse_number, parse_view_box, split_length
from .properties import Style
from .transforms import fit, multiply, rotation, translation

Point = tuple[float, float]
_DEGREES = {"": 1.0, "deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}


@dataclass(frozen=True, slots=True)
class Vertex:
    """A vertex with the directions in which the contour comes and goes, None where it does not."""

    x: float
    y: float
    comes: Point | None
    goes: Point | None

    def degrees(self) -> float:
        """The direction at the vertex: half way between coming and going."""
        comes, goes = self.comes or self.goes, self.goes or self.comes
        if comes is None or goes is None:
            return 0.0
        before = math.atan2(comes[1], comes[0]) % math.tau
        turn = (math.atan2(goes[1], goes[0]) % math.tau - before) / 2
        angle = before + turn
        return math.degrees(angle - math.pi if abs(turn) > math.pi / 2 else angle)


@dataclass(frozen=True, slots=True)
class Vertices:
    """The vertices of a shape that carry the start, the middle and the end markers."""

    start: Vertex
    middle: tuple[Vertex, ...]
    end: Vertex


def vertices(contours: Contours) -> Vertices | None:
    """The vertices of all contours of one shape, or None when it has none."""
    found = [list(_contour(contours, index)) for index in range(len(contours))]
    if not found:
        return None
    middle: list[Vertex] = []
    for index, contour in enumerate(found):
        # The end of a closed contour that others follow is no vertex of its own.
        stop = -1 if index == len(found) - 1 or contours.closed[index] else len(contour)
        middle += contour[1 if index == 0 else 0 : stop]
    return Vertices(found[0][0], tuple(middle), found[-1][-1])


def _contour(contours: Contours, index: int) -> Iterator[Vertex]:
    points = contours.points[contours.starts[index] : contours.starts[index + 1]]
    segments = [points[at : at + 4].tolist() for at in range(0, len(points) - 1, 3)]
    goes = [_direction(segment) for segment in segments]
    comes = [_direction(segment[::-1]) for segment in segments]
    for at in range(len(segments) + 1):
        into = comes[at - 1] if at > 0 else None
        backwards = (-into[0], -into[1]) if into is not None else None
        x, y = segments[at][0] if at < len(segments) else segments[-1][3]
        yield Vertex(x, y, backwards, goes[at] if at < len(segments) else None)


def _direction(segment: list[list[float]]) -> Point | None:
    """Where a segment leads from its start: to the first point that differs."""
    x, y = segment[0]
    for other in segment[1:]:
        if not np.allclose(other, segment[0], rtol=1e-9, atol=1e-9):
            return other[0] - x, other[1] - y
    return None


@dataclass(frozen=True, slots=True)
class MarkerBox:
    """The size of a marker: its reference point, its viewport, and the clip around it or None."""

    reference: Point
    scale: Point
    clip: Box | None

    def matrix(self, vertex: Vertex, degrees: float) -> Matrix:
        """Leads from the marker's content to the shape's space."""
        turned = multiply(translation(vertex.x, vertex.y), rotation(degrees))
        scaled = multiply(turned, (self.scale[0], 0.0, 0.0, self.scale[1], 0.0, 0.0))
        return multiply(scaled, translation(-self.reference[0], -self.reference[1]))


def marker_box(
    marker: Element, style: Style, viewport: Viewport, stroke_width: float, overflow: str
) -> MarkerBox | None:
    """The size of a marker on a stroke of a width, or None when it shows nothing."""

    def length(name: str, axis: Axis, default: float) -> float:
        text = marker.attributes.get(name)
        value = parse_length(text, axis, viewport, style.font_size)
        return default if value is None else value

    unit = 1.0 if marker.attributes.get("markerUnits") == "userSpaceOnUse" else stroke_width
    width, height = length("markerWidth", Axis.X, 3.0), length("markerHeight", Axis.Y, 3.0)
    if width <= 0 or height <= 0 or unit <= 0:
        return None
    box = parse_view_box(marker.attributes.get("viewBox"))
    scale = (unit, unit)
    if box is not None:
        aspect = marker.attributes.get("preserveAspectRatio", "")
        fitted = fit(box, aspect, width * unit, height * unit)
        scale = (fitted[0], fitted[3])
    x, y, w, h = box or (0.0, 0.0, width, height)
    return MarkerBox(
        (length("refX", Axis.X, 0.0), length("refY", Axis.Y, 0.0)),
        scale,
        None if overflow in ("visible", "auto") else (x, y, x + w, y + h),
    )


def marker_degrees(marker: Element, vertex: Vertex, *, at_start: bool) -> float:
    """How far the marker is turned at a vertex."""
    orient = marker.attributes.get("orient", "0").strip()
    if orient == "auto-start-reverse":
        return vertex.degrees() + (180.0 if at_start else 0.0)
    if orient == "auto":
        return vertex.degrees()
    parts = split_length(orient)
    if parts is None or parts[1] not in _DEGREES:
        return parse_number(orient) or 0.0
    return parts[0] * _DEGREES[parts[1]]
