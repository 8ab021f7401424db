# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing a style: by a search, by favourites and recent ones, or one of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...client import catalog
from ..language import translated, translated_report, translated_tip
from ..look_settings import look_of
from ..properties import settings
from ..style_choosing import (
    NO_STYLES,
    choices,
    choose,
    choose_custom,
    key_of,
    leave,
    name_of,
    remember,
    switch_favourite,
)
from ..style_list import custom_styles
from ..translated_props import EnumProperty, StringProperty

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event

# Blender keeps no reference to the strings of a list that is made anew.
_items: list[tuple[str, str, str]] = []
_OWN = "A style of your own"


def _search_items(_: object, context: Context | None) -> list[tuple[str, str, str]]:
    if context is None:
        return _items
    _items[:] = [
        (f"custom|{style.id}|", translated(f"Custom: {style.name}"), _OWN)
        for style in custom_styles()
    ]
    _items.extend(
        (
            key_of(choice),
            name_of(choice, context),
            translated(f"Drawn by {_model_title(choice.model)}"),
        )
        for choice in choices(context)
    )
    return _items


class RECRAFT_OT_search_style(bpy.types.Operator):
    """Search all styles by name. One that another model has chooses that model too"""

    bl_idname = "recraft.search_style"
    bl_label = "Choose Style"
    bl_options = {"UNDO"}
    bl_property = "style"

    if TYPE_CHECKING:
        style: str
    else:
        style: EnumProperty(name="Style", items=_search_items)

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        if context.window_manager is None or not _search_items(self, context):
            self.report({"INFO"}, translated_report(NO_STYLES))
            return {"CANCELLED"}
        context.window_manager.invoke_search_popup(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _choose(self, context, self.style)


class RECRAFT_OT_use_style(bpy.types.Operator):
    """Use this style. If the chosen model does not have it, the one that has it is chosen too"""

    bl_idname = "recraft.use_style"
    bl_label = "Use Style"
    bl_options = {"UNDO", "INTERNAL"}

    if TYPE_CHECKING:
        key: str
    else:
        key: StringProperty(name="Style", options={"HIDDEN"})

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _choose(self, context, self.key)


class RECRAFT_OT_leave_style(bpy.types.Operator):
    """Leave the style to the model"""

    bl_idname = "recraft.leave_style"
    bl_label = "No Style"
    bl_options = {"UNDO"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        leave(context)
        return {"FINISHED"}


class RECRAFT_OT_favourite_style(bpy.types.Operator):
    """Keep the chosen style among the favorites, or take it out"""

    bl_idname = "recraft.favourite_style"
    bl_label = "Favorite Style"

    @classmethod
    def poll(cls, context: Context) -> bool:
        chosen = bool(look_of(context.scene).style)
        if not chosen:
            cls.poll_message_set(translated_tip("Choose a named style first."))
        return chosen

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        switch_favourite(context)
        return {"FINISHED"}


def _choose(operator: bpy.types.Operator, context: Context, key: str) -> set[OperatorReturnItems]:
    before = settings(context).model, settings(context).vector_model
    known = choose_custom(context, key) if key.startswith("custom|") else choose(context, key)
    if not known:
        operator.report(
            {"ERROR"}, translated_report("This style is no longer there; choose another one.")
        )
        return {"CANCELLED"}
    remember(context, key)
    after = settings(context).model, settings(context).vector_model
    changed = next((new for old, new in zip(before, after, strict=True) if old != new), None)
    if changed:
        operator.report(
            {"INFO"},
            translated_report(f"{_model_title(changed)} draws this style, so it was chosen."),
        )
    return {"FINISHED"}


def _model_title(model_id: str) -> str:
    model = catalog.model(model_id)
    return model.title if model else model_id


CLASSES = (
    RECRAFT_OT_search_style,
    RECRAFT_OT_use_style,
    RECRAFT_OT_leave_style,
    RECRAFT_OT_favourite_style,
)
