# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar's first panel: whom we ask, what to make, and what it costs."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import bpy

from ...client import catalog
from ...jobs.config import Service
from ...jobs.spec import PlacementKind, chain_estimate
from ..capture import mapping_words, selected_meshes
from ..language import translated
from ..preferences import RECRAFT, SANDBOX, preferences, service_name
from ..properties import RecraftSettings, chain, model_id, seamless_style, settings
from ..readiness import Obstacle, Way, obstacle
from ..request_check import request_problem
from ..session import session
from .errand_status import draw_balance_error
from .first_run import draw_first_steps, is_first_run
from .narrow import named_prop, priced, strip
from .paragraph import paragraph
from .prompt import draw_presets, draw_prompt

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

NAMES_SHOWN = 2


class RECRAFT_PT_create(bpy.types.Panel):
    """Make a texture from a prompt."""

    bl_label = "Recraft"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"

    def draw_header_preset(self, context: Context) -> None:
        if self.layout:
            button = self.layout.operator("wm.doc_view_manual", text="", icon="HELP", emboss=False)
            # Ids of blender/manual.py: a newcomer's page, or the panel's own.
            is_new = is_first_run(context)
            button.doc_id = "recraft.use_sandbox" if is_new else "recraft.generate"

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        _draw_status(layout, context)
        found = obstacle(context)
        if found and is_first_run(context):
            draw_first_steps(layout, context)
        elif found:
            draw_obstacle(layout, context, found)
        chosen = settings(context)
        _draw_request(layout, context, chosen)
        if chosen.make == PlacementKind.TEXTURE.name:
            _draw_targets(layout, context)
        problem = request_problem(context)
        if problem and not found:
            paragraph(layout, context, problem, "INFO")
        row = layout.row()
        row.scale_y = 1.4
        row.operator("recraft.generate", text=price_label(context), icon="IMAGE_DATA")


def price(units: int | None, service: str) -> str:
    """Units and money, such as `70 units · $0.07`; the sandbox takes no money."""
    if units is None:
        return "price unknown"
    if service == Service.SANDBOX:
        return f"{units} play units"
    return f"{units} units · ${units / catalog.UNITS_PER_DOLLAR:.3f}".rstrip("0").rstrip(".")


def price_label(context: Context) -> str:
    """What the button that generates says."""
    service = service_name(preferences(context))
    cost = price(chain_estimate(chain(settings(context))), service)
    return priced(context, translated(f"Generate · {cost}"))


def _draw_status(layout: UILayout, context: Context) -> None:
    prefs = preferences(context)
    row = layout.row()
    if prefs.service == SANDBOX:
        row.label(text="Sandbox: local pictures", icon="EXPERIMENTAL")
    elif prefs.service == RECRAFT:
        row.label(text="Recraft", icon="WORLD")
    else:
        row.label(text=prefs.base_url, icon="WORLD", translate=False)
    row.operator("recraft.open_preferences", text="", icon="PREFERENCES", emboss=False)
    current = session()
    if current.balance is not None:
        kind = "play units" if prefs.service == SANDBOX else "units"
        asked_at = time.strftime("%H:%M", time.localtime(current.balance_at))
        row = layout.row()
        text = f"Balance at {asked_at}: {current.balance:,} {kind}"
        paragraph(row.column(), context, text)
        row.operator("recraft.refresh_balance", text="", icon="FILE_REFRESH", emboss=False)
    elif obstacle(context) is None:
        row = layout.row()
        row.label(text="Balance: not asked yet")
        row.operator("recraft.refresh_balance", text="", icon="FILE_REFRESH", emboss=False)
    if current.spent is not None and current.spent.day:
        text = f"Spent today: {current.spent.day:,}, this file {current.spent.file:,}"
        paragraph(layout, context, text)
    if current.notice:
        box = layout.box()
        paragraph(box, context, current.notice, "INFO")
        box.operator("recraft.dismiss_notice")
    draw_balance_error(layout, context)
    if current.problem:
        paragraph(layout, context, current.problem, "ERROR")


def draw_obstacle(layout: UILayout, context: Context, found: Obstacle) -> None:
    """Why nothing can be asked for, and the buttons that lead out, for any editor's sidebar."""
    box = layout.box()
    paragraph(box, context, found.sentence, "INFO")
    if found.way is Way.ALLOW_ONLINE:
        box.operator("extensions.userpref_allow_online", text="Allow Online Access")
    else:
        box.operator("recraft.open_preferences")
    box.operator("recraft.use_sandbox", icon="EXPERIMENTAL")


def _draw_request(layout: UILayout, context: Context, chosen: RecraftSettings) -> None:
    is_vector = chosen.make == PlacementKind.CURVES.name
    draw_presets(layout)
    layout.prop(chosen, "make", text="")
    draw_prompt(layout, chosen)
    column = layout.column(align=True)
    column.prop(chosen, "vector_model" if is_vector else "model", text="")
    split = strip(column, context)
    split.prop(chosen, "ratio", text="")
    split.prop(chosen, "count")
    model = catalog.model(model_id(chosen))
    if model is not None and not is_vector:
        with suppress(KeyError):  # a ratio of another version
            width, height = catalog.pixels_of(model, chosen.ratio)
            column.label(text=translated(f"{width} × {height} pixels"))
    seed = layout.row(align=True)
    seed.prop(chosen, "use_seed", text="Fixed Seed")
    field = seed.row(align=True)
    field.active = chosen.use_seed
    field.prop(chosen, "seed", text="")
    if not is_vector:
        named_prop(layout, context, chosen, "upscale")
    if seamless_style(chosen):
        layout.prop(chosen, "seamless")
    if chosen.make == PlacementKind.TEXTURE.name:
        named_prop(layout, context, chosen, "mapping")


def _draw_targets(layout: UILayout, context: Context) -> None:
    names = [obj.name for obj in selected_meshes(context)]
    if names:
        more = f" and {len(names) - NAMES_SHOWN} more" if len(names) > NAMES_SHOWN else ""
        text = translated(f"On {', '.join(names[:NAMES_SHOWN])}{more}")
        layout.label(text=text, icon="MESH_DATA", translate=False)
        if words := mapping_words(context):
            paragraph(layout, context, words, "INFO")
        return
    paragraph(
        layout,
        context,
        "No mesh is selected: the pictures will wait in the list until you place them.",
        "INFO",
    )


CLASSES = (RECRAFT_PT_create,)
