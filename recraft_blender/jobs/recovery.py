# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who works on what: workers and their heartbeats, claims, and what a dead worker leaves behind.

A job under way belongs to one worker. What a worker leaves when it dies is judged by where it
stood: not yet sent costs nothing, being sent may have been paid, answered only needs fetching.
"""

import os
import sqlite3
import time

from .answers import adopt_answer, open_request
from .config import WORTH_COMPARING_S
from .endings import give_up_unsent
from .errors import StaleJobError
from .exchange import set_balance_after
from .failure import Failure, FailureKind, Remedy
from .job import COLUMNS, Job, RequestState, job_from_row
from .lease import HEARTBEAT_S, LEASE_S, is_dead, machine
from .ledger import Ledger
from .moves import Value, advance
from .states import JobState

__all__ = ["HEARTBEAT_S", "LEASE_S"]

_NOBODY = "nobody"
_FETCHABLE = (JobState.FAILED, JobState.READY, JobState.PLACED)

_CLOSED = Failure(
    FailureKind.SETUP,
    "Blender was closed before this was sent, so nothing was charged; run it again if you want.",
    Remedy.RUN_AGAIN,
)
_SWITCHED = Failure(
    FailureKind.SETUP,
    "The service was changed before this was sent, so nothing was charged; run it again if you"
    " want.",
    Remedy.RUN_AGAIN,
)
_LOST = Failure(
    FailureKind.NETWORK,
    "Blender or its worker ended while the request was under way, so it may have been charged."
    " Compare the balance before and after, then look again, send it again or forget it.",
    Remedy.LOOK_AGAIN,
)


def enlist(ledger: Ledger, worker: str, *, session: str, service: str, pid: int) -> None:
    """Make a worker known, alive from now."""
    with ledger.transaction() as db:
        db.execute(
            "INSERT OR REPLACE INTO workers VALUES (?, ?, ?, ?, ?, 0)",
            (worker, session, service, pid, machine()),
        )


def heartbeat(ledger: Ledger, worker: str) -> bool:
    """Say that a worker is alive; False when somebody has taken it for dead meanwhile."""
    with ledger.transaction() as db:
        moved = db.execute("UPDATE workers SET beats = beats + 1 WHERE id = ?", (worker,))
    return moved.rowcount == 1


def dismiss(ledger: Ledger, worker: str) -> None:
    """Say that a worker has ended or is known to be dead."""
    with ledger.transaction() as db:
        db.execute("DELETE FROM workers WHERE id = ?", (worker,))


def claim(
    ledger: Ledger, worker: str, *, session: str, service: str, only_unsent: bool = False
) -> Job | None:
    """Take the next job for a worker, or None.

    A queued job of its own session comes back as sending, once its grace is over; one that a dead
    worker left answered comes back as it is, to be fetched, unless `only_unsent`.
    """
    found = (
        f"SELECT {COLUMNS} FROM jobs WHERE id IN ("  # noqa: S608 - a constant
        " SELECT id FROM jobs WHERE state = 'queued' AND service = :service"
        # A clock that went back must not make a short grace long.
        " AND session = :session AND (not_before <= :now OR created > :now)"
        " UNION ALL SELECT id FROM jobs WHERE :fetch AND state IN ('answered', 'downloading')"
        " AND service = :service AND worker != :worker"
        " AND worker NOT IN (SELECT id FROM workers)) ORDER BY position LIMIT 1"
    )
    values: dict[str, Value] = {
        "service": service,
        "session": session,
        "now": time.time(),
        "fetch": not only_unsent,
        "worker": worker,  # which may have been taken for dead after a sleep, but it is here
    }
    if not ledger.rows(found, values):
        return None  # without asking for the lock
    with ledger.transaction() as db:
        row = db.execute(found, values).fetchone()
        if row is None:
            return None
        job = job_from_row(row)
        db.execute("UPDATE jobs SET worker = ? WHERE id = ?", (worker, job.id))
        if job.state is JobState.QUEUED:
            advance(db, job.id, JobState.SENDING)
    return ledger.job(job.id)


def cancel_unsent(ledger: Ledger, *, session: str, but: str) -> None:
    """Another service was chosen: what was queued for a former one is not sent any more."""
    values = (session, but)
    query = "SELECT id FROM jobs WHERE state = 'queued' AND session = ? AND service != ?"
    if not ledger.rows(query, values):
        return
    with ledger.transaction() as db:
        for (job_id,) in db.execute(query, values).fetchall():
            give_up_unsent(db, job_id, _SWITCHED)


def settle(ledger: Ledger, *, session: str, worker: str = "") -> None:
    """Judge what dead workers left. A `worker` that does so is alive, however long it slept.

    Deaths are seen by looking again and again with the same ledger; see `lease`.
    """
    worker = worker or _NOBODY
    seen = _dismiss_dead(ledger, worker)
    with_lost = ledger.rows(
        "SELECT id FROM jobs WHERE state = 'sending' AND worker != ?"
        " AND worker NOT IN (SELECT id FROM workers)",
        (worker,),
    )
    foreign = ledger.rows(
        "SELECT id, state, revision FROM jobs WHERE state IN ('queued', 'placing')"
        " AND session != ? AND session NOT IN (SELECT session FROM workers)",
        (session,),
    )
    silent = [
        (job_id, state, revision)
        for job_id, state, revision in foreign
        if ledger.watch.unchanged_s(job_id, revision) >= LEASE_S
    ]
    ledger.watch.forget_all_but(seen | {row[0] for row in foreign})
    if not with_lost and not silent:
        return
    with ledger.transaction() as db:
        for (job_id,) in with_lost:
            _judge_sending(db, job_id, worker)
        for job_id, state, revision in silent:
            if db.execute(
                "SELECT 1 FROM jobs WHERE id = ? AND revision = ?", (job_id, revision)
            ).fetchone():
                if state == JobState.PLACING:
                    advance(db, job_id, JobState.READY)
                else:
                    give_up_unsent(db, job_id, _CLOSED)


def _dismiss_dead(ledger: Ledger, worker: str) -> set[str]:
    rows = ledger.rows("SELECT id, pid, machine, beats FROM workers WHERE id != ?", (worker,))
    for name, pid, at, beats in rows:
        if pid != os.getpid() and is_dead(ledger.watch, name, pid=pid, at=at, beats=beats):
            with ledger.transaction() as db:
                # Unless it has beaten since.
                db.execute("DELETE FROM workers WHERE id = ? AND beats = ?", (name, beats))
    return {row[0] for row in rows}


def _judge_sending(db: sqlite3.Connection, job_id: str, worker: str) -> None:
    """What becomes of a job that a dead worker was about to send, or had sent."""
    if not db.execute(
        "SELECT 1 FROM jobs WHERE id = ? AND state = 'sending' AND worker != ?"
        " AND worker NOT IN (SELECT id FROM workers)",
        (job_id, worker),
    ).fetchone():
        return  # somebody else was first
    request = open_request(db, job_id)
    if request is None or request.state is not RequestState.SENT:
        if request is not None and request.state is RequestState.PREPARED:
            db.execute("UPDATE requests SET state = 'failed' WHERE id = ?", (request.id,))
        advance(db, job_id, JobState.QUEUED)
    elif not adopt_answer(db, request):
        db.execute("UPDATE requests SET state = 'unknown' WHERE id = ?", (request.id,))
        advance(db, job_id, JobState.UNKNOWN, failure=_LOST.to_json(), balance_after=None)


def fetch_again(ledger: Ledger, job_id: str) -> None:
    """Put a paid job whose download failed back to where it was answered, for any worker.

    Nothing is sent: steps that are still missing then wait to be resumed.
    """
    with ledger.transaction() as db:
        row = db.execute(
            "SELECT 1 FROM requests WHERE job = ? AND answer IS NOT NULL", (job_id,)
        ).fetchone()
        if row is None:
            raise StaleJobError(f"{job_id} has no answer to fetch")
        advance(db, job_id, JobState.ANSWERED, _FETCHABLE, failure=None)
        db.execute(
            "UPDATE requests SET state = 'answered' WHERE job = ? AND state = 'fetched'", (job_id,)
        )
        db.execute("UPDATE jobs SET worker = '', fetch_only = 1 WHERE id = ?", (job_id,))


def record_balance_after(ledger: Ledger, service: str, units: int) -> None:
    """Write the balance beside the service's jobs whose outcome is unknown and lacks it."""
    query = "SELECT id FROM jobs WHERE state = 'unknown' AND service = ? AND balance_after IS NULL"
    if not ledger.rows(query, (service,)):
        return
    with ledger.transaction() as db:
        for (job_id,) in db.execute(query, (service,)).fetchall():
            set_balance_after(db, job_id, units)


def has_unsettled(ledger: Ledger, service: str) -> bool:
    """True when a late job of the service has an unknown outcome and no balance beside it.

    Late is an hour, or that the person has asked to look again.
    """
    return bool(
        ledger.rows(
            "SELECT 1 FROM jobs WHERE state = 'unknown' AND service = ? AND removed = 0"
            " AND balance_after IS NULL AND abs(state_at - ?) < ?",
            (service, time.time(), WORTH_COMPARING_S),
        )
    )
