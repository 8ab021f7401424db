# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a job of the list: place, run again, show, mark, remove."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import bpy

from ...client.calls import CreateStyleRequest, GenerationRequest
from ...jobs.config import Service
from ...jobs.errors import LedgerError
from ...jobs.states import JobState
from .. import pump
from ..grace import grace_s
from ..importers.reader import start_reader
from ..language import translated
from ..placing import place, placement_again
from ..preferences import preferences, service_name
from ..properties import fill_in, settings
from ..session import session
from ..translated_props import BoolProperty
from .generate import confirmed
from .on_job import Asking, OnJob, RefusedError, carry_out

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event

    from ...jobs.job import Job


def can_be_edited(job: Job) -> bool:
    """True when the panel has fields for what the job asked."""
    return isinstance(job.request, GenerationRequest)


class RECRAFT_OT_place(OnJob, bpy.types.Operator):
    """Put the result into the scene: on the selected meshes, or at the 3D cursor"""

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
        return carry_out(
            self, context, lambda: place(context, self.job, use_selection=self.use_selection)
        )


class RECRAFT_OT_run_again(Asking, bpy.types.Operator):
    """Ask for the same again, as a new job that is charged anew"""

    bl_idname = "recraft.run_again"
    bl_label = "Run Again"
    bl_options = {"INTERNAL"}

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        job = session().job(self.job) or _job_of_the_history(self.job)
        manager = context.window_manager
        if job is None or manager is None:
            return self.execute(context)
        message = _before_again(job, service_name(preferences(context)))
        if not message:
            return confirmed(self, context, event, job.chain)
        return manager.invoke_confirm(
            self,
            event,
            title="Run it again?",
            message=translated(message),
            confirm_text="Run Again",
        )

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        wait_s = grace_s(context, self)
        return carry_out(self, context, lambda: _run_again(context, self.job, wait_s))


class RECRAFT_OT_edit_again(OnJob, bpy.types.Operator):
    """Put what the job asked for into the panel, to change it and ask anew"""

    bl_idname = "recraft.edit_again"
    bl_label = "Edit and Run Again"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _edit_again(context, self.job))


class RECRAFT_OT_fetch_again(Asking, bpy.types.Operator):
    """Fetch the paid pictures again, which costs nothing"""

    bl_idname = "recraft.fetch_again"
    bl_label = "Fetch Again"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _fetch_again(context, self.job))


class RECRAFT_OT_show_files(OnJob, bpy.types.Operator):
    """Open the folder with the job's pictures and receipt"""

    bl_idname = "recraft.show_files"
    bl_label = "Show Files"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _show_files(self.job))


class RECRAFT_OT_favourite(OnJob, bpy.types.Operator):
    """Mark the job as a favourite, or take the mark away"""

    bl_idname = "recraft.favourite"
    bl_label = "Favourite"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _toggle_favourite(self.job))


class RECRAFT_OT_dismiss_notice(bpy.types.Operator):
    """Do not show this again"""

    bl_idname = "recraft.dismiss_notice"
    bl_label = "Got It"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, _dismiss_notice)


class RECRAFT_OT_remove_job(OnJob, bpy.types.Operator):
    """Take the job off the list. The preferences say what becomes of its files"""

    bl_idname = "recraft.remove_job"
    bl_label = "Remove from List"
    bl_options = {"INTERNAL"}

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        manager = context.window_manager
        if manager is None or preferences(context).removed_files != "DELETE":
            return self.execute(context)
        message = "Its pictures are deleted for good; they were paid for."
        return manager.invoke_confirm(
            self, event, title="Delete the files?", message=message, confirm_text="Delete"
        )

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _remove(context, self.job))


def _before_again(job: Job, service: str) -> str:
    """What the person has to know before a job is asked for once more, or empty."""
    is_free = service == Service.SANDBOX
    if job.service != service:
        cost = "takes play units only" if is_free else "charges for it"
        return f"It was asked of another service; the one you chose now {cost}."
    if job.state is JobState.UNKNOWN:
        cost = "takes play units only" if is_free else "is charged as well"
        return f"The first try may have been charged; this one {cost}."
    return ""


def _job_of_the_history(job_id: str) -> Job | None:
    """A job that is too old for the list; what it costs is asked for all the same."""
    with suppress(KeyError, LedgerError):
        return session().ledger.job(job_id)
    return None


def _run_again(context: Context, job_id: str, wait_s: float) -> None:
    job = session().ledger.job(job_id)
    session().submit(context, job.chain, placement_again(context, job), grace_s=wait_s)
    start_reader()
    pump.wake()


def _edit_again(context: Context, job_id: str) -> str:
    job = session().ledger.job(job_id)
    if isinstance(job.request, CreateStyleRequest):
        raise RefusedError("This job made a style: make another one under Custom Styles.")
    if not can_be_edited(job):
        raise RefusedError(
            "This job began with a picture: choose one under From Picture and press its tool."
        )
    fill_in(settings(context), job.chain, job.placement.kind)
    return "The panel asks for the same as the job; change what you like."


def _fetch_again(context: Context, job_id: str) -> None:
    from ...jobs.recovery import fetch_again

    fetch_again(session().ledger, job_id)
    pump.wake()
    session().start_worker(context)


def _show_files(job_id: str) -> None:
    folder = session().ledger.job(job_id).folder
    if not folder.is_dir():
        raise RefusedError("This job has no files yet.")
    try:
        bpy.ops.wm.path_open(filepath=str(folder))
    except RuntimeError:
        raise RefusedError(f"The folder could not be shown; open it yourself: {folder}") from None


def _toggle_favourite(job_id: str) -> None:
    from ...jobs.history import set_favourite

    ledger = session().ledger
    set_favourite(ledger, job_id, favourite=not ledger.job(job_id).favourite)


def _dismiss_notice() -> None:
    session().ledger.dismiss_notice()


def _remove(context: Context, job_id: str) -> None:
    from ...jobs.removal import Files, remove

    remove(session().ledger, job_id, Files[preferences(context).removed_files])


CLASSES = (
    RECRAFT_OT_place,
    RECRAFT_OT_run_again,
    RECRAFT_OT_edit_again,
    RECRAFT_OT_fetch_again,
    RECRAFT_OT_show_files,
    RECRAFT_OT_favourite,
    RECRAFT_OT_dismiss_notice,
    RECRAFT_OT_remove_job,
)
