# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sandbox accepts, refuses and answers to `POST /images/generations`."""

from __future__ import annotations

import base64
import struct
import time
import uuid
from typing import Any

import pytest

from recraft_blender.client.media import PNG, WEBP, is_complete, sniff
from recraft_blender.sandbox.generations import accept

from .calls import GENERATIONS, OAK, call, generate, pictures
from .conftest import Start

PARAMETER = "invalid_request_parameter"
RED = {"rgb": [255, 0, 0]}

NO_COLORS: list[dict[str, Any]] = [
    {"colors": [[255, 0, 0]]},
    {"colors": ["red"]},
    {"colors": [{}]},
    {"colors": [{"rgb": [255, 0]}]},
    {"colors": [{"rgb": [255, 0, 0, 0]}]},
    {"colors": [{"rgb": [256, 0, 0]}]},
    {"colors": [{"rgb": [-1, 0, 0]}]},
    {"colors": [{"rgb": [0.5, 0, 0]}]},
    {"colors": [{"rgb": "red"}]},
    {"background_color": "red"},
    {"background_color": {"rgb": [True, 0, 0]}},
]
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"prompt": ""}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"prompt": None}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"prompt": 7}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"prompt": "x" * 10_001}, PARAMETER, "prompt length should be in [1, 10000]"),
    (
        {"prompt": "x" * 1_001, "model": "recraftv3"},
        PARAMETER,
        "prompt length should be in [1, 1000]",
    ),
    ({"model": "recraftv9"}, "invalid_model", "unknown model 'recraftv9'"),
    ({"model": ["recraftv3"]}, "invalid_model", "unknown model ['recraftv3']"),
    ({"model": "recraftv3_vector"}, "sandbox_limit", "this sandbox draws pictures, not vectors"),
    ({"model": "recraftv4_styles"}, PARAMETER, "style not found"),
    ({"style_id": "a"}, PARAMETER, "style not found"),
    ({"style": "Vector art"}, PARAMETER, "Invalid style Vector art"),
    ({"negative_prompt": "x"}, PARAMETER, "negative_prompt is not supported by recraftv4_1"),
    ({"text_layout": [{}]}, PARAMETER, "text_layout is not supported by recraftv4_1"),
    ({"size": "1:3"}, PARAMETER, "size 1:3 is not supported by recraftv4_1"),
    ({"size": 1024}, PARAMETER, "size 1024 is not supported by recraftv4_1"),
    ({"n": 0}, PARAMETER, "n should be in [1, 6]"),
    ({"n": 7}, PARAMETER, "n should be in [1, 6]"),
    ({"n": "2"}, PARAMETER, "n should be in [1, 6]"),
    ({"n": True}, PARAMETER, "n should be in [1, 6]"),
    ({"n": 1.5}, PARAMETER, "n should be in [1, 6]"),
    ({"random_seed": -1}, PARAMETER, "random_seed should be in [0, 4294967295]"),
    ({"random_seed": 2**32}, PARAMETER, "random_seed should be in [0, 4294967295]"),
    ({"image_format": "jpg"}, PARAMETER, "image_format should be one of webp, png"),
    ({"response_format": "multipart"}, PARAMETER, "response_format should be one of url, b64_json"),
    ({"controls": "red"}, PARAMETER, "controls should be an object"),
    ({"controls": {"colors": [RED] * 11}}, PARAMETER, "controls.colors holds up to 10 colors"),
    ({"controls": {"colors": "red"}}, PARAMETER, "controls.colors holds up to 10 colors"),
    *(
        ({"controls": controls}, PARAMETER, "rgb should be three integers in [0, 255]")
        for controls in NO_COLORS
    ),
]

ACCEPTED: list[dict[str, Any]] = [
    {"controls": {"colors": [RED] * 10, "background_color": RED}},
    {"controls": {"colors": [RED | {"weight": 0.5}]}},
    {"controls": None, "size": None, "n": None, "style": None, "image_format": None},
    {"model": "recraftv3", "negative_prompt": "people", "style": "Photorealism"},
    {"model": "recraftv4_1_raster", "size": "1024x1024"},
    {"something_of_tomorrow": 1},
]


@pytest.mark.parametrize(("fields", "code", "message"), REFUSED, ids=lambda value: str(value)[:60])
def test_refusals(start: Start, fields: dict[str, Any], code: str, message: str) -> None:
    reply = generate(start(), **fields)
    assert reply.status == 400
    assert reply.json == {"code": code, "message": message}


def test_prompt_is_judged_before_everything_else(start: Start) -> None:
    reply = generate(start(), prompt="", model="recraftv9", n=9, size="1:3")
    assert reply.json["message"] == "prompt length should be in [1, 10000]"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"oak"', b"\xff\xfe"], ids=str)
def test_body_that_is_no_object(start: Start, body: bytes) -> None:
    reply = call(start(), GENERATIONS, body)
    assert reply.status == 400
    assert reply.json == {"code": PARAMETER, "message": "the body should be a JSON object"}


@pytest.mark.parametrize("fields", ACCEPTED, ids=lambda fields: str(fields)[:60])
def test_what_is_accepted(fields: dict[str, Any]) -> None:
    assert accept(OAK | fields).prompt == "oak planks"


def test_raster_path_is_the_same(start: Start) -> None:
    assert call(start(), f"{GENERATIONS}/raster", OAK).status == 200


def test_answer_has_the_described_fields_and_no_others(start: Start) -> None:
    before = int(time.time())
    answer = generate(start()).json
    assert set(answer) == {"created", "credits", "data"}
    assert before <= answer["created"] <= time.time()
    assert set(answer["data"][0]) == {"image_id", "url"}
    assert uuid.UUID(answer["data"][0]["image_id"])


def test_default_is_webp(start: Start) -> None:
    server = start()
    (picture,) = pictures(server, generate(server))
    assert sniff(picture) is WEBP
    assert is_complete(picture, picture[-4096:], len(picture), WEBP)


def test_png_has_the_size_that_was_asked_for(start: Start) -> None:
    server = start()
    (picture,) = pictures(server, generate(server, image_format="png", size="16:9"))
    assert sniff(picture) is PNG
    assert is_complete(picture, picture[-4096:], len(picture), PNG)
    assert struct.unpack(">II", picture[16:24]) == (1344, 768)


def test_picture_says_where_it_comes_from(start: Start) -> None:
    server = start()
    (picture,) = pictures(server, generate(server, image_format="png"))
    assert b"Made by the Recraft sandbox" in picture


def test_base64_in_place_of_a_link(start: Start) -> None:
    server = start()
    fields = {"image_format": "png", "random_seed": 5}
    answer = generate(server, response_format="b64_json", **fields).json
    assert set(answer["data"][0]) == {"image_id", "b64_json"}
    content = base64.b64decode(answer["data"][0]["b64_json"], validate=True)
    assert pictures(server, generate(server, **fields)) == [content]


def test_as_many_pictures_as_asked_for_all_different(start: Start) -> None:
    server = start()
    reply = generate(server, n=3, random_seed=1)
    made = pictures(server, reply)
    assert len(set(made)) == 3
    assert reply.json["credits"] == 105
    assert len({entry["image_id"] for entry in reply.json["data"]}) == 3


def test_same_seed_same_bytes_and_other_seed_other_bytes(start: Start) -> None:
    first, second = start(), start()
    (picture,) = pictures(first, generate(first, random_seed=7))
    assert pictures(second, generate(second, random_seed=7)) == [picture]
    assert pictures(first, generate(first, random_seed=8)) != [picture]
    assert pictures(first, generate(first, prompt="red bricks", random_seed=7)) != [picture]


def test_without_a_seed_every_picture_is_new(start: Start) -> None:
    server = start()
    assert pictures(server, generate(server)) != pictures(server, generate(server))
