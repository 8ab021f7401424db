# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all calls share that make pictures with a model: model, count, seed, style, colours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import catalog
from ..errors import InvalidRequestError
from .limits import choice_problems, whole_problems
from .look import (
    Controls,
    TextItem,
    control_problems,
    match_problems,
    style_problems,
    text_problems,
)
from .request import PictureRequest
from .words import length_problems

_PIXELS = re.compile(r"[1-9]\d{1,4}x[1-9]\d{1,4}")
CREATIVITY = ("simple", "standard", "eccentric")
UPSCALE = ("upscale4mp", "upscale16mp")


@dataclass(frozen=True, kw_only=True)
class MakingRequest(PictureRequest):
    """A request for `n` pictures by a model.

    `prompt` says what to show. `style` is a base style (then `substyle` may refine it) or a curated
    name, `style_id` a custom style; `random_seed` an unsigned 32-bit number or None for the
    service's choice. `block_nsfw`, `calculate_features` (fills the answer's `features`) and
    `creativity` are in the published contract without a description.
    """

    prompt: str
    model: str = catalog.DEFAULT_MODEL
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
    def known_model(self) -> catalog.Model | None:
        """The catalog's entry of the model or the call's default; None for one typed by its id."""
        return catalog.model(self.model or self.endpoint.default_model)

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
        """The model's price for each picture; V3 and V2 charge the vector price by style.

        What V4 and V4.1 charge for a picture from a picture was not to be read; it is taken to be
        the same.
        """
        known = self.known_model
        if known is not None and self._is_vector_style(known):
            known = catalog.vector_twin(known) or known
        return None if known is None else known.units * self.n

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that is broken, prompt first, as the service checks."""
        known = self.known_model
        yield from prompt_problems(self.prompt, known)
        yield from super().problems()
        yield from count_problems(self.n, self.random_seed)
        if known is not None:
            yield from self._model_problems(known)
        yield from style_problems(self.style, self.substyle, self.style_id, known)
        yield from match_problems("style_match", self.style_match, known)
        yield from text_problems(self.text_layout, known)
        if self.controls is not None:
            yield from control_problems(self.controls, known)
        yield from choice_problems("creativity", self.creativity, CREATIVITY)

    @property
    def has_custom_style(self) -> bool:
        """True when a custom style is given, which some models need."""
        return bool(self.style_id)

    def _is_vector_style(self, known: catalog.Model) -> bool:
        return known.traits.styles and self.style in catalog.VECTOR_STYLES

    def _model_problems(self, known: catalog.Model) -> Iterator[InvalidRequestError]:
        families = self.endpoint.families
        if families is not None and known.family not in families:
            fit = " or ".join(family.value for family in families)
            text = f"{self.endpoint.title} works with {fit}, not with {known.title}"
            yield InvalidRequestError("model", known.id, text)
        if known.needs_style and not self.has_custom_style:
            text = f"{known.title} works only with a custom style; choose one, or another model"
            yield InvalidRequestError("model", known.id, text)
        if self.negative_prompt and not known.traits.negative_prompt:
            text = f"{known.title} takes no negative prompt; leave it empty or choose V3"
            yield InvalidRequestError("negative_prompt", self.negative_prompt, text)


def prompt_problems(prompt: str, model: catalog.Model | None) -> Iterator[InvalidRequestError]:
    """A prompt that says nothing, or more than the model reads."""
    limit = model.prompt_limit if model else catalog.MAX_PROMPT
    yield from length_problems(prompt, limit, model.title if model else "the service")


def count_problems(n: int, seed: int | None) -> Iterator[InvalidRequestError]:
    """A count or a seed out of its range."""
    if any(whole_problems("n", n, 1, catalog.MAX_COUNT)):
        yield InvalidRequestError("n", n, f"ask for 1 to {catalog.MAX_COUNT} pictures")
    if any(whole_problems("random_seed", seed, 0, catalog.MAX_SEED)):
        text = f"a seed is a whole number from 0 to {catalog.MAX_SEED}"
        yield InvalidRequestError("random_seed", seed, text)


def size_problems(size: str, model_id: str) -> Iterator[InvalidRequestError]:
    """A size that is neither a ratio nor one of the model's.

    Without a model it is one of any model's; a model typed by its id may have others.
    """
    if not size or size in catalog.RATIOS:
        return
    known = catalog.model(model_id)
    if known is not None or not model_id:
        if size not in (catalog.sizes_of(known) if known else catalog.SIZES):
            text = (
                f"choose a ratio such as 16:9, or a size of {known.title if known else 'a model'}"
            )
            yield InvalidRequestError("size", size, text)
    elif not _PIXELS.fullmatch(size):
        text = "choose a ratio such as 16:9, or pixels as 1024x1024"
        yield InvalidRequestError("size", size, text)
