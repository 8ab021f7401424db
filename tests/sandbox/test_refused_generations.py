# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What generations refuse, with which code and message; judged without a server."""

from __future__ import annotations

from typing import Any

import pytest

from recraft_blender.client import catalog
from recraft_blender.sandbox.call import Context
from recraft_blender.sandbox.fields import File
from recraft_blender.sandbox.refusals import RefusedError
from recraft_blender.sandbox.routes import accept

from .calls import PARAMETER, picture, refused

GENERATE = "/images/generations"
RED = {"rgb": [255, 0, 0]}
BOX = [[0, 0], [1, 0], [1, 1], [0, 1]]
V3, V2, FLASH = {"model": "recraftv3"}, {"model": "recraftv2"}, {"model": "recraftv4_1_flash"}
VECTOR = {"model": "recraftv3_vector"}
COLORS_MESSAGE = "controls.colors holds up to 10 colors"
RGB_MESSAGE = "rgb should be three integers in [0, 255]"
Refusal = tuple[dict[str, Any], str, str]


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
GENERATIONS: list[Refusal] = [
    ({"prompt": ""}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"prompt": None}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"prompt": 7}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"prompt": "x" * 10_001}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"prompt": "x" * 1_001, **V3}, PARAMETER, "prompt length should be in [1, 1000]"),
    ({"prompt": "", "model": "recraftv9"}, PARAMETER, "prompt length should be in [1, 10000]"),
    ({"model": "recraftv9"}, "invalid_model", "unknown model 'recraftv9'"),
    ({"model": ["recraftv3"]}, "invalid_model", "unknown model ['recraftv3']"),
    ({"model": "recraftv4_1_flash_raster"}, "invalid_model", "unknown model "),
    ({"model": "recraftv4_styles"}, PARAMETER, "recraftv4_styles needs style_id or style ref"),
    ({"style_id": "a"}, PARAMETER, "style not found"),
    ({"style_id": "0" * 32}, PARAMETER, "style not found"),
    ({"style_id": "229b2a75-05e4-4580-85f9-b47ee521a00d", **V3}, PARAMETER, "style not found"),
    ({"style_id": "a", **FLASH}, PARAMETER, "style_id is not supported by recraftv4_1_flash"),
    ({"style": "icon", "style_id": "a", **V2}, PARAMETER, "style and style_id exclude each other"),
    ({"style": "Vector art"}, PARAMETER, "Invalid style Vector art"),
    ({"style": "any", **FLASH}, PARAMETER, "Invalid style any"),
    ({"style": "icon", **V3}, PARAMETER, "Invalid style icon"),
    ({"style": "logo_raster", **V2}, PARAMETER, "Invalid style logo_raster"),
    ({"style": "Photorealism", **VECTOR}, PARAMETER, "Invalid style Photorealism"),
    ({"style": "realistic_image", **VECTOR}, PARAMETER, "Invalid style realistic_image"),
    ({"substyle": "hdr", **V3}, PARAMETER, "substyle needs a style"),
    ({"style": "realistic_image", "substyle": "3d", **V3}, PARAMETER, "Invalid substyle 3d"),
    ({"style": "Photorealism", "substyle": "hdr", **V3}, PARAMETER, "Invalid substyle hdr"),
    ({"style_match": "regular"}, PARAMETER, "style_match should be one of precise, flexible"),
    ({"style_match": "precise", **V3}, PARAMETER, "style_match should be one of regular"),
    ({"style_match": "precise", **FLASH}, PARAMETER, "style_match is not supported by"),
    ({"negative_prompt": "x"}, PARAMETER, "negative_prompt is not supported by recraftv4_1"),
    ({"text_layout": [{}]}, PARAMETER, "text_layout is not supported by recraftv4_1"),
    ({"text_layout": [{"text": "A", "bbox": BOX}], **V2}, PARAMETER, "text_layout is not supp"),
    ({"text_layout": {}, **V3}, PARAMETER, "text_layout should be an array"),
    ({"text_layout": ["A"], **V3}, PARAMETER, "text_layout should be an array of objects"),
    ({"text_layout": [{"bbox": BOX}], **V3}, PARAMETER, "text_layout.text should be a word"),
    ({"text_layout": [{"text": "A B", "bbox": BOX}], **V3}, PARAMETER, "U+0020"),
    ({"text_layout": [{"text": "A=B", "bbox": BOX}], **V3}, PARAMETER, "U+003D"),
    ({"text_layout": [{"text": "\u0416", "bbox": BOX}], **V3}, PARAMETER, "U+0416"),
    ({"text_layout": [{"text": "A", "bbox": BOX[:3]}], **V3}, PARAMETER, "should have 4 points"),
    ({"text_layout": [{"text": "A", "bbox": [[0]] * 4}], **V3}, PARAMETER, "points of 2 numbers"),
    ({"text_layout": [{"text": "A", "bbox": [["a", 0]] * 4}], **V3}, PARAMETER, "should be a num"),
    ({"size": "1:3"}, PARAMETER, "size 1:3 is not supported by recraftv4_1"),
    ({"size": 1024}, PARAMETER, "size 1024 is not supported by recraftv4_1"),
    ({"size": "2048x2048"}, PARAMETER, "size 2048x2048 is not supported by recraftv4_1"),
    ({"size": "1024x1024", "model": "recraftv4_pro"}, PARAMETER, "size 1024x1024 is not supp"),
    ({"size": "1707x1024"}, PARAMETER, "size 1707x1024 is not supported by recraftv4_1"),
    ({"n": 0}, PARAMETER, "n should be in [1, 6]"),
    ({"n": 7}, PARAMETER, "n should be in [1, 6]"),
    ({"n": "2"}, PARAMETER, "n should be in [1, 6]"),
    ({"n": True}, PARAMETER, "n should be in [1, 6]"),
    ({"n": 1.5}, PARAMETER, "n should be in [1, 6]"),
    ({"random_seed": -1}, PARAMETER, "random_seed should be in [0, 4294967295]"),
    ({"random_seed": 2**32}, PARAMETER, "random_seed should be in [0, 4294967295]"),
    ({"image_format": "jpg"}, PARAMETER, "image_format should be one of webp, png"),
    ({"response_format": "x"}, PARAMETER, "response_format should be one of url, b64_json, mul"),
    ({"expire": "yes"}, PARAMETER, "expire should be true or false"),
    ({"block_nsfw": 1}, PARAMETER, "block_nsfw should be true or false"),
    ({"calculate_features": "x"}, PARAMETER, "calculate_features should be true or false"),
    ({"creativity": "wild"}, PARAMETER, "creativity should be one of"),
    ({"upscale": "upscale1mp"}, PARAMETER, "upscale should be one of"),
    ({"controls": "red"}, PARAMETER, "controls should be an object"),
    ({"controls": {"colors": [RED] * 11}}, PARAMETER, COLORS_MESSAGE),
    ({"controls": {"colors": "red"}}, PARAMETER, COLORS_MESSAGE),
    ({"controls": {"colors": [RED | {"weight": 1.1}]}}, PARAMETER, "weight should be in [0, 1]"),
    ({"controls": {"colors": [RED | {"weight": "a"}]}}, PARAMETER, "weight should be a number"),
    ({"controls": {"colors": [RED | {"weight": 0.6}] * 2}}, PARAMETER, "sum to at most 1"),
    ({"controls": {"artistic_level": 6}, **V3}, PARAMETER, "artistic_level should be in [0, 5]"),
    ({"controls": {"artistic_level": 1}}, PARAMETER, "controls.artistic_level is not supported"),
    ({"controls": {"no_text": True}, **V2}, PARAMETER, "controls.no_text is not supported by"),
    ({"controls": {"no_text": "yes"}, **V3}, PARAMETER, "controls.no_text should be true or fa"),
    *(({"controls": controls}, PARAMETER, RGB_MESSAGE) for controls in NO_COLORS),
]


@pytest.mark.parametrize(("values", "code", "message"), GENERATIONS, ids=lambda v: str(v)[:70])
def test_generations(values: dict[str, Any], code: str, message: str) -> None:
    error = refused(GENERATE, {"prompt": "oak planks"} | values)
    assert (error.status, error.code) == (400, code)
    assert message in str(error)


def test_kinds_of_generation() -> None:
    words = {"prompt": "oak"}
    error = refused(f"{GENERATE}/raster", words | VECTOR)
    assert (error.code, str(error)) == (
        "invalid_image_type",
        "Style 'vector_illustration' is not a raster style",
    )
    error = refused(f"{GENERATE}/vector", words | {"model": "recraftv4_1"})
    assert (error.code, str(error)) == ("invalid_image_type", "Style 'any' is not a vector style")
    error = refused(f"{GENERATE}/raster", words | V3 | {"style": "vector_illustration"})
    assert str(error) == "Style 'vector_illustration' is not a raster style"
    assert accept(f"{GENERATE}/vector", words | V3 | {"style": "vector_illustration"}).units == 80
    assert accept(f"{GENERATE}/vector", words).units == 80


@pytest.mark.parametrize(
    "values",
    [
        {"controls": {"colors": [RED] * 10, "background_color": RED}},
        {"controls": {"colors": [RED | {"weight": 0.1}] * 10, "image_type": "x"}},
        {"controls": None, "size": None, "n": None, "style": None, "image_format": None},
        {**V3, "negative_prompt": "people", "style": "Photorealism"},
        {**V3, "size": "1707x1024"},
        {**VECTOR, "style": "Vector art", "size": "9:16"},
        {**V2, "style": "icon", "substyle": "outline"},
        {"model": "recraft20b", "style": "Photorealism"},
        {"model": "recraftv4_1_raster", "size": "1024x1024", "style": "any"},
        {"model": "recraftv4_1_pro", "size": "2048x2048"},
        {"model": "recraftv4_1_pro_vector", "size": "1024x1024", "style": "vector_illustration"},
        {**V3, "text_layout": [{"text": "Recraft\u1e9e\u0406", "bbox": [[-1, 0.5]] * 4}]},
        {"something_of_tomorrow": 1},
    ],
    ids=str,
)
def test_what_is_accepted(values: dict[str, Any]) -> None:
    assert accept(GENERATE, {"prompt": "oak planks"} | values).images == 1


@pytest.mark.parametrize("model", [model.id for model in catalog.MODELS])
def test_every_size_of_every_model(model: str) -> None:
    entry = catalog.model(model)
    assert entry is not None
    own = {*catalog.sizes_of(entry), *catalog.RATIOS}
    references = (File("a", picture()),) if entry.needs_style else ()
    for size in {*catalog.SIZES, *catalog.RATIOS}:
        values = {"prompt": "oak", "model": model, "size": size}
        context = Context.empty()
        if size in own:
            assert accept(GENERATE, values, references, context).images == 1
        else:
            with pytest.raises(RefusedError, match="is not supported by"):
                accept(GENERATE, values, references, context)
