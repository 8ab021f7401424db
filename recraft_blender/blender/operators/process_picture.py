# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.process_picture`: a picture sent to one of Recraft's tools.

It is the picture of the source that the From Picture panel names, the image of a name, or the
picture at hand: what the Image Editor, the active node or the active object shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import chain_estimate
from ..language import translated_report, translated_tip
from ..panels.create import price
from ..picked_image import NO_IMAGE, source_at_hand, source_of
from ..preferences import preferences, service_name
from ..readiness import obstacle
from ..source_settings import chosen_source, source_settings, words
from ..sources.source import PictureSourceError
from ..sources.taking import captures_folder, missing, picture_of
from ..tool_placement import tool_placement
from ..tools import AS_SUITS, TOOLS, priced_chain, tool_chain, words_problem
from ..translated_props import BoolProperty, EnumProperty, StringProperty
from .generate import confirmed, submit

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Operator

    from ..sources.source import Source

MENU = "RECRAFT_MT_tools"


class RECRAFT_OT_process_picture(bpy.types.Operator):
    """Send a picture to one of Recraft's tools"""

    bl_idname = "recraft.process_picture"
    bl_label = "Process Picture"

    if TYPE_CHECKING:
        tool: str
        image: str
        shown: bool
    else:
        tool: EnumProperty(
            name="Tool",
            items=tuple((key, tool.label, tool.description) for key, tool in TOOLS.items()),
            options={"SKIP_SAVE"},
        )
        image: StringProperty(
            name="Image",
            description="An image of this file; empty for what the From Picture panel names",
            options={"SKIP_SAVE"},
        )
        shown: BoolProperty(
            name="Shown",
            description="Work from what the editor shows, whatever the From Picture panel names",
            options={"SKIP_SAVE"},
        )

    @classmethod
    def description(cls, context: Context, properties: RECRAFT_OT_process_picture) -> str:  # type: ignore[override]
        units = chain_estimate(priced_chain(properties.tool, words(source_settings(context))))
        cost = price(units, service_name(preferences(context)))
        return translated_tip(f"{TOOLS[properties.tool].description}. It costs {cost}")

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        sentence = found.sentence if found else ""
        # Which picture it is to be cannot be known here, but whether there is any.
        if not sentence and not len(bpy.data.images):
            sentence = missing(chosen_source(context))
        if sentence:
            cls.poll_message_set(translated_tip(sentence))
        return not sentence

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        if not self.properties.is_property_set("tool"):  # as from Blender's search
            bpy.ops.wm.call_menu(name=MENU)
            return {"FINISHED"}
        asked = words(source_settings(context))
        problem = words_problem(self.tool, asked)
        if problem:
            self.report({"ERROR"}, translated_report(problem))
            return {"CANCELLED"}
        return confirmed(self, context, event, priced_chain(self.tool, asked))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        chosen = source_settings(context)
        try:
            if self.image or self.shown:
                return send(self, context, self.tool, self._named(context))
            source = chosen_source(context)
            return send(self, context, self.tool, source, becomes=chosen.becomes, fit=chosen.fit)
        except PictureSourceError as error:
            self.report({"ERROR"}, translated_report(str(error)))
        return {"CANCELLED"}

    def _named(self, context: Context) -> Source:
        if not self.image:
            found = source_at_hand(context)
            if found is None:
                raise PictureSourceError(NO_IMAGE)
            return found
        image = bpy.data.images.get((self.image, None))
        if image is None:
            raise PictureSourceError(f"There is no image {self.image} in this file.")
        return source_of(image)


def send(
    operator: Operator,
    context: Context,
    tool: str,
    source: Source,
    *,
    becomes: str = AS_SUITS,
    fit: bool = True,
) -> set[OperatorReturnItems]:
    """Take a picture, queue its job for a tool, and report what was done to it.

    Raises PictureSourceError when it cannot be taken or sent; then nothing is.
    """
    asked = words(source_settings(context))
    problem = words_problem(tool, asked)
    if problem:
        raise PictureSourceError(problem)
    try:
        with captures_folder() as folder:
            captured = picture_of(context, source, folder)
            work, done = tool_chain(tool, captured.picture, asked, fit=fit)
            where, note = tool_placement(context, tool, source, captured, becomes)
            result = submit(operator, context, work, where)
    except OSError as error:
        reason = error.strerror or "the disk refused"
        sentence = f"The picture could not be kept: {reason}. Nothing was sent."
        raise PictureSourceError(sentence) from error
    notes = " ".join(one for one in (captured.note, *done, note) if one)
    if result == {"FINISHED"} and notes:
        operator.report({"INFO"}, translated_report(notes))
    return result


CLASSES = (RECRAFT_OT_process_picture,)
