# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Image Editor's panel: what can be done with the image that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..language import translated
from ..readiness import obstacle
from .create import draw_obstacle
from .paragraph import paragraph
from .picture_tools import draw_tools

if TYPE_CHECKING:
    from bpy.types import Context, Image, UILayout

_REDRAWING = (
    "To redraw it after a prompt, use it as input; the tools are in From Picture, in the 3D view's"
    " sidebar."
)


class RECRAFT_PT_image(bpy.types.Panel):
    """The image that is shown."""

    bl_label = "Recraft"
    bl_space_type = "IMAGE_EDITOR"
    bl_region_type = "UI"
    bl_category = "Recraft"

    @classmethod
    def poll(cls, context: Context) -> bool:
        space = context.space_data
        return isinstance(space, bpy.types.SpaceImageEditor) and space.image is not None

    def draw(self, context: Context) -> None:
        layout, space = self.layout, context.space_data
        assert layout  # noqa: S101 - Blender gives one to every draw
        assert isinstance(space, bpy.types.SpaceImageEditor)  # noqa: S101 - by poll
        if space.image is None:
            return
        draw_picture(layout, context, space.image)
        layout.prop(space, "show_repeat", text="Show It Repeated", toggle=True)


def draw_picture(layout: UILayout, context: Context, image: Image) -> None:
    """The picture that an editor shows and all that can be done with it at a click."""
    _draw_name(layout, image)
    found = obstacle(context)
    if found:
        draw_obstacle(layout, context, found)
    draw_tools(layout.column(align=True), context, shown=True)
    column = layout.column(align=True)
    column.operator("recraft.make_seamless", icon="TEXTURE")
    column.operator("recraft.use_as_input", icon="IMAGE_DATA")
    column.operator("recraft.make_again", icon="FILE_REFRESH")
    column.operator("recraft.show_recipe", icon="INFO")
    paragraph(layout, context, _REDRAWING, "INFO")


def _draw_name(layout: UILayout, image: Image) -> None:
    layout.label(text=image.name, icon="IMAGE_DATA", translate=False)
    # Asking for the size of a picture that is not read yet would read its file.
    width, height = image.size if image.has_data else (0, 0)
    if width and height:
        layout.label(text=translated(f"{width} × {height} pixels"))


CLASSES = (RECRAFT_PT_image,)
