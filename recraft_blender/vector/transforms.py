# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Matrices: transform lists, transform-origin, viewBox and preserveAspectRatio.

Facts: https://www.w3.org/TR/css-transforms-1/ and https://www.w3.org/TR/SVG2/coords.html
"""

import math
import re

from .drawing import IDENTITY, Matrix
from .short_texts import remember

_FUNCTION = re.compile(r"[\s,]*([A-Za-z]+)\s*\(([^()]*)\)")
_ARGUMENT = re.compile(
    r"[\s,]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(deg|grad|rad|turn|px)?(?=[\s,+\-.]|$)"
)
_TO_DEGREES = {"deg": 1.0, "grad": 0.9, "rad": 180.0 / math.pi, "turn": 360.0}
_SMALLEST_SCALE = 1e-9
_ALIGN = re.compile(r"x(Min|Mid|Max)Y(Min|Mid|Max)")
_SHARE = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}


def multiply(left: Matrix, right: Matrix) -> Matrix:
    """The matrix that applies `right` first and then `left`."""
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return (
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * m + e,
        b * k + d * m + f,
    )


def invert(matrix: Matrix) -> Matrix | None:
    """The inverse, or None when the matrix flattens the plane."""
    if not is_invertible(matrix):
        return None
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    return (
        d / det,
        -b / det,
        -c / det,
        a / det,
        (c * f - d * e) / det,
        (b * e - a * f) / det,
    )


def is_invertible(matrix: Matrix) -> bool:
    """False for a matrix that flattens the plane or holds infinity or NaN."""
    if not all(map(math.isfinite, matrix)):
        return False
    a, b, c, d, _, _ = matrix
    longest = max(math.hypot(a, b), math.hypot(c, d))
    return longest > _SMALLEST_SCALE and abs(a * d - b * c) > _SMALLEST_SCALE**2 * longest


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """The point (x, y) after the matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def translation(x: float, y: float) -> Matrix:
    """A shift by (x, y)."""
    return (1.0, 0.0, 0.0, 1.0, x, y)


def rotation(degrees: float) -> Matrix:
    """A turn from x towards y; page coordinates have y down, so it looks clockwise."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (cos, sin, -sin, cos, 0.0, 0.0)


@remember
def parse_transform(text: str) -> Matrix:
    """The matrix of a transform list; the identity when the list is not valid, as SVG 2 says."""
    if text.strip() in ("", "none"):
        return IDENTITY
    matrix, position = IDENTITY, 0
    while match := _FUNCTION.match(text, position):
        step = _function(match[1], match[2])
        if step is None:
            return IDENTITY
        matrix, position = multiply(matrix, step), match.end()
    return matrix if not text[position:].strip(" \t\r\n\f,") else IDENTITY


def _arguments(text: str) -> list[float] | None:
    values, position = [], 0
    while match := _ARGUMENT.match(text, position):
        value = float(match[1]) * _TO_DEGREES.get(match[2] or "", 1.0)
        values.append(value)
        position = match.end()
    complete = not text[position:].strip() and all(map(math.isfinite, values))
    return values if complete else None


def _function(name: str, arguments: str) -> Matrix | None:
    """One transform function, or None when its name or its arguments are not valid."""
    values = _arguments(arguments)
    if values is None:
        return None
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return (a, b, c, d, e, f)
        case "rotate", [degrees]:
            return rotation(degrees)
        case "rotate", [degrees, x, y]:
            return around(rotation(degrees), x, y)
        case "skewX", [degrees]:
            return (1.0, 0.0, math.tan(math.radians(degrees)), 1.0, 0.0, 0.0)
        case "skewY", [degrees]:
            return (1.0, math.tan(math.radians(degrees)), 0.0, 1.0, 0.0, 0.0)
    return _shift_or_scale(name, values)


def _shift_or_scale(name: str, values: list[float]) -> Matrix | None:
    match name, values:
        case (("translate" | "translateX"), [x]):
            return translation(x, 0.0)
        case "translate", [x, y]:
            return translation(x, y)
        case "translateY", [y]:
            return translation(0.0, y)
        case "scale", [s]:
            return (s, 0.0, 0.0, s, 0.0, 0.0)
        case "scale", [x, y]:
            return (x, 0.0, 0.0, y, 0.0, 0.0)
        case "scaleX", [x]:
            return (x, 0.0, 0.0, 1.0, 0.0, 0.0)
        case "scaleY", [y]:
            return (1.0, 0.0, 0.0, y, 0.0, 0.0)
    return None


def around(matrix: Matrix, x: float, y: float) -> Matrix:
    """The matrix applied about the point (x, y) instead of the origin."""
    return multiply(multiply(translation(x, y), matrix), translation(-x, -y))


def fit(box: tuple[float, float, float, float], aspect: str, width: float, height: float) -> Matrix:
    """The matrix that fits a viewBox (x, y, width, height) into a viewport of the given size.

    `aspect` is the preserveAspectRatio attribute; what is not valid counts as its default.
    """
    x, y, box_width, box_height = box
    scale_x, scale_y = width / box_width, height / box_height
    words = aspect.split()
    if words and words[0] == "defer":
        words = words[1:]
    if words and words[0] == "none":
        return (scale_x, 0.0, 0.0, scale_y, -x * scale_x, -y * scale_y)
    align = _ALIGN.fullmatch(words[0]) if words else None
    share_x, share_y = (_SHARE[align[1]], _SHARE[align[2]]) if align else (0.5, 0.5)
    scale = max(scale_x, scale_y) if "slice" in words[1:] else min(scale_x, scale_y)
    return (
        scale,
        0.0,
        0.0,
        scale,
        (width - box_width * scale) * share_x - x * scale,
        (height - box_height * scale) * share_y - y * scale,
    )
