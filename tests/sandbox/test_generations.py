# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `POST /images/generations` makes: seeds, colours, styles, metadata."""

from __future__ import annotations

import struct
import time
import uuid
from typing import Any

import numpy as np
import pytest

from recraft_blender.client.media import PNG, WEBP, is_complete, sniff
from recraft_blender.sandbox.refusals import LABEL

from .calls import GENERATIONS, PARAMETER, call, entries, generate, opened, pictures
from .conftest import Start

FLASH = {"model": "recraftv4_1_flash"}


def test_prompt_is_judged_before_everything_else(start: Start) -> None:
    reply = generate(start(), prompt="", model="recraftv9", n=9, size="1:3")
    assert reply.json["message"] == "prompt length should be in [1, 10000]"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"oak"', b"\xff\xfe", b'{"n": NaN}', b"[" * 100_000], ids=str
)
def test_body_that_is_no_object(start: Start, body: bytes) -> None:
    reply = call(start(), GENERATIONS, body)
    assert reply.status == 400
    assert reply.json == {"code": PARAMETER, "message": "the body should be a JSON object"}


def test_answer_has_the_described_fields_and_no_others(start: Start) -> None:
    before = int(time.time())
    answer = generate(start(), **FLASH).json
    assert set(answer) == {"created", "credits", "data"}
    assert before <= answer["created"] <= time.time()
    assert set(answer["data"][0]) == {"image_id", "url"}
    assert uuid.UUID(answer["data"][0]["image_id"])


def test_default_is_webp_of_the_newest_model(start: Start) -> None:
    server = start()
    reply = generate(server)
    (picture,) = pictures(server, reply)
    assert reply.json["credits"] == 35
    assert sniff(picture) is WEBP
    assert is_complete(picture, picture[-4096:], len(picture), WEBP)
    assert LABEL.encode() in picture


def test_png_has_the_size_that_was_asked_for(start: Start) -> None:
    server = start()
    (picture,) = pictures(server, generate(server, image_format="png", size="16:9"))
    assert sniff(picture) is PNG
    assert is_complete(picture, picture[-4096:], len(picture), PNG)
    assert struct.unpack(">II", picture[16:24]) == (1344, 768)
    assert LABEL.encode() in picture


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


@pytest.mark.parametrize(
    "fields", [{"model": "recraftv3_vector"}, {"model": "recraftv3", "style": "Grain"}], ids=str
)
def test_named_style_changes_the_result_but_not_its_repeating(
    start: Start, fields: dict[str, Any]
) -> None:
    server = start()
    style = {"style": "Line art"} if "style" not in fields else {"style": "Noir"}

    def made(**more: Any) -> list[bytes]:
        return pictures(server, generate(server, random_seed=3, **(fields | more)))

    plain = made()
    assert made() == plain
    assert made(**style) != plain
    assert made(**style) == made(**style)


def test_vectors_are_seeded_and_labelled(start: Start) -> None:
    server = start()
    fields = {"model": "recraftv4_1_vector", "size": "2:1", "random_seed": 5}
    first, second = (pictures(server, generate(server, **fields))[0] for _ in range(2))
    assert first == second
    assert LABEL.encode() in first
    assert b"2772" in first
    assert pictures(server, generate(server, **(fields | {"random_seed": 6}))) != [first]


def test_colors_are_used(start: Start) -> None:
    server = start()
    controls = {"colors": [{"rgb": [250, 10, 10], "weight": 0.9}]}
    fields = {"controls": controls, "random_seed": 2, "image_format": "png"}
    red, plain = (
        np.asarray(opened(pictures(server, generate(server, **given))[0]), float).mean((0, 1))
        for given in (fields, {"random_seed": 2, "image_format": "png"})
    )
    assert red[0] - red[2] > plain[0] - plain[2]


@pytest.mark.parametrize("prompt", ["\ud800 oak", "a\0b", "<svg>&]]>", "\u202eoak \U0001f333"])
@pytest.mark.parametrize("model", ["recraftv4_1_flash", "recraftv4_vector"])
def test_strange_prompts(start: Start, prompt: str, model: str) -> None:
    image_format = "png" if "\0" in prompt or "\ud800" in prompt else "webp"
    reply = generate(start(), prompt=prompt, model=model, image_format=image_format)
    assert reply.status == 200, reply.body
    assert len(entries(reply)) == 1
