# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.generate`: from the panel's settings to a queued job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.errors import LedgerError
from .. import pump
from ..capture import texture_placement
from ..importers.reader import start_reader
from ..properties import request, settings
from ..readiness import obstacle, request_problem
from ..session import session

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context


class RECRAFT_OT_generate(bpy.types.Operator):
    """Make pictures of the prompt; the first becomes a texture of the selected meshes"""

    bl_idname = "recraft.generate"
    bl_label = "Generate"

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        sentence = found.sentence if found else request_problem(context)
        if sentence:
            cls.poll_message_set(sentence)
        return not sentence

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        try:
            session().submit(context, request(settings(context)), texture_placement(context))
        except (LedgerError, OSError) as error:
            self.report({"ERROR"}, f"The job could not be queued, nothing was sent: {error}")
            return {"CANCELLED"}
        start_reader()
        pump.wake()
        return {"FINISHED"}


CLASSES = (RECRAFT_OT_generate,)
