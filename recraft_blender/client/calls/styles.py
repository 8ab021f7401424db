# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A custom style made of pictures, or of other styles."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import catalog
from ..catalog import endpoints
from ..errors import InvalidRequestError
from ..picture import Picture
from .generation import reference_problems
from .limits import channel_problems, choice_problems, weight_problems
from .look import Color, match_problems
from .request import Request

MIX_POLICIES = ("PaletteMatch", "MaxWeight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a style, sRGB 0..255."""

    colors: tuple[Color, ...]
    background_color: Color | None = None

    def payload(self) -> dict[str, Any]:
        """The JSON object."""
        body: dict[str, Any] = {"colors": [{"rgb": list(color)} for color in self.colors]}
        if self.background_color is not None:
            body["background_color"] = {"rgb": list(self.background_color)}
        return body


@dataclass(frozen=True, kw_only=True)
class CreateStyleRequest(Request):
    """A style bound to `model`, of 1 to 10 pictures; V2 and V3 can also mix `source_styles`.

    `style` is the base style, `match` is stored as the style's `style_match`; weights have one
    number for each picture or source style.
    """

    endpoint = endpoints.CREATE_STYLE

    images: tuple[Picture, ...] = ()
    style: str = ""
    model: str = endpoints.CREATE_STYLE.default_model
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
        yield from super().problems()
        known = self.known_model
        if not self.images and not self.source_styles:
            text = "give at least one picture, or with V3 and V2 another style"
            yield InvalidRequestError("images", None, text)
        if known is not None:
            yield from self._model_problems(known)
        yield from match_problems("match", self.match, known)
        yield from choice_problems("mix_policy", self.mix_policy, MIX_POLICIES)
        yield from weight_problems("image_weights", self.image_weights, len(self.images))
        yield from weight_problems(
            "source_style_weights", self.source_style_weights, len(self.source_styles)
        )
        yield from self._palette_problems()

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """Pictures that are too many, too large, or of a wrong kind."""
        yield from super().picture_problems()
        yield from reference_problems("images", self.images)

    def _model_problems(self, known: catalog.Model) -> Iterator[InvalidRequestError]:
        if known.family not in (self.endpoint.families or ()):
            text = f"{known.title} takes no custom styles; choose another model"
            yield InvalidRequestError("model", known.id, text)
        if self.style:
            yield from choice_problems("style", self.style, catalog.custom_base_styles(known))
        for name in ("source_styles", "source_style_weights", "mix_policy"):
            value = getattr(self, name)
            if value and not known.traits.styles:
                text = "styles are mixed by V3 and V2 only; leave it out"
                yield InvalidRequestError(name, value, text)

    def _palette_problems(self) -> Iterator[InvalidRequestError]:
        if self.palette is None:
            return
        for color in self.palette.colors:
            yield from channel_problems("palette.colors", color)
        if self.palette.background_color is not None:
            yield from channel_problems("palette.background_color", self.palette.background_color)
