# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first rows of Create: presets, and the prompt in its field or in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..language import translated
from ..look_settings import look_of
from ..operators.presets import FOLDER

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..properties import RecraftSettings

PRESETS = "Presets"


class RECRAFT_MT_presets(bpy.types.Menu):
    """Fill the panel in from a preset"""

    bl_label = PRESETS
    preset_subdir = FOLDER
    preset_operator = "recraft.load_preset"

    def draw(self, context: Context) -> None:
        # Blender's own: it looks into the folders when the menu opens.
        bpy.types.Menu.draw_preset(self, context)


def draw_presets(layout: UILayout) -> None:
    """The menu, and the buttons that save and remove."""
    row = layout.row(align=True)
    row.menu("RECRAFT_MT_presets", text=RECRAFT_MT_presets.bl_label)
    row.operator("recraft.add_preset", text="", icon="ADD")
    remove = row.row(align=True)
    remove.active = RECRAFT_MT_presets.bl_label != PRESETS
    remove.operator("recraft.add_preset", text="", icon="REMOVE").remove_active = True


def draw_prompt(layout: UILayout, chosen: RecraftSettings) -> None:
    """The prompt: a field of one line, or the text that holds it."""
    look = look_of(chosen.id_data)
    row = layout.row(align=True)
    if look.text is None:
        row.prop(chosen, "prompt", text="", placeholder="What should it show?")
        row.operator("recraft.edit_prompt", text="", icon="TEXT")
        return
    row.operator("recraft.edit_prompt", text=look.text.name, icon="TEXT", translate=False)
    row.operator("recraft.prompt_to_field", text="", icon="X")
    length = len(look.text.as_string().strip())
    layout.label(text=translated(f"The prompt is in this text: {length:,} characters"))


CLASSES = (RECRAFT_MT_presets,)
