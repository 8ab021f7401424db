# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the look's settings to the fields of a request, and back.

A style that the model lacks stays in the request, which then says so: the picture would be another
one. The finer choices that a model does not read are left out; the panels do not show them then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from math import floor
from typing import TYPE_CHECKING

from ..client import catalog
from ..client.calls import Controls, GenerationRequest, TextItem
from .look_settings import AS_STORED, clear, look_of
from .style_list import listed_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import ID, Context

    from ..client.calls import Color
    from ..client.catalog import Traits
    from ..jobs.spec import Chain
    from .look_settings import RecraftColor, RecraftLook, RecraftWord

_WEIGHT_STEPS = 10_000


def dressed(request: GenerationRequest, scene: ID | None) -> GenerationRequest:
    """The request with the scene's look, and with the prompt of its text if it has one."""
    look = look_of(scene)
    known = request.known_model
    traits = known.traits if known else catalog.Traits()
    return replace(
        request,
        prompt=look.text.as_string().strip() if look.text else request.prompt,
        style="" if look.style_id else look.style,
        substyle="" if look.style_id else look.substyle,
        style_id=look.style_id,
        style_match=_match(look, traits),
        negative_prompt=look.negative_prompt.strip() if traits.negative_prompt else "",
        text_layout=tuple(_placed_words(look)) if traits.text_layout else (),
        controls=_controls(look, traits),
        block_nsfw=True if look.block_nsfw else None,
    )


def look_problem(context: Context, work: Chain) -> str | None:
    """What is wrong with the look beyond the limits of a request, as a sentence, or None."""
    request = work.first
    if not isinstance(request, GenerationRequest):
        return None
    look, known = look_of(context.scene), request.known_model
    if known is None:
        return None
    made_for = catalog.model(look.style_model)
    if look.style_id and made_for and not catalog.fits_custom_style(known, made_for):
        return (
            f"“{style_name(look)}” was made for {made_for.title}, not for {known.title};"
            " choose another style or model."
        )
    if request.is_vector and not known.is_vector:
        title = catalog.style_title(request.style, request.substyle)
        return f"The style {title} gives curves: make Curves, or choose another style."
    return None


def style_name(look: RecraftLook) -> str:
    """The plain name of the chosen style, empty without one; a style may have been renamed."""
    if look.style_id:
        listed = listed_style(look.style_id)
        return listed.name if listed else look.style_name or look.style_id[:8]
    return catalog.style_title(look.style, look.substyle) if look.style else ""


def unread(look: RecraftLook, traits: Traits) -> Iterator[str]:
    """The names of settings that are made, and that a model with these traits does not read."""
    if look.negative_prompt and not traits.negative_prompt:
        yield "the negative prompt"
    if look.use_artistic_level and not traits.art_controls:
        yield "the artistic level"
    if look.no_text and not traits.art_controls:
        yield "No Lettering"
    if look.words and not traits.text_layout:
        yield "the words"


def undress(request: GenerationRequest, scene: ID | None) -> None:
    """Put the look of a request back into the settings."""
    look = look_of(scene)
    clear(look)
    look.style, look.substyle, look.style_id = request.style, request.substyle, request.style_id
    listed = listed_style(request.style_id)
    if listed:
        look.style_name, look.style_model = listed.name, listed.model
    if request.style_match in ("precise", "flexible"):
        look.style_match = request.style_match
    look.negative_prompt = request.negative_prompt
    look.block_nsfw = bool(request.block_nsfw)
    for item in request.text_layout:
        _take_word(look.words.add(), item)
    _take_controls(look, request.controls or Controls())


def set_colors(look: RecraftLook, colors: Sequence[Color]) -> int:
    """Replace the preferred colors by the first that fit, each once; how many were given."""
    wanted = list(dict.fromkeys(colors))
    look.colors.clear()
    for color in wanted[: catalog.MAX_COLORS]:
        look.colors.add().color = _fractions(color)
    return len(wanted)


def byte_color(color: Sequence[float]) -> Color:
    """The color as 0..255 of one that has 0..1."""
    red, green, blue = color[:3]
    return _byte(red), _byte(green), _byte(blue)


def _match(look: RecraftLook, traits: Traits) -> str | None:
    if not look.style_id or look.style_match == AS_STORED:
        return None
    return look.style_match if look.style_match in traits.style_matches else None


def _controls(look: RecraftLook, traits: Traits) -> Controls | None:
    given = list(look.colors)[: catalog.MAX_COLORS]
    controls = Controls(
        colors=tuple(byte_color(one.color) for one in given),
        weights=_weights(given) if look.use_amounts else (),
        background_color=byte_color(look.background) if look.use_background else None,
        artistic_level=(
            look.artistic_level if look.use_artistic_level and traits.art_controls else None
        ),
        no_text=True if look.no_text and traits.art_controls else None,
    )
    return None if controls == Controls() else controls


def _weights(colors: list[RecraftColor]) -> tuple[float, ...]:
    """The amounts as parts of one. Rounded down, as the service allows no more together."""
    total = sum(one.amount for one in colors)
    if total <= 0:
        return ()
    return tuple(floor(one.amount / total * _WEIGHT_STEPS) / _WEIGHT_STEPS for one in colors)


def _placed_words(look: RecraftLook) -> Iterator[TextItem]:
    return (_placed(word) for word in look.words if word.text.strip())


def _placed(word: RecraftWord) -> TextItem:
    left, top = round(word.left, 4), round(word.top, 4)
    right, bottom = round(word.left + word.width, 4), round(word.top + word.height, 4)
    return TextItem(word.text.strip(), ((left, top), (right, top), (right, bottom), (left, bottom)))


def _take_word(word: RecraftWord, item: TextItem) -> None:
    word.text = item.text
    across, down = zip(*item.bbox, strict=True)
    word.left, word.top = min(across), min(down)
    word.width, word.height = max(across) - min(across), max(down) - min(down)


def _take_controls(look: RecraftLook, controls: Controls) -> None:
    look.use_amounts = bool(controls.weights)
    for color, weight in zip_longest(controls.colors, controls.weights):
        one = look.colors.add()
        one.color = _fractions(color)
        if weight is not None:
            one.amount = weight
    if controls.background_color is not None:
        look.use_background = True
        look.background = _fractions(controls.background_color)
    if controls.artistic_level is not None:
        look.use_artistic_level, look.artistic_level = True, controls.artistic_level
    look.no_text = bool(controls.no_text)


def _byte(channel: float) -> int:
    return 0 if channel <= 0 else 255 if channel >= 1 else round(channel * 255)


def _fractions(color: Color) -> list[float]:
    return [channel / 255 for channel in color]
