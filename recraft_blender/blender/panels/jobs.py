# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar's second panel: the jobs, how far they are, and what can be done with each."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import bpy

from ...client.calls import (
    CreateStyleRequest,
    CreativeUpscaleRequest,
    CrispUpscaleRequest,
    RemoveBackgroundRequest,
    VectorizeRequest,
)
from ...jobs.config import Service
from ...jobs.failure import Remedy
from ...jobs.placement import StylePlacement
from ...jobs.states import JobState
from ..job_list import is_left_behind
from ..language import translated
from ..operators.job import can_be_edited
from ..placing import waits_for
from ..preferences import preferences, service_name
from ..session import session
from .create import price
from .narrow import is_narrow, strip
from .paragraph import paragraph

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ...jobs.job import Job

SHOWN_JOBS = 8
TITLE_LENGTH = 32
TYPICAL_S = 12.0

_ICONS = {
    JobState.QUEUED: "SORTTIME",
    JobState.SENDING: "EXPORT",
    JobState.ANSWERED: "IMPORT",
    JobState.DOWNLOADING: "IMPORT",
    JobState.READY: "FILE_IMAGE",
    JobState.PLACING: "FILE_IMAGE",
    JobState.PLACED: "CHECKMARK",
    JobState.CANCELLED: "X",
    JobState.FAILED: "ERROR",
    JobState.UNKNOWN: "QUESTION",
}
_REMEDIES = {
    Remedy.OPEN_PREFERENCES: "recraft.open_preferences",
    Remedy.RUN_AGAIN: "recraft.run_again",
    Remedy.FETCH_AGAIN: "recraft.fetch_again",
    Remedy.RESUME: "recraft.resume",
}
_DOING = {
    RemoveBackgroundRequest: "Background",
    VectorizeRequest: "Being traced",
    CreateStyleRequest: "Style being made",
    CrispUpscaleRequest: "Upscaling",
    CreativeUpscaleRequest: "Upscaling",
}


class RECRAFT_PT_jobs(bpy.types.Panel):
    """The newest jobs of the list."""

    bl_label = "Jobs"
    bl_space_type = "VIEW_3D"
    bl_region_type = "UI"
    bl_category = "Recraft"

    def draw(self, context: Context) -> None:
        layout = self.layout
        assert layout  # noqa: S101 - Blender gives one to every draw
        jobs = session().jobs
        if not jobs:
            layout.label(text="Nothing yet")
        if sum(job.state.is_active for job in jobs) > 1:
            layout.operator("recraft.cancel_all", icon="CANCEL")
        shown = [job for place, job in enumerate(jobs) if place < SHOWN_JOBS or job.is_open]
        for job in shown:
            _draw_job(layout.box(), context, job)
        if len(shown) < len(jobs):
            layout.label(
                text=translated(f"{len(jobs) - len(shown)} older ones are kept on the disk")
            )
        if jobs:
            layout.operator("recraft.export_receipts", icon="EXPORT")


def progress(job: Job, now: float) -> tuple[float, str]:
    """How far an active job is, 0 to 1, and in words; the service itself tells no progress."""
    waited = max(0.0, now - job.state_at)
    steps = len(job.chain)
    if job.state is JobState.QUEUED and job.not_before > now:
        step, words = 0.0, f"Sent in {math.ceil(job.not_before - now)} s"
    elif job.state is JobState.QUEUED:
        step, words = 0.02, "Waiting for its turn"
    elif job.state is JobState.SENDING:
        step = 0.05 + 0.8 * waited / (waited + TYPICAL_S)
        words = f"{_DOING.get(type(job.chain.requests[job.stage]), 'Being made')} · {waited:.0f} s"
    else:
        step, words = 0.9, "Fetching the picture"
    return (job.stage + step) / steps, words


def _draw_job(layout: UILayout, context: Context, job: Job) -> None:
    row = layout.row()
    title = job.title
    if job.placement.name:
        title = f"{job.request.endpoint.title}: {job.placement.name}"
    short = title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1] + "…"
    row.label(text=short, icon=_ICONS[job.state], translate=False)  # type: ignore[arg-type]
    if is_narrow(context):  # beside the buttons there would be room for a few letters
        row = layout.row()
        row.alignment = "RIGHT"
    if is_left_behind(job, _service(context)):
        _draw_other_service(layout, context, job, "to fetch what is paid")
        return
    if job.state.is_active:
        _draw_active(layout, job)
        return
    star = "SOLO_ON" if job.favourite else "SOLO_OFF"
    _button(row, "recraft.favourite", job, text="", icon=star, emboss=False)
    _button(row, "recraft.remove_job", job, text="", icon="X", emboss=False)
    if job.failure is not None:
        _draw_failure(layout, context, job)
    if isinstance(job.placement, StylePlacement):
        _draw_style(layout, context, job)
    elif job.state.has_results:
        _draw_results(layout, context, job)
    elif job.failure is None:
        layout.label(text="Cancelled; nothing was sent or charged")


def _draw_active(layout: UILayout, job: Job) -> None:
    factor, words = progress(job, time.time())
    row = layout.row()
    if job.cancel_requested:  # a word beside the bar would take half of its room
        row.progress(factor=factor, text=translated("Cancelling"))
    else:
        row.progress(factor=factor, text=translated(words))
        if job.state is JobState.QUEUED:
            _button(row, "recraft.send_first", job, text="", icon="TRIA_UP")
        _button(row, "recraft.cancel_job", job, text="", icon="CANCEL")


def _draw_failure(layout: UILayout, context: Context, job: Job) -> None:
    failure = job.failure
    assert failure is not None  # noqa: S101 - the caller looked
    if job.step_words:
        layout.label(text=translated(job.step_words))
    paragraph(layout, context, failure.message)
    if failure.request_id:
        layout.label(text=translated(f"Request {failure.request_id[:18]}"), translate=False)
    if job.state is JobState.UNKNOWN:
        _draw_unknown(layout, context, job)
        return
    name = _REMEDIES.get(failure.remedy)
    row = strip(layout, context)
    # What earlier steps cost is not paid a second time.
    again = "recraft.resume" if job.is_paid and job.can_resume else "recraft.run_again"
    if name == "recraft.open_preferences":
        row.operator(name)
    if name != "recraft.fetch_again":
        name = again
    if name in ("recraft.run_again", None) or job.service == _service(context):
        _button(row, name or "recraft.run_again", job)
    else:
        _draw_other_service(layout, context, job, "to go on")
    if job.can_resume and job.stage > 0:
        _button(row, "recraft.keep_earlier", job)
    if job.is_paid and not job.state.has_results:
        _button(row, "recraft.show_files", job, text="", icon="FILE_FOLDER")


def _draw_unknown(layout: UILayout, context: Context, job: Job) -> None:
    """What is known of the money, and the person's choices."""
    before = "?" if job.balance_before is None else f"{job.balance_before:,}"
    after = "not known yet" if job.balance_after is None else f"{job.balance_after:,}"
    paragraph(layout, context, f"Balance before {before}, after {after}")
    row = strip(layout, context)
    if job.service == _service(context):
        _button(row, "recraft.look_again", job)
        _button(row, "recraft.send_again", job)
    else:
        _draw_other_service(layout, context, job, "to look again")
    _button(row, "recraft.forget", job)


def _draw_other_service(layout: UILayout, context: Context, job: Job, what_for: str) -> None:
    """The way out for what only the service that made the job can do."""
    paragraph(
        layout, context, f"Choose {service_title(job.service)} in the preferences {what_for}."
    )


def service_title(service: str) -> str:
    """A service as the preferences call it, or its address."""
    return service.title() if service in tuple(Service) else service


def _draw_results(layout: UILayout, context: Context, job: Job) -> None:
    text = f"{_what_it_gave(job)} · {price(job.units, job.service)}"
    paragraph(layout, context, text)
    own = job.session == session().id and job.placement.file == session().file
    if job.note:
        paragraph(layout, context, job.note)
    elif job.state is JobState.READY:
        wait = waits_for(context) if own else "Made before or for another file; select and place."
        paragraph(layout, context, wait or "Ready")
    row = strip(layout, context)
    place = row.operator(
        "recraft.place", text="Place Again" if job.state is JobState.PLACED else "Place"
    )
    place.job = job.id
    place.use_selection = True
    _button(row, "recraft.run_again", job)
    row = row.row(align=True)
    if can_be_edited(job):
        _button(row, "recraft.edit_again", job, text="", icon="GREASEPENCIL")
    _button(row, "recraft.show_files", job, text="", icon="FILE_FOLDER")


def _draw_style(layout: UILayout, context: Context, job: Job) -> None:
    """A custom style: paid for as a picture is, but with nothing to place."""
    if job.state is JobState.UNKNOWN:
        text = "Refresh the list of custom styles: if this one was made, it appears there."
        paragraph(layout, context, text)
    elif job.state.has_results:
        layout.label(text=translated(f"1 style · {price(job.units, job.service)}"))
        paragraph(layout, context, job.note)
    elif job.failure is None:
        layout.label(text="Cancelled; nothing was sent or charged")


def _what_it_gave(job: Job) -> str:
    count = max(1, job.chain.first.image_count)
    words = f"{count} picture{'s' if count > 1 else ''}"
    return f"Sandbox: {words}" if job.service == Service.SANDBOX else words


def _service(context: Context) -> str:
    return service_name(preferences(context))


def _button(layout: UILayout, name: str, job: Job, **look: object) -> None:
    button = layout.operator(name, **look)  # type: ignore[arg-type]
    button.job = job.id


CLASSES = (RECRAFT_PT_jobs,)
