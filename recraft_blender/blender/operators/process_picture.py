# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.process_picture`: the picture of the chosen source, sent to one of Recraft's tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
from bpy.props import EnumProperty

from ..language import translated_report, translated_tip
from ..readiness import obstacle
from ..source_settings import chosen_source, source_settings, words
from ..sources.source import PictureSourceError
from ..sources.taking import captures_folder, missing, picture_of
from ..tool_placement import tool_placement
from ..tools import TOOLS, priced_chain, tool_chain, words_problem
from .generate import confirmed, submit

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event


class RECRAFT_OT_process_picture(bpy.types.Operator):
    """Send the chosen picture to one of Recraft's tools"""

    bl_idname = "recraft.process_picture"
    bl_label = "Process Picture"

    if TYPE_CHECKING:
        tool: str
    else:
        tool: EnumProperty(
            name="Tool",
            items=tuple((key, tool.label, tool.description) for key, tool in TOOLS.items()),
        )

    @classmethod
    def description(cls, _: Context, properties: RECRAFT_OT_process_picture) -> str:  # type: ignore[override]
        return translated_tip(TOOLS[properties.tool].description)

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        sentence = found.sentence if found else missing(chosen_source(context))
        if sentence:
            cls.poll_message_set(translated_tip(sentence))
        return not sentence

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        asked = words(source_settings(context))
        problem = words_problem(self.tool, asked)
        if problem:
            self.report({"ERROR"}, translated_report(problem))
            return {"CANCELLED"}
        return confirmed(self, context, event, priced_chain(self.tool, asked))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        try:
            return self._send(context)
        except PictureSourceError as error:
            self.report({"ERROR"}, translated_report(str(error)))
        except OSError as error:
            reason = error.strerror or "the disk refused"
            self.report(
                {"ERROR"},
                translated_report(f"The picture could not be kept: {reason}. Nothing was sent."),
            )
        return {"CANCELLED"}

    def _send(self, context: Context) -> set[OperatorReturnItems]:
        chosen, source = source_settings(context), chosen_source(context)
        asked = words(chosen)
        problem = words_problem(self.tool, asked)
        if problem:
            raise PictureSourceError(problem)
        with captures_folder() as folder:
            captured = picture_of(context, source, folder)
            work, done = tool_chain(self.tool, captured.picture, asked, fit=chosen.fit)
            where, note = tool_placement(context, self.tool, source, captured, chosen.becomes)
            result = submit(self, context, work, where)
        notes = " ".join(one for one in (captured.note, *done, note) if one)
        if result == {"FINISHED"} and notes:
            self.report({"INFO"}, translated_report(notes))
        return result


CLASSES = (RECRAFT_OT_process_picture,)
