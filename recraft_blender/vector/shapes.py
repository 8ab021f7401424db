# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rectangles, circles, ellipses, lines and polygons as contours.

Facts: https://www.w3.org/TR/SVG2/shapes.html. A shape whose size is missing, zero or negative is
not drawn. Circles begin at three o'clock and rectangles at the top, as dashes have to.
"""

import math
from collections.abc import Callable, Mapping

from .lengths import Axis, Viewport, parse_length, parse_numbers
from .pen import Pen

MAX_COORDINATE = 1e9


class Measure:
    """The lengths of one element's attributes in user units."""

    def __init__(self, attributes: Mapping[str, str], viewport: Viewport, font_size: float) -> None:
        self._attributes = attributes
        self._viewport = viewport
        self._font_size = font_size

    def get(self, name: str, axis: Axis) -> float | None:
        """A length, or None when it is missing, not valid or beyond a thousand million."""
        length = parse_length(self._attributes.get(name), axis, self._viewport, self._font_size)
        return length if length is not None and abs(length) <= MAX_COORDINATE else None

    def x(self, name: str, default: float = 0.0) -> float:
        """A horizontal length."""
        length = self.get(name, Axis.X)
        return default if length is None else length

    def y(self, name: str, default: float = 0.0) -> float:
        """A vertical length."""
        length = self.get(name, Axis.Y)
        return default if length is None else length

    def text(self, name: str) -> str:
        """The attribute as it stands."""
        return self._attributes.get(name, "")

    def radii(self) -> tuple[float, float]:
        """rx and ry, where a missing or negative one follows the other."""
        rx, ry = self.get("rx", Axis.X), self.get("ry", Axis.Y)
        rx = None if rx is None or rx < 0 else rx
        ry = None if ry is None or ry < 0 else ry
        if rx is None:
            rx = ry
        if ry is None:
            ry = rx
        return (rx or 0.0), (ry or 0.0)


def _rect(pen: Pen, size: Measure) -> None:
    x, y, width, height = size.x("x"), size.y("y"), size.x("width"), size.y("height")
    if width <= 0 or height <= 0:
        return
    rx, ry = size.radii()
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    right, bottom = x + width, y + height
    if not rx or not ry:
        pen.move(x, y)
        for corner in ((right, y), (right, bottom), (x, bottom)):
            pen.line(*corner)
    else:
        _rounded(pen, (x, y, right, bottom), rx, ry)
    pen.close()


def _rounded(pen: Pen, box: tuple[float, float, float, float], rx: float, ry: float) -> None:
    x, y, right, bottom = box
    pen.move(x + rx, y)
    corners = (
        ((right - rx, y), (right, y + ry)),
        ((right, bottom - ry), (right - rx, bottom)),
        ((x + rx, bottom), (x, bottom - ry)),
        ((x, y + ry), (x + rx, y)),
    )
    for before, after in corners:
        if math.dist(before, (pen.x, pen.y)) > 0:
            pen.line(*before)
        pen.arc(rx, ry, 0.0, *after, large=False, sweep=True)


def _circle(pen: Pen, size: Measure) -> None:
    radius = size.get("r", Axis.DIAGONAL) or 0.0
    _oval(pen, size, radius, radius)


def _ellipse(pen: Pen, size: Measure) -> None:
    _oval(pen, size, *size.radii())


def _oval(pen: Pen, size: Measure, rx: float, ry: float) -> None:
    if rx <= 0 or ry <= 0:
        return
    cx, cy = size.x("cx"), size.y("cy")
    pen.move(cx + rx, cy)
    for x, y in ((cx, cy + ry), (cx - rx, cy), (cx, cy - ry), (cx + rx, cy)):
        pen.arc(rx, ry, 0.0, x, y, large=False, sweep=True)
    pen.close()


def _line(pen: Pen, size: Measure) -> None:
    pen.move(size.x("x1"), size.y("y1"))
    pen.line(size.x("x2"), size.y("y2"))


def _polyline(pen: Pen, size: Measure) -> None:
    values = parse_numbers(size.text("points"))
    points = list(zip(values[::2], values[1::2], strict=False))
    if len(points) < 2 or max(map(abs, values)) > MAX_COORDINATE:
        return
    pen.move(*points[0])
    for point in points[1:]:
        pen.line(*point)


def _polygon(pen: Pen, size: Measure) -> None:
    before = len(pen.points)
    _polyline(pen, size)
    if len(pen.points) > before:
        pen.close()


_DRAWERS: dict[str, Callable[[Pen, Measure], None]] = {
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
SHAPES = frozenset((*_DRAWERS, "path"))
"""Elements that have contours."""


def draw_shape(tag: str, pen: Pen, size: Measure) -> None:
    """Draw one basic shape; nothing when it has no size."""
    _DRAWERS[tag](pen, size)
    pen.finish()
