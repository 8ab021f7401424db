# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preferred colors: one by one, from things of this file, and back into a palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client import catalog
from ..color_sources import (
    active_ramp,
    brush_colors,
    fill_palette,
    image_colors,
    palette_colors,
    ramp_colors,
)
from ..language import translated_report, translated_tip
from ..look import byte_color, set_colors
from ..look_settings import look_of
from ..translated_props import EnumProperty, IntProperty, StringProperty

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Operator

    from ...client.calls import Color

NEW_PALETTE = "Recraft Colors"
NO_RAMP = "Select an object whose active material has a Color Ramp node."
NO_BRUSH = "Choose a paint brush first."
# Blender keeps no reference to the strings of a list that is made anew.
_image_items: list[tuple[str, str, str]] = []


def _images(_: object, __: Context | None) -> list[tuple[str, str, str]]:
    _image_items[:] = [(image.name_full, image.name_full, "") for image in bpy.data.images]
    return _image_items


class RECRAFT_OT_add_color(bpy.types.Operator):
    """Add a color that the pictures should use"""

    bl_idname = "recraft.add_color"
    bl_label = "Add Color"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Context) -> bool:
        fits = len(look_of(context.scene).colors) < catalog.MAX_COLORS
        if not fits:
            cls.poll_message_set(
                translated_tip(f"Recraft takes up to {catalog.MAX_COLORS} colors.")
            )
        return fits

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        look_of(context.scene).colors.add()
        return {"FINISHED"}


class RECRAFT_OT_remove_color(bpy.types.Operator):
    """Take this color out of the list"""

    bl_idname = "recraft.remove_color"
    bl_label = "Remove Color"
    bl_options = {"UNDO", "INTERNAL"}

    if TYPE_CHECKING:
        index: int
    else:
        index: IntProperty(options={"HIDDEN"})

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        look_of(context.scene).colors.remove(self.index)
        return {"FINISHED"}


class RECRAFT_OT_clear_colors(bpy.types.Operator):
    """Take all colors out of the list and leave them to the model"""

    bl_idname = "recraft.clear_colors"
    bl_label = "Clear Colors"
    bl_options = {"UNDO"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        look_of(context.scene).colors.clear()
        return {"FINISHED"}


class RECRAFT_OT_colors_from_palette(bpy.types.Operator):
    """Use the colors of this palette"""

    bl_idname = "recraft.colors_from_palette"
    bl_label = "Colors from Palette"
    bl_options = {"UNDO", "INTERNAL"}

    if TYPE_CHECKING:
        palette: str
    else:
        palette: StringProperty(name="Palette", options={"HIDDEN"})

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        named = (one for one in bpy.data.palettes if one.name_full == self.palette)
        found = next(named, None)
        if found is None:
            self.report(
                {"ERROR"}, translated_report("This palette is no longer there; choose another one.")
            )
            return {"CANCELLED"}
        return _take(self, context, palette_colors(found), "This palette is empty.")


class RECRAFT_OT_colors_from_ramp(bpy.types.Operator):
    """Use the stops of the active material's Color Ramp node"""

    bl_idname = "recraft.colors_from_ramp"
    bl_label = "Colors from Color Ramp"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = active_ramp(context) is not None
        if not found:
            cls.poll_message_set(translated_tip(NO_RAMP))
        return found

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        ramp = active_ramp(context)
        return _take(self, context, ramp_colors(ramp) if ramp else [], NO_RAMP)


class RECRAFT_OT_colors_from_brush(bpy.types.Operator):
    """Use the two colors of the active paint brush, or its gradient"""

    bl_idname = "recraft.colors_from_brush"
    bl_label = "Colors from Brush"
    bl_options = {"UNDO"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _take(self, context, brush_colors(context), NO_BRUSH)


class RECRAFT_OT_colors_from_image(bpy.types.Operator):
    """Use the main colors of an image of this file"""

    bl_idname = "recraft.colors_from_image"
    bl_label = "Colors from Image"
    bl_options = {"UNDO"}
    bl_property = "image"

    if TYPE_CHECKING:
        image: str
    else:
        image: EnumProperty(name="Image", items=_images)

    @classmethod
    def poll(cls, _: Context) -> bool:
        if not bpy.data.images:
            cls.poll_message_set(translated_tip("There is no image in this file."))
        return bool(bpy.data.images)

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        if context.window_manager:
            context.window_manager.invoke_search_popup(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        found = next((one for one in bpy.data.images if one.name_full == self.image), None)
        colors = image_colors(found) if found else []
        return _take(self, context, colors, "This image has no pixels; choose another one.")


class RECRAFT_OT_colors_to_palette(bpy.types.Operator):
    """Make a palette of these colors, for painting"""

    bl_idname = "recraft.colors_to_palette"
    bl_label = "Colors to Palette"
    bl_options = {"UNDO"}

    @classmethod
    def poll(cls, context: Context) -> bool:
        has_some = bool(look_of(context.scene).colors)
        if not has_some:
            cls.poll_message_set(translated_tip("Add a color first."))
        return has_some

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        palette = bpy.data.palettes.new(NEW_PALETTE)
        fill_palette(palette, [byte_color(one.color) for one in look_of(context.scene).colors])
        paint = context.tool_settings.image_paint if context.tool_settings else None
        if paint is not None and paint.palette is None:
            paint.palette = palette
        self.report({"INFO"}, translated_report(f"Made the palette {palette.name}."))
        return {"FINISHED"}


def _take(
    operator: Operator, context: Context, colors: list[Color], nothing: str
) -> set[OperatorReturnItems]:
    if not colors:
        operator.report({"ERROR"}, translated_report(nothing))
        return {"CANCELLED"}
    count = set_colors(look_of(context.scene), colors)
    if count > catalog.MAX_COLORS:
        most = catalog.MAX_COLORS
        operator.report(
            {"INFO"},
            translated_report(f"Took the first {most} of {count} colors: Recraft takes {most}."),
        )
    return {"FINISHED"}


CLASSES = (
    RECRAFT_OT_add_color,
    RECRAFT_OT_remove_color,
    RECRAFT_OT_clear_colors,
    RECRAFT_OT_colors_from_palette,
    RECRAFT_OT_colors_from_ramp,
    RECRAFT_OT_colors_from_brush,
    RECRAFT_OT_colors_from_image,
    RECRAFT_OT_colors_to_palette,
)
