# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Short ways to write an SVG and to look at what became of it."""

import numpy as np
from numpy.typing import NDArray

from recraft_blender.vector.drawing import Drawing, Shape
from recraft_blender.vector.parse import parse_svg

PAGE = 'viewBox="0 0 100 100"'


def svg(body: str, attributes: str = PAGE) -> str:
    """A whole file around some elements."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{body}</svg>'
    )


def draw(body: str, attributes: str = PAGE) -> Drawing:
    """The drawing of some elements."""
    return parse_svg(svg(body, attributes))


def points(drawing: Drawing, shape: Shape) -> NDArray[np.float64]:
    """All points of a shape's contours."""
    starts = drawing.contours.starts
    return drawing.contours.points[starts[shape.first] : starts[shape.end]]


def box(drawing: Drawing, shape: Shape) -> tuple[float, float, float, float]:
    """left, top, right, bottom of a shape's points, to five places."""
    own = points(drawing, shape)
    left, top = own.min(axis=0).round(5).tolist()
    right, bottom = own.max(axis=0).round(5).tolist()
    return left, top, right, bottom


def clip_box(drawing: Drawing, shape: Shape) -> tuple[float, float, float, float]:
    """The same of the only part of a shape's clip."""
    assert shape.clip is not None
    ((first, end, _, _),) = shape.clip.parts
    starts = drawing.clip_contours.starts
    own = drawing.clip_contours.points[starts[first] : starts[end]]
    left, top = own.min(axis=0).round(5).tolist()
    right, bottom = own.max(axis=0).round(5).tolist()
    return left, top, right, bottom


def hexadecimal(shape: Shape) -> str:
    """The colour of a shape that has one, as #rrggbb."""
    assert isinstance(shape.paint, tuple)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in shape.paint)
