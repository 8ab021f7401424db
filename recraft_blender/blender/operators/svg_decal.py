# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.svg_decal`: selected shapes wrapped onto the active mesh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..language import translated_report, translated_tip
from ..translated_props import EnumProperty, FloatProperty, IntProperty

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Menu

_WRAPS = (
    ("PROJECT", "Project", "Straight back from where the shapes stand"),
    ("NEAREST", "Nearest", "To the nearest point of the surface, also around edges"),
)
_NO_MESH = "Select the shapes first, then, with Shift, the mesh they are to be wrapped onto"


class RECRAFT_OT_svg_decal(bpy.types.Operator):
    """Wrap the selected shapes onto the active mesh as a decal; they become meshes"""

    bl_idname = "recraft.svg_decal"
    bl_label = "Wrap Shapes onto Active"
    bl_options = {"REGISTER", "UNDO"}

    if TYPE_CHECKING:
        offset: float
        cells: int
        wrap: str
    else:
        wrap: EnumProperty(name="Wrap", description="Where the shapes go", items=_WRAPS)
        offset: FloatProperty(
            name="Offset",
            description="Distance from the surface",
            default=0.001,
            min=0.0,
            soft_max=0.1,
            precision=4,
            subtype="DISTANCE",
        )
        cells: IntProperty(
            name="Cells",
            description="How often the largest shape is cut across, to bend with the surface",
            default=32,
            min=1,
            soft_max=128,
            max=512,
        )

    @classmethod
    def poll(cls, context: Context) -> bool:
        active = context.active_object
        if context.mode != "OBJECT" or active is None or active.type != "MESH":
            cls.poll_message_set(translated_tip(_NO_MESH))
            return False
        return True

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        from ..importers.svg_decal import DecalOptions, make_decal, sources_of

        target = context.active_object
        sources = sources_of(list(context.selected_objects), target) if target else []
        sources = [source for source in sources if source.library is None]
        if target is None or not sources:
            self.report({"ERROR"}, translated_report(f"{_NO_MESH}."))
            return {"CANCELLED"}
        options = DecalOptions(self.offset, self.cells, nearest=self.wrap == "NEAREST")
        decals = make_decal(context, target, sources, options)
        target.select_set(state=False)
        for decal in decals:
            decal.select_set(state=True)
        noun = "shape object" if len(decals) == 1 else "shape objects"
        self.report(
            {"INFO"}, translated_report(f"Wrapped {len(decals)} {noun} onto {target.name}.")
        )
        return {"FINISHED"}


def _draw_menu(menu: Menu, _: Context) -> None:
    if menu.layout:
        menu.layout.operator(RECRAFT_OT_svg_decal.bl_idname)


def attach() -> None:
    """Add the entry in the 3D view's Object > Convert menu."""
    bpy.types.VIEW3D_MT_object_convert.append(_draw_menu)


def detach() -> None:
    """Take the entry out again."""
    bpy.types.VIEW3D_MT_object_convert.remove(_draw_menu)


CLASSES = (RECRAFT_OT_svg_decal,)
