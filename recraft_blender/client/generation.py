# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `POST /images/generations` is asked: the request as a value, its limits and its price.

Plain Python, so that Blender can check and price a request without importing the network.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import catalog
from .errors import InvalidRequestError

Color = tuple[int, int, int]
"""sRGB, each channel 0..255."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """One request for `n` raster pictures.

    `size` is a ratio (`16:9`) or pixels of the model's family (`1344x768`); `colors` are preferred
    colours, `background_color` the ground, both sRGB 0..255; `random_seed` is an unsigned 32-bit
    number or None for the service's choice.
    """

    prompt: str
    model: str = catalog.DEFAULT_MODEL
    size: str = "1:1"
    n: int = 1
    random_seed: int | None = None
    colors: tuple[Color, ...] = ()
    background_color: Color | None = None
    negative_prompt: str = ""

    def check(self) -> None:
        """Raise InvalidRequestError for the first documented limit that is broken."""
        for problem in self.problems():
            raise problem

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken, prompt first, as the service checks."""
        known = catalog.model(self.model)
        yield from _prompt_problems(self.prompt, known)
        yield from _model_problems(self, known)
        if not 1 <= self.n <= catalog.MAX_COUNT:
            yield InvalidRequestError("n", self.n, f"ask for 1 to {catalog.MAX_COUNT} pictures")
        if self.random_seed is not None and not 0 <= self.random_seed <= catalog.MAX_SEED:
            allowed = f"a seed is a whole number from 0 to {catalog.MAX_SEED}"
            yield InvalidRequestError("random_seed", self.random_seed, allowed)
        yield from _color_problems(self.colors, self.background_color)

    def payload(self) -> dict[str, Any]:
        """The JSON body. PNG is asked for: lossless, and read by every Blender."""
        body: dict[str, Any] = {
            "prompt": self.prompt,
            "model": self.model,
            "size": self.size,
            "n": self.n,
            "response_format": "url",
            "image_format": "png",
        }
        if self.random_seed is not None:
            body["random_seed"] = self.random_seed
        if self.negative_prompt:
            body["negative_prompt"] = self.negative_prompt
        controls: dict[str, Any] = {}
        if self.colors:
            controls["colors"] = [{"rgb": list(color)} for color in self.colors]
        if self.background_color is not None:
            controls["background_color"] = {"rgb": list(self.background_color)}
        return body | ({"controls": controls} if controls else {})


def estimate(request: GenerationRequest) -> int | None:
    """The price in API units, or None for a model that the catalog does not know."""
    known = catalog.model(request.model)
    return None if known is None else known.units * request.n


def _prompt_problems(prompt: str, model: catalog.Model | None) -> Iterator[InvalidRequestError]:
    limit = model.prompt_limit if model else 10_000
    name = model.title if model else "this model"
    if not prompt.strip():
        yield InvalidRequestError("prompt", prompt, "type what the picture should show")
    elif len(prompt) > limit:
        allowed = (
            f"{len(prompt):,} characters are too many, {name} reads up to {limit:,}; shorten it"
        )
        yield InvalidRequestError("prompt", prompt, allowed)


def _model_problems(
    request: GenerationRequest, model: catalog.Model | None
) -> Iterator[InvalidRequestError]:
    if model is None:
        return
    if model.output is not catalog.Output.RASTER:
        allowed = f"{model.title} draws SVG; choose a raster model for a picture"
        yield InvalidRequestError("model", request.model, allowed)
    if model.needs_style:
        allowed = f"{model.title} works only with a custom style; choose another model"
        yield InvalidRequestError("model", request.model, allowed)
    if request.size not in catalog.RATIOS and request.size not in catalog.sizes_of(model):
        allowed = f"{request.size} is no size of {model.title}; choose one of its sizes or a ratio"
        yield InvalidRequestError("size", request.size, allowed)
    if request.negative_prompt and not model.takes_negative_prompt:
        allowed = f"{model.title} takes no negative prompt; leave it empty or choose V3"
        yield InvalidRequestError("negative_prompt", request.negative_prompt, allowed)


def _color_problems(
    colors: tuple[Color, ...], background: Color | None
) -> Iterator[InvalidRequestError]:
    if len(colors) > catalog.MAX_COLORS:
        allowed = f"{len(colors)} colours are too many, choose up to {catalog.MAX_COLORS}"
        yield InvalidRequestError("controls.colors", colors, allowed)
    named = [("controls.colors", color) for color in colors]
    if background is not None:
        named.append(("controls.background_color", background))
    for field, color in named:
        if len(color) != 3 or not all(0 <= channel <= 255 for channel in color):
            yield InvalidRequestError(field, color, "a colour is three values 0 to 255")
