# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a job that is ready to the scene: who wears the result, and the ledger's word for it."""

from __future__ import annotations

import logging
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Literal

import bpy

from ..jobs.errors import LedgerError, StaleJobError
from ..jobs.spec import (
    AlphaPlanePlacement,
    CurvesPlacement,
    ImagePlacement,
    StylePlacement,
    TexturePlacement,
)
from ..jobs.states import JobState
from .capture import placement as placement_now
from .preferences import preferences
from .session import session
from .viewport import show_textures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import Context

    from ..jobs.job import Job, ResultFile
    from ..jobs.ledger import Ledger
    from ..jobs.spec import CurveTarget, Placement, PlacementKind

LOG = logging.getLogger(__name__)
STYLE = "A style has no place in the scene; choose it for the next picture."


_OF_THE_MOMENT = (
    *("file", "scene", "objects", "linked", "mapping", "location"),
    *("node_in", "node_group", "node_at"),
)
SHOWN_IN_COLOUR = (TexturePlacement, AlphaPlanePlacement)
_BLENDERS_JOBS: dict[Literal["RENDER", "OBJECT_BAKE"], str] = {
    "RENDER": "Waits for the render to finish.",
    "OBJECT_BAKE": "Waits for the bake to finish.",
}
_NAMES = {
    "replaces": "objects",
    "camera": "objects",
    "decal_on": "objects",
    "collection": "collections",
}
"""The fields of placements that name what must be there, with where in bpy.data it is."""


class PlacementError(Exception):
    """The result is on the disk but could not be placed; the message is a sentence."""


def waits_for(context: Context) -> str:
    """Why nothing can be placed at this moment, as a sentence; empty when it can."""
    for job, sentence in _BLENDERS_JOBS.items():
        if bpy.app.is_job_running(job):  # type: ignore[func-returns-value] # stubs lack it
            return sentence
    if context.mode != "OBJECT":
        return "Waits for Object Mode; leave the current mode to place it."
    windows = context.window_manager.windows if context.window_manager else ()
    tools = (tool.bl_idname for window in windows for tool in window.modal_operators)
    if any(name.startswith("TRANSFORM_OT_") for name in tools):
        return "Waits until what you are moving is where you want it."
    return ""


def place(context: Context, job_id: str, *, use_selection: bool) -> str:
    """Place a job's result and say where it went.

    The targets are the job's own, or what is selected now. Raises PlacementError, and the job then
    stays ready with that sentence beside it.
    """
    ledger = session().ledger
    try:
        job = ledger.job(job_id)
    except KeyError:
        raise PlacementError("This job is no longer in the list.") from None
    if isinstance(job.placement, StylePlacement):
        raise PlacementError(STYLE)
    if not job.state.has_results:
        raise PlacementError("This job has no pictures to place yet.")
    wait = waits_for(context)
    if wait:
        raise PlacementError(wait)
    placement = placement_again(context, job) if use_selection else job.placement
    return _record(context, ledger, job, ledger.results(job_id), placement)


def placement_again(context: Context, job: Job) -> Placement:
    """A placement of the job's kind and options, for what is selected and where the cursor is."""
    now = placement_now(context, job.placement.kind)
    chosen = {
        field.name: getattr(now, field.name)
        for field in fields(now)
        if field.name in _OF_THE_MOMENT
    }
    # Another file's namesake is not what was meant, and what is gone cannot be either.
    is_other_file = job.placement.file != now.file
    for field, blocks in _NAMES.items():
        name = getattr(job.placement, field, "")
        if name and (is_other_file or not _is_there(job.placement, blocks, name)):
            chosen[field] = ""
    return replace(job.placement, **chosen)


def _is_there(placement: Placement, blocks: str, name: str) -> bool:
    blocks = "images" if isinstance(placement, ImagePlacement) else blocks
    return getattr(bpy.data, blocks).get((name, None)) is not None


def place_result(
    context: Context,
    job_id: str,
    result_id: int,
    kind: PlacementKind,
    target: CurveTarget | None = None,
) -> str:
    """Place one picture of a job as something of this kind, and say where it went.

    `target` is what a drawing becomes. Raises PlacementError as `place` does.
    """
    ledger = session().ledger
    try:
        job = ledger.job(job_id)
    except KeyError:
        raise PlacementError("This job is no longer in the list.") from None
    if not job.state.has_results:
        raise PlacementError("A later step of its job failed; see the list of jobs first.")
    wait = waits_for(context)
    if wait:
        raise PlacementError(wait)
    chosen = [result for result in ledger.results(job_id) if result.id == result_id]
    is_same = job.placement.kind is kind
    placement = placement_again(context, job) if is_same else placement_now(context, kind)
    placement = replace(placement, name=job.placement.name)
    if isinstance(placement, CurvesPlacement) and target is not None:
        placement = replace(placement, target=target)
    return _record(context, ledger, job, chosen, placement)


def _record(
    context: Context,
    ledger: Ledger,
    job: Job,
    results: Sequence[ResultFile],
    placement: Placement,
) -> str:
    from .landing import land  # late: importing every importer takes a moment

    ledger.advance(job.id, JobState.PLACING)
    try:
        sentence = land(context, job, results, placement)
    except PlacementError as error:
        ledger.advance(job.id, JobState.READY, note=str(error))
        raise
    except Exception as error:
        LOG.exception("job %s could not be placed", job.id)
        sentence = "The picture is on the disk, but Blender could not take it; press Show Files."
        ledger.advance(job.id, JobState.READY, note=sentence)
        raise PlacementError(sentence) from error
    try:
        ledger.advance(job.id, JobState.PLACED, note=sentence)
    except (LedgerError, StaleJobError):
        # The scene has it, and so must the undo history: no reason to end in an error.
        LOG.exception("job %s is placed, but the ledger does not know", job.id)
    if isinstance(placement, SHOWN_IN_COLOUR) and preferences(context).show_textures:
        show_textures(context)
    return sentence
