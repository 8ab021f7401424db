# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pump: a timer that carries news from the ledger to the interface and results to the scene.

It never raises (Blender drops a timer that does), never waits, and places one result at a time, by
the operator that a person would press, so that each is one undo step.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import bpy

from ..jobs.errors import LedgerError
from ..jobs.pauses import Pauses
from ..jobs.states import JobState
from .errand_desk import keep_names
from .gallery import gallery
from .landing_ahead import BETWEEN_S, drop_unless_ready, is_building
from .language import follow_blender
from .placing import waits_for
from .session import session
from .status_bar import redraw_if_changed
from .style_settings import fill_shelf
from .viewport import redraw_preferences, redraw_sidebars

if TYPE_CHECKING:
    from bpy.types import Context

    from ..jobs.job import Job
    from .session import Session

LOG = logging.getLogger(__name__)
BUSY_S = 0.1
IDLE_S = 2.0
REDRAW_S = 1.0
"""How often what a job has taken so far is drawn anew; each drawing holds the main loop."""
SETTLE_S = 10.0

_times = {"redraw": 0.0, "settle": 0.0}
_pauses = Pauses()


def tick() -> float:
    """One stroke; the seconds until the next."""
    try:
        interval = _stroke(bpy.context, session())
        session().problem = ""
    except LedgerError as error:
        session().problem = str(error)
        return IDLE_S
    except Exception:
        LOG.exception("the pump failed")
        session().problem = "The job list cannot be read just now; the console has details."
        return IDLE_S
    return interval


def _stroke(context: Context, current: Session) -> float:
    if not current.prepare():
        return BUSY_S
    current.keep_changed_caps(context)
    if follow_blender():
        redraw_sidebars(context)
    changed = current.refresh(context)
    if _is_due("settle", SETTLE_S):
        current.settle(context)
        redraw_sidebars(context)
        return BUSY_S
    current.watch_worker(context)
    drop_unless_ready(current.jobs)
    current.watch_errands()
    keep_names(context)
    fill_shelf(context)
    job = next((job for job in current.jobs if _is_to_be_placed(context, current, job)), None)
    if job is not None:
        if is_building(context, current, job):
            return BETWEEN_S
        _place(context, current, job)
        changed = True
    else:  # in a stroke of its own
        changed |= gallery().refresh(context)
    if changed or (current.has_own_work and _is_due("redraw", REDRAW_S)):
        redraw_sidebars(context)
    redraw_if_changed()
    if changed:
        redraw_preferences(context)
    is_searching = not gallery().view.is_whole
    is_busy = current.has_own_work or current.has_open_errand or job is not None or is_searching
    return BUSY_S if is_busy else IDLE_S


def _is_due(name: str, interval_s: float) -> bool:
    now = time.monotonic()
    if now - _times[name] < interval_s:
        return False
    _times[name] = now
    return True


def _is_to_be_placed(context: Context, current: Session, job: Job) -> bool:
    """Only what was asked for in this Blender and this file; the rest is offered in the panel."""
    return (
        job.state is JobState.READY
        and job.session == current.id
        and job.placement.file == current.file
        and not job.note
        and not _pauses.holds(job.id)
        and not waits_for(context)
    )


def _place(context: Context, current: Session, job: Job) -> None:
    try:
        # True asks for the undo step, which a call from Python does not make by itself.
        bpy.ops.recraft.place("EXEC_DEFAULT", True, job=job.id)  # type: ignore[attr-defined] # noqa: FBT003
    except RuntimeError:
        # Most then wait with a note. Where not even that could be written it is tried again.
        LOG.info("job %s waits in the list", job.id)
        _pauses.begin(job.id)
    else:
        _pauses.forget(job.id)
    current.refresh(context)


def wake() -> None:
    """Let the next stroke come soon."""
    stop()
    bpy.app.timers.register(tick, first_interval=BUSY_S, persistent=True)


def stop() -> None:
    """Take the timer away."""
    if bpy.app.timers.is_registered(tick):
        bpy.app.timers.unregister(tick)
