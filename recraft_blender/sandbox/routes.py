# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which function accepts a call, by method and path below `/v1`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from . import exploring, generations, style_calls, tools, transforms
from .call import Call, Context, Task
from .color_reduction import accept_optimize_colors
from .fields import Fields, File
from .vectorizing import accept_vectorize
from .words import accept_enhance_prompt

VERSION = "/v1"
Accept = Callable[[Call], Task]
"""Judges a call and prices it. Raises RefusedError."""

_POSTS: dict[str, Accept] = {
    "/images/generations": generations.accept_generation,
    "/images/generations/raster": generations.accept_raster,
    "/images/generations/vector": generations.accept_vector,
    "/images/imageToImage": transforms.accept_image_to_image,
    "/images/inpaint": transforms.accept_inpaint,
    "/images/outpaint": transforms.accept_outpaint,
    "/images/replaceBackground": transforms.accept_replace_background,
    "/images/generateBackground": transforms.accept_generate_background,
    "/images/vectorize": accept_vectorize,
    "/images/removeBackground": tools.accept_remove_background,
    "/images/crispUpscale": tools.accept_crisp_upscale,
    "/images/creativeUpscale": tools.accept_creative_upscale,
    "/images/clarityUpscale": tools.accept_clarity_upscale,
    "/images/generativeUpscale": tools.accept_generative_upscale,
    "/images/enhance": tools.accept_enhance,
    "/images/refineDetails": tools.accept_refine_details,
    "/images/eraseRegion": tools.accept_erase_region,
    "/images/variateImage": tools.accept_variate,
    "/images/explore": exploring.accept_explore,
    "/images/explore/similar": exploring.accept_explore_similar,
    "/prompts/enhance": accept_enhance_prompt,
    "/colors/optimize": accept_optimize_colors,
    "/styles": style_calls.accept_create_style,
}
_GETS: dict[str, Accept] = {
    "/styles": style_calls.list_styles,
    "/styles/basic": style_calls.list_basic_styles,
}
_ITEMS: dict[str, Accept] = {
    "GET": style_calls.show_style,
    "DELETE": style_calls.delete_style,
}
_STYLE = "/styles/"


@dataclass(frozen=True, slots=True)
class Route:
    """A path that there is, and what stands for `{style_id}` in it."""

    accept: Accept
    item: str = ""


def route(method: str, path: str) -> Route | None:
    """The route of a method and a path below `/v1` without its query, or None."""
    found = {"POST": _POSTS, "GET": _GETS}.get(method, {}).get(path)
    if found is not None:
        return Route(found)
    item = path.removeprefix(_STYLE) if path.startswith(_STYLE) else ""
    if item and "/" not in item and item != "basic" and method in _ITEMS:
        return Route(_ITEMS[method], item)
    return None


def accept(
    path: str,
    values: Mapping[str, Any],
    files: tuple[File, ...] = (),
    context: Context | None = None,
) -> Task:
    """Judge and price a JSON body without a server. Raises RefusedError, KeyError for no path.

    Text fields of a form are not read here: `values` are as JSON has them.
    """
    fields = Fields({name: value for name, value in values.items() if value is not None}, files)
    return _POSTS[path](Call(fields, context or Context.empty()))
