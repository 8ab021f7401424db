# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures out of a picture alone: the tools, each with one price for a request."""

import math
import secrets
from collections.abc import Callable
from dataclasses import replace

from ..client import catalog
from ..client.catalog import Endpoint, Model, endpoints
from . import pictures
from .answers import Answer
from .call import Call, Task
from .checks.model import accept_count, accept_model, accept_size, works_with
from .checks.output import accept_output
from .pictures import Pixels
from .refusals import wrong
from .results import Made, answer_with_list, answer_with_one, made_of_pixels, made_of_svg
from .seeds import seed_of, spread
from .sources import Source, mask_of, picture_of
from .transforms import limits_of

CRISP_FACTOR = 2
CREATIVE_FACTOR = 4
MAX_UPSCALED_SIDE = 8192
"""A larger result is made with a smaller factor, 2 at the least: the service's own is not known."""
ENHANCE = replace(
    endpoints.REFINE_DETAILS,
    path="/images/enhance",
    limits=replace(limits_of(endpoints.REFINE_DETAILS), max_bytes=20 * endpoints.MEGABYTE),
)
"""The later name of refining, which takes larger files."""
_REFINING_MODEL = "recraftv4_1_pro"
_REFINEMENTS = ("subtle", "moderate")


def accept_remove_background(call: Call) -> Task:
    """The subject on a transparent ground; SVG gives SVG."""
    endpoint = endpoints.REMOVE_BACKGROUND
    source = picture_of(call, limits_of(endpoint))
    if not source.svg:
        return _tool(call, endpoint, source, pictures.remove_background)
    output = accept_output(call.fields)
    units = endpoint.units or 0

    def work() -> Answer:
        made = made_of_svg(pictures.remove_svg_background(source.svg))
        return answer_with_one(made, output, call.context, units)

    return Task(work, units, 1)


def accept_crisp_upscale(call: Call) -> Task:
    """Larger, with the content kept."""
    return _upscale(call, endpoints.CRISP_UPSCALE, CRISP_FACTOR, creative=False)


def accept_clarity_upscale(call: Call) -> Task:
    """The first name of the crisp upscale."""
    return _upscale(call, endpoints.CLARITY_UPSCALE, CRISP_FACTOR, creative=False)


def accept_creative_upscale(call: Call) -> Task:
    """Larger, with detail drawn anew."""
    return _upscale(call, endpoints.CREATIVE_UPSCALE, CREATIVE_FACTOR, creative=True)


def accept_generative_upscale(call: Call) -> Task:
    """The first name of the creative upscale."""
    return _upscale(call, endpoints.GENERATIVE_UPSCALE, CREATIVE_FACTOR, creative=True)


def _upscale(call: Call, endpoint: Endpoint, factor: int, *, creative: bool) -> Task:
    source = picture_of(call, limits_of(endpoint))
    factor = max(2, min(factor, MAX_UPSCALED_SIDE // max(source.width, source.height)))

    def enlarge(pixels: Pixels) -> Pixels:
        return pictures.upscale(pixels, factor, creative=creative, seed=_seed_of_pixels(pixels))

    return _tool(call, endpoint, source, enlarge)


def accept_erase_region(call: Call) -> Task:
    """What the mask shows white is removed and filled from around it."""
    endpoint = endpoints.ERASE_REGION
    source = picture_of(call, limits_of(endpoint))
    mask = mask_of(call, source, limits_of(endpoint))

    def erase(pixels: Pixels) -> Pixels:
        return pictures.erase(pixels, mask, seed=_seed_of_pixels(pixels))

    return _tool(call, endpoint, source, erase)


def accept_refine_details(call: Call) -> Task:
    """Redrawn at the size that the Pro model has for the picture's proportions."""
    return _refine(call, endpoints.REFINE_DETAILS)


def accept_enhance(call: Call) -> Task:
    """The later name of refining."""
    return _refine(call, ENHANCE)


def _refine(call: Call, endpoint: Endpoint) -> Task:
    refinement = call.fields.choice("refinement", _REFINEMENTS) or "moderate"
    source = picture_of(call, limits_of(endpoint))
    width, height = _nearest_size(source.width, source.height)

    def refine(pixels: Pixels) -> Pixels:
        return pictures.refine(
            pixels,
            "subtle" if refinement == "subtle" else "moderate",
            width=width,
            height=height,
            seed=_seed_of_pixels(pixels),
        )

    return _tool(call, endpoint, source, refine)


def accept_variate(call: Call) -> Task:
    """Variations of a picture in a new size. Without a model any family's size is taken."""
    endpoint = endpoints.VARIATE
    asked = accept_model(call.fields, catalog.DEFAULT_MODEL)
    model = works_with(call.fields, asked, endpoint)
    if not call.fields.has("size"):
        raise wrong("size is required")
    if call.fields.has("model"):
        width, height = accept_size(call.fields, model)
    else:
        width, height = _size_of_any(call, model)
    count, output = accept_count(call.fields), accept_output(call.fields)
    seed = call.fields.whole("random_seed", 0, catalog.MAX_SEED)
    source = picture_of(call, limits_of(endpoint))
    units = endpoint.units or 0

    def work() -> Answer:
        made: list[Made] = []
        for one in spread(secrets.randbits(32) if seed is None else seed, count):
            pixels = pictures.variate(source.pixels, width=width, height=height, seed=one)
            if model.is_vector:
                made.append(made_of_svg(pictures.trace(pixels), width, height))
            else:
                made.append(made_of_pixels(pixels, output, Seed=one))
        return answer_with_list(made, output, call.context, units)

    return Task(work, units, count)


def _tool(
    call: Call, endpoint: Endpoint, source: Source, change: Callable[[Pixels], Pixels]
) -> Task:
    output = accept_output(call.fields)
    units = endpoint.units or 0

    def work() -> Answer:
        made = made_of_pixels(change(source.pixels), output, Description=endpoint.title)
        return answer_with_one(made, output, call.context, units)

    return Task(work, units, 1)


def _seed_of_pixels(pixels: Pixels) -> int:
    """The tools have no seed: the same picture gives the same result."""
    return seed_of(pixels.shape, pixels.tobytes())


def _nearest_size(width: int, height: int) -> tuple[int, int]:
    model = catalog.model(_REFINING_MODEL)
    assert model is not None  # noqa: S101 - a line of the catalog
    sizes = [catalog.pixels_of(model, ratio) for ratio in catalog.RATIOS]
    wanted = math.log(width / height)
    return min(sizes, key=lambda size: abs(math.log(size[0] / size[1]) - wanted))


def _size_of_any(call: Call, model: Model) -> tuple[int, int]:
    size = str(call.fields.values["size"])
    if size not in catalog.SIZES:
        return accept_size(call.fields, model)
    width, height = size.split("x")
    return int(width), int(height)
