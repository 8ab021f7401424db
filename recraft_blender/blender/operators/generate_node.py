# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.generate_node`: what the panel asks for, as a texture node in this shader editor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import PlacementKind, Wear
from ..capture import texture_placement
from ..language import translated_report, translated_tip
from ..properties import chain, make_kind, settings
from ..readiness import obstacle
from ..request_check import request_problem
from ..shader_editor import shader_editor
from .generate import confirmed, submit

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event

NO_MATERIAL = "Show a material of this file in a shader editor first."
NO_DRAWING = "Curves cannot be a texture. Choose something else to make, in the 3D view's sidebar."


class RECRAFT_OT_generate_node(bpy.types.Operator):
    """Make pictures of the prompt and add each as a texture node to this material"""

    bl_idname = "recraft.generate_node"
    bl_label = "Generate Node"

    @classmethod
    def poll(cls, context: Context) -> bool:
        sentence = _problem(context)
        if sentence:
            cls.poll_message_set(translated_tip(sentence))
        return not sentence

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        return confirmed(self, context, event, chain(settings(context)))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        editor = shader_editor(context.area)
        if editor is None:
            self.report({"ERROR"}, translated_report(NO_MATERIAL))
            return {"CANCELLED"}
        where = replace(
            texture_placement(context),
            wear=Wear.NODE,
            node_in=editor.material,
            node_group=editor.group,
            node_at=editor.at,
        )
        return submit(self, context, chain(settings(context)), where)


def _problem(context: Context) -> str:
    """Why nothing can be asked for here, as a sentence, or empty."""
    if shader_editor(context.area) is None:
        return NO_MATERIAL
    if found := obstacle(context):
        return found.sentence
    if make_kind(settings(context)) is PlacementKind.CURVES:
        return NO_DRAWING
    return request_problem(context) or ""


CLASSES = (RECRAFT_OT_generate_node,)
