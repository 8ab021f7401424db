# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom styles: made of chosen images, renamed on this computer, deleted at the service."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import bpy

from ...jobs.errand import ErrandKind
from .. import pump
from ..errand_desk import ask, name_of
from ..language import translated, translated_report, translated_tip
from ..placing import PlacementError
from ..preferences import preferences, service_name
from ..readiness import obstacle
from ..session import session
from ..source_settings import chosen_source
from ..sources.source import PictureSourceError
from ..sources.taking import captures_folder, image_of
from ..style_list import listed_style
from ..style_making import (
    MOST_IMAGES,
    PRICE,
    style_chain,
    style_images,
    style_placement,
    style_problem,
)
from ..style_settings import chosen_style, style_making
from ..translated_props import StringProperty
from .generate import confirmed_units, submit
from .on_job import AtService, carry_out

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event

_NO_STYLE = "Choose a style of the list first."


class OnStyle:
    """The id of the style; empty for the one that is chosen in the list."""

    if TYPE_CHECKING:
        style: str
    else:
        style: StringProperty(name="Style", options={"HIDDEN", "SKIP_SAVE"})


class RECRAFT_OT_create_style(bpy.types.Operator):
    """Send the images to the service, which makes a style of them for your next pictures"""

    bl_idname = "recraft.create_style"
    bl_label = "Create Style"

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        sentence = found.sentence if found else style_problem(context)
        if sentence:
            cls.poll_message_set(translated_tip(sentence))
        return not sentence

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        return confirmed_units(self, context, event, PRICE)

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        try:
            with captures_folder() as folder:
                work = style_chain(context, folder)
                return submit(self, context, work, style_placement(context))
        except PictureSourceError as error:
            self.report({"ERROR"}, translated_report(str(error)))
        except OSError as error:
            reason = error.strerror or "the disk refused"
            self.report(
                {"ERROR"},
                translated_report(f"The pictures could not be kept: {reason}. Nothing was sent."),
            )
        return {"CANCELLED"}


class RECRAFT_OT_add_style_image(bpy.types.Operator):
    """Add an image to those that the style is made of: the one you look at, or an empty line"""

    bl_idname = "recraft.add_style_image"
    bl_label = "Add Image"
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context: Context) -> bool:
        is_full = len(style_images(context)) >= MOST_IMAGES
        if is_full:
            cls.poll_message_set(translated_tip(f"A style is made of up to {MOST_IMAGES} images."))
        return not is_full

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        chosen, image = style_making(context), None
        with suppress(PictureSourceError):
            image = image_of(chosen_source(context))
        item = chosen.images.add()  # type: ignore[attr-defined] # of collections that are ours
        item.image = None if image in style_images(context) else image
        chosen.active = len(chosen.images) - 1
        return {"FINISHED"}


class RECRAFT_OT_remove_style_image(bpy.types.Operator):
    """Take the chosen image away from those that the style is made of"""

    bl_idname = "recraft.remove_style_image"
    bl_label = "Remove Image"
    bl_options = {"UNDO", "INTERNAL"}

    @classmethod
    def poll(cls, context: Context) -> bool:
        return len(style_making(context).images) > 0

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        chosen = style_making(context)
        chosen.images.remove(chosen.active)  # type: ignore[attr-defined] # as above
        chosen.active = max(0, min(chosen.active, len(chosen.images) - 1))
        return {"FINISHED"}


class RECRAFT_OT_rename_style(OnStyle, bpy.types.Operator):
    """Give a custom style another name, on this computer"""

    bl_idname = "recraft.rename_style"
    bl_label = "Rename Style"
    bl_options = {"INTERNAL"}

    if TYPE_CHECKING:
        name: str
    else:
        name: StringProperty(name="Name")

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _rename(context, self.style, self.name))


class RECRAFT_OT_delete_style(OnStyle, AtService, bpy.types.Operator):
    """Delete a custom style at the service, for all your computers; pictures made with it stay"""

    bl_idname = "recraft.delete_style"
    bl_label = "Delete Style"

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        manager, name = context.window_manager, name_of(self.style or chosen_style(context))
        if manager is None or not name:
            return self.execute(context)
        return manager.invoke_confirm(
            self,
            event,
            title=translated(f"Delete {name}?"),
            message="The service forgets it for good; making it anew is charged.",
            confirm_text="Delete",
        )

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _delete(context, self.style))


def _of_list(context: Context, style_id: str) -> str:
    found = style_id or chosen_style(context)
    if listed_style(found) is None:
        raise PlacementError(_NO_STYLE)
    return found


def _rename(context: Context, style_id: str, name: str) -> None:
    from ...jobs.styles import rename

    if not name.strip():
        raise PlacementError("Type a name for the style.")
    service = service_name(preferences(context))
    rename(session().ledger, service, _of_list(context, style_id), name)


def _delete(context: Context, style_id: str) -> None:
    ask(context, ErrandKind.DELETE_STYLE, _of_list(context, style_id))
    pump.wake()


CLASSES = (
    RECRAFT_OT_create_style,
    RECRAFT_OT_add_style_image,
    RECRAFT_OT_remove_style_image,
    RECRAFT_OT_rename_style,
    RECRAFT_OT_delete_style,
)
