# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results: thumbnails in pages, the chosen one large, and what can be done with it.

Draws `gallery().view`, which is in memory; Blender reads the thumbnails in jobs of its own.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import bpy

from ...jobs.spec import chain_estimate
from ..gallery import gallery
from ..gallery_search import search
from ..language import translated
from ..operators.result_uses import uses_of, usual_use
from ..preferences import preferences, service_name
from .create import price
from .narrow import priced
from .paragraph import paragraph

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..gallery import Chosen, Thumbnail, View

# Lengths in units of Blender's interface: a button is one high, 20 pixels at scale 1.
UNIT_PX = 20
MARGIN = 2.6
CELL = 3.6
COLUMNS = (6, 4, 3, 2)
LARGEST = 14.0
TITLE_LENGTH = 120

# Facts of which the words are ours; the others are names and numbers.
_OURS = ("Steps", "Service", "Cost")


class RECRAFT_PT_results(bpy.types.Panel):
    """The pictures that were made."""

    bl_label = "Results"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        draw_results(layout, context)


class RECRAFT_PT_recipe(bpy.types.Panel):
    """How the chosen result was made."""

    bl_label = "Recipe"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"
    bl_parent_id = "RECRAFT_PT_results"
    bl_options = {"DEFAULT_CLOSED"}

    @classmethod
    def poll(cls, _: Context) -> bool:
        return gallery().view.chosen is not None

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        draw_recipe(layout, context)


class RECRAFT_MT_place_result(bpy.types.Menu):
    """What the chosen result can be placed as."""

    bl_idname = "RECRAFT_MT_place_result"
    bl_label = "Place as"

    def draw(self, _: Context) -> None:
        chosen = gallery().view.chosen
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        if chosen is None:
            return
        for use, name, _text, icon in uses_of(chosen.result):
            button = layout.operator("recraft.place_result", text=name, icon=icon)  # type: ignore[arg-type]
            button.result, button.use = chosen.result.id, use


def draw_results(layout: UILayout, context: Context) -> None:
    """The whole panel, for any editor's sidebar."""
    view = gallery().view
    if view.is_read and not view.thumbnails and not view.is_filtered:
        paragraph(layout, context, "Pictures that you make appear here.", "INFO")
        return
    row = layout.row(align=True)
    fields = search(context)
    row.prop(fields, "words", text="", icon="VIEWZOOM", placeholder="Search")
    row.prop(fields, "favourites", text="", icon="SOLO_ON")
    width = _width(context)
    _draw_page(layout, view, width)
    if view.chosen is not None:
        layout.separator(type="LINE")
        _draw_chosen(layout, context, view.chosen, width)


def draw_recipe(layout: UILayout, context: Context) -> None:
    """How the chosen result was made, as lines of a name and a value."""
    chosen = gallery().view.chosen
    if chosen is None:
        return
    paragraph(layout, context, chosen.result.job.title, translate=False)
    column = layout.column(align=True)
    for name, value in chosen.facts:
        row = column.split(factor=0.3)
        label = row.row()
        label.active = False
        label.label(text=name)
        row.label(text=translated(value) if name in _OURS else value, translate=False)


def _width(context: Context) -> float:
    """The width that a panel has, in units."""
    region, stored = context.region, context.preferences
    scale = stored.system.ui_scale if stored else 1.0
    return max(5.0, (region.width if region else 240) / (UNIT_PX * scale) - MARGIN)


def _draw_page(layout: UILayout, view: View, width: float) -> None:
    if not view.thumbnails:
        if view.is_read:
            layout.label(text="Nothing like that" if view.is_whole else "Searching…")
        return
    columns = next((count for count in COLUMNS if width / count >= CELL), COLUMNS[-1])
    grid = layout.grid_flow(
        row_major=True, columns=columns, even_columns=True, even_rows=True, align=False
    )
    chosen = view.chosen.result.id if view.chosen else 0
    for thumbnail in view.thumbnails:
        _draw_thumbnail(
            grid, thumbnail, width / columns - 0.6, is_chosen=chosen == thumbnail.result.id
        )
    if view.has_newer or view.has_older:
        _draw_turning(layout, view)


def _draw_thumbnail(
    layout: UILayout, thumbnail: Thumbnail, scale: float, *, is_chosen: bool
) -> None:
    job = thumbnail.result.job
    cell = layout.column(align=True)
    cell.template_icon(thumbnail.icon or _icon_number("FILE_BLANK"), scale=scale)
    button = cell.operator(
        "recraft.choose_result",
        text=job.title,
        icon="SOLO_ON" if job.favourite else "NONE",
        depress=is_chosen,
        translate=False,
    )
    button.result = thumbnail.result.id


def _draw_turning(layout: UILayout, view: View) -> None:
    row = layout.row(align=True)
    newer = row.row(align=True)
    newer.enabled = view.has_newer
    newer.operator("recraft.turn_results", text="", icon="REW").page = "NEWEST"
    newer.operator("recraft.turn_results", text="Newer").page = "NEWER"
    middle = row.row(align=True)
    middle.alignment = "CENTER"
    middle.label(text=f"{view.number:,}" if view.is_whole else "…", translate=False)
    older = row.row(align=True)
    older.enabled = view.has_older
    older.operator("recraft.turn_results", text="Older").page = "OLDER"


def _draw_chosen(layout: UILayout, context: Context, chosen: Chosen, width: float) -> None:
    result, job = chosen.result, chosen.result.job
    if chosen.thumbnail.is_there:
        layout.template_icon(chosen.thumbnail.icon, scale=min(width, LARGEST))
    else:
        paragraph(layout, context, "The picture's file is gone from the disk.", "ERROR")
    row = layout.row()
    title = job.title if len(job.title) <= TITLE_LENGTH else job.title[:TITLE_LENGTH] + "…"
    paragraph(row.column(), context, title, translate=False)
    star = row.operator(
        "recraft.favourite_result",
        text="",
        icon="SOLO_ON" if job.favourite else "SOLO_OFF",
        emboss=False,
    )
    star.result = result.id
    column = layout.column(align=True)
    if chosen.thumbnail.is_there:
        _draw_uses(column, context, chosen)
    again = column.operator(
        "recraft.run_again",
        text=priced(
            context,
            translated(f"Again · {price(job.estimate, service_name(preferences(context)))}"),
        ),
        icon="FILE_REFRESH",
    )
    again.job = job.id


def _draw_uses(column: UILayout, context: Context, chosen: Chosen) -> None:
    result = chosen.result
    usual = usual_use(result)
    name, icon = next((use[1], use[3]) for use in uses_of(result) if use[0] == usual)
    if not result.job.state.has_results:
        paragraph(column, context, "A later step failed: see Jobs for what can be done.", "INFO")
    row = column.row(align=True)
    row.scale_y = 1.3
    row.enabled = result.job.state.has_results
    place = row.operator("recraft.place_result", text=translated(f"Place as {name}"), icon=icon)  # type: ignore[arg-type]
    place.result, place.use = result.id, usual
    row.menu("RECRAFT_MT_place_result", text="", icon="DOWNARROW_HLT")
    row = column.row(align=True)
    if not result.is_drawing:
        row.operator("recraft.use_result", icon="EYEDROPPER").result = result.id
    row.operator(
        "recraft.show_result_file",
        text="Show File" if result.is_drawing else "",
        icon="FILE_FOLDER",
    ).result = result.id
    if chosen.variation is not None:
        units = chain_estimate(chosen.variation)
        vary = column.operator(
            "recraft.variate_result",
            text=priced(
                context,
                translated(f"Variation · {price(units, service_name(preferences(context)))}"),
            ),
            icon="MOD_NOISE",
        )
        vary.result = result.id


@cache
def _icon_number(name: str) -> int:
    """The number of one of Blender's own icons, for those who want a number."""
    label: Any = bpy.types.UILayout.bl_rna.functions["label"]  # type: ignore[attr-defined]
    return int(label.parameters["icon"].enum_items[name].value)


CLASSES = (RECRAFT_PT_results, RECRAFT_PT_recipe, RECRAFT_MT_place_result)
