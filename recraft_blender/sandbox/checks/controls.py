# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours and the other controls."""

from dataclasses import dataclass
from typing import Any

from ...client import catalog
from ...client.calls import Color
from ...client.catalog import Model
from ..fields import Fields, finite
from ..refusals import not_supported, wrong

_ROUNDING = 1e-9
MAX_ARTISTIC_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Controls:
    """Colours, sRGB 0..255, the heaviest first."""

    colors: tuple[Color, ...] = ()
    background: Color | None = None


def accept_controls(fields: Fields, model: Model) -> Controls:
    """The `controls` of a request."""
    controls = fields.mapping("controls")
    level, no_text = controls.get("artistic_level"), controls.get("no_text")
    for name, value in (("artistic_level", level), ("no_text", no_text)):
        if value is not None and not model.traits.art_controls:
            raise not_supported(f"controls.{name}", model.id)
    if level is not None and (type(level) is not int or not 0 <= level <= MAX_ARTISTIC_LEVEL):
        raise wrong(f"controls.artistic_level should be in [0, {MAX_ARTISTIC_LEVEL}]")
    if no_text is not None and type(no_text) is not bool:
        raise wrong("controls.no_text should be true or false")
    return accept_colors(controls, "controls", most=catalog.MAX_COLORS)


def accept_colors(container: dict[str, Any], name: str, *, most: int) -> Controls:
    """The `colors` and `background_color` of an object."""
    given = container.get("colors") or []
    if not isinstance(given, list) or len(given) > most:
        raise wrong(f"{name}.colors holds up to {most} colors")
    colors = [_color(value) for value in given]
    weights = [_weight(value) for value in given]
    if sum(weights) > 1 + _ROUNDING:
        raise wrong(f"{name}.colors weights should sum to at most 1")
    heaviest = sorted(range(len(colors)), key=lambda place: -weights[place])
    background = container.get("background_color")
    return Controls(
        tuple(colors[place] for place in heaviest),
        None if background is None else _color(background),
    )


def _color(value: object) -> Color:
    rgb = value.get("rgb") if isinstance(value, dict) else None
    if isinstance(rgb, list) and len(rgb) == 3:
        red, green, blue = rgb
        if all(type(channel) is int and 0 <= channel <= 255 for channel in rgb):
            return red, green, blue
    raise wrong("rgb should be three integers in [0, 255]")


def _weight(value: dict[str, Any]) -> float:
    weight = value.get("weight")
    if weight is None:
        return 0.0
    number = finite(weight, "weight")
    if not 0 <= number <= 1:
        raise wrong("weight should be in [0, 1]")
    return number
