# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls without pictures: prompts written out, colours reduced, and what is only read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recraft_blender.client import catalog
from recraft_blender.sandbox import words
from recraft_blender.sandbox.color_reduction import reduced_colors
from recraft_blender.sandbox.words import written_out

from .calls import call
from .conftest import Start

ENHANCE, OPTIMIZE = "/v1/prompts/enhance", "/v1/colors/optimize"


def test_prompt_is_written_out_the_same_each_time(start: Start) -> None:
    server = start()
    first, second = (call(server, ENHANCE, {"prompt": "oak planks"}).json for _ in range(2))
    assert first == second
    assert set(first) == {"enhanced_prompt", "credits"}
    assert first["credits"] == 10
    assert first["enhanced_prompt"].startswith("Oak planks, ")
    assert len(first["enhanced_prompt"]) > 60
    assert server.account.balance == 9_980


def test_what_the_prompt_says_itself_is_left_to_it() -> None:
    assert any(light in written_out("a red house") for light in words._LIGHT)
    assert not any(light in written_out("a red house at night") for light in words._LIGHT)
    assert "seen" not in written_out("portrait of a dog")


@given(st.text(min_size=1, max_size=200))
def test_every_prompt_is_kept(prompt: str) -> None:
    said = " ".join(prompt.split()).rstrip(".,;: ")
    assert said[1:] in written_out(prompt)


def optimize(start: Start, colors: list[dict[str, Any]], limit: int) -> dict[str, str]:
    reply = call(start(), OPTIMIZE, {"colors": colors, "num_colors_limit": limit}).json
    assert set(reply) == {"mapping", "credits"}
    return {entry["from"]: entry["to"] for entry in reply["mapping"]}


def test_near_colors_become_one(start: Start) -> None:
    colors = [{"hex": value} for value in ("#FF0000", "f80404", "#0000ff", "#0408f8")]
    mapping = optimize(start, colors, 2)
    assert list(mapping) == ["#FF0000", "f80404", "#0000ff", "#0408f8"]
    assert mapping["#FF0000"] == mapping["f80404"]
    assert mapping["#0000ff"] == mapping["#0408f8"] != mapping["#FF0000"]


def test_the_heavier_color_stays(start: Start) -> None:
    colors = [{"hex": "#ff0000", "weight": 0.9}, {"hex": "#d00000", "weight": 0.1}]
    assert set(optimize(start, colors, 1).values()) == {"#ff0000"}


hexes = st.integers(0, 2**24 - 1).map("{:06x}".format)


@given(st.lists(st.tuples(hexes, st.floats(0, 10)), min_size=1, max_size=40), st.integers(1, 45))
def test_reduced_colors_are_given_ones_and_few_enough(
    given_colors: list[tuple[str, float]], limit: int
) -> None:
    colors, weights = [c for c, _ in given_colors], [w for _, w in given_colors]
    reduced = reduced_colors(colors, weights, limit)
    assert len(reduced) == len(colors)
    assert len(set(reduced)) <= limit
    assert {color[1:] for color in reduced} <= set(colors)
    if limit >= len(set(colors)):
        assert reduced == tuple(f"#{color}" for color in colors)


def test_models(start: Start) -> None:
    models = call(start(), "/v1/models").json["data"]
    assert [model["id"] for model in models] == [model.id for model in catalog.MODELS]
    for model in models:
        assert set(model) == {
            "id",
            "name",
            "created",
            "description",
            "input_modalities",
            "output_modalities",
            "pricing",
        }
    assert models[0]["pricing"] == {"image": "0.035"}


@pytest.mark.parametrize("balance", [0, 100])
def test_reading_costs_nothing(start: Start, balance: int) -> None:
    server = start(balance=balance)
    for path in ("/v1/models", "/v1/users/me", "/v1/styles", "/v1/styles/basic"):
        assert call(server, path).status == 200
    assert call(server, "/status", headers={}).json == {"service": True, "generation": True}
    assert server.charged == []
