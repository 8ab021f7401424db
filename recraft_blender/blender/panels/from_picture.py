# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The From Picture panel: where the picture comes from, and the tools with their prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..properties import settings
from ..source_settings import chosen_source, source_settings, words
from ..sources.source import SourceKind
from ..sources.taking import missing
from ..tools import TOOLS, words_problem
from .narrow import named_prop
from .paragraph import paragraph
from .picture_tools import draw_tool, draw_tools

if TYPE_CHECKING:
    from bpy.types import Context, Image, UILayout

    from ..source_settings import RecraftSource

_NOTES = {
    SourceKind.RENDER: "As the scene was rendered last.",
    SourceKind.CAMERA: "Rendered by Workbench at the click.",
    SourceKind.VIEWPORT: "Drawn at the click, without overlays.",
    SourceKind.CLIPBOARD: "Read at the click, on Windows, macOS and Wayland.",
}
_ENGINE = "Blender waits for the render, which may take long. Nothing is paid for it."


class RECRAFT_PT_from_picture(bpy.types.Panel):
    """Work from a picture."""

    bl_label = "From Picture"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"
    # As long as Create itself: open, it would push the jobs out of the window.
    bl_options = {"DEFAULT_CLOSED"}

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        chosen = source_settings(context)
        layout.prop(chosen, "kind", text="")
        _draw_source(layout, context, chosen)
        layout.prop(chosen, "fit")
        named_prop(layout, context, chosen, "becomes")
        column = layout.column(align=True)
        column.enabled = not missing(chosen_source(context))
        draw_tools(column, context)
        _draw_redrawing(layout, context, chosen)


def _draw_source(layout: UILayout, context: Context, chosen: RecraftSource) -> None:
    kind = SourceKind.__members__.get(chosen.kind, SourceKind.IMAGE)
    if kind is SourceKind.IMAGE:
        layout.template_ID(settings(context), "picture", open="image.open")
        _draw_tile(layout, chosen, settings(context).picture)
    elif kind is SourceKind.FILE:
        layout.prop(chosen, "filepath", text="")
    elif kind is SourceKind.OBJECT:
        sentence = missing(chosen_source(context))
        if sentence:
            paragraph(layout, context, sentence, "INFO")
        elif context.object:
            layout.label(text=context.object.name, icon="OBJECT_DATA", translate=False)
    elif kind in (SourceKind.CAMERA, SourceKind.VIEWPORT):
        layout.prop(chosen, "side")
        if kind is SourceKind.CAMERA:
            layout.prop(chosen, "final")
    waits = kind is SourceKind.CAMERA and chosen.final
    note = _ENGINE if waits else _NOTES.get(kind)
    if note:
        paragraph(layout, context, note, "INFO")


def _draw_tile(layout: UILayout, chosen: RecraftSource, image: Image | None) -> None:
    if image is not None and image.source == "TILED":
        layout.prop(chosen, "tile", text="Tile (0: the active one)")


def _draw_redrawing(layout: UILayout, context: Context, chosen: RecraftSource) -> None:
    box = layout.box()
    box.prop(chosen, "prompt", text="", placeholder="What should it become?")
    fields = box.column(align=True)
    fields.prop(chosen, "model", text="")
    fields.prop(chosen, "strength")
    fields.prop(chosen, "count")
    fields.prop(chosen, "ratio", text="")
    column = box.column(align=True)
    column.enabled = not missing(chosen_source(context))
    problems = {
        key: words_problem(key, words(chosen)) for key, tool in TOOLS.items() if tool.redraws
    }
    for key, problem in problems.items():
        row = column.row(align=True)
        row.enabled = not problem
        draw_tool(row, context, key)
    if chosen.prompt.strip():  # an empty one explains itself
        for problem in dict.fromkeys(filter(None, problems.values())):
            paragraph(box, context, problem, "INFO")


CLASSES = (RECRAFT_PT_from_picture,)
