# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our entries in Blender's own menus; none is shown where there is no picture to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from .operators.process_picture import MENU
from .panels.create import price_label
from .panels.picture_tools import draw_tools
from .picked_image import source_at_hand
from .readiness import obstacle
from .request_check import request_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpy.types import Context, Menu


class RECRAFT_MT_tools(bpy.types.Menu):
    """What can be done with the picture that is shown"""

    bl_idname = MENU
    bl_label = "Recraft"

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        layout.operator_context = "INVOKE_DEFAULT"
        draw_tools(layout, context, shown=True)
        layout.separator()
        layout.operator("recraft.make_seamless", icon="TEXTURE")
        layout.operator("recraft.use_as_input", icon="IMAGE_DATA")
        layout.operator("recraft.make_again", icon="FILE_REFRESH")
        layout.operator("recraft.show_recipe", icon="INFO")


def _draw_tools(menu: Menu, context: Context) -> None:
    if menu.layout and source_at_hand(context) is not None:
        menu.layout.separator()
        menu.layout.menu(MENU)


def _draw_node_tools(menu: Menu, context: Context) -> None:
    space = context.space_data
    tree = space.edit_tree if isinstance(space, bpy.types.SpaceNodeEditor) else None
    node = tree.nodes.active if tree else None
    # The menu is about what is selected: the active node need not be.
    if node is not None and node.select:
        _draw_tools(menu, context)


def _draw_object_tools(menu: Menu, context: Context) -> None:
    layer = context.view_layer
    obj = layer.objects.active if layer else None
    if obj is not None and obj.select_get():
        _draw_tools(menu, context)


def _draw_add_image(menu: Menu, context: Context) -> None:
    layout = menu.layout
    if not layout:
        return
    layout.separator()
    layout.operator_context = "INVOKE_DEFAULT"
    layout.operator("recraft.import_alpha_plane", text="Alpha Plane (Recraft)…", icon="IMAGE_PLANE")
    layout.operator("recraft.import_reference", text="Reference (Recraft)…", icon="IMAGE_REFERENCE")
    if obstacle(context) is None and not request_problem(context):
        text = f"Recraft: {price_label(context)}"
        layout.operator("recraft.generate", text=text, icon="IMAGE_DATA")


def _draw_add_curve(menu: Menu, _: Context) -> None:
    layout = menu.layout
    if not layout:
        return
    layout.separator()
    layout.operator_context = "INVOKE_DEFAULT"
    layout.operator("recraft.import_svg", text="SVG (Recraft)…", icon="CURVE_DATA")


_MENUS: dict[str, Callable[[Menu, Context], None]] = {
    "IMAGE_MT_image": _draw_tools,
    "NODE_MT_context_menu": _draw_node_tools,
    "VIEW3D_MT_object_context_menu": _draw_object_tools,
    "VIEW3D_MT_image_add": _draw_add_image,
    "VIEW3D_MT_curve_add": _draw_add_curve,
}


def attach() -> None:
    """Add the entries."""
    for name, draw in _MENUS.items():
        getattr(bpy.types, name).append(draw)


def detach() -> None:
    """Take the entries out again."""
    for name, draw in _MENUS.items():
        getattr(bpy.types, name).remove(draw)


CLASSES = (RECRAFT_MT_tools,)
