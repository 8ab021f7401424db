# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recraft's tools for a picture: what each is called, what it asks, and what becomes of its result.

A tool is a line of `TOOLS`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..client import catalog
from ..client.calls import (
    CreativeUpscaleRequest,
    CrispUpscaleRequest,
    ImageToImageRequest,
    RemoveBackgroundRequest,
    ReplaceBackgroundRequest,
    Request,
    VariateRequest,
    VectorizeRequest,
)
from ..client.catalog import endpoints
from ..client.errors import InvalidRequestError
from ..client.sizing import fitting_foretold
from ..jobs.spec import PREVIOUS, Chain
from .readiness import sentence_of
from .sources.source import PictureSourceError

if TYPE_CHECKING:
    from ..client.catalog import Endpoint
    from ..client.picture import Picture

AS_SUITS, REPLACE = "AS_SUITS", "REPLACE"
IMAGE, ALPHA_PLANE, CURVES = "IMAGE", "ALPHA_PLANE", "CURVES"
SAME_RATIO = "SAME"


@dataclass(frozen=True, slots=True)
class Words:
    """What the redrawing tools are asked beside the picture; each reads what its call has."""

    prompt: str = ""
    model: str = endpoints.IMAGE_TO_IMAGE.default_model
    strength: float = 0.5
    count: int = 1
    ratio: str = SAME_RATIO
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: `becomes` is what its result is by itself; `redraws` tells that it reads words."""

    endpoint: Endpoint
    label: str
    description: str
    icon: str
    becomes: str
    request: Callable[[Picture, Words], Request]
    redraws: bool = False


def _image_to_image(picture: Picture, words: Words) -> Request:
    return ImageToImageRequest(
        image=picture,
        prompt=words.prompt.strip(),
        strength=round(words.strength, 3),
        model=words.model,
        n=words.count,
        random_seed=words.seed,
    )


def _replace_background(picture: Picture, words: Words) -> Request:
    return ReplaceBackgroundRequest(
        image=picture, prompt=words.prompt.strip(), n=words.count, random_seed=words.seed
    )


def _variate(picture: Picture, words: Words) -> Request:
    ratio = nearest_ratio(picture.pixel_size()) if words.ratio == SAME_RATIO else words.ratio
    return VariateRequest(image=picture, size=ratio, n=words.count, random_seed=words.seed)


TOOLS: dict[str, Tool] = {
    "REMOVE_BACKGROUND": Tool(
        endpoints.REMOVE_BACKGROUND,
        "Remove Background",
        "Cut the subject out and put it on an alpha plane",
        "IMAGE_ALPHA",
        ALPHA_PLANE,
        lambda picture, _: RemoveBackgroundRequest(image=picture),
    ),
    "VECTORIZE": Tool(
        endpoints.VECTORIZE,
        "Vectorize",
        "Trace the picture and put it into the scene as curves",
        "CURVE_DATA",
        CURVES,
        lambda picture, _: VectorizeRequest(image=picture),
    ),
    "CRISP_UPSCALE": Tool(
        endpoints.CRISP_UPSCALE,
        "Crisp Upscale",
        "Make the picture larger and keep its content",
        "FULLSCREEN_ENTER",
        REPLACE,
        lambda picture, _: CrispUpscaleRequest(image=picture),
    ),
    "CREATIVE_UPSCALE": Tool(
        endpoints.CREATIVE_UPSCALE,
        "Creative Upscale",
        "Make the picture larger and draw fine detail and faces anew",
        "SHADERFX",
        REPLACE,
        lambda picture, _: CreativeUpscaleRequest(image=picture),
    ),
    "IMAGE_TO_IMAGE": Tool(
        endpoints.IMAGE_TO_IMAGE,
        "Image to Image",
        "Draw the whole picture anew after the prompt, as like or unlike as the strength says",
        "BRUSH_DATA",
        IMAGE,
        _image_to_image,
        redraws=True,
    ),
    "REPLACE_BACKGROUND": Tool(
        endpoints.REPLACE_BACKGROUND,
        "Replace Background",
        "Keep the subject and draw what the prompt says behind it, with Recraft V3",
        "IMAGE_BACKGROUND",
        IMAGE,
        _replace_background,
        redraws=True,
    ),
    "VARIATE": Tool(
        endpoints.VARIATE,
        "Variate",
        "Draw pictures like this one; reads no prompt",
        "FORCE_TURBULENCE",
        IMAGE,
        _variate,
        redraws=True,
    ),
}


def priced_chain(tool: str, words: Words) -> Chain:
    """What a tool asks, without its picture: to be priced and checked, never sent."""
    return Chain((TOOLS[tool].request(PREVIOUS, words),))


def words_problem(tool: str, words: Words) -> str:
    """The first thing that is wrong with what a tool is asked, as a sentence, or empty."""
    problem = next(priced_chain(tool, words).first.problems(), None)
    return "" if problem is None else sentence_of(problem)


def tool_chain(
    tool: str, picture: Picture, words: Words, *, fit: bool
) -> tuple[Chain, tuple[str, ...]]:
    """The request of a tool for a picture, and what fitting it will do, one sentence each.

    Raises PictureSourceError for a picture or words that the tool does not take.
    """
    request = TOOLS[tool].request(picture, words)
    try:
        for problem in request.problems():
            raise problem
        if fit:
            return Chain((request,), fit=True), fitting_foretold(picture, request.endpoint)
        request.check()
    except InvalidRequestError as problem:
        raise PictureSourceError(sentence_of(problem)) from problem
    return Chain((request,)), ()


def nearest_ratio(size: tuple[int, int] | None) -> str:
    """The ratio that the service offers nearest to a size, square where it is not known."""
    if size is None:
        return catalog.RATIOS[0]
    wanted = math.log(size[0] / size[1])

    def distance(ratio: str) -> float:
        width, height = ratio.split(":")
        return abs(math.log(int(width) / int(height)) - wanted)

    return min(catalog.RATIOS, key=distance)
