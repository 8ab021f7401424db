# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a picture is to look: colours, words at places, style; and what a model reads of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import catalog
from ..errors import InvalidRequestError

Color = tuple[int, int, int]
"""sRGB, each channel 0..255."""
Point = tuple[float, float]
"""Within the picture: (0, 0) is the top left corner, (1, 1) the lower right one."""

# The published alphabet of text_layout; its own example has lower case, so that is capitalised.
_LETTERS = frozenset(
    "!\"#$%&'()*+,-./:;<>?@_{}0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZØĐĦŁŊŦΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "ІАВЕКМНОРСТУХßẞ"
)


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


def color_problems(
    controls: Controls, model: catalog.Model | None
) -> Iterator[InvalidRequestError]:
    """Colours, weights and controls that break a limit."""
    colors, weights = controls.colors, controls.weights
    if len(colors) > catalog.MAX_COLORS:
        allowed = f"{len(colors)} colours are too many, choose up to {catalog.MAX_COLORS}"
        yield InvalidRequestError("controls.colors", colors, allowed)
    named = [("controls.colors", color) for color in colors]
    if controls.background_color is not None:
        named.append(("controls.background_color", controls.background_color))
    for name, color in named:
        if len(color) != 3 or not all(0 <= channel <= 255 for channel in color):
            yield InvalidRequestError(name, color, "a colour is three values 0 to 255")
    if weights and len(weights) != len(colors):
        yield InvalidRequestError("controls.colors.weight", weights, "give each colour a weight")
    if not all(0 <= weight <= 1 for weight in weights) or sum(weights) > 1 + 1e-9:
        allowed = "weights are 0 to 1, and up to 1 together"
        yield InvalidRequestError("controls.colors.weight", weights, allowed)
    level = controls.artistic_level
    if level is not None and not 0 <= level <= 5:
        yield InvalidRequestError("controls.artistic_level", level, f"{level} is not from 0 to 5")
    if model is not None and not model.traits.art_controls:
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
        allowed = f"{model.title} places no words; leave it out or choose V3"
        yield InvalidRequestError("text_layout", layout, allowed)
    for item in layout:
        if not item.text or not set(item.text.upper()) <= _LETTERS:
            allowed = f"{item.text!r} is not one word of letters and signs that can be drawn"
            yield InvalidRequestError("text_layout.text", item.text, allowed)
        if len(item.bbox) != 4 or any(len(point) != 2 for point in item.bbox):
            yield InvalidRequestError("text_layout.bbox", item.bbox, "a place has four corners")


def style_problems(
    style: str, substyle: str, style_id: str, model: catalog.Model | None
) -> Iterator[InvalidRequestError]:
    """Styles that exclude each other, or that the model does not read."""
    if style and style_id:
        allowed = "a style and a custom style exclude each other; give one of them"
        yield InvalidRequestError("style_id", style_id, allowed)
    if substyle and not style:
        yield InvalidRequestError("substyle", substyle, "a substyle needs the style it belongs to")
    if model is None:
        return
    title = model.title
    if style_id and not model.traits.style_id:
        yield InvalidRequestError("style_id", style_id, f"{title} takes no custom style")
    if not model.traits.styles:
        own = "vector_illustration" if model.is_vector else "any"
        if style and (style != own or not model.traits.style_id):
            allowed = f"{title} has no named styles; leave it out, or choose V3 or V2"
            yield InvalidRequestError("style", style, allowed)
        if substyle:
            allowed = f"{title} has no substyles; leave it out, or choose V3 or V2"
            yield InvalidRequestError("substyle", substyle, allowed)
        return
    allowed_styles = (*catalog.base_styles(model), *catalog.curated_styles(model))
    if catalog.is_known_style(style) and style not in allowed_styles:
        yield InvalidRequestError("style", style, f"{style} is no style of {title}")
    elif (
        catalog.is_known_substyle(substyle)
        and style in catalog.BASE_STYLES
        and substyle not in catalog.substyles(model, style)
    ):
        allowed = f"{substyle} is no substyle of {style} for {title}"
        yield InvalidRequestError("substyle", substyle, allowed)
