# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Image Editor's panel: what can be done with the image that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

if TYPE_CHECKING:
    from bpy.types import Context


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
        column = layout.column(align=True)
        column.operator("recraft.make_seamless", icon="TEXTURE")
        column.prop(space, "show_repeat", text="Show It Repeated", toggle=True)
        column = layout.column(align=True)
        column.operator("recraft.use_as_input", icon="IMAGE_DATA")
        column.operator("recraft.make_again", icon="FILE_REFRESH")
        column.operator("recraft.show_recipe", icon="INFO")


CLASSES = (RECRAFT_PT_image,)
