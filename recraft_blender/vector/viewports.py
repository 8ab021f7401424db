# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page's size, and what nested `svg` and `symbol` elements do to coordinates.

Facts: https://www.w3.org/TR/SVG2/coords.html and https://www.w3.org/TR/SVG2/struct.html#UseElement
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .contours import Box
from .document import Element
from .drawing import IDENTITY, DrawingError, Matrix
from .lengths import (
    Axis,
    Viewport,
    metres,
    parse_length,
    parse_view_box,
    split_length,
)
from .transforms import fit, multiply, translation

MAX_PAGE = 1e7
DEFAULT_PAGE = 100.0
"""Width and height of a page that tells neither, until its content is known."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page: its size in user units, in metres if told, and how its content gets onto it.

    `content` is the viewBox, or the page itself where there is none. `fits_content` says that the
    page was given no size, so that it ends where its content ends.
    """

    width: float
    height: float
    width_m: float | None
    height_m: float | None
    matrix: Matrix
    viewport: Viewport
    content: Box
    fits_content: bool


def page_of(root: Element, font_size: float) -> Page:
    """The page of an `svg` root. Raises DrawingError when it has no size."""
    box = parse_view_box(root.attributes.get("viewBox"))
    whole = Viewport(*(box[2:] if box else (DEFAULT_PAGE, DEFAULT_PAGE)))
    sizes: list[float | None] = []
    relative = False
    for name, axis in (("width", Axis.X), ("height", Axis.Y)):
        text = root.attributes.get(name, "")
        length = parse_length(text, axis, whole, font_size)
        parts = split_length(text)
        relative |= length is None or (parts is not None and parts[1] == "%")
        sizes.append(length)
    width, height = _completed(sizes[0], sizes[1], whole, keeps_shape=box is not None)
    if not (0 < width <= MAX_PAGE and 0 < height <= MAX_PAGE):
        raise DrawingError("The SVG's page has no size: its width or height is zero or not valid.")
    aspect = root.attributes.get("preserveAspectRatio", "")
    matrix = fit(box, aspect, width, height) if box else IDENTITY
    x, y, *inner = box or (0.0, 0.0, width, height)
    viewport = Viewport(*inner)
    return Page(
        width,
        height,
        metres(root.attributes.get("width")),
        metres(root.attributes.get("height")),
        matrix,
        viewport,
        (x, y, x + inner[0], y + inner[1]),
        box is None and relative,
    )


def _completed(
    width: float | None, height: float | None, whole: Viewport, *, keeps_shape: bool
) -> tuple[float, float]:
    """Both sizes; one that is missing follows the other in the shape of the viewBox."""
    if keeps_shape and width is not None and height is None:
        return width, width * whole.height / whole.width
    if keeps_shape and height is not None and width is None:
        return height * whole.width / whole.height, height
    return (
        whole.width if width is None else width,
        whole.height if height is None else height,
    )


def end_of_content(page: Page, box: Box | None) -> tuple[float, float]:
    """The size of a page that ends where its content ends."""
    if box is None or box[2] <= 0 or box[3] <= 0 or not all(map(math.isfinite, box)):
        return page.width, page.height
    return min(box[2], MAX_PAGE), min(box[3], MAX_PAGE)


@dataclass(frozen=True, slots=True)
class Inner:
    """A viewport inside the page: how its content is placed, what clips it, what 100 % means."""

    matrix: Matrix
    clip: Box | None
    viewport: Viewport


Size = tuple[float | None, float | None]


class _Lengths:
    def __init__(self, element: Element, viewport: Viewport, font_size: float) -> None:
        self.element = element
        self._viewport = viewport
        self._font_size = font_size

    def get(self, name: str, axis: Axis) -> float | None:
        text = self.element.attributes.get(name)
        return parse_length(text, axis, self._viewport, self._font_size)

    def place(self) -> tuple[float, float]:
        return self.get("x", Axis.X) or 0.0, self.get("y", Axis.Y) or 0.0

    def size(self, given: Size = (None, None)) -> tuple[float, float]:
        width, height = given
        if width is None:
            width = self.get("width", Axis.X)
        if height is None:
            height = self.get("height", Axis.Y)
        return (
            self._viewport.width if width is None else width,
            self._viewport.height if height is None else height,
        )


def _clips(specified: Mapping[str, str]) -> bool:
    return specified.get("overflow", "").strip() not in ("visible", "auto")


def _box(place: tuple[float, float], size: tuple[float, float]) -> Box | None:
    if size[0] <= 0 or size[1] <= 0:
        return None
    return (place[0], place[1], place[0] + size[0], place[1] + size[1])


def nested_svg(
    svg: Element,
    specified: Mapping[str, str],
    viewport: Viewport,
    font_size: float,
    given: Size,
) -> Inner:
    """An `svg` in the page; `given` is the size of the `use` that refers to it."""
    lengths = _Lengths(svg, viewport, font_size)
    place, size = lengths.place(), lengths.size(given)
    matrix = translation(*place)
    box = parse_view_box(svg.attributes.get("viewBox"))
    if box is not None and size[0] > 0 and size[1] > 0:
        aspect = svg.attributes.get("preserveAspectRatio", "")
        matrix = multiply(matrix, fit(box, aspect, *size))
    # One that tells no size fills what is around it, so there is nothing to clip.
    sized = given != (None, None) or {"width", "height"} <= svg.attributes.keys()
    clip = _box(place, size) if sized and _clips(specified) else None
    inner = box[2:] if box is not None else size
    if inner[0] <= 0 or inner[1] <= 0:
        return Inner(matrix, clip, viewport)
    return Inner(matrix, clip, Viewport(*inner))


def used_symbol(
    use: Element,
    symbol: Element,
    specified: Mapping[str, str],
    viewport: Viewport,
    font_size: float,
) -> Inner:
    """A `symbol` in the space of a `use`, shift included; `specified` is the symbol's."""
    size = _Lengths(use, viewport, font_size).size()
    inner = viewport
    if size[0] > 0 and size[1] > 0:
        inner = Viewport(*size)
    matrix = IDENTITY
    box = parse_view_box(symbol.attributes.get("viewBox"))
    if box is not None and size[0] > 0 and size[1] > 0:
        matrix = fit(box, symbol.attributes.get("preserveAspectRatio", ""), *size)
    return Inner(matrix, _box((0.0, 0.0), size) if _clips(specified) else None, inner)


def used_size(use: Element, viewport: Viewport, font_size: float) -> Size:
    """The size that a `use` gives to the `svg` that it refers to."""
    lengths = _Lengths(use, viewport, font_size)
    return lengths.get("width", Axis.X), lengths.get("height", Axis.Y)


def used_place(use: Element, viewport: Viewport, font_size: float) -> Matrix:
    """The shift of a `use`."""
    return translation(*_Lengths(use, viewport, font_size).place())
