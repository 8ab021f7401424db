# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings of a job, built in strokes of the pump before `recraft.place` is to link them.

What is built lies apart from the scene. It goes before Blender undoes, redoes, loads or saves, and
the pump begins again; so no reference outlives any of these, and no file holds half a drawing. An
undo step that somebody made meanwhile does hold it: what comes back with that is marked as
unfinished, and is removed.
"""

from __future__ import annotations

import importlib
import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
from bpy.app.handlers import persistent

from ..jobs.spec import CurvesPlacement
from ..jobs.states import JobState
from . import ADDON
from .importers.svg_slices import Stepper
from .importers.svg_unfinished import remove_marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bpy.types import Context

    from ..jobs.job import Job
    from .importers.svg_import import Imported
    from .importers.svg_slices import Sliced
    from .session import Session

LOG = logging.getLogger(__name__)
SLICE_S = 0.004
"""A stroke's part of building; a slice may be longer by two milliseconds, the ledger takes one."""
BETWEEN_S = 0.002
"""Between two strokes of building; Blender draws in between."""

_NEEDS = ("numpy", f"{ADDON}.vector.store", f"{ADDON}.blender.importers.svg_import")


@dataclass(slots=True)
class _Ahead:
    """One job's drawings on their way; `has_failed` leaves it to placing to say why."""

    job: str
    where: CurvesPlacement
    stepper: Stepper[list[Imported]]
    has_failed: bool = False

    def carry_on(self, seconds: float) -> None:
        try:
            self.stepper.carry_on(seconds)
        except Exception:  # placing meets it again, and has a sentence for it
            LOG.info("job %s could not be built ahead", self.job, exc_info=True)
            self.has_failed = True

    def discard(self) -> None:
        self.stepper.close()
        if self.stepper.is_done:
            for one in self.stepper.result:
                one.built.discard()


_now: list[_Ahead] = []
_begun: list[str] = []
"""The jobs that were built ahead in this file, or that an undo step may hold half of."""


def is_building(context: Context, current: Session, job: Job) -> bool:
    """Work on a job's drawings for one stroke; False when there is nothing to do but to place.

    Raises LedgerError.
    """
    if not isinstance(job.placement, CurvesPlacement):
        return False
    missing = next((name for name in _NEEDS if name not in sys.modules), None)
    if missing is not None:
        importlib.import_module(missing)
        return True
    if _now and (_now[0].job, _now[0].where) != (job.id, job.placement):
        drop()
    if not _now:
        steps = _steps(context, current, job, job.placement)
        _now.append(_Ahead(job.id, job.placement, Stepper(steps)))
        _begun.append(job.id)
    ahead = _now[0]
    if ahead.has_failed or ahead.stepper.is_done:
        return False
    ahead.carry_on(SLICE_S)
    return not ahead.has_failed


def _steps(
    context: Context, current: Session, job: Job, where: CurvesPlacement
) -> Sliced[list[Imported]]:
    from .landing import files_of, scene_of
    from .landing_curves import assemble_curves

    files = files_of(current.ledger.results(job.id))
    scene = scene_of(context, where)
    return (yield from assemble_curves(context, scene, job, files, where, awake=True))


def take_ahead(job: Job, where: CurvesPlacement) -> list[Imported] | None:
    """What was built for this placement, finished if it was not; None when there is nothing.

    Whoever takes it shows it or discards it.
    """
    if not _now or (_now[0].job, _now[0].where) != (job.id, where):
        drop()
        return None
    (ahead,) = _now
    while not (ahead.has_failed or ahead.stepper.is_done):
        ahead.carry_on(1.0)
    if ahead.has_failed or not all(one.built.is_whole for one in ahead.stepper.result):
        drop()
        return None
    _now.clear()
    return ahead.stepper.result


def drop() -> None:
    """Take away what is being built."""
    while _now:
        _now.pop().discard()


def drop_unless_ready(jobs: Iterable[Job]) -> None:
    """Take away what is being built for a job that no longer waits to be placed."""
    if _now and not any(job.id == _now[0].job and job.state is JobState.READY for job in jobs):
        drop()


@persistent  # type: ignore[untyped-decorator]
def _before(*_: object) -> None:
    drop()


@persistent  # type: ignore[untyped-decorator]
def _before_saving(*_: object) -> None:
    drop()
    if _begun:
        remove_marked()


@persistent  # type: ignore[untyped-decorator]
def _after_undo(*_: object) -> None:
    if _begun:
        remove_marked()


@persistent  # type: ignore[untyped-decorator]
def _after_loading(*_: object) -> None:
    _begun.clear()
    # A file that Blender saved by itself, without a word to us, and that is recovered.
    remove_marked()


_HANDLERS = (
    ("undo_pre", _before),
    ("redo_pre", _before),
    ("load_pre", _before),
    ("save_pre", _before_saving),
    ("undo_post", _after_undo),
    ("redo_post", _after_undo),
    ("load_post", _after_loading),
)


def attach() -> None:
    """Have Blender tell of what is about to happen to its data."""
    for name, handler in _HANDLERS:
        getattr(bpy.app.handlers, name).append(handler)


def detach() -> None:
    """Take the handlers out again, and what is being built with them."""
    drop()
    for name, handler in _HANDLERS:
        handlers = getattr(bpy.app.handlers, name)
        if handler in handlers:
            handlers.remove(handler)
