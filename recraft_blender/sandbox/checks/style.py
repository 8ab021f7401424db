# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Styles: base styles with substyles, curated names, custom styles by id."""

import uuid

from ...client import catalog
from ...client.catalog import Model
from ..call import Call
from ..refusals import IMAGE_TYPE, RefusedError, not_supported, wrong
from ..styles import Style


def accept_named_style(call: Call, model: Model) -> str:
    """The named style and substyle as `style` or `style/substyle`, empty for the default."""
    style, substyle = call.fields.text("style"), call.fields.text("substyle")
    if style and call.fields.text("style_id"):
        raise wrong("style and style_id exclude each other")
    if style and style not in _styles_of(model):
        raise wrong(f"Invalid style {style[:100]}")
    if not substyle:
        return style
    if not style:
        raise wrong("substyle needs a style")
    if substyle not in catalog.substyles(model, style):
        raise wrong(f"Invalid substyle {substyle[:100]}")
    return f"{style}/{substyle}"


def accept_custom_style(call: Call, model: Model, *, is_vector: bool) -> Style | None:
    """The style of `style_id`, if one is asked for and the model may use it."""
    style_id = call.fields.text("style_id")
    if not style_id:
        return None
    if not model.traits.style_id:
        raise not_supported("style_id", model.id)
    style = call.context.styles.usable(style_id) if _is_uuid(style_id) else None
    if style is None:
        raise wrong("style not found")
    if not style.fits(model.family):
        raise wrong(f"style {style.id} was made for {style.model.id}, not for {model.id}")
    if style.is_vector != is_vector:
        kind = "vector" if is_vector else "raster"
        raise RefusedError(IMAGE_TYPE, f"Style '{style.base}' is not a {kind} style")
    return style


def accept_style_match(call: Call, model: Model) -> str | None:
    """How closely a custom style is followed."""
    if call.fields.has("style_match") and not model.traits.style_matches:
        raise not_supported("style_match", model.id)
    return call.fields.choice("style_match", model.traits.style_matches)


def gives_vector(model: Model, style: str) -> bool:
    """True when the answer is SVG: by the model or, in V3 and V2, by the base style."""
    base = style.partition("/")[0]
    return model.is_vector or (model.traits.styles and base in catalog.VECTOR_STYLES)


def base_styles_to_make(model: Model) -> tuple[str, ...]:
    """The base styles that a custom style for a model may have, its default first."""
    if model.is_vector:
        icon = ("icon",) if model.family is catalog.Family.V2 else ()
        return ("vector_illustration", *icon)
    if not model.traits.styles:
        return ("any", "vector_illustration")
    named = ("realistic_image", "digital_illustration", "vector_illustration")
    return (*named, "icon") if model.family is catalog.Family.V2 else named


def _styles_of(model: Model) -> tuple[str, ...]:
    if model.traits.styles:
        return (*catalog.base_styles(model), *catalog.curated_styles(model))
    # The families after V3 have no named styles; that they take the base style which they have
    # anyway is not certain.
    if not model.traits.style_id:
        return ()
    return ("vector_illustration",) if model.is_vector else ("any",)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
