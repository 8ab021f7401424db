# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Advanced sub-panel: what the chosen model reads beside all that, and what it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client import catalog
from ..look import unread
from ..look_settings import look_of
from ..properties import model_id, settings
from .narrow import strip
from .paragraph import paragraph

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ...client.catalog import Traits
    from ..look_settings import RecraftLook


class RECRAFT_PT_advanced(bpy.types.Panel):
    """What else the model reads"""

    bl_label = "Advanced"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"
    bl_parent_id = "RECRAFT_PT_create"
    bl_options = {"DEFAULT_CLOSED"}
    bl_order = 40

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        look = look_of(context.scene)
        model = catalog.model(model_id(settings(context)))
        traits = model.traits if model else catalog.Traits()
        if traits.negative_prompt:
            layout.prop(look, "negative_prompt", text="", placeholder="What should it not show?")
        if traits.art_controls:
            row = layout.split(factor=0.65)
            row.prop(look, "use_artistic_level")
            field = row.row()
            field.active = look.use_artistic_level
            field.prop(look, "artistic_level", text="")
            layout.prop(look, "no_text")
        layout.prop(look, "block_nsfw")
        if traits.text_layout:
            _draw_words(layout, context, look)
        title = model.title if model else "This model"
        lacking = _lacking(traits)
        if lacking:
            paragraph(layout, context, f"{title} reads no {lacking}; {_who(traits)}.")
        ignored = list(unread(look, traits))
        if ignored:
            text = f"Set, but not sent to {title}: {', '.join(ignored)}."
            paragraph(layout, context, text, "INFO")


def _draw_words(layout: UILayout, context: Context, look: RecraftLook) -> None:
    for index, word in enumerate(look.words):
        column = layout.box().column(align=True)
        row = column.row(align=True)
        row.prop(word, "text", text="", placeholder="One word")
        button = row.operator("recraft.remove_word", text="", icon="X")
        button.index = index
        for pair in (("left", "top"), ("width", "height")):
            row = strip(column, context)
            for name in pair:
                row.prop(word, name)
    layout.operator("recraft.add_word", text="Add Word at a Place", icon="ADD")


def _lacking(traits: Traits) -> str:
    names = (
        ("negative prompt", traits.negative_prompt),
        ("artistic level", traits.art_controls),
        ("words at places", traits.text_layout),
    )
    return " or ".join(name for name, is_read in names if not is_read)


def _who(traits: Traits) -> str:
    return "Recraft V3 does" if traits.negative_prompt else "Recraft V3 does, V2 in part"


CLASSES = (RECRAFT_PT_advanced,)
