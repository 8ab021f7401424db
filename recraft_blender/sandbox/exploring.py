# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`POST /images/explore` and `/images/explore/similar`.

Price and number of pictures are not published. The sandbox gives four and asks for each what a
generation with the model costs.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from ..client import catalog
from ..client.catalog import Model, endpoints
from . import pictures
from .answers import Answer
from .call import Call, Task
from .checks.controls import accept_controls
from .checks.model import accept_model, accept_prompt, accept_size, works_with
from .checks.output import Output, accept_output
from .drawing import Drawing
from .explored import Exploration
from .refusals import MODEL, RefusedError, wrong
from .results import Made, answer_with_list, made_of_pixels
from .seeds import spread

PICTURES = 4
MOST_SIMILAR = 5
_OWN_NAMES = {
    "recraftv4_explore": "recraftv4",
    "recraftv4_explore_raster": "recraftv4",
    "recraftv4_explore_vector": "recraftv4_vector",
}
"""In the contract only, without a word about what they are."""


def accept_explore(call: Call) -> Task:
    """Several different pictures of a prompt."""
    model = _own_model(call) or accept_model(call.fields, endpoints.EXPLORE.default_model)
    prompt = accept_prompt(call.fields, model.prompt_limit if model else catalog.MAX_PROMPT)
    model = works_with(call.fields, model, endpoints.EXPLORE)
    if "_utility" in model.id:
        raise RefusedError(MODEL, f"model {model.id} is not supported by explore")
    width, height = accept_size(call.fields, model)
    controls, output = accept_controls(call.fields, model), accept_output(call.fields)
    drawing = Drawing(
        prompt, width, height, 0, model.is_vector, controls.colors, controls.background
    )

    def draw(seed: int) -> tuple[Made, Exploration]:
        found = replace(drawing, seed=seed)
        return found.made(output), Exploration(found, model)

    return _task(call, model, output, draw)


def accept_explore_similar(call: Call) -> Task:
    """Pictures like one that exploring gave."""
    similarity = call.fields.whole("similarity", 1, MOST_SIMILAR)
    if similarity is None:
        raise wrong(f"similarity should be in [1, {MOST_SIMILAR}]")
    output = accept_output(call.fields)
    source = call.context.explored.get(call.fields.text("source_image_id"))
    if source is None:
        raise wrong("source_image_id should come from an explore result")
    strength = (MOST_SIMILAR - similarity + 1) / MOST_SIMILAR
    pixels = cache(source.drawing.pixels)

    def draw(seed: int) -> tuple[Made, Exploration]:
        found = replace(source.drawing, seed=seed)
        explored = Exploration(found, source.model)
        if found.is_vector:
            return found.made(output), explored
        like = pictures.image_to_image(
            pixels(), found.prompt, strength=strength, seed=seed, colors=found.colors
        )
        notes = {"Description": found.prompt, "Seed": seed}
        return made_of_pixels(like, output, **notes), explored

    return _task(call, source.model, output, draw)


def _own_model(call: Call) -> Model | None:
    asked = call.fields.values.get("model")
    return catalog.model(_OWN_NAMES.get(asked, "")) if isinstance(asked, str) else None


def _task(
    call: Call, model: Model, output: Output, draw: Callable[[int], tuple[Made, Exploration]]
) -> Task:
    units = model.units * PICTURES

    def work() -> Answer:
        found = [draw(seed) for seed in spread(secrets.randbits(32), PICTURES)]
        for made, exploration in found:
            call.context.explored.add(made.image_id, exploration)
        return answer_with_list((made for made, _ in found), output, call.context, units)

    return Task(work, units, PICTURES)
