# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The client's limits and the sandbox's are the same limits."""

from __future__ import annotations

import json
from typing import Any, cast

from hypothesis import example, given
from hypothesis import strategies as st

from recraft_blender.client import catalog
from recraft_blender.client.generation import Color, GenerationRequest, estimate
from recraft_blender.sandbox.generations import Generation, RefusedError, accept

IDS = [model.id for model in catalog.MODELS]
ALIASES = [f"{model.id}_raster" for model in catalog.MODELS if model.output.value == "raster"]
SIZES = sorted({size for model in catalog.MODELS for size in catalog.sizes_of(model)})

lengths = st.sampled_from([1, 999, 1_000, 1_001, 9_999, 10_000, 10_001])
channels = st.integers(-1, 256) | st.sampled_from([0, 255])
colors = st.lists(channels, min_size=2, max_size=4).map(lambda c: cast("Color", tuple(c)))
right_colors = st.tuples(*[st.integers(0, 255)] * 3)
seeds = st.integers(-2, 2) | st.integers(2**32 - 2, 2**32 + 2) | st.integers(0, 2**32 - 1)

requests = st.builds(
    GenerationRequest,
    prompt=st.text(max_size=20) | lengths.map("x".__mul__),
    model=st.sampled_from(IDS + ALIASES),
    size=st.sampled_from([*catalog.RATIOS, *SIZES, "", "1:3", "0x0", "1024"]),
    n=st.integers(-1, 8),
    random_seed=st.none() | seeds,
    colors=st.lists(right_colors | colors, max_size=11).map(tuple),
    background_color=st.none() | right_colors | colors,
    negative_prompt=st.sampled_from(["", "", "people"]),
)


def accepted(request: GenerationRequest) -> Generation | None:
    body: dict[str, Any] = json.loads(json.dumps(request.payload()))
    try:
        return accept(body)
    except RefusedError as refused:
        assert refused.status == 400
        assert set(refused.body) == {"code", "message"}
        return None


@given(requests)
@example(GenerationRequest(prompt="x", n=6, colors=((0, 0, 0),) * 10))
@example(GenerationRequest(prompt="x" * 1000, model="recraftv3", negative_prompt="people"))
def test_client_and_sandbox_agree(request: GenerationRequest) -> None:
    problems = list(request.problems())
    generation = accepted(request)
    if request.prompt and not request.prompt.strip():
        # What the service says to a prompt of spaces is unknown; nobody wants to pay for it.
        assert problems[0].field == "prompt"
    else:
        assert (generation is None) == bool(problems)


@given(requests)
def test_sandbox_charges_what_the_client_estimates(request: GenerationRequest) -> None:
    generation = accepted(request)
    if generation is not None:
        assert generation.units == estimate(request)
        assert (generation.count, generation.colors) == (request.n, request.colors)
        assert request.random_seed is None or generation.seed == request.random_seed


@given(st.sampled_from(IDS), st.sampled_from([*catalog.RATIOS, *SIZES]))
def test_sandbox_draws_the_pixels_of_the_catalog(model_id: str, size: str) -> None:
    request = GenerationRequest(prompt="x", model=model_id, size=size)
    generation = accepted(request)
    model = catalog.model(model_id)
    if generation is not None and model is not None:
        assert (generation.width, generation.height) == catalog.pixels_of(model, size)
