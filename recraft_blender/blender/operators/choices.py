# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person decides about a job that stopped on its way: go on, or what to do about a request
whose outcome is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from .. import pump
from ..language import translated
from ..preferences import preferences, service_name
from ..session import session
from ..spending_limits import budget, keep_caps
from .generate import confirmed_units
from .on_job import Asking, OnJob, carry_out

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event


class RECRAFT_OT_resume(Asking, bpy.types.Operator):
    """Go on at the step that failed; the steps before it are not paid again"""

    bl_idname = "recraft.resume"
    bl_label = "Go On"
    bl_options = {"INTERNAL"}

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        from ...jobs.choices import units_missing

        job = session().job(self.job)
        if job is None:
            return self.execute(context)
        return confirmed_units(self, context, event, units_missing(job))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _resume(context, self.job))


class RECRAFT_OT_keep_earlier(OnJob, bpy.types.Operator):
    """Take what the steps before the failed one gave"""

    bl_idname = "recraft.keep_earlier"
    bl_label = "Take What There Is"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _keep_earlier(self.job))


class RECRAFT_OT_look_again(Asking, bpy.types.Operator):
    """Look whether the answer turned up, and compare the balance; nothing is sent again"""

    bl_idname = "recraft.look_again"
    bl_label = "Look Again"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _look_again(context, self.job))


class RECRAFT_OT_send_again(Asking, bpy.types.Operator):
    """Send the request again, which may pay for it a second time"""

    bl_idname = "recraft.send_again"
    bl_label = "Send Again"
    bl_options = {"INTERNAL"}

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        from ...jobs.choices import may_pay_again

        manager = context.window_manager
        if manager is None:
            return self.execute(context)
        message = translated(may_pay_again(service_name(preferences(context))))
        return manager.invoke_confirm(
            self, event, title="Send it again?", message=message, confirm_text="Send Again"
        )

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _send_again(context, self.job))


class RECRAFT_OT_forget(OnJob, bpy.types.Operator):
    """Give the request up; its units no longer count as open"""

    bl_idname = "recraft.forget"
    bl_label = "Forget"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _forget(self.job))


def _resume(context: Context, job_id: str) -> None:
    from ...jobs.choices import resume

    current = session()
    keep_caps(preferences(context), current.ledger)
    resume(current.ledger, job_id, session=current.id, budget=budget(preferences(context)))
    current.see_to_it(context)
    pump.wake()


def _keep_earlier(job_id: str) -> None:
    from ...jobs.choices import keep_earlier

    keep_earlier(session().ledger, job_id)


def _look_again(context: Context, job_id: str) -> None:
    from ...jobs.choices import look_again

    look_again(session().ledger, job_id)
    session().see_to_it(context)
    pump.wake()


def _send_again(context: Context, job_id: str) -> None:
    from ...jobs.choices import send_again

    current = session()
    keep_caps(preferences(context), current.ledger)
    send_again(current.ledger, job_id, session=current.id, budget=budget(preferences(context)))
    current.see_to_it(context)
    pump.wake()


def _forget(job_id: str) -> None:
    from ...jobs.choices import forget

    forget(session().ledger, job_id)


CLASSES = (
    RECRAFT_OT_resume,
    RECRAFT_OT_keep_earlier,
    RECRAFT_OT_look_again,
    RECRAFT_OT_send_again,
    RECRAFT_OT_forget,
)
