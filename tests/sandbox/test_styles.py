# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of custom styles, and what they do to pictures."""

from __future__ import annotations

import re
import uuid
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from recraft_blender.sandbox.server import SandboxServer
from recraft_blender.sandbox.styles import BASIC

from .calls import (
    Files,
    Reply,
    call,
    data_link,
    generate,
    opened,
    picture,
    pictures,
    post_form,
    saved,
)
from .conftest import Start

STYLES = "/v1/styles"
V3 = {"model": "recraftv3"}


def plain(color: tuple[int, int, int]) -> bytes:
    return saved(Image.new("RGB", (64, 64), color))


RED, BLUE = plain((220, 20, 30)), plain((20, 40, 230))


def create(server: SandboxServer, files: Files = (("file1", RED),), **fields: object) -> Reply:
    return post_form(server, STYLES, fields, files)


def test_style_is_made_listed_shown_and_deleted(start: Start) -> None:
    server = start()
    reply = create(server, style="any", model="recraftv4_styles")
    assert reply.status == 200, reply.body
    style = reply.json
    assert set(style) == {"id", "style", "creation_time", "is_private", "credits"}
    assert uuid.UUID(style["id"])
    assert (style["style"], style["credits"], style["is_private"]) == ("any", 5, True)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", style["creation_time"])
    assert server.account.balance == 9_995
    shown = {name: value for name, value in style.items() if name != "credits"}
    assert call(server, STYLES).json == {"styles": [shown]}
    assert call(server, f"{STYLES}/{style['id']}").json == shown
    assert call(server, f"{STYLES}/{style['id']}", method="DELETE").json == {}
    assert call(server, STYLES).json == {"styles": []}
    gone = call(server, f"{STYLES}/{style['id']}")
    assert (gone.status, gone.json["code"]) == (404, "style_not_found")
    assert call(server, f"{STYLES}/{style['id']}", method="DELETE").status == 404
    assert len(server.charged) == 1
    refused = generate(server, model="recraftv4", style_id=style["id"])
    assert (refused.status, refused.json["message"]) == (400, "style not found")


@pytest.mark.parametrize("parts", [("file",), ("file1", "file2"), ("images",) * 10, ("any name",)])
def test_every_file_part_counts(start: Start, parts: tuple[str, ...]) -> None:
    files = [(part, picture(64 + place, 64)) for place, part in enumerate(parts)]
    assert create(start(), files).status == 200


def test_json_with_links(start: Start) -> None:
    server = start()
    body = {
        "image_urls": [data_link(RED), data_link(BLUE)],
        "image_weights": [0.2, 0.8],
        "style": "digital_illustration",
        "match": "regular",
        "prompt": "warm",
        "palette": {"colors": [{"rgb": [1, 2, 3]}], "background_color": {"rgb": [9, 9, 9]}},
        "private": False,
        **V3,
    }
    reply = call(server, STYLES, body)
    assert (reply.status, reply.json["is_private"]) == (200, False)
    style = server.context.styles.get(reply.json["id"])
    assert style is not None
    assert (style.colors, style.background, style.match) == (((1, 2, 3),), (9, 9, 9), "regular")


@pytest.mark.parametrize(
    ("fields", "files", "message"),
    [
        ({}, [], "number of images should be in [1, 10]"),
        ({}, [("a", RED)] * 11, "number of images should be in [1, 10]"),
        ({}, [("a", b"x")], "images should be one of PNG, JPG, WEBP"),
        ({}, [("a", RED + bytes(10_000_000))], "images should have less than 10 MB"),
        ({}, [("a", RED + bytes(9_900_000))] * 7, "images should have up to 64 MB in all"),
        ({"model": "recraftv4_1_flash"}, [("a", RED)], "not supported by styles"),
        ({"model": "recraftv9"}, [("a", RED)], "unknown model 'recraftv9'"),
        ({"style": "realistic_image"}, [("a", RED)], "Invalid style realistic_image"),
        ({"style": "icon", **V3}, [("a", RED)], "Invalid style icon"),
        ({"style": "any", "model": "recraftv3_vector"}, [("a", RED)], "Invalid style any"),
        ({"match": "regular"}, [("a", RED)], "match should be one of precise, flexible"),
        ({"match": "precise", **V3}, [("a", RED)], "match should be one of regular"),
        ({"image_weights": [1, 2]}, [("a", RED)], "number of image_weights should be 1"),
        ({"image_weights": [-1]}, [("a", RED)], "image_weights should be at least 0"),
        ({"palette": {"background_color": {}}}, [("a", RED)], "palette.colors is required"),
        ({"palette": {"colors": [{}]}}, [("a", RED)], "rgb should be three integers"),
        ({"source_styles": ["a"]}, [("a", RED)], "source_styles is not supported by"),
        ({"mix_policy": "MaxWeight"}, [("a", RED)], "mix_policy is not supported by"),
        ({"mix_policy": "x", **V3}, [("a", RED)], "mix_policy should be one of"),
        ({"source_styles": ["a"], **V3}, [], "style not found"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_refused(start: Start, fields: dict[str, Any], files: Files, message: str) -> None:
    server = start()
    reply = create(server, files, **fields)
    assert reply.status == 400, reply.body
    assert message in reply.json["message"]
    assert server.charged == []
    assert server.context.styles.all() == ()


def mean_color(server: SandboxServer, **fields: Any) -> NDArray[np.float64]:
    given = {"random_seed": 4, "image_format": "png", "model": "recraftv4_styles"} | fields
    (content,) = pictures(server, generate(server, **given))
    pixels = np.asarray(opened(content).convert("RGB")).astype(np.float64)
    mean: NDArray[np.float64] = pixels.mean(axis=(0, 1))
    return mean


def test_style_colors_the_pictures(start: Start) -> None:
    server = start()
    red, blue = (create(server, [("a", content)]).json["id"] for content in (RED, BLUE))
    reddish, bluish = mean_color(server, style_id=red), mean_color(server, style_id=blue)
    assert reddish[0] > reddish[2]
    assert bluish[2] > bluish[0]
    assert (mean_color(server, style_id=red) == reddish).all()
    assert (mean_color(server, style_id=red, style_match="flexible") != reddish).any()


def test_references_make_a_style_that_is_paid_and_kept(start: Start) -> None:
    server = start()
    body = {"prompt": "oak planks", "style_reference_urls": [data_link(RED)], "random_seed": 9}
    reply = call(server, "/v1/images/generations", body)
    answer = reply.json
    assert set(answer) == {"created", "credits", "data", "style_id"}
    assert answer["credits"] == 35 + 5
    assert server.account.balance == 9_960
    assert call(server, f"{STYLES}/{answer['style_id']}").json["style"] == "any"
    files = [("style_references", RED)]
    fields = {"prompt": "oak planks", "random_seed": 9}
    formed = post_form(server, "/v1/images/generations", fields, files)
    assert pictures(server, formed) == pictures(server, reply)
    again = generate(server, model="recraftv4_styles", style_id=answer["style_id"], random_seed=9)
    assert pictures(server, again) == pictures(server, reply)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"model": "recraftv4_1_flash"}, "style_references is not supported by"),
        ({"style": "any", "model": "recraftv4"}, "style_references exclude style and style_id"),
        ({"style_reference_urls": "x"}, "style_reference_urls should be an array"),
        ({"style_reference_urls": [7]}, "style_reference_urls should be a link"),
        ({"style_reference_urls": ["data:text/plain,x"]}, "should be a data: link of a picture"),
        ({"style_reference_urls": ["data:image/png;base64,@"]}, "is not Base64"),
    ],
    ids=str,
)
def test_references_that_are_refused(start: Start, fields: dict[str, Any], message: str) -> None:
    server = start()
    reply = generate(server, **({"style_reference_urls": [data_link(RED)]} | fields))
    assert reply.status == 400
    assert message in reply.json["message"]
    assert server.charged == []
    assert server.context.styles.all() == ()


def test_reference_that_cannot_be_paid_makes_no_style(start: Start) -> None:
    server = start(balance=39)
    reply = generate(server, style_reference_urls=[data_link(RED)])
    assert reply.status == 402
    assert server.context.styles.all() == ()


@pytest.mark.parametrize(
    ("made_for", "used_with", "message"),
    [
        ("recraftv4_styles", "recraftv4_1", ""),
        ("recraftv4", "recraftv4_styles", ""),
        ("recraftv3", "recraftv3", ""),
        ("recraftv4_styles_vector", "recraftv4_styles_pro_vector", ""),
        ("recraftv4_styles", "recraftv4_vector", "Style 'any' is not a vector style"),
        ("recraftv4_vector", "recraftv4", "Style 'vector_illustration' is not a raster style"),
        ("recraftv3", "recraftv4", "was made for recraftv3, not for recraftv4"),
        ("recraftv2", "recraftv3", "was made for recraftv2, not for recraftv3"),
    ],
)
def test_style_fits_its_family_and_kind(
    start: Start, made_for: str, used_with: str, message: str
) -> None:
    server = start()
    style_id = create(server, model=made_for).json["id"]
    reply = generate(server, model=used_with, style_id=style_id.upper(), size="1:2")
    if message:
        assert reply.status == 400
        assert message in reply.json["message"]
    else:
        assert reply.status == 200, reply.body


def test_styles_of_v3_are_mixed(start: Start) -> None:
    server = start()
    red, blue = (create(server, [("a", content)], **V3).json["id"] for content in (RED, BLUE))
    body = {
        "source_styles": [red, blue],
        "source_style_weights": [0.2, 0.8],
        "mix_policy": "PaletteMatch",
        **V3,
    }
    mixed = server.context.styles.get(call(server, STYLES, body).json["id"])
    assert mixed is not None
    assert mixed.colors == ((20, 40, 230), (220, 20, 30))


def test_basic_styles_can_be_used_by_id_and_not_deleted(start: Start) -> None:
    server = start()
    styles = call(server, f"{STYLES}/basic").json["styles"]
    assert len(styles) == len(BASIC) > 100
    assert all(set(style) == {"style_id", "style", "model"} for style in styles)
    found = next(style for style in styles if style["style"] == "Line art")
    assert found["model"] in ("recraftv3_vector", "recraftv2_vector")
    assert generate(server, model=found["model"], style_id=found["style_id"]).status == 200
    assert call(server, f"{STYLES}/{found['style_id']}", method="DELETE").status == 404
