# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who works on what: workers and their heartbeats, claims, and what a dead worker leaves behind.

A job under way belongs to one worker. What a worker leaves when it dies is judged by where it
stood: not yet sent costs nothing, being sent may have been paid, answered only needs fetching.
"""

import time

from .config import WORTH_COMPARING_S
from .errors import StaleJobError
from .failure import Failure, FailureKind, Remedy
from .job import COLUMNS, Job, job_from_row
from .ledger import Ledger, advance, next_revision
from .states import JobState

HEARTBEAT_S = 2.0
LEASE_S = 15.0

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
    " Compare the balance before and after, then decide whether to run it again.",
    Remedy.RUN_AGAIN,
)


def enlist(ledger: Ledger, worker: str, *, session: str, service: str, pid: int) -> None:
    """Make a worker known, alive from now."""
    with ledger.transaction() as db:
        db.execute(
            "INSERT OR REPLACE INTO workers VALUES (?, ?, ?, ?, ?)",
            (worker, session, service, pid, time.time()),
        )


def heartbeat(ledger: Ledger, worker: str) -> None:
    """Say that a worker is alive."""
    with ledger.transaction() as db:
        db.execute("UPDATE workers SET heartbeat = ? WHERE id = ?", (time.time(), worker))


def dismiss(ledger: Ledger, worker: str) -> None:
    """Say that a worker has ended or is known to be dead."""
    with ledger.transaction() as db:
        db.execute("DELETE FROM workers WHERE id = ?", (worker,))


def claim(
    ledger: Ledger, worker: str, *, session: str, service: str, only_unsent: bool = False
) -> Job | None:
    """Take the next job for a worker, or None.

    A queued job of its own session comes back as sending; one that a dead worker left answered
    comes back as it is, to be fetched, unless `only_unsent`.
    """
    with ledger.transaction() as db:
        row = db.execute(
            f"SELECT {COLUMNS} FROM jobs WHERE service = :service AND ("  # noqa: S608 - a constant
            " (state = 'queued' AND session = :session)"
            " OR (:fetch AND state IN ('answered', 'downloading') AND worker != :worker"
            "     AND worker NOT IN"
            "     (SELECT id FROM workers WHERE heartbeat > :alive)))"
            " ORDER BY created LIMIT 1",
            {
                "service": service,
                "session": session,
                "alive": time.time() - LEASE_S,
                "fetch": not only_unsent,
                "worker": worker,  # whose heartbeat may be old after a sleep, but it is here
            },
        ).fetchone()
        if row is None:
            return None
        job = job_from_row(row)
        db.execute("UPDATE jobs SET worker = ? WHERE id = ?", (worker, job.id))
        if job.state is JobState.QUEUED:
            advance(db, job.id, JobState.SENDING)
    return ledger.job(job.id)


def cancel_unsent(ledger: Ledger, *, session: str, but: str) -> None:
    """Another service was chosen: what was queued for a former one is not sent any more."""
    with ledger.transaction() as db:
        rows = db.execute(
            "SELECT id FROM jobs WHERE state = 'queued' AND session = ? AND service != ?",
            (session, but),
        )
        for (job_id,) in rows.fetchall():
            advance(db, job_id, JobState.CANCELLED, failure=_SWITCHED.to_json())


def settle(ledger: Ledger, *, session: str, worker: str = "") -> None:
    """Judge what dead workers left. A `worker` that does so is alive, however long it slept."""
    alive = time.time() - LEASE_S
    with ledger.transaction() as db:
        living = "(SELECT id FROM workers WHERE heartbeat > :alive)"
        sessions = "(SELECT session FROM workers WHERE heartbeat > :alive)"
        cases: tuple[tuple[str, JobState, Failure | None], ...] = (
            (
                f"state = 'sending' AND worker != :worker AND worker NOT IN {living}",
                JobState.UNKNOWN,
                _LOST,
            ),
            (
                "state = 'queued' AND session != :session AND state_at < :alive"
                f" AND session NOT IN {sessions}",
                JobState.CANCELLED,
                _CLOSED,
            ),
            (
                f"state = 'placing' AND session != :session AND session NOT IN {sessions}",
                JobState.READY,
                None,
            ),
        )
        values = {"alive": alive, "session": session, "worker": worker}
        for condition, state, failure in cases:
            rows = db.execute(f"SELECT id FROM jobs WHERE {condition}", values)  # noqa: S608
            for (job_id,) in rows.fetchall():
                advance(db, job_id, state, failure=failure.to_json() if failure else None)


def fetch_again(ledger: Ledger, job_id: str) -> None:
    """Put a paid job whose download failed back to where it was answered, for any worker."""
    with ledger.transaction() as db:
        row = db.execute("SELECT answer FROM jobs WHERE id = ?", (job_id,)).fetchone()
        if row is None or row[0] is None:
            raise StaleJobError(f"{job_id} has no answer to fetch")
        advance(db, job_id, JobState.ANSWERED, failure=None)
        db.execute("UPDATE jobs SET worker = '' WHERE id = ?", (job_id,))


def record_balance_after(ledger: Ledger, service: str, units: int) -> None:
    """Write the balance beside the service's jobs whose outcome is unknown and lacks it."""
    with ledger.transaction() as db:
        db.execute(
            "UPDATE jobs SET balance_after = ?, revision = ?"
            " WHERE state = 'unknown' AND service = ? AND balance_after IS NULL",
            (units, next_revision(db), service),
        )


def has_unsettled(ledger: Ledger, service: str) -> bool:
    """True when a late job of the service has an unknown outcome and no balance beside it."""
    return bool(
        ledger.rows(
            "SELECT 1 FROM jobs WHERE state = 'unknown' AND service = ? AND removed = 0"
            " AND balance_after IS NULL AND state_at > ?",
            (service, time.time() - WORTH_COMPARING_S),
        )
    )
