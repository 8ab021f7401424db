# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Style sub-panel: one named style, or one of the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client import catalog
from ..look import style_name
from ..look_settings import look_of
from ..properties import model_id, settings
from ..style_choosing import choice_of, favourites, is_favourite, name_of, recent
from ..style_list import custom_styles
from .paragraph import line_length, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bpy.types import Context, UILayout

    from ..look_settings import RecraftLook

# What the panel's own name and its arrow take, in characters.
HEADER_LENGTH = 15


class RECRAFT_MT_styles(bpy.types.Menu):
    """Favorite, recent and custom styles"""

    bl_label = "Favorite and Recent Styles"

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        layout.operator("recraft.search_style", text="Search All Styles…", icon="VIEWZOOM")
        own = {f"custom|{style.id}|": style.name for style in custom_styles()}
        _draw_keys(layout, context, "Favorites", favourites(context), own)
        _draw_keys(layout, context, "Recent", recent(context), own)
        _draw_keys(layout, context, "Custom", own, own)


class RECRAFT_PT_style(bpy.types.Panel):
    """Draw in a style"""

    bl_label = "Style"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"
    bl_parent_id = "RECRAFT_PT_create"
    bl_options = {"DEFAULT_CLOSED"}
    bl_order = 10

    def draw_header_preset(self, context: Context) -> None:
        room = line_length(context) - HEADER_LENGTH
        name = style_name(look_of(context.scene))
        if self.layout and name and room > 0:
            short = name if len(name) <= room else f"{name[: room - 1]}…"
            self.layout.label(text=short, translate=False)

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        look = look_of(context.scene)
        name = style_name(look)
        row = layout.row(align=True)
        row.operator("recraft.search_style", text=name or "Choose Style", icon="VIEWZOOM")
        row.menu("RECRAFT_MT_styles", text="", icon="DOWNARROW_HLT")
        if look.style:
            row.operator(
                "recraft.favourite_style",
                text="",
                icon="SOLO_ON" if is_favourite(context) else "SOLO_OFF",
            )
        if name:
            row.operator("recraft.leave_style", text="", icon="X")
        _draw_note(layout, context, look)


def _draw_note(layout: UILayout, context: Context, look: RecraftLook) -> None:
    """The settings of a custom style, or one line about what the model offers."""
    model = catalog.model(model_id(settings(context)))
    if model is None:
        return
    if look.style_id:
        if len(model.traits.style_matches) > 1:
            layout.prop(look, "style_match")
    elif not model.traits.style_id:
        paragraph(layout, context, f"{model.title} reads no style; a style chooses its own model.")
    elif model.needs_style and not look.style:
        paragraph(layout, context, f"{model.title} needs a custom style.", "INFO")
    elif not model.traits.styles and not look.style:
        text = f"{model.title} reads custom styles only; a named style chooses V3 or V2."
        paragraph(layout, context, text)
    elif not look.style:
        default = catalog.DEFAULT_STYLES.get(model.id, "")
        if default:
            paragraph(layout, context, f"Without one: {catalog.style_title(default)}.")


def _draw_keys(
    layout: UILayout, context: Context, title: str, keys: Iterable[str], own: dict[str, str]
) -> None:
    named = [(key, _name(key, context, own)) for key in keys]
    shown = [(key, name) for key, name in named if name]
    if not shown:
        return
    layout.separator()
    layout.label(text=title)
    for key, name in shown:
        button = layout.operator("recraft.use_style", text=name, translate=False)
        button.key = key


def _name(key: str, context: Context, own: dict[str, str]) -> str:
    choice = choice_of(key)
    return own.get(key, "") if choice is None else name_of(choice, context)


CLASSES = (RECRAFT_MT_styles, RECRAFT_PT_style)
