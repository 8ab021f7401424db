# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a job of the list: place, cancel, run or fetch again, show, remove."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import bpy
from bpy.props import BoolProperty, StringProperty

from ...jobs.errors import LedgerError, StaleJobError
from ...jobs.states import JobState
from .. import pump
from ..capture import texture_placement
from ..importers.reader import start_reader
from ..placing import PlacementError, place
from ..preferences import preferences, service_name
from ..readiness import obstacle
from ..session import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Operator

_STALE = "The job has moved on meanwhile; look at the list again."


class _OnJob:
    """What the operators have in common: the id of their job."""

    if TYPE_CHECKING:
        job: str
    else:
        job: StringProperty(options={"HIDDEN", "SKIP_SAVE"})


def _carry_out(
    operator: Operator, context: Context, action: Callable[[], str | None]
) -> set[OperatorReturnItems]:
    """Do it, report its sentence, and have the list read anew."""
    try:
        sentence = action()
    except (PlacementError, LedgerError, OSError) as error:
        operator.report({"ERROR"}, str(error))
        return {"CANCELLED"}
    except (StaleJobError, KeyError):
        operator.report({"ERROR"}, _STALE)
        return {"CANCELLED"}
    with suppress(LedgerError):  # it is done; the pump reads the list anyway
        session().refresh(context)
    if sentence:
        operator.report({"INFO"}, sentence)
    return {"FINISHED"}


class RECRAFT_OT_place(_OnJob, bpy.types.Operator):
    """Put the picture on the selected meshes"""

    bl_idname = "recraft.place"
    bl_label = "Place"
    bl_options = {"UNDO", "INTERNAL"}

    if TYPE_CHECKING:
        use_selection: bool
    else:
        use_selection: BoolProperty(
            name="Use Selection",
            description="Place on what is selected now, not on what was when it was asked for",
            options={"SKIP_SAVE"},
        )

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _carry_out(
            self, context, lambda: place(context, self.job, use_selection=self.use_selection)
        )


class RECRAFT_OT_cancel_job(_OnJob, bpy.types.Operator):
    """Cancel the job. Before it is sent this costs nothing; later its pictures are paid and kept"""

    bl_idname = "recraft.cancel_job"
    bl_label = "Cancel"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _carry_out(self, context, lambda: session().ledger.request_cancel(self.job))


class _Asking(_OnJob):
    """What the operators that go to the service have in common."""

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        if found:
            cls.poll_message_set(found.sentence)  # type: ignore[attr-defined] # of Operator
        return found is None


class RECRAFT_OT_run_again(_Asking, bpy.types.Operator):
    """Ask for the same again, as a new job that is charged anew"""

    bl_idname = "recraft.run_again"
    bl_label = "Run Again"
    bl_options = {"INTERNAL"}

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        job = session().job(self.job)
        manager = context.window_manager
        if job is None or manager is None:
            return self.execute(context)
        if job.state is JobState.UNKNOWN:
            message = "The first try may have been charged; this one is charged as well."
        elif job.service != service_name(preferences(context)):
            message = "It was made by another service; the one you chose now charges for it."
        else:
            return self.execute(context)
        return manager.invoke_confirm(
            self, event, title="Run it again?", message=message, confirm_text="Run Again"
        )

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _carry_out(self, context, lambda: _run_again(context, self.job))


class RECRAFT_OT_fetch_again(_Asking, bpy.types.Operator):
    """Fetch the paid pictures again, which costs nothing"""

    bl_idname = "recraft.fetch_again"
    bl_label = "Fetch Again"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _carry_out(self, context, lambda: _fetch_again(context, self.job))


class RECRAFT_OT_show_files(_OnJob, bpy.types.Operator):
    """Open the folder with the job's pictures and receipt"""

    bl_idname = "recraft.show_files"
    bl_label = "Show Files"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _carry_out(self, context, lambda: _show_files(self.job))


class RECRAFT_OT_remove_job(_OnJob, bpy.types.Operator):
    """Take the job off the list. Its files and its receipt stay on the disk"""

    bl_idname = "recraft.remove_job"
    bl_label = "Remove from List"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return _carry_out(self, context, lambda: session().ledger.remove(self.job))


def _run_again(context: Context, job_id: str) -> None:
    job = session().ledger.job(job_id)
    session().submit(context, job.request, texture_placement(context))
    start_reader()
    pump.wake()


def _fetch_again(context: Context, job_id: str) -> None:
    from ...jobs.recovery import fetch_again

    fetch_again(session().ledger, job_id)
    pump.wake()
    session().start_worker(context)


def _show_files(job_id: str) -> None:
    folder = session().ledger.job(job_id).folder
    if not folder.is_dir():
        raise PlacementError("This job has no files yet.")
    bpy.ops.wm.path_open(filepath=str(folder))


CLASSES = (
    RECRAFT_OT_place,
    RECRAFT_OT_cancel_job,
    RECRAFT_OT_run_again,
    RECRAFT_OT_fetch_again,
    RECRAFT_OT_show_files,
    RECRAFT_OT_remove_job,
)
