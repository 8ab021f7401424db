# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request's limits, its JSON body and its price."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from recraft_blender.client import catalog
from recraft_blender.client.errors import InvalidRequestError
from recraft_blender.client.generation import Color, GenerationRequest, estimate

from .conftest import Opener

BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("prompt", {"prompt": ""}),
    ("prompt", {"prompt": " \n\t"}),
    ("prompt", {"prompt": "x" * 10_001}),
    ("prompt", {"prompt": "x" * 10_001, "model": "a_model_of_tomorrow"}),
    ("prompt", {"prompt": "x" * 1_001, "model": "recraftv3"}),
    ("prompt", {"prompt": "x" * 1_001, "model": "recraftv2"}),
    ("model", {"model": "recraftv4_1_vector"}),
    ("model", {"model": "recraftv4_styles"}),
    ("size", {"size": "1:3"}),
    ("size", {"size": ""}),
    ("size", {"size": "1024 x 1024"}),
    ("size", {"size": "1024x1024", "model": "recraftv4_1_pro"}),
    ("size", {"size": "1707x1024", "model": "recraftv4_1"}),
    ("n", {"n": 0}),
    ("n", {"n": -1}),
    ("n", {"n": 7}),
    ("random_seed", {"random_seed": -1}),
    ("random_seed", {"random_seed": 2**32}),
    ("negative_prompt", {"negative_prompt": "people"}),
    ("controls.colors", {"colors": ((0, 0, 0),) * 11}),
    ("controls.colors", {"colors": ((0, 0, 256),)}),
    ("controls.colors", {"colors": ((-1, 0, 0),)}),
    ("controls.colors", {"colors": (cast("Color", (1, 2)),)}),
    ("controls.background_color", {"background_color": (0, 300, 0)}),
]

ALLOWED: list[dict[str, Any]] = [
    {"prompt": "x" * 10_000},
    {"prompt": "x" * 1_000, "model": "recraftv3"},
    {"model": "recraftv4_1_raster"},
    {"model": "a_model_of_tomorrow", "size": "7:3", "negative_prompt": "people"},
    {"size": "1344x768"},
    {"size": "2688x1536", "model": "recraftv4_1_pro"},
    {"size": "1707x1024", "model": "recraftv3"},
    {"n": 1},
    {"n": 6},
    {"random_seed": 0},
    {"random_seed": 2**32 - 1},
    {"negative_prompt": "people", "model": "recraftv3"},
    {"negative_prompt": "people", "model": "recraftv2"},
    {"colors": ((0, 0, 0), (255, 255, 255)) * 5},
    {"background_color": (0, 255, 0)},
]


def request_with(**fields: Any) -> GenerationRequest:
    return GenerationRequest(**{"prompt": "oak planks"} | fields)


@pytest.mark.parametrize(("field", "fields"), BROKEN)
def test_broken_limit_names_its_field(field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        request_with(**fields).check()
    assert caught.value.field == field
    assert caught.value.allowed
    assert isinstance(caught.value, ValueError)


def test_broken_limit_is_refused_before_anything_is_sent(opened: Opener) -> None:
    server = opened.sandbox()
    client = opened.client(server.base_url)
    for _, fields in BROKEN:
        with pytest.raises(InvalidRequestError):
            client.generate_image(**{"prompt": "oak planks"} | fields)
    assert server.requests == []
    assert opened.waits == []


@pytest.mark.parametrize("fields", ALLOWED)
def test_what_is_documented_is_allowed(fields: dict[str, Any]) -> None:
    assert list(request_with(**fields).problems()) == []


def test_problems_tell_everything_at_once_with_the_prompt_first() -> None:
    request = request_with(prompt="", size="1:3", n=9, random_seed=-1, colors=((0, 0, 999),))
    fields = [problem.field for problem in request.problems()]
    assert fields == ["prompt", "size", "n", "random_seed", "controls.colors"]


def test_smallest_body_asks_for_a_link_to_a_png() -> None:
    assert request_with().payload() == {
        "prompt": "oak planks",
        "model": catalog.DEFAULT_MODEL,
        "size": "1:1",
        "n": 1,
        "response_format": "url",
        "image_format": "png",
    }


def test_largest_body_has_every_field_under_its_api_name() -> None:
    request = request_with(
        model="recraftv3",
        size="16:9",
        n=2,
        random_seed=0,
        colors=((1, 2, 3), (4, 5, 6)),
        background_color=(7, 8, 9),
        negative_prompt="people",
    )
    body = json.loads(json.dumps(request.payload()))
    assert body["random_seed"] == 0
    assert body["negative_prompt"] == "people"
    assert body["controls"] == {
        "colors": [{"rgb": [1, 2, 3]}, {"rgb": [4, 5, 6]}],
        "background_color": {"rgb": [7, 8, 9]},
    }


@pytest.mark.parametrize("model", catalog.MODELS, ids=lambda model: model.id)
def test_estimate_is_the_price_of_all_pictures(model: catalog.Model) -> None:
    for count in (1, 2, 6):
        assert estimate(request_with(model=model.id, n=count)) == model.units * count


def test_estimate_of_an_alias_and_of_an_unknown_model() -> None:
    assert estimate(request_with(model="recraftv4_pro_raster", n=2)) == 500
    assert estimate(request_with(model="a_model_of_tomorrow")) is None
