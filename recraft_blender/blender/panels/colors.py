# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Colors sub-panel: preferred colors, and that of the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..look_settings import look_of

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..look_settings import RecraftLook

COLUMNS = 5


class RECRAFT_MT_take_colors(bpy.types.Menu):
    """Take colors from something in this file"""

    bl_label = "Take Colors From"

    def draw(self, _: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        layout.operator("recraft.colors_from_ramp", text="Color Ramp", icon="NODE_MATERIAL")
        layout.operator("recraft.colors_from_brush", text="Paint Brush", icon="BRUSH_DATA")
        layout.operator("recraft.colors_from_image", text="Image…", icon="IMAGE_DATA")
        if bpy.data.palettes:
            layout.separator()
            layout.label(text="Palette")
        for palette in bpy.data.palettes:
            name = palette.name_full
            button = layout.operator(
                "recraft.colors_from_palette", text=name, icon="COLOR", translate=False
            )
            button.palette = name


class RECRAFT_PT_colors(bpy.types.Panel):
    """Ask for colors"""

    bl_label = "Colors"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"
    bl_parent_id = "RECRAFT_PT_create"
    bl_options = {"DEFAULT_CLOSED"}
    bl_order = 20

    def draw_header_preset(self, context: Context) -> None:
        count = len(look_of(context.scene).colors)
        if self.layout and count:
            self.layout.label(text=str(count), translate=False)

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        look = look_of(context.scene)
        row = layout.row(align=True)
        row.operator("recraft.add_color", text="Add", icon="ADD")
        row.menu("RECRAFT_MT_take_colors", text="From", icon="EYEDROPPER")
        if look.colors:
            (_draw_amounts if look.use_amounts else _draw_swatches)(layout, look)
            row = layout.row(align=True)
            row.prop(look, "use_amounts")
            row.operator("recraft.colors_to_palette", text="", icon="COLOR")
            row.operator("recraft.clear_colors", text="", icon="X")
        row = layout.split(factor=0.65)
        row.prop(look, "use_background")
        field = row.row()
        field.active = look.use_background
        field.prop(look, "background", text="")


def _draw_swatches(layout: UILayout, look: RecraftLook) -> None:
    for start in range(0, len(look.colors), COLUMNS):
        row = layout.row(align=True)
        for index in range(start, start + COLUMNS):
            column = row.column(align=True)
            if index < len(look.colors):
                column.prop(look.colors[index], "color", text="")
                _draw_remove(column, index)
            else:
                column.label()  # keeps the last row's fields as wide as the others


def _draw_amounts(layout: UILayout, look: RecraftLook) -> None:
    column = layout.column(align=True)
    for index, one in enumerate(look.colors):
        row = column.row(align=True)
        color = row.row(align=True)
        color.scale_x = 0.5
        color.prop(one, "color", text="")
        row.prop(one, "amount", text="")
        _draw_remove(row, index)


def _draw_remove(layout: UILayout, index: int) -> None:
    button = layout.operator("recraft.remove_color", text="", icon="X")
    button.index = index


CLASSES = (RECRAFT_MT_take_colors, RECRAFT_PT_colors)
