# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with jobs under way: cancel one or all, send one before the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..session import session
from .on_job import OnJob, carry_out

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context


class RECRAFT_OT_cancel_job(OnJob, bpy.types.Operator):
    """Cancel the job. Before it is sent this costs nothing; later its pictures are paid and kept"""

    bl_idname = "recraft.cancel_job"
    bl_label = "Cancel"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: session().ledger.request_cancel(self.job))


class RECRAFT_OT_cancel_all(bpy.types.Operator):
    """Cancel all jobs of this Blender. What is on its way already is paid and kept"""

    bl_idname = "recraft.cancel_all"
    bl_label = "Cancel All"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, _cancel_all)


class RECRAFT_OT_send_first(OnJob, bpy.types.Operator):
    """Send this before the others that wait"""

    bl_idname = "recraft.send_first"
    bl_label = "Send Next"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _send_first(self.job))


def _cancel_all() -> str:
    from ...jobs.queueing import cancel_all

    found = cancel_all(session().ledger, session=session().id)
    sentence = f"Cancelled {found.unsent} job{'' if found.unsent == 1 else 's'}."
    if found.under_way:
        sentence += f" {found.under_way} more on the way already: what is charged is kept."
    return sentence


def _send_first(job_id: str) -> None:
    from ...jobs.queueing import move_first

    move_first(session().ledger, job_id)


CLASSES = (RECRAFT_OT_cancel_job, RECRAFT_OT_cancel_all, RECRAFT_OT_send_first)
