# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words: a long prompt in a text of this file, and words at places of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..look_settings import look_of
from ..properties import settings
from ..translated_props import IntProperty

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Area, Context, Text

PROMPT_TEXT = "Recraft Prompt"


class RECRAFT_OT_edit_prompt(bpy.types.Operator):
    """Write the prompt in a text editor, where there is room for a long one"""

    bl_idname = "recraft.edit_prompt"
    bl_label = "Edit Prompt in Text Editor"
    bl_options = {"UNDO"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        look = look_of(context.scene)
        if look.text is None:
            look.text = bpy.data.texts.new(PROMPT_TEXT)
            look.text.write(settings(context).prompt)
        _show(context, look.text)
        return {"FINISHED"}


class RECRAFT_OT_prompt_to_field(bpy.types.Operator):
    """Take the prompt back into the field of one line. The text itself stays in the file"""

    bl_idname = "recraft.prompt_to_field"
    bl_label = "Prompt Back to Field"
    bl_options = {"UNDO"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        look = look_of(context.scene)
        if look.text is not None:
            settings(context).prompt = " ".join(look.text.as_string().split())
            look.text = None
        return {"FINISHED"}


class RECRAFT_OT_add_word(bpy.types.Operator):
    """Add a word that is to be written at a place of the picture"""

    bl_idname = "recraft.add_word"
    bl_label = "Add Word"
    bl_options = {"UNDO"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        look_of(context.scene).words.add()
        return {"FINISHED"}


class RECRAFT_OT_remove_word(bpy.types.Operator):
    """Take this word out of the picture"""

    bl_idname = "recraft.remove_word"
    bl_label = "Remove Word"
    bl_options = {"UNDO", "INTERNAL"}

    if TYPE_CHECKING:
        index: int
    else:
        index: IntProperty(options={"HIDDEN"})

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        look_of(context.scene).words.remove(self.index)
        return {"FINISHED"}


def _show(context: Context, text: Text) -> None:
    """Show a text in an open text editor, else in a window of its own."""
    area = _text_editor(context)
    # Without a window, as in a script that renders, there is nothing to show it in.
    if area is None and context.window_manager and context.window and not bpy.app.background:
        bpy.ops.wm.window_new()
        screen = context.window_manager.windows[-1].screen
        area = max(screen.areas, key=lambda one: one.width * one.height)
        area.ui_type = "TEXT_EDITOR"
    space = area.spaces.active if area else None
    if isinstance(space, bpy.types.SpaceTextEditor):
        space.text = text
        space.show_word_wrap = True


def _text_editor(context: Context) -> Area | None:
    windows = context.window_manager.windows if context.window_manager else ()
    areas = (area for window in windows for area in window.screen.areas)
    return next((area for area in areas if area.ui_type == "TEXT_EDITOR"), None)


CLASSES = (
    RECRAFT_OT_edit_prompt,
    RECRAFT_OT_prompt_to_field,
    RECRAFT_OT_add_word,
    RECRAFT_OT_remove_word,
)
