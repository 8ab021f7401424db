# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar's panel of how a result is to lie in the scene; only what its kind knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import Facing, Mapping, PlacementKind, ReferenceKind, Wear
from ..properties import make_kind, settings
from .paragraph import paragraph

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..placement_settings import RecraftPlacement

NO_CAMERA = "The scene has no camera yet."


class RECRAFT_PT_placement(bpy.types.Panel):
    """How the next result is placed."""

    bl_label = "Placement"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"
    bl_parent_id = "RECRAFT_PT_create"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, context: Context) -> bool:
        return make_kind(settings(context)) is not PlacementKind.IMAGE

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        layout.use_property_split = True
        layout.use_property_decorate = False
        chosen = settings(context)
        look, kind = chosen.placement, make_kind(chosen)
        if kind is PlacementKind.TEXTURE:
            _draw_texture(layout, look, chosen.mapping)
        elif kind is PlacementKind.ALPHA_PLANE:
            _draw_plane(layout, look)
        elif kind is PlacementKind.CURVES:
            _draw_curves(layout, look)
        else:
            _draw_reference(layout, look)
        camera = context.scene.camera if context.scene else None
        if camera is None and _needs_camera(look, kind):
            paragraph(layout, context, NO_CAMERA, "INFO")


def _draw_texture(layout: UILayout, look: RecraftPlacement, mapping: str) -> None:
    layout.prop(look, "wear")
    if look.wear == Wear.NODE.value:
        return
    layout.prop(look, "scale")
    if mapping == Mapping.BOX.value:
        layout.prop(look, "box_blend")
    column = layout.column(heading="From Brightness")
    column.prop(look, "bump")
    column.prop(look, "roughness")


def _draw_plane(layout: UILayout, look: RecraftPlacement) -> None:
    _draw_size(layout, look, "size")
    layout.prop(look, "origin")
    layout.prop(look, "shadeless")
    layout.prop(look, "blended")
    row = layout.row(heading="Trim")
    row.prop(look, "trim", text="")
    field = row.row()
    field.active = look.trim
    field.prop(look, "margin", text="Margin")
    layout.prop(look, "cut_out")


def _draw_curves(layout: UILayout, look: RecraftPlacement) -> None:
    layout.prop(look, "curve_target")
    layout.prop(look, "arrangement")
    _draw_size(layout, look, "size")


def _draw_reference(layout: UILayout, look: RecraftPlacement) -> None:
    layout.prop(look, "shows")
    if look.shows == ReferenceKind.EMPTY.value:
        _draw_size(layout, look, "reference_size")
    layout.prop(look, "opacity")


def _draw_size(layout: UILayout, look: RecraftPlacement, name: str) -> None:
    layout.prop(look, "facing")
    row = layout.row(align=True)
    row.prop(look, name)
    row.prop(look, "size_by", text="")


def _needs_camera(look: RecraftPlacement, kind: PlacementKind) -> bool:
    if kind is PlacementKind.TEXTURE:
        return False
    is_background = look.shows == ReferenceKind.CAMERA_BACKGROUND.value
    if kind is PlacementKind.REFERENCE and is_background:
        return True
    return look.facing == Facing.CAMERA.value


CLASSES = (RECRAFT_PT_placement,)
