# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prompt, model and size: what is judged first."""

from ...client import catalog
from ...client.catalog import Endpoint, Model
from ..fields import Fields
from ..refusals import MODEL, RefusedError, wrong


def accept_model(fields: Fields, default: str) -> Model | None:
    """The model asked for, or None when the service has none of that name."""
    asked = fields.values.get("model")
    if asked is None:
        return catalog.model(default)
    return catalog.model(asked) if isinstance(asked, str) else None


def accept_prompt(fields: Fields, limit: int) -> str:
    """A prompt within its limit, in characters; a refusal in the recorded words."""
    prompt = fields.values.get("prompt", "")
    if not isinstance(prompt, str) or not 1 <= len(prompt) <= limit:
        raise wrong(f"prompt length should be in [1, {limit}]")
    return prompt


def accept_prompt_and_model(
    fields: Fields, endpoint: Endpoint, default: str = ""
) -> tuple[str, Model]:
    """The prompt first, as the service does, then a model that the call works with."""
    model = accept_model(fields, default or endpoint.default_model)
    prompt = accept_prompt(fields, model.prompt_limit if model else catalog.MAX_PROMPT)
    return prompt, works_with(fields, model, endpoint)


def works_with(fields: Fields, model: Model | None, endpoint: Endpoint) -> Model:
    """The model, if there is one and the call is documented for it."""
    if model is None:
        raise RefusedError(MODEL, f"unknown model {fields.values.get('model')!r:.200}")
    if endpoint.families is not None and model.family not in endpoint.families:
        name = endpoint.path.rpartition("/")[2]
        raise RefusedError(MODEL, f"model {model.id} is not supported by {name}")
    return model


def accept_size(fields: Fields, model: Model, default: str = "1:1") -> tuple[int, int]:
    """The pixels of a ratio or of one of the model's sizes."""
    size = fields.values.get("size", default)
    try:
        return catalog.pixels_of(model, str(size))
    except KeyError:
        raise wrong(f"size {str(size)[:100]} is not supported by {model.id}") from None


def accept_count(fields: Fields) -> int:
    """How many pictures."""
    return fields.whole("n", 1, catalog.MAX_COUNT) or 1
