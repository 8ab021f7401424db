# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, lengths and percentages of SVG attributes in user units.

A user unit is a CSS pixel, 1/96 inch: https://www.w3.org/TR/css-values-4/#absolute-lengths. Where
CSS leaves it to the program how large a font is, 16 units are taken, as browsers do.
"""

import math
import re
from dataclasses import dataclass
from enum import Enum

from .short_texts import remember

FONT_SIZE = 16.0
METRES_PER_UNIT = 0.0254 / 96

_LENGTH = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)([A-Za-z]*|%)\s*")
_NUMBERS = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_ABSOLUTE = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
_REAL = frozenset(("pt", "pc", "in", "cm", "mm"))
_OF_FONTS = ("ch", "ic", "cap", "lh", "rem", "rlh", "rex", "rch", "ric")
_OF_WINDOWS = ("vw", "vh", "vi", "vb", "vmin", "vmax", "svw", "svh", "lvw", "lvh", "dvw", "dvh")
UNKNOWN_UNITS = frozenset(("q", *_OF_FONTS, *_OF_WINDOWS))
"""Units that CSS added after SVG 1.1. resvg takes such a length for missing, and so do we."""
_FONT_STEPS = {
    "xx-small": -3,
    "x-small": -2,
    "small": -1,
    "smaller": -1,
    "medium": 0,
    "large": 1,
    "larger": 1,
    "x-large": 2,
    "xx-large": 3,
}


class Axis(Enum):
    """What a percentage refers to: the viewport's width, height or diagonal."""

    X = 0
    Y = 1
    DIAGONAL = 2


@dataclass(frozen=True, slots=True)
class Viewport:
    """The size in user units that percentages refer to."""

    width: float
    height: float

    def extent(self, axis: Axis) -> float:
        """The length of 100 %."""
        if axis is Axis.X:
            return self.width
        if axis is Axis.Y:
            return self.height
        return math.hypot(self.width, self.height) / math.sqrt(2.0)


@remember
def split_length(text: str) -> tuple[float, str] | None:
    """The number and the unit in lower case, or None when it is no length."""
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    number, unit = float(match[1]), match[2].lower()
    return (number, unit) if math.isfinite(number) else None


def parse_length(text: str | None, axis: Axis, viewport: Viewport, font: float) -> float | None:
    """A length in user units, or None when there is none or it is not valid."""
    parts = split_length(text) if text is not None else None
    if parts is None:
        return None
    number, unit = parts
    size = _ABSOLUTE.get(unit)
    if unit == "%":
        size = viewport.extent(axis) / 100
    elif unit in ("em", "ex"):
        size = font if unit == "em" else font / 2
    if size is None or not math.isfinite(number * size):
        return None
    return number * size


def has_unknown_unit(text: str) -> bool:
    """Whether this is a length in a unit that is not read."""
    parts = split_length(text)
    return parts is not None and parts[1] in UNKNOWN_UNITS


def metres(text: str | None) -> float | None:
    """The size a length has in the real world, or None when its unit is not a real one."""
    parts = split_length(text) if text is not None else None
    if parts is None or parts[1] not in _REAL:
        return None
    return parts[0] * _ABSOLUTE[parts[1]] * METRES_PER_UNIT


def parse_number(text: str | None) -> float | None:
    """A plain number, or None."""
    parts = split_length(text) if text is not None else None
    return parts[0] if parts is not None and not parts[1] else None


def parse_share(text: str | None, default: float) -> float:
    """A number or percentage as an opacity is written, clamped to 0..1."""
    parts = split_length(text) if text is not None else None
    if parts is None or parts[1] not in ("", "%"):
        return default
    return min(max(parts[0] / 100 if parts[1] else parts[0], 0.0), 1.0)


def parse_numbers(text: str) -> list[float]:
    """All numbers of a list up to the first thing that is neither number nor separator."""
    values, position = [], 0
    for match in _NUMBERS.finditer(text):
        if text[position : match.start()].strip(" \t\r\n\f,"):
            break
        values.append(float(match[0]))
        position = match.end()
    return values


def parse_view_box(text: str | None) -> tuple[float, float, float, float] | None:
    """x, y, width and height of a viewBox, or None when it is missing, not valid or empty."""
    values = parse_numbers(text) if text else []
    if len(values) != 4 or not all(map(math.isfinite, values)):
        return None
    x, y, width, height = values
    return (x, y, width, height) if width > 0 and height > 0 else None


def parse_font_size(text: str, viewport: Viewport, parent: float) -> float:
    """A font size in user units; what is not valid leaves the parent's."""
    if text in _FONT_STEPS:
        return parent * 1.2 ** _FONT_STEPS[text]
    parts = split_length(text)
    if parts is not None and parts[1] == "%":
        return parent * parts[0] / 100
    size = parse_length(text, Axis.DIAGONAL, viewport, parent)
    return parent if size is None or size < 0 else size


_KEYWORDS = {"left": 0.0, "right": 1.0, "top": 0.0, "bottom": 1.0, "center": 0.5}


def transform_origin(
    text: str, viewport: Viewport, font_size: float = FONT_SIZE
) -> tuple[float, float]:
    """The point of a transform-origin in user units; the corner when it is not valid."""
    words = text.split()[:2]
    if not words:
        return 0.0, 0.0
    if len(words) == 1:
        words.append("center")
    if words[0] in ("top", "bottom") or words[1] in ("left", "right"):
        words.reverse()
    places = []
    for word, axis in zip(words, (Axis.X, Axis.Y), strict=True):
        if word in _KEYWORDS:
            places.append(_KEYWORDS[word] * viewport.extent(axis))
            continue
        length = parse_length(word, axis, viewport, font_size)
        if length is None:
            return 0.0, 0.0
        places.append(length)
    return places[0], places[1]
