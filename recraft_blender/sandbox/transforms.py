# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures out of a picture and words: the calls that redraw, all or in part."""

from collections.abc import Callable

from ..client.catalog import Endpoint, InputLimits, endpoints
from . import pictures
from .answers import Answer
from .call import Call, Task
from .expansion import accept_expansion, frame_of
from .making import Making, accept_making
from .pictures import Pixels
from .refusals import wrong
from .results import answer_with_list, made_of_pixels, made_of_svg
from .sources import mask_of, picture_of

Redraw = Callable[[int], Pixels]
"""The picture of a seed."""


def accept_image_to_image(call: Call) -> Task:
    """The whole picture redrawn."""
    endpoint = endpoints.IMAGE_TO_IMAGE
    making = accept_making(call, endpoint)
    strength = call.fields.number("strength")
    if strength is None or not 0 <= strength <= 1:
        raise wrong("strength should be in [0, 1]")
    source = picture_of(call, limits_of(endpoint))

    def redraw(seed: int) -> Pixels:
        return pictures.image_to_image(
            source.pixels,
            making.prompt,
            strength=strength,
            seed=seed,
            colors=making.colors(),
            background=making.background(),
        )

    return _task(call, making, redraw)


def accept_inpaint(call: Call) -> Task:
    """The white of a mask redrawn."""
    return _masked(call, endpoints.INPAINT)


def accept_generate_background(call: Call) -> Task:
    """The white of a mask filled with a new background."""
    return _masked(call, endpoints.GENERATE_BACKGROUND)


def _masked(call: Call, endpoint: Endpoint) -> Task:
    making = accept_making(call, endpoint)
    source = picture_of(call, limits_of(endpoint))
    mask = mask_of(call, source, limits_of(endpoint))
    inpaints = endpoint is endpoints.INPAINT

    def redraw(seed: int) -> Pixels:
        function = pictures.inpaint if inpaints else pictures.generate_background
        return function(
            source.pixels,
            mask,
            making.prompt,
            seed=seed,
            colors=making.colors(),
            background=making.background(),
        )

    return _task(call, making, redraw)


def accept_replace_background(call: Call) -> Task:
    """The background, found by itself, replaced."""
    making = accept_making(call, endpoints.REPLACE_BACKGROUND)
    source = picture_of(call, limits_of(endpoints.REPLACE_BACKGROUND))

    def redraw(seed: int) -> Pixels:
        return pictures.replace_background(
            source.pixels,
            making.prompt,
            seed=seed,
            colors=making.colors(),
            background=making.background(),
        )

    return _task(call, making, redraw)


def accept_outpaint(call: Call) -> Task:
    """The picture continued beyond its edges."""
    making = accept_making(call, endpoints.OUTPAINT)
    expansion = accept_expansion(call, making)
    source = picture_of(call, limits_of(endpoints.OUTPAINT))
    frame = frame_of(source, expansion)

    def redraw(seed: int) -> Pixels:
        return pictures.outpaint(source.pixels, making.prompt, frame, seed=seed)

    return _task(call, making, redraw)


def limits_of(endpoint: Endpoint) -> InputLimits:
    """The limits of a call that takes a picture."""
    return endpoint.limits or InputLimits()


def _task(call: Call, making: Making, redraw: Redraw) -> Task:
    def work() -> Answer:
        made = []
        for seed in making.seeds():
            pixels = redraw(seed)
            if making.is_vector:
                made.append(made_of_svg(pictures.trace(pixels), pixels.shape[1], pixels.shape[0]))
            else:
                notes = {"Description": making.prompt, "Seed": seed}
                made.append(made_of_pixels(pixels, making.output, **notes))
        return answer_with_list(made, making.output, call.context, making.units)

    return Task(work, making.units, making.count)
