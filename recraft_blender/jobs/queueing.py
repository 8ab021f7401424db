# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queue: adding jobs, their order, cancelling all, and running one again."""

import shutil
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from ..client.calls import Request
from ..client.picture import Picture
from .budget import Budget, check_budget
from .endings import cancel
from .errors import StaleJobError
from .folder import CAPTURED_PREFIX, folder_name, sync_folder, write_whole
from .ledger import Ledger
from .moves import next_revision, record_step, set_columns
from .spec import (
    PREVIOUS,
    Chain,
    Placement,
    chain_estimate,
    chain_to_json,
    placement_to_json,
    with_pictures,
)
from .states import JobState


def add(
    ledger: Ledger,
    work: Request | Chain,
    placement: Placement,
    *,
    session: str,
    service: str,
    note: str = "",
    not_before: float = 0.0,
    budget: Budget | None = None,
    blend: str = "",
) -> str:
    """Queue a job and give its id. The requests must have been checked.

    Pictures in memory are written into the job's folder first, and those that were captured into
    the ledger's home are moved there. `not_before` (Unix seconds) leaves time to think better of
    it. Raises BudgetExceededError, and nothing is queued; OSError.
    """
    now = time.time()
    job_id = uuid.uuid4().hex
    chain = Chain.of(work)
    title = chain.title  # by the name of the picture as it was given
    folder = ledger.home / "jobs" / folder_name(now, title, job_id)
    asked = chain_estimate(chain)
    check_budget(ledger, service, placement.file, asked, budget)
    chain = _with_own_pictures(chain, folder, ledger.home)
    with ledger.transaction() as db:
        # Once more where no other process can come between.
        check_budget(ledger, service, placement.file, asked, budget)
        db.execute(
            "INSERT INTO jobs (id, created, session, service, state, state_at, revision, chain,"
            " placement, estimate, folder, note, title, not_before, position, file, blend)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                job_id,
                now,
                session,
                service,
                JobState.QUEUED,
                now,
                next_revision(db),
                chain_to_json(chain),
                placement_to_json(placement),
                asked,
                str(folder),
                note,
                title,
                not_before,
                now,
                placement.file,
                blend,
            ),
        )
        record_step(db, job_id, JobState.QUEUED, now)
    return job_id


def _with_own_pictures(chain: Chain, folder: Path, home: Path) -> Chain:
    """The chain with pictures in memory, captured ones and those of other jobs as its own files."""
    jobs = home / "jobs"
    given = [picture for request in chain.requests for _, picture in request.pictures()]
    own: dict[Picture, Picture] = {}
    for picture in given:
        path = picture.path
        theirs = path is not None and path.is_relative_to(jobs)
        captured = path is not None and _is_captured(path, home)
        at_hand = picture.content is not None or theirs or captured
        if picture == PREVIOUS or picture in own or not at_hand:
            continue
        kind = picture.kind
        target = folder / f"input-{len(own) + 1}{kind.suffix if kind else ''}"
        folder.mkdir(parents=True, exist_ok=True)
        if path is None:
            write_whole(target, picture.read())
        elif captured:
            path.replace(target)
        else:
            shutil.copyfile(path, target)
        own[picture] = Picture(path=target)
    if own:
        sync_folder(folder.parent)
    requests = tuple(with_pictures(request, own) for request in chain.requests)
    return replace(chain, requests=requests)


def _is_captured(path: Path, home: Path) -> bool:
    folder = path.parent
    return folder.parent == home and folder.name.startswith(CAPTURED_PREFIX)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """How many jobs were cancelled before they were sent, and how many are under way already."""

    unsent: int
    under_way: int


def cancel_all(ledger: Ledger, *, session: str) -> Cancelled:
    """Cancel what a session has queued, and mark what is under way."""
    with ledger.transaction() as db:
        rows = db.execute(
            "SELECT id, state FROM jobs WHERE session = ? AND cancel_requested = 0"
            " AND state IN ('queued', 'sending', 'answered', 'downloading')",
            (session,),
        ).fetchall()
        for job_id, _ in rows:
            cancel(db, job_id)
    unsent = sum(state == JobState.QUEUED for _, state in rows)
    return Cancelled(unsent, len(rows) - unsent)


def move_first(ledger: Ledger, job_id: str) -> None:
    """Send a queued job before all others; who asks for that has thought, so its grace is over.

    Raises StaleJobError when it is not queued.
    """
    _move(ledger, job_id, "min(position) - 1", not_before=0.0)


def move_last(ledger: Ledger, job_id: str) -> None:
    """Send a queued job after all others. Raises StaleJobError when it is not queued."""
    _move(ledger, job_id, "max(position) + 1")


def move_before(ledger: Ledger, job_id: str, other_id: str) -> None:
    """Send a queued job right before another. Raises StaleJobError when one is not queued."""
    with ledger.transaction() as db:
        rows = db.execute(
            "SELECT id, position FROM jobs WHERE state = 'queued' AND id != ? ORDER BY position",
            (job_id,),
        ).fetchall()
        place = next((at for at, row in enumerate(rows) if row[0] == other_id), None)
        if place is None:
            raise StaleJobError(f"{other_id} is not queued")
        after = rows[place][1]
        ahead = rows[place - 1][1] if place else after - 2
        if not set_columns(db, job_id, {"position": (ahead + after) / 2}, (JobState.QUEUED,)):
            raise StaleJobError(f"{job_id} is not queued")


def _move(ledger: Ledger, job_id: str, place: str, **also: float) -> None:
    with ledger.transaction() as db:
        row = db.execute(f"SELECT {place} FROM jobs WHERE state = 'queued'")  # noqa: S608
        (position,) = row.fetchone()
        if not set_columns(db, job_id, {"position": position, **also}, (JobState.QUEUED,)):
            raise StaleJobError(f"{job_id} is not queued")


def for_editing(ledger: Ledger, job_id: str) -> tuple[Chain, Placement]:
    """What a job asked for and where it went, to be changed and added anew."""
    job = ledger.job(job_id)
    return job.chain, job.placement


def run_again(
    ledger: Ledger,
    job_id: str,
    *,
    session: str,
    placement: Placement | None = None,
    budget: Budget | None = None,
    not_before: float = 0.0,
    blend: str = "",
) -> str:
    """Queue the same chain as a new job, which is charged anew; its id. Raises as `add` does."""
    job = ledger.job(job_id)
    return add(
        ledger,
        job.chain,
        placement or job.placement,
        session=session,
        service=job.service,
        budget=budget,
        not_before=not_before,
        blend=blend or job.blend,
    )
