# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Presets by Blender's own system: those that come with the extension, and the person's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bpy
from bl_operators.presets import AddPresetBase

from ..language import translated_report
from ..look_settings import clear, look_of, put_back, values_of
from ..properties import settings
from ..translated_props import StringProperty

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context

MENU = "RECRAFT_MT_presets"
FOLDER = "recraft_blender/create"
SHIPPED = str(Path(__file__).resolve().parents[1])
UNREADABLE = (
    "This preset does not fit this version; choose another one, or remove it and save it again."
)
_SETTINGS = (
    "make",
    "prompt",
    "model",
    "vector_model",
    "upscale",
    "ratio",
    "count",
    "use_seed",
    "seed",
)
# Not the prompt's text: a preset goes into other files.
_LOOK = (
    "style",
    "substyle",
    "style_id",
    "style_name",
    "style_model",
    "style_match",
    "colors",
    "use_amounts",
    "use_background",
    "background",
    "negative_prompt",
    "use_artistic_level",
    "artistic_level",
    "no_text",
    "block_nsfw",
    "words",
)


class RECRAFT_OT_load_preset(bpy.types.Operator):
    """Fill the panel in from this preset: the prompt, the model and the look"""

    bl_idname = "recraft.load_preset"
    bl_label = "Load Preset"
    bl_options = {"UNDO", "INTERNAL"}

    if TYPE_CHECKING:
        filepath: str
    else:
        filepath: StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE", "HIDDEN"})

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        groups = (settings(context), look_of(context.scene))
        before = [values_of(group) for group in groups]
        clear(groups[1])
        try:
            bpy.ops.script.execute_preset(filepath=self.filepath, menu_idname=MENU)
        except RuntimeError:
            for group, values in zip(groups, before, strict=True):
                put_back(group, values)
            self.report({"ERROR"}, translated_report(UNREADABLE))
            return {"CANCELLED"}
        return {"FINISHED"}


class RECRAFT_OT_add_preset(AddPresetBase, bpy.types.Operator):  # type: ignore[misc]
    """Save the panel's prompt, model and look as a preset, or remove the chosen preset"""

    bl_idname = "recraft.add_preset"
    bl_label = "Add Recraft Preset"
    if TYPE_CHECKING:
        remove_name: bool
        remove_active: bool
    preset_menu = MENU
    preset_subdir = FOLDER
    preset_defines = (
        "scene = bpy.context.scene",
        "recraft = scene.recraft",
        "look = scene.recraft_look",
    )
    preset_values = (
        *(f"recraft.{name}" for name in _SETTINGS),
        *(f"look.{name}" for name in _LOOK),
    )

    def pre_cb(self, context: Context) -> None:
        """Have a prompt that is written in a text saved with the rest."""
        text = look_of(context.scene).text
        if text is not None and not (self.remove_name or self.remove_active):
            settings(context).prompt = text.as_string().strip()


def attach() -> None:
    """Have Blender find the presets that come with the extension."""
    bpy.utils.register_preset_path(SHIPPED)


def detach() -> None:
    """Have Blender forget them."""
    bpy.utils.unregister_preset_path(SHIPPED)


CLASSES = (RECRAFT_OT_load_preset, RECRAFT_OT_add_preset)
