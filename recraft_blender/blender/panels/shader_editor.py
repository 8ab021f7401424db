# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Shader Editor's panels: the picture of the active node, and a new one as a node here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import PlacementKind, chain_estimate
from ..language import translated
from ..operators.generate_node import NO_DRAWING
from ..picked_image import node_image
from ..preferences import preferences, service_name
from ..properties import chain, make_kind, settings
from ..readiness import obstacle
from ..request_check import request_problem
from ..shader_editor import shader_editor
from .create import draw_obstacle, price
from .image_editor import draw_picture
from .narrow import priced
from .paragraph import paragraph
from .prompt import draw_prompt

if TYPE_CHECKING:
    from bpy.types import Context


class RECRAFT_PT_shader(bpy.types.Panel):
    """Make a texture node from a prompt."""

    bl_label = "Recraft"
    bl_space_type = "NODE_EDITOR"
    bl_region_type = "UI"
    bl_category = "Recraft"

    @classmethod
    def poll(cls, context: Context) -> bool:
        return shader_editor(context.area) is not None

    def draw(self, context: Context) -> None:
        layout, chosen = self.layout, settings(context)
        assert layout  # noqa: S101 - Blender gives one to every draw
        found = obstacle(context)
        if found:
            draw_obstacle(layout, context, found)
        if make_kind(chosen) is PlacementKind.CURVES:
            paragraph(layout, context, NO_DRAWING, "INFO")
            return
        draw_prompt(layout, chosen)
        work = chain(chosen)
        problem = request_problem(context)
        if problem and not found:
            paragraph(layout, context, problem, "INFO")
        cost = price(chain_estimate(work), service_name(preferences(context)))
        row = layout.row()
        row.scale_y = 1.4
        text = priced(context, translated(f"Generate Node · {cost}"))
        row.operator("recraft.generate_node", text=text, icon="NODE_TEXTURE")


class RECRAFT_PT_node_picture(bpy.types.Panel):
    """The picture of the active node."""

    bl_label = "Picture"
    bl_space_type = "NODE_EDITOR"
    bl_region_type = "UI"
    bl_category = "Recraft"

    @classmethod
    def poll(cls, context: Context) -> bool:
        return node_image(context) is not None

    def draw(self, context: Context) -> None:
        layout, image = self.layout, node_image(context)
        assert layout  # noqa: S101 - Blender gives one to every draw
        if image is not None:
            draw_picture(layout, context, image)


CLASSES = (RECRAFT_PT_shader, RECRAFT_PT_node_picture)
