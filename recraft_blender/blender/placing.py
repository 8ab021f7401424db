# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a job that is ready to the scene: who wears the result, and the ledger's word for it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import bpy

from ..jobs.errors import LedgerError
from ..jobs.states import JobState
from .capture import texture_placement
from .importers.texture import import_textures
from .preferences import preferences
from .session import session
from .viewport import show_textures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import Context, Object

    from ..jobs.job import Job, ResultFile
    from ..jobs.ledger import Ledger
    from ..jobs.spec import TexturePlacement

LOG = logging.getLogger(__name__)


class PlacementError(Exception):
    """The result is on the disk but could not be placed; the message is a sentence."""


def waits_for(context: Context) -> str:
    """Why nothing can be placed at this moment, as a sentence; empty when it can."""
    if bpy.app.is_job_running("RENDER"):  # type: ignore[func-returns-value] # stubs lack it
        return "Waits for the render to finish."
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
    if not job.state.has_results:
        raise PlacementError("This job has no pictures to place yet.")
    wait = waits_for(context)
    if wait:
        raise PlacementError(wait)
    placement = texture_placement(context) if use_selection else job.placement
    return _record(context, ledger, job, ledger.results(job_id), placement)


def _record(
    context: Context,
    ledger: Ledger,
    job: Job,
    results: Sequence[ResultFile],
    placement: TexturePlacement,
) -> str:
    ledger.advance(job.id, JobState.PLACING)
    try:
        sentence = _put_on_meshes(job, results, placement)
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
    except LedgerError:
        # The scene has it, and so must the undo history: no reason to end in an error.
        LOG.exception("job %s is placed, but the ledger does not know", job.id)
    if preferences(context).show_textures:
        show_textures(context)
    return sentence


def _put_on_meshes(job: Job, results: Sequence[ResultFile], placement: TexturePlacement) -> str:
    missing = next((result for result in results if not result.path.is_file()), None)
    if missing is not None or not results:
        raise PlacementError("The picture's file is gone from the disk; it cannot be placed.")
    targets, skipped = _resolve(placement)
    files = [result.path for result in results]
    import_textures(job, files, targets, placement.mapping, pack=placement.pack)
    names = ", ".join(obj.name for obj in targets)
    return " ".join([f"Placed on {names}.", *skipped])


def _resolve(placement: TexturePlacement) -> tuple[list[Object], list[str]]:
    """The editable meshes of a placement, and a sentence for each that is none."""
    if not placement.objects and not placement.linked:
        raise PlacementError("Nothing was selected. Select one or more meshes, then press Place.")
    targets: list[Object] = []
    skipped = [f"{name} {_LINKED}" for name in placement.linked]
    for name in placement.objects:
        obj = bpy.data.objects.get((name, None))
        reason = _refusal(obj, name)
        if reason:
            skipped.append(reason)
        elif obj is not None:
            targets.append(obj)
    if not targets:
        raise PlacementError(f"{skipped[0]} Select another mesh, then press Place.")
    return targets, skipped


def _refusal(obj: Object | None, name: str) -> str:
    if obj is None:
        return f"{name} is no longer in this file."
    if not isinstance(obj.data, bpy.types.Mesh):
        return f"{name} is not a mesh."
    if not obj.data.is_editable:
        return f"{name} {_LINKED}"
    if obj.data.override_library is not None:
        return f"{name} overrides a linked mesh, which would lose the texture; make it local."
    return ""


_LINKED = "is linked from another file and cannot be changed."
