# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all calls share that make pictures of a prompt with a model."""

import secrets
from dataclasses import dataclass

from ..client import catalog
from ..client.calls import Color
from ..client.catalog import Endpoint, Model
from .call import Call
from .checks.controls import Controls, accept_controls
from .checks.model import accept_count, accept_prompt_and_model
from .checks.output import Output, accept_output
from .checks.style import (
    accept_custom_style,
    accept_named_style,
    accept_style_match,
    gives_vector,
)
from .checks.text_layout import check_text_layout
from .refusals import not_supported, wrong
from .seeds import seed_of, spread
from .styles import Style


@dataclass(frozen=True, slots=True)
class Making:
    """An accepted request for `count` pictures. `style_name` is empty for the model's default."""

    prompt: str
    model: Model
    is_vector: bool
    count: int
    seed: int
    style_name: str
    style: Style | None
    style_match: str | None
    controls: Controls
    output: Output

    @property
    def units(self) -> int:
        """The price of the pictures; V3 and V2 charge their vector price by style."""
        priced = self.model
        if self.is_vector and not self.model.is_vector:
            priced = catalog.vector_twin(self.model) or self.model
        return priced.units * self.count

    def seeds(self, style: Style | None = None) -> tuple[int, ...]:
        """A seed for each picture. The style changes it, and how closely it is followed."""
        used = style or self.style
        seed = self.seed
        if self.style_name:
            seed = seed_of(seed, self.style_name)
        if used is not None:
            seed = seed_of(seed, used.seed, self.style_match or used.match)
        return spread(seed, self.count)

    def colors(self, style: Style | None = None) -> tuple[Color, ...]:
        """The colours asked for, or those of the style."""
        used = style or self.style
        return self.controls.colors or (used.colors if used else ())

    def background(self, style: Style | None = None) -> Color | None:
        """The background asked for, or that of the style."""
        used = style or self.style
        return self.controls.background or (used.background if used else None)


def accept_making(
    call: Call, endpoint: Endpoint, *, default_model: str = "", has_references: bool = False
) -> Making:
    """The parameters of a request, prompt first, then the model. Raises RefusedError."""
    fields = call.fields
    prompt, model = accept_prompt_and_model(fields, endpoint, default_model)
    if fields.text("negative_prompt") and not model.traits.negative_prompt:
        raise not_supported("negative_prompt", model.id)
    style_name = accept_named_style(call, model)
    is_vector = gives_vector(model, style_name)
    style = accept_custom_style(call, model, is_vector=is_vector)
    if model.needs_style and style is None and not has_references:
        raise wrong(f"{model.id} needs style_id or style references")
    check_text_layout(fields, model)
    seed = fields.whole("random_seed", 0, catalog.MAX_SEED)
    return Making(
        prompt=prompt,
        model=model,
        is_vector=is_vector,
        count=accept_count(fields),
        seed=secrets.randbits(32) if seed is None else seed,
        style_name=style_name,
        style=style,
        style_match=accept_style_match(call, model),
        controls=accept_controls(fields, model),
        output=accept_output(fields),
    )
