# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`/styles`: custom styles made, listed, shown and deleted; the service's own listed."""

import json

from ..client.catalog import Model, endpoints
from .answers import Answer
from .call import Call, Task
from .checks.controls import accept_colors
from .checks.model import accept_model, works_with
from .checks.style import base_styles_to_make
from .fields import finite
from .refusals import RefusedError, not_supported, wrong
from .sources import references_of
from .style_making import style_of_pictures
from .styles import BASIC, Style
from .transforms import limits_of

_MIX_POLICIES = ("PaletteMatch", "MaxWeight")
MAX_SOURCE_STYLES = 10
MAX_PALETTE = 100
"""Neither limit is documented: ours keep a request from being without end."""


def accept_create_style(call: Call) -> Task:
    """A style out of pictures or, for V3 and V2, out of other styles."""
    fields, endpoint = call.fields, endpoints.CREATE_STYLE
    model = works_with(fields, accept_model(fields, endpoint.default_model), endpoint)
    bases = base_styles_to_make(model)
    base = fields.text("style") or bases[0]
    if base not in bases:
        raise wrong(f"Invalid style {base[:100]}")
    matches = model.traits.style_matches
    match = fields.choice("match", matches) or matches[0]
    sources = _source_styles(call, model)
    source_weights = _weights(call, "source_style_weights", len(sources))
    palette = fields.mapping("palette")
    if palette and "colors" not in palette:
        raise wrong("palette.colors is required")
    colors = accept_colors(palette, "palette", most=MAX_PALETTE)
    prompt, is_private = fields.text("prompt"), fields.flag("private")
    references = references_of(call, limits_of(endpoint), endpoint.url)
    if not references and not sources:
        raise wrong("number of images should be in [1, 10]")
    weights = _weights(call, "image_weights", len(references))
    units = endpoint.units or 0

    def work() -> Answer:
        style = style_of_pictures(
            references,
            base=base,
            model=model,
            match=match,
            weights=weights,
            colors=colors.colors,
            background=colors.background,
            sources=_heaviest_first(sources, source_weights),
            prompt=prompt,
            is_private=is_private is not False,
        )
        call.context.styles.add(style)
        return Answer.of_json(style.body() | {"credits": units})

    return Task(work, units)


def list_styles(call: Call) -> Task:
    """The styles of the account."""
    styles = [style.body() for style in call.context.styles.all()]
    return Task(lambda: Answer.of_json({"styles": styles}))


def list_basic_styles(call: Call) -> Task:  # noqa: ARG001 - every route has a call
    """The service's own styles."""
    styles = [
        {"style_id": style.id, "style": style.base, "model": style.model.id}
        for style in BASIC.values()
    ]
    return Task(lambda: Answer.of_json({"styles": styles}))


def show_style(call: Call) -> Task:
    """One style. What the service says to a style that is not there is not known."""
    style = call.context.styles.get(call.item)
    if style is None:
        raise _not_found()
    return Task(lambda: Answer.of_json(style.body()))


def delete_style(call: Call) -> Task:
    """A style goes for good."""
    if call.context.styles.get(call.item) is None:
        raise _not_found()

    def work() -> Answer:
        call.context.styles.delete(call.item)
        return Answer.of_json({})

    return Task(work)


def _not_found() -> RefusedError:
    return RefusedError("style_not_found", "style not found", 404)


def _source_styles(call: Call, model: Model) -> tuple[Style, ...]:
    fields = call.fields
    names = ("source_styles", "source_style_weights", "mix_policy")
    given = next((name for name in names if fields.has(name)), None)
    if given and not model.traits.styles:
        raise not_supported(given, model.id)
    fields.choice("mix_policy", _MIX_POLICIES)
    ids = fields.items("source_styles")
    if len(ids) > MAX_SOURCE_STYLES:
        raise wrong(f"number of source_styles should be in [0, {MAX_SOURCE_STYLES}]")
    return tuple(_source_style(call, style_id, model) for style_id in ids)


def _source_style(call: Call, style_id: object, model: Model) -> Style:
    style = call.context.styles.usable(style_id) if isinstance(style_id, str) else None
    if style is None:
        raise wrong("style not found")
    if not style.fits(model.family):
        raise wrong(f"style {style.id} was made for {style.model.id}, not for {model.id}")
    return style


def _weights(call: Call, name: str, count: int) -> tuple[float, ...]:
    given = call.fields.items(name)
    if call.fields.is_form:
        given = [_number(value) for value in given]
    weights = tuple(finite(value, name) for value in given)
    if weights and len(weights) != count:
        raise wrong(f"number of {name} should be {count}")
    if any(weight < 0 for weight in weights):
        raise wrong(f"{name} should be at least 0")
    return weights


def _number(value: object) -> object:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _heaviest_first(styles: tuple[Style, ...], weights: tuple[float, ...]) -> tuple[Style, ...]:
    if not weights:
        return styles
    order = sorted(range(len(styles)), key=lambda place: -weights[place])
    return tuple(styles[place] for place in order)
