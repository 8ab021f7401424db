# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a picture is to look: colours, words at places, style; and what a model reads of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import catalog
from ..errors import InvalidRequestError
from .limits import (
    channel_problems,
    choice_problems,
    is_number,
    weight_problems,
    whole_problems,
)

Color = tuple[int, int, int]
"""sRGB, each channel 0..255."""
Point = tuple[float, float]
"""Within the picture: (0, 0) is the top left corner, (1, 1) the lower right one."""

STYLE_MATCHES = ("regular", "precise", "flexible")
MAX_ARTISTIC_LEVEL = 5

# The published alphabet of text_layout. Its own example has lower case, so the service raises it.
_CAPITALS = (
    "!\"#$%&'()*+,-./:;<>?@_{}0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZØĐĦŁŊŦΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "ІАВЕКМНОРСТУХßẞ"
)
_LETTERS = frozenset(_CAPITALS) | {letter.lower() for letter in _CAPITALS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """The `controls` of a request. `weights` has one number 0..1 for each colour, or none.

    `artistic_level` 0 (plain) to 5 (eccentric) and `no_text` are read by V3 only.
    """

    colors: tuple[Color, ...] = ()
    weights: tuple[float, ...] = ()
    background_color: Color | None = None
    artistic_level: int | None = None
    no_text: bool | None = None

    def payload(self) -> dict[str, Any]:
        """The JSON object."""
        weights: tuple[float | None, ...] = self.weights or (None,) * len(self.colors)
        body: dict[str, Any] = {}
        if self.colors:
            body["colors"] = [
                {"rgb": list(color)} | ({} if weight is None else {"weight": weight})
                for color, weight in zip(self.colors, weights, strict=False)
            ]
        if self.background_color is not None:
            body["background_color"] = {"rgb": list(self.background_color)}
        if self.artistic_level is not None:
            body["artistic_level"] = self.artistic_level
        if self.no_text is not None:
            body["no_text"] = self.no_text
        return body


@dataclass(frozen=True, slots=True)
class TextItem:
    """One word at a place: four corners, which may lie outside the picture (then it is cut)."""

    text: str
    bbox: tuple[Point, Point, Point, Point]

    def payload(self) -> dict[str, Any]:
        """The JSON object."""
        return {"text": self.text, "bbox": [list(point) for point in self.bbox]}


def control_problems(
    controls: Controls, model: catalog.Model | None
) -> Iterator[InvalidRequestError]:
    """Colours, weights and controls that break a limit."""
    colors, weights = controls.colors, controls.weights
    if len(colors) > catalog.MAX_COLORS:
        allowed = f"{len(colors)} colours are too many, choose up to {catalog.MAX_COLORS}"
        yield InvalidRequestError("controls.colors", len(colors), allowed)
    for color in colors:
        yield from channel_problems("controls.colors", color)
    if controls.background_color is not None:
        yield from channel_problems("controls.background_color", controls.background_color)
    yield from weight_problems("controls.colors.weight", weights, len(colors))
    # The sum of weights such as 0.1 is a little off in floating point.
    if not sum(weights) <= 1 + 1e-9:
        allowed = "weights are from 0 to 1, and up to 1 together"
        yield InvalidRequestError("controls.colors.weight", weights, allowed)
    level = controls.artistic_level
    yield from whole_problems("controls.artistic_level", level, 0, MAX_ARTISTIC_LEVEL)
    if model is None or model.traits.art_controls:
        return
    for name in ("artistic_level", "no_text"):
        value = getattr(controls, name)
        if value is not None:
            allowed = f"{model.title} does not read it; leave it out or choose V3"
            yield InvalidRequestError(f"controls.{name}", value, allowed)


def text_problems(
    layout: tuple[TextItem, ...], model: catalog.Model | None
) -> Iterator[InvalidRequestError]:
    """Words that the model cannot place."""
    if layout and model is not None and not model.traits.text_layout:
        allowed = f"{model.title} places no words; leave them out or choose V3"
        yield InvalidRequestError("text_layout", len(layout), allowed)
    for item in layout:
        if not item.text or not set(item.text) <= _LETTERS:
            allowed = "a word to be placed has Latin letters, some Greek and Cyrillic, and signs"
            yield InvalidRequestError("text_layout.text", item.text, f"{allowed}, but no spaces")
        if len(item.bbox) != 4 or not all(map(_is_point, item.bbox)):
            yield InvalidRequestError("text_layout.bbox", item.bbox, "give four corners (x, y)")


def style_problems(
    style: str, substyle: str, style_id: str, model: catalog.Model | None
) -> Iterator[InvalidRequestError]:
    """Styles that exclude each other, or that the model does not read.

    A style that the catalog does not know passes, except for models that take none at all.
    """
    if style and style_id:
        allowed = "a style and a custom style exclude each other; give one of them"
        yield InvalidRequestError("style_id", style_id, allowed)
    if substyle and not style:
        yield InvalidRequestError("substyle", substyle, "give the style it belongs to as well")
    if model is None:
        return
    title, traits = model.title, model.traits
    if style_id and not traits.style_id:
        yield InvalidRequestError("style_id", style_id, f"{title} takes no custom style")
    if style and not traits.style_id:
        yield InvalidRequestError("style", style, f"{title} takes no style; leave it out")
    elif catalog.is_known_style(style) and style not in catalog.styles_of(model):
        allowed = f"{title} has no such style; choose one of its own or another model"
        yield InvalidRequestError("style", style, allowed)
    if substyle and not traits.styles:
        allowed = f"{title} has no substyles; leave it out, or choose V3 or V2"
        yield InvalidRequestError("substyle", substyle, allowed)
    elif (
        catalog.is_known_substyle(substyle)
        and catalog.is_known_style(style)
        and substyle not in catalog.substyles(model, style)
    ):
        allowed = f"{title} has no such substyle of {style}; choose one of its own"
        yield InvalidRequestError("substyle", substyle, allowed)


def match_problems(
    name: str, match: str | None, model: catalog.Model | None
) -> Iterator[InvalidRequestError]:
    """A value of `style_match` that the model does not support."""
    if model is not None and not model.traits.style_matches:
        if match is not None:
            yield InvalidRequestError(name, match, f"{model.title} takes no style; leave it out")
    else:
        yield from choice_problems(
            name, match, model.traits.style_matches if model else STYLE_MATCHES
        )


def _is_point(point: tuple[float, ...]) -> bool:
    return len(point) == 2 and all(map(is_number, point))
