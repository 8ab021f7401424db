# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sub-panel of custom styles: those there are, and the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client import catalog
from ...jobs.errand import ErrandKind, ErrandState
from ..errand_desk import told
from ..language import translated
from ..preferences import SANDBOX, preferences, service_name
from ..session import session
from ..style_list import listed_style
from ..style_making import PRICE
from ..style_settings import chosen_style, style_making, style_shelf
from .create import price
from .errand_status import draw_errand
from .narrow import priced
from .paragraph import paragraph

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ..style_settings import RecraftStyleImage, RecraftStyleRow

_ROWS = 2
_WAITING = {
    ErrandKind.LIST_STYLES: "Asking for your styles…",
    ErrandKind.DELETE_STYLE: "Deleting…",
}


class RECRAFT_UL_styles(bpy.types.UIList):
    """The styles; a double click renames one."""

    bl_idname = "RECRAFT_UL_styles"

    def draw_item(  # type: ignore[override] # noqa: PLR0917 - as Blender passes them
        self,
        context: Context,
        layout: UILayout,
        data: object,
        item: RecraftStyleRow,
        icon: int,
        active_data: object,
    ) -> None:
        found = listed_style(item.style)
        is_going = told(ErrandKind.DELETE_STYLE, item.style)
        layout.active = not (is_going and is_going.is_open)
        model = catalog.model(found.model) if found else None
        is_drawing = model.is_vector if model else bool(found and "vector" in found.base)
        sign = "CURVE_DATA" if is_drawing else "IMAGE_DATA"
        layout.prop(item, "name", text="", emboss=False, icon=sign)  # type: ignore[arg-type]
        if model is not None:
            row = layout.row()
            row.alignment = "RIGHT"
            row.active = False
            row.label(text=model.family.value, translate=False)


class RECRAFT_UL_style_images(bpy.types.UIList):
    """The images that the next style is made of."""

    bl_idname = "RECRAFT_UL_style_images"

    def draw_item(  # type: ignore[override] # noqa: PLR0917 - as above
        self,
        context: Context,
        layout: UILayout,
        data: object,
        item: RecraftStyleImage,
        icon: int,
        active_data: object,
    ) -> None:
        layout.prop(item, "image", text="", emboss=False)


class RECRAFT_PT_custom_styles(bpy.types.Panel):
    """Styles made of your own images."""

    bl_label = "Custom Styles"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"
    bl_parent_id = "RECRAFT_PT_create"
    bl_options = {"DEFAULT_CLOSED"}
    bl_order = 90

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        _draw_list(layout, context)
        _draw_news(layout, context)
        _draw_chosen(layout, context)
        _draw_making(layout, context)


def _draw_list(layout: UILayout, context: Context) -> None:
    row = layout.row()
    shelf = style_shelf(context)
    row.template_list("RECRAFT_UL_styles", "", shelf, "rows", shelf, "active", rows=_ROWS)
    column = row.column(align=True)
    column.operator("recraft.refresh_styles", text="", icon="FILE_REFRESH")
    buttons = column.column(align=True)
    buttons.enabled = bool(chosen_style(context))
    buttons.operator("recraft.delete_style", text="", icon="TRASH")


def _draw_news(layout: UILayout, context: Context) -> None:
    """What is under way or went wrong last; what went well shows in the list."""
    found = [one for one in session().errands if one.kind in _WAITING]
    if found and (found[-1].is_open or found[-1].state is ErrandState.FAILED):
        draw_errand(layout, context, found[-1], waiting=_WAITING[found[-1].kind])


def _draw_chosen(layout: UILayout, context: Context) -> None:
    found = listed_style(chosen_style(context))
    if found is None:
        text = "None yet. Make one below, or refresh the list for those of other computers."
        paragraph(layout, context, text)
        return
    model = catalog.model(found.model)
    if model is None:
        text = "Made elsewhere: the service does not tell which models take it."
    else:
        text = f"For {_what(model)} by {catalog.fitting_families(model)}; other models refuse it."
    paragraph(layout, context, text)


def _draw_making(layout: UILayout, context: Context) -> None:
    chosen = style_making(context)
    box = layout.box()
    box.label(text="New Style", icon="ADD")
    box.prop(chosen, "name", text="", placeholder="Name")
    row = box.row()
    row.template_list("RECRAFT_UL_style_images", "", chosen, "images", chosen, "active", rows=_ROWS)
    column = row.column(align=True)
    column.operator("recraft.add_style_image", text="", icon="ADD")
    column.operator("recraft.remove_style_image", text="", icon="REMOVE")
    column = box.column(align=True)
    column.prop(chosen, "made_for", text="")
    model = catalog.model(chosen.made_for)
    if model is not None and model.traits.styles and not model.is_vector:
        column.prop(chosen, "base", text="")
    paragraph(box, context, "It will work with these models only.", "INFO")
    if preferences(context).service == SANDBOX:
        paragraph(box, context, "The sandbox forgets its styles when it ends.", "INFO")
    row = box.row()
    row.scale_y = 1.2
    cost = price(PRICE, service_name(preferences(context)))
    text = priced(context, translated(f"Create Style · {cost}"))
    row.operator("recraft.create_style", text=text, icon="ADD")


def _what(model: catalog.Model) -> str:
    return "drawings" if model.is_vector else "pictures"


CLASSES = (RECRAFT_UL_styles, RECRAFT_UL_style_images, RECRAFT_PT_custom_styles)
