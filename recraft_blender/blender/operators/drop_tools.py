# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that are dropped and go to one of Recraft's tools, by Blender's own chooser.

The click in the chooser sends them: it always has several entries here, and
those that cost nothing stand before these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import bpy

from ...jobs.spec import chain_estimate
from ..language import translated_report, translated_tip
from ..readiness import obstacle
from ..sources.source import PictureSourceError, Source, SourceKind
from ..tools import Words, priced_chain
from .generate import confirmed_units
from .picture_files import Dropped, OnPictureFiles
from .process_picture import send

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Operator


class _Sending(OnPictureFiles):
    """What these operators have in common; `tool` is a key of `TOOLS`."""

    tool: ClassVar[str]

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        if found:
            cls.poll_message_set(translated_tip(found.sentence))  # type: ignore[attr-defined] # of Operator
        return found is None

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        units = chain_estimate(priced_chain(self.tool, Words()))
        total = None if units is None else units * len(self.paths())
        return confirmed_units(self._operator, context, event, total)

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        queued, refused = 0, []
        for path in self.paths():
            source = Source(kind=SourceKind.FILE, path=str(path))
            try:
                result = send(self._operator, context, self.tool, source)
            except PictureSourceError as error:
                sentence = str(error)
                refused.append(sentence if path.name in sentence else f"{path.name}: {sentence}")
                continue
            if result != {"FINISHED"}:  # a limit of spending, which has said so itself
                break
            queued += 1
        for sentence in refused:
            self._operator.report({"WARNING" if queued else "ERROR"}, translated_report(sentence))
        return {"FINISHED"} if queued else {"CANCELLED"}

    @property
    def _operator(self) -> Operator:
        assert isinstance(self, bpy.types.Operator)  # noqa: S101 - all that are made of this are
        return self


class RECRAFT_OT_drop_remove_background(_Sending, bpy.types.Operator):
    """Send the pictures to Recraft, cut their subjects out and put them on alpha planes"""

    bl_idname = "recraft.drop_remove_background"
    bl_label = "Recraft: Remove Background · 10 units a picture"
    bl_options = {"INTERNAL"}
    tool = "REMOVE_BACKGROUND"


class RECRAFT_OT_drop_vectorize(_Sending, bpy.types.Operator):
    """Send the pictures to Recraft, trace them and put them into the scene as curves"""

    bl_idname = "recraft.drop_vectorize"
    bl_label = "Recraft: Vectorize · 10 units a picture"
    bl_options = {"INTERNAL"}
    tool = "VECTORIZE"


class RECRAFT_OT_drop_crisp_upscale(_Sending, bpy.types.Operator):
    """Send the pictures to Recraft and take them back larger, as images of this file"""

    bl_idname = "recraft.drop_crisp_upscale"
    bl_label = "Recraft: Crisp Upscale · 4 units a picture"
    bl_options = {"INTERNAL"}
    tool = "CRISP_UPSCALE"


class RECRAFT_FH_remove_background(Dropped, bpy.types.FileHandler):
    """Pictures that are dropped to lose their background"""

    bl_idname = "RECRAFT_FH_remove_background"
    bl_label = RECRAFT_OT_drop_remove_background.bl_label
    bl_import_operator = RECRAFT_OT_drop_remove_background.bl_idname
    operator = RECRAFT_OT_drop_remove_background


class RECRAFT_FH_vectorize(Dropped, bpy.types.FileHandler):
    """Pictures that are dropped to become curves"""

    bl_idname = "RECRAFT_FH_vectorize"
    bl_label = RECRAFT_OT_drop_vectorize.bl_label
    bl_import_operator = RECRAFT_OT_drop_vectorize.bl_idname
    operator = RECRAFT_OT_drop_vectorize


class RECRAFT_FH_crisp_upscale(Dropped, bpy.types.FileHandler):
    """Pictures that are dropped to become larger"""

    bl_idname = "RECRAFT_FH_crisp_upscale"
    bl_label = RECRAFT_OT_drop_crisp_upscale.bl_label
    bl_import_operator = RECRAFT_OT_drop_crisp_upscale.bl_idname
    operator = RECRAFT_OT_drop_crisp_upscale


CLASSES = (
    RECRAFT_OT_drop_remove_background,
    RECRAFT_OT_drop_vectorize,
    RECRAFT_OT_drop_crisp_upscale,
    RECRAFT_FH_remove_background,
    RECRAFT_FH_vectorize,
    RECRAFT_FH_crisp_upscale,
)
