# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures, and the arguments of every method: as few as it takes, and all that there are."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image

from recraft_blender.client import Controls, Palette, Picture, TextItem, WeightedColor

STYLE_ID = str(uuid.UUID(int=7))
BOX = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.4), (0.1, 0.4))


@cache
def png(width: int = 256, height: int = 256, mode: str = "RGB", fill: Any = None) -> bytes:
    """A PNG of one colour, or with a smooth change of it."""
    if fill is not None:
        image = Image.new(mode, (width, height), fill)
    else:
        image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    return encoded(image, "png")


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """A picture as the bytes of a file."""
    file = io.BytesIO()
    image.save(file, format=form, **options)
    return file.getvalue()


@cache
def mask(width: int = 256, height: int = 256) -> bytes:
    """A black PNG with a white box in its middle."""
    image = Image.new("L", (width, height), 0)
    image.paste(255, (width // 4, height // 4, width // 2, height // 2))
    return encoded(image, "png")


def picture(width: int = 256, height: int = 256) -> Picture:
    """A picture that every call takes."""
    return Picture(content=png(width, height))


PICTURE, MASK = picture(), Picture(content=mask())
OUTPUT: dict[str, Any] = {"response_format": "b64_json", "image_format": "webp", "expire": True}
MAKING: dict[str, Any] = {
    "prompt": "oak planks, älter",
    "model": "recraftv3",
    "n": 2,
    "style": "digital_illustration",
    "substyle": "hand_drawn",
    "style_match": "regular",
    "negative_prompt": "people",
    "text_layout": (TextItem("Oak", BOX),),
    "controls": Controls(
        colors=((1, 2, 3), (4, 5, 6)),
        weights=(0.25, 0.5),
        background_color=(7, 8, 9),
        artistic_level=0,
        no_text=True,
    ),
    "random_seed": 0,
    "block_nsfw": False,
    "calculate_features": True,
    "creativity": "standard",
} | OUTPUT
TOOL: dict[str, Any] = {"image": PICTURE, "upscale": "upscale4mp"} | OUTPUT
ENHANCING: dict[str, Any] = {"image": PICTURE, "refinement": "subtle"} | OUTPUT


@dataclass(frozen=True)
class Sample:
    """A method, its path, whether one picture or several come, and its arguments."""

    method: str
    path: str
    answer: str
    minimal: dict[str, Any]
    full: dict[str, Any]


SAMPLES = (
    Sample(
        "generate_image",
        "/images/generations",
        "list",
        {"prompt": "oak planks"},
        MAKING | {"size": "1024x1024", "upscale": "upscale4mp"},
    ),
    Sample(
        "generate_raster",
        "/images/generations/raster",
        "list",
        {"prompt": "oak planks"},
        MAKING | {"size": "1:1", "upscale": "upscale4mp"},
    ),
    Sample(
        "generate_vector",
        "/images/generations/vector",
        "list",
        {"prompt": "oak leaf"},
        MAKING
        | {"style": "vector_illustration", "substyle": "line_art"}
        | {"model": "recraftv3_vector", "size": "1:1", "upscale": "upscale4mp"},
    ),
    Sample(
        "image_to_image",
        "/images/imageToImage",
        "list",
        {"prompt": "oak planks", "image": PICTURE, "strength": 0.5},
        MAKING | {"image": PICTURE, "strength": 1.0},
    ),
    Sample(
        "inpaint",
        "/images/inpaint",
        "list",
        {"prompt": "a knot", "image": PICTURE, "mask": MASK},
        MAKING | {"image": PICTURE, "mask": MASK},
    ),
    Sample(
        "generate_background",
        "/images/generateBackground",
        "list",
        {"prompt": "a wall", "image": PICTURE, "mask": MASK},
        MAKING | {"image": PICTURE, "mask": MASK},
    ),
    Sample(
        "replace_background",
        "/images/replaceBackground",
        "list",
        {"prompt": "a wall", "image": PICTURE},
        MAKING | {"image": PICTURE},
    ),
    Sample(
        "outpaint",
        "/images/outpaint",
        "list",
        {"prompt": "more", "image": PICTURE, "expand_left": 16},
        MAKING
        | {"image": PICTURE, "expand_left": 16, "expand_right": 0, "expand_top": 8}
        | {"expand_bottom": 1, "zoom_out_percentage": 12.5},
    ),
    Sample(
        "variate_image",
        "/images/variateImage",
        "list",
        {"image": PICTURE, "size": "1:1"},
        {"image": PICTURE, "size": "1024x1024", "n": 2, "model": "recraftv3", "random_seed": 1}
        | OUTPUT,
    ),
    Sample(
        "explore",
        "/images/explore",
        "list",
        {"prompt": "oak planks"},
        {"prompt": "oak planks", "model": "recraftv4_vector", "size": "1:1", "block_nsfw": True}
        | {"controls": Controls(colors=((1, 2, 3),), background_color=(4, 5, 6))}
        | OUTPUT,
    ),
    Sample(
        "explore_similar",
        "/images/explore/similar",
        "list",
        {"source_image_id": STYLE_ID, "similarity": 3},
        {"source_image_id": STYLE_ID, "similarity": 5, "block_nsfw": True} | OUTPUT,
    ),
    Sample(
        "vectorize",
        "/images/vectorize",
        "single",
        {"image": PICTURE},
        TOOL
        | {"svg_compression": "on", "limit_num_shapes": "on", "max_num_shapes": 40}
        | {"color_reduction": "on", "return_gradients": "off", "small_shape_filter": "on"}
        | {"shape_stacking": "hierarchical", "strict_color_palette": ((0, 0, 0), (255, 255, 255))},
    ),
    Sample("remove_background", "/images/removeBackground", "single", {"image": PICTURE}, TOOL),
    Sample("crisp_upscale", "/images/crispUpscale", "single", {"image": PICTURE}, TOOL),
    Sample("creative_upscale", "/images/creativeUpscale", "single", {"image": PICTURE}, TOOL),
    Sample("clarity_upscale", "/images/clarityUpscale", "single", {"image": PICTURE}, TOOL),
    Sample("generative_upscale", "/images/generativeUpscale", "single", {"image": PICTURE}, TOOL),
    Sample("enhance_details", "/images/enhance", "single", {"image": PICTURE}, ENHANCING),
    Sample("refine_details", "/images/refineDetails", "single", {"image": PICTURE}, ENHANCING),
    Sample(
        "erase_region",
        "/images/eraseRegion",
        "single",
        {"image": PICTURE, "mask": MASK},
        {"image": PICTURE, "mask": MASK} | OUTPUT,
    ),
    Sample(
        "enhance_prompt",
        "/prompts/enhance",
        "prompt",
        {"prompt": "oak planks"},
        {"prompt": "oak planks"},
    ),
    Sample(
        "optimize_colors",
        "/colors/optimize",
        "colors",
        {"colors": (WeightedColor("#102030"),), "num_colors_limit": 1},
        {
            "colors": (WeightedColor("#102030", 0.5), WeightedColor("#ffffff")),
            "num_colors_limit": 1,
        },
    ),
    Sample(
        "create_style",
        "/styles",
        "style",
        {"images": (PICTURE,)},
        {"images": (PICTURE, picture(300, 256)), "style": "digital_illustration"}
        | {"model": "recraftv3", "match": "regular", "image_weights": (1.0, 0.5)}
        | {"prompt": "warm", "palette": Palette(colors=((1, 2, 3),), background_color=(4, 5, 6))}
        | {"source_styles": (STYLE_ID,), "source_style_weights": (1.0,)}
        | {"mix_policy": "MaxWeight", "private": True},
    ),
)
BY_METHOD = {sample.method: sample for sample in SAMPLES}
