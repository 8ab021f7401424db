# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the calls beside generations refuse; judged without a server."""

from __future__ import annotations

from typing import Any

import pytest

from recraft_blender.sandbox.routes import accept

from .calls import mask, picture, refused

WORDS = {"prompt": "oak"}
V3, V2, FLASH = {"model": "recraftv3"}, {"model": "recraftv2"}, {"model": "recraftv4_1_flash"}

TRANSFORMS: list[tuple[str, dict[str, Any], str]] = [
    ("imageToImage", WORDS, "strength should be in [0, 1]"),
    ("imageToImage", WORDS | {"strength": 1.01}, "strength should be in [0, 1]"),
    ("imageToImage", WORDS | {"strength": -0.1}, "strength should be in [0, 1]"),
    ("imageToImage", WORDS | {"strength": "0.5"}, "strength should be a number"),
    ("imageToImage", WORDS | {"strength": 0, **V2}, "model recraftv2 is not supported by imageT"),
    ("imageToImage", WORDS | {"strength": 0, **FLASH}, "model recraftv4_1_flash is not supported"),
    ("imageToImage", WORDS | {"strength": 0, "style": "hdr"}, "Invalid style hdr"),
    ("inpaint", WORDS | {"model": "recraftv4_1"}, "model recraftv4_1 is not supported by inpaint"),
    ("inpaint", {"prompt": "x" * 1001}, "prompt length should be in [1, 1000]"),
    ("replaceBackground", WORDS | {"model": "recraftv4"}, "not supported by replaceBackground"),
    ("generateBackground", WORDS | {"model": "x"}, "unknown model 'x'"),
    ("outpaint", WORDS, "one of size, expand_* and zoom_out_percentage is required"),
    ("outpaint", WORDS | {"expand_left": 4097}, "expand_left should be in [0, 4096]"),
    ("outpaint", WORDS | {"expand_top": -1}, "expand_top should be in [0, 4096]"),
    ("outpaint", WORDS | {"expand_left": 1, "size": "1:1"}, "size and expand_* exclude each other"),
    ("outpaint", WORDS | {"expand_left": 0, "size": "1:1"}, "size and expand_* exclude each other"),
    ("outpaint", WORDS | {"zoom_out_percentage": 100}, "zoom_out_percentage should be in [0, 100)"),
    ("outpaint", WORDS | {"zoom_out_percentage": -1}, "zoom_out_percentage should be in [0, 100)"),
    ("outpaint", WORDS | {"expand_right": 3841}, "result sides should be at most 4096"),
    ("outpaint", WORDS | {"size": "5:1"}, "size 5:1 is not supported by recraftv3"),
    ("variateImage", {}, "size is required"),
    ("variateImage", {"size": "2:3", "n": 7}, "n should be in [1, 6]"),
    ("variateImage", {"size": "123x456"}, "size 123x456 is not supported"),
    ("variateImage", {"size": "2048x2048", **V3}, "size 2048x2048 is not supported by recraftv3"),
    ("refineDetails", {"refinement": "strong"}, "refinement should be one of subtle, moderate"),
    ("vectorize", {"svg_compression": True}, "svg_compression should be one of on, off"),
    ("vectorize", {"shape_stacking": "x"}, "shape_stacking should be one of cut_out, hierarchical"),
    ("vectorize", {"max_num_shapes": 0}, "max_num_shapes should be in [1, 4294967295]"),
    ("vectorize", {"strict_color_palette": [[1, 2]]}, "arrays of three integers"),
    ("vectorize", {"strict_color_palette": "red"}, "strict_color_palette should be an array"),
    ("crispUpscale", {"response_format": "jpeg"}, "response_format should be one of"),
    ("explore", {"prompt": ""}, "prompt length should be in [1, 10000]"),
    ("explore", WORDS | V3, "model recraftv3 is not supported by explore"),
    ("explore", WORDS | {"model": "recraftv4_1_utility"}, "is not supported by explore"),
    ("explore/similar", {"source_image_id": "x"}, "similarity should be in [1, 5]"),
    ("explore/similar", {"similarity": 3}, "source_image_id should come from an explore result"),
]


@pytest.mark.parametrize(("path", "values", "message"), TRANSFORMS, ids=lambda v: str(v)[:60])
def test_transforms_and_tools(path: str, values: dict[str, Any], message: str) -> None:
    files = [("image", picture()), ("mask", mask())]
    error = refused(f"/images/{path}", values, *files)
    assert error.status == 400
    assert message in str(error)


def test_explore_names_of_the_contract() -> None:
    assert accept("/images/explore", WORDS | {"model": "recraftv4_explore"}).units == 160
    assert accept("/images/explore", WORDS | {"model": "recraftv4_explore_vector"}).units == 320


@pytest.mark.parametrize(
    ("path", "values", "message"),
    [
        ("/prompts/enhance", {"prompt": "x" * 2001}, "prompt length should be in [1, 2000]"),
        ("/prompts/enhance", {}, "prompt length should be in [1, 2000]"),
        ("/colors/optimize", {"num_colors_limit": 1}, "number of colors should be in [1, 1000]"),
        ("/colors/optimize", {"colors": [{"hex": "#fff"}]}, "hex should be a color"),
        ("/colors/optimize", {"colors": ["#ffffff"]}, "hex should be a color"),
        ("/colors/optimize", {"colors": [{"hex": "#ffffff"}]}, "num_colors_limit is required"),
        (
            "/colors/optimize",
            {"colors": [{"hex": "#ffffff", "weight": "1"}], "num_colors_limit": 1},
            "weight should be a number",
        ),
        (
            "/colors/optimize",
            {"colors": [{"hex": "#ffffff"}], "num_colors_limit": 0},
            "num_colors_limit should be in [1, 4294967295]",
        ),
    ],
)
def test_words_and_colors(path: str, values: dict[str, Any], message: str) -> None:
    assert message in str(refused(path, values))
