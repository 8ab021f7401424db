# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties that elements inherit, and how their texts are read.

Facts: https://www.w3.org/TR/SVG2/styling.html and https://www.w3.org/TR/SVG2/propidx.html
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .colors import BLACK, Color, parse_color
from .drawing import Cap, FillRule, Join
from .lengths import (
    FONT_SIZE,
    Axis,
    Viewport,
    parse_font_size,
    parse_length,
    parse_number,
    parse_share,
)

MAX_DASHES = 256

PAINT_ORDER = ("fill", "stroke", "markers")
NOT_INHERITED = frozenset(
    (
        "clip-path",
        "display",
        "filter",
        "isolation",
        "mask",
        "mix-blend-mode",
        "opacity",
        "overflow",
        "stop-color",
        "stop-opacity",
        "transform",
        "transform-origin",
        "vector-effect",
        "background-color",
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """What an element hands on to its children; lengths are in user units.

    `fill` and `stroke` are still text, because a paint may refer to the element that uses it.
    Markers are the ids of marker elements, empty for none.
    """

    fill: str = "black"
    stroke: str = "none"
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    fill_rule: FillRule = FillRule.NONZERO
    clip_rule: FillRule = FillRule.NONZERO
    stroke_width: float = 1.0
    cap: Cap = Cap.BUTT
    join: Join = Join.MITER
    miter_limit: float = 4.0
    dashes: tuple[float, ...] = ()
    dash_offset: float = 0.0
    color: Color = BLACK
    visible: bool = True
    paint_order: tuple[str, ...] = PAINT_ORDER
    marker_start: str = ""
    marker_mid: str = ""
    marker_end: str = ""
    font_size: float = FONT_SIZE


@dataclass(frozen=True, slots=True)
class _Around:
    """What the reading of a property may need besides its text."""

    parent: Style
    viewport: Viewport
    font_size: float


def _number(default: float) -> Callable[[str, _Around], object]:
    return lambda text, _: parse_share(text, default)


def _length(text: str, around: _Around) -> float | None:
    return parse_length(text, Axis.DIAGONAL, around.viewport, around.font_size)


def _choice(kind: Callable[[str], object], *names: str) -> Callable[[str, _Around], object]:
    return lambda text, _: kind(text) if text in names else None


def _miter_limit(text: str, _: _Around) -> float | None:
    number = parse_number(text)
    return None if number is None else max(number, 1.0)


def _dashes(text: str, around: _Around) -> tuple[float, ...] | None:
    """An even number of lengths, or nothing when they cannot make dashes."""
    if text.strip() == "none":
        return ()
    dashes: list[float] = []
    for word in text.replace(",", " ").split()[:MAX_DASHES]:
        length = _length(word, around)
        if length is None:
            break
        dashes.append(length)
    if not dashes:
        return None
    if min(dashes, default=0.0) < 0 or sum(dashes) <= 0:
        return ()
    return tuple(dashes) if len(dashes) % 2 == 0 else tuple(dashes * 2)


def _paint_order(text: str, _: _Around) -> tuple[str, ...]:
    words = text.split()
    if len(set(words)) < len(words) or not set(words) <= set(PAINT_ORDER):
        return PAINT_ORDER
    return (*words, *(word for word in PAINT_ORDER if word not in words))


def _marker(text: str, _: _Around) -> str:
    return link_target(text) or ""


READERS: dict[str, tuple[str, Callable[[str, _Around], object]]] = {
    "fill": ("fill", lambda text, _: text.strip()),
    "stroke": ("stroke", lambda text, _: text.strip()),
    "fill-opacity": ("fill_opacity", _number(1.0)),
    "stroke-opacity": ("stroke_opacity", _number(1.0)),
    "fill-rule": ("fill_rule", _choice(FillRule, *FillRule)),
    "clip-rule": ("clip_rule", _choice(FillRule, *FillRule)),
    "stroke-width": ("stroke_width", _length),
    "stroke-linecap": ("cap", _choice(Cap, *Cap)),
    "stroke-linejoin": ("join", _choice(Join, *Join)),
    "stroke-miterlimit": ("miter_limit", _miter_limit),
    "stroke-dasharray": ("dashes", _dashes),
    "stroke-dashoffset": ("dash_offset", _length),
    "color": ("color", lambda text, _: parse_color(text)),
    "visibility": ("visible", lambda text, _: text.strip() == "visible"),
    "paint-order": ("paint_order", _paint_order),
    "marker-start": ("marker_start", _marker),
    "marker-mid": ("marker_mid", _marker),
    "marker-end": ("marker_end", _marker),
    "font-size": ("font_size", lambda _, around: around.font_size),
}
PROPERTIES = NOT_INHERITED | READERS.keys()
_LINK = re.compile(r"\s*url\(\s*(\"[^\"]*\"|'[^']*'|[^)\"']*)\)\s*(.*)", re.DOTALL)


def split_link(text: str) -> tuple[str, str] | None:
    """The address in `url(...)` and what follows it, or None when the text is not of that form."""
    match = _LINK.fullmatch(text)
    if match is None:
        return None
    address = match[1].strip()
    return (address[1:-1] if address[:1] in ("'", '"') else address).strip(), match[2].strip()


def link_target(text: str) -> str | None:
    """The id in `url(#id)`, or None for anything else, also for other files."""
    parts = split_link(text)
    return parts[0][1:] if parts is not None and parts[0].startswith("#") else None


def computed(parent: Style, own: Mapping[str, str], viewport: Viewport) -> Style:
    """The style that a parent's becomes with an element's own properties, given as text."""
    font_size = parent.font_size
    if "font-size" in own:
        font_size = parse_font_size(own["font-size"].strip(), viewport, font_size)
    around = _Around(parent, viewport, font_size)
    changes: dict[str, Any] = {}
    for name, text in own.items():
        target, read = READERS[name]
        value = read(text, around)
        if value is not None:
            changes[target] = value
    return replace(parent, **changes)
