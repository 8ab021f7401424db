# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all calls share that make pictures with a model: model, count, seed, style, colours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import catalog
from ..errors import InvalidRequestError
from .look import Controls, TextItem, color_problems, style_problems, text_problems
from .request import PictureRequest, choice_problems

_PIXELS = re.compile(r"[1-9]\d{1,4}x[1-9]\d{1,4}")
CREATIVITY = ("simple", "standard", "eccentric")
UPSCALE = ("upscale4mp", "upscale16mp")
STYLE_MATCHES = ("regular", "precise", "flexible")


@dataclass(frozen=True, kw_only=True)
class MakingRequest(PictureRequest):
    """A request for `n` pictures by a model.

    `prompt` says what to show. `style` is a base style (then `substyle` may refine it) or a curated
    name, `style_id` a custom style; `random_seed` an unsigned 32-bit number or None for the
    service's choice. `block_nsfw`, `calculate_features` (fills the answer's `features`) and
    `creativity` are in the published contract without a description.
    """

    prompt: str
    model: str = ""
    n: int = 1
    style: str = ""
    substyle: str = ""
    style_id: str = ""
    style_match: str | None = None
    negative_prompt: str = ""
    text_layout: tuple[TextItem, ...] = ()
    controls: Controls | None = None
    random_seed: int | None = None
    block_nsfw: bool | None = None
    calculate_features: bool | None = None
    creativity: str | None = None

    @property
    def model_id(self) -> str:
        """The model asked for, or the call's default."""
        return self.model or self.endpoint.default_model

    @property
    def known_model(self) -> catalog.Model | None:
        """The catalog's entry, or None for a model typed by its id."""
        return catalog.model(self.model_id)

    @property
    def is_vector(self) -> bool | None:
        """True when the answer is SVG, None for a model that the catalog does not know."""
        known = self.known_model
        return None if known is None else known.is_vector or self._is_vector_style(known)

    @property
    def image_count(self) -> int:
        """The count asked for."""
        return self.n

    @property
    def units(self) -> int | None:
        """The model's price for each picture; V3 and V2 charge the vector price by style."""
        known = self.known_model
        if known is not None and self._is_vector_style(known):
            known = catalog.vector_twin(known) or known
        return None if known is None else known.units * self.n

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken, prompt first, as the service checks."""
        known = self.known_model
        yield from prompt_problems(self.prompt, known)
        yield from super().problems()
        yield from self._model_problems(known)
        yield from count_problems(self.n, self.random_seed)
        yield from style_problems(self.style, self.substyle, self.style_id, known)
        yield from self._match_problems(known)
        yield from text_problems(self.text_layout, known)
        if self.controls is not None:
            yield from color_problems(self.controls, known)
        yield from choice_problems("creativity", self.creativity, CREATIVITY)

    def _is_vector_style(self, known: catalog.Model) -> bool:
        return known.traits.styles and self.style in catalog.VECTOR_STYLES

    def _model_problems(self, known: catalog.Model | None) -> Iterator[InvalidRequestError]:
        families = self.endpoint.families
        if known is None or families is None:
            return
        if known.family not in families:
            fit = ", ".join(family.value for family in families)
            allowed = f"{self.endpoint.title} works with {fit}, not with {known.title}"
            yield InvalidRequestError("model", self.model_id, allowed)
        if known.needs_style and not self._has_custom_style():
            allowed = f"{known.title} works only with a custom style; choose one, or another model"
            yield InvalidRequestError("model", self.model_id, allowed)
        if self.negative_prompt and not known.traits.negative_prompt:
            allowed = f"{known.title} takes no negative prompt; leave it empty or choose V3"
            yield InvalidRequestError("negative_prompt", self.negative_prompt, allowed)

    def _has_custom_style(self) -> bool:
        return bool(self.style_id)

    def _match_problems(self, known: catalog.Model | None) -> Iterator[InvalidRequestError]:
        if self.style_match is None:
            return
        allowed = STYLE_MATCHES if known is None else known.traits.style_matches
        if self.style_match not in allowed:
            title = known.title if known else "the service"
            text = f"{title} takes {' or '.join(allowed) or 'none'}, not {self.style_match}"
            yield InvalidRequestError("style_match", self.style_match, text)


def prompt_problems(prompt: str, model: catalog.Model | None) -> Iterator[InvalidRequestError]:
    """A prompt that says nothing, or more than the model reads."""
    limit = model.prompt_limit if model else catalog.MAX_PROMPT
    name = model.title if model else "this model"
    if not prompt.strip():
        yield InvalidRequestError("prompt", prompt, "type what the picture should show")
    elif len(prompt) > limit:
        text = f"{len(prompt):,} characters are too many, {name} reads up to {limit:,}; shorten it"
        yield InvalidRequestError("prompt", prompt, text)


def count_problems(n: int, seed: int | None) -> Iterator[InvalidRequestError]:
    """A count or a seed out of its range."""
    if not 1 <= n <= catalog.MAX_COUNT:
        yield InvalidRequestError("n", n, f"ask for 1 to {catalog.MAX_COUNT} pictures")
    if seed is not None and not 0 <= seed <= catalog.MAX_SEED:
        text = f"a seed is a whole number from 0 to {catalog.MAX_SEED}"
        yield InvalidRequestError("random_seed", seed, text)


def size_problems(size: str, model: catalog.Model | None) -> Iterator[InvalidRequestError]:
    """A size that is neither a ratio nor one of the model's."""
    if not size or size in catalog.RATIOS:
        return
    if model is None:
        if not _PIXELS.fullmatch(size):
            yield InvalidRequestError("size", size, f"{size} is neither a ratio nor WxH pixels")
    elif size not in catalog.sizes_of(model):
        text = f"{size} is no size of {model.title}; choose one of its sizes or a ratio"
        yield InvalidRequestError("size", size, text)
