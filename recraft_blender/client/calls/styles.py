# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A custom style made of pictures, or of other styles."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import catalog
from ..catalog import endpoints
from ..errors import InvalidRequestError
from ..picture import Picture
from .generation import reference_problems
from .look import Color, Controls, color_problems
from .making import STYLE_MATCHES
from .request import Request, choice_problems

MIX_POLICIES = ("PaletteMatch", "MaxWeight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a style, sRGB 0..255."""

    colors: tuple[Color, ...]
    background_color: Color | None = None

    def payload(self) -> dict[str, Any]:
        """The JSON object."""
        return self.controls().payload()

    def controls(self) -> Controls:
        """The same as controls, which are checked alike."""
        return Controls(colors=self.colors, background_color=self.background_color)


@dataclass(frozen=True, kw_only=True)
class CreateStyleRequest(Request):
    """A style bound to `model`, of 1 to 10 pictures; V2 and V3 can also mix `source_styles`.

    `style` is the base style, `match` is stored as the style's `style_match`; weights have one
    number for each picture or source style.
    """

    endpoint = endpoints.CREATE_STYLE

    images: tuple[Picture, ...] = ()
    style: str = ""
    model: str = ""
    match: str | None = None
    image_weights: tuple[float, ...] = ()
    prompt: str = ""
    palette: Palette | None = None
    source_styles: tuple[str, ...] = ()
    source_style_weights: tuple[float, ...] = ()
    mix_policy: str | None = None
    private: bool | None = None

    @property
    def known_model(self) -> catalog.Model | None:
        """The catalog's entry, or None for a model typed by its id."""
        return catalog.model(self.model or self.endpoint.default_model)

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken."""
        known = self.known_model
        mixes = known is None or known.traits.styles
        if not self.pictures() and not self.source_styles:
            text = "a style needs at least one picture" + (" or another style" if mixes else "")
            yield InvalidRequestError("images", (), text)
        if known is not None:
            yield from self._model_problems(known)
        if not mixes and (self.source_styles or self.source_style_weights or self.mix_policy):
            text = "styles are mixed by V3 and V2 only; leave the source styles out"
            yield InvalidRequestError("source_styles", self.source_styles, text)
        yield from choice_problems("mix_policy", self.mix_policy, MIX_POLICIES)
        yield from _weight_problems("image_weights", self.image_weights, len(self.pictures()))
        yield from _weight_problems(
            "source_style_weights", self.source_style_weights, len(self.source_styles)
        )
        if self.palette is not None:
            yield from color_problems(self.palette.controls(), known)

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """Pictures that are too many, too large, or of a wrong kind."""
        yield from super().picture_problems()
        yield from reference_problems("images", self.images)

    def _model_problems(self, known: catalog.Model) -> Iterator[InvalidRequestError]:
        if known.family not in (self.endpoint.families or ()):
            text = f"{known.title} takes no custom styles; choose another model"
            yield InvalidRequestError("model", known.id, text)
        allowed = _base_styles(known)
        if self.style and self.style not in allowed:
            text = f"{self.style} is no base style of {known.title}; choose {' or '.join(allowed)}"
            yield InvalidRequestError("style", self.style, text)
        matches = known.traits.style_matches or STYLE_MATCHES
        yield from choice_problems("match", self.match, matches)


def _base_styles(model: catalog.Model) -> tuple[str, ...]:
    if not model.traits.styles:
        return ("vector_illustration",) if model.is_vector else ("any", "vector_illustration")
    return catalog.base_styles(model)


def _weight_problems(
    name: str, weights: tuple[float, ...], count: int
) -> Iterator[InvalidRequestError]:
    if weights and len(weights) != count:
        yield InvalidRequestError(name, weights, f"give {count} weights, one for each")
    elif not all(weight >= 0 and math.isfinite(weight) for weight in weights):
        yield InvalidRequestError(name, weights, "weights are numbers from 0 upwards")
