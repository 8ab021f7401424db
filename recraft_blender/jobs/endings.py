# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a job ends short of what was asked for: failed, cancelled, given up; and in which words.

The words must be true about the money: what earlier steps cost is not said to be nothing, nor is
an earlier try of unknown outcome that the person had sent again. All within a transaction that is
already open.
"""

import sqlite3
from contextlib import suppress
from dataclasses import replace

from .errors import StaleJobError
from .failure import Failure, FailureKind, Remedy
from .moves import Value, advance, set_columns
from .states import JobState

_S = JobState

EARLIER_TRY = "An earlier try of it, though, may have been charged."
LATER_LEFT_OUT = "You cancelled it before its last step; the pictures so far are paid for and kept."
_NOT_AGAIN = Failure(
    FailureKind.NETWORK,
    "You cancelled it before it was sent again, so that is not charged.",
    Remedy.RUN_AGAIN,
)
_STOPPED = Failure(
    FailureKind.SETUP,
    "The next step was not begun, so nothing was charged for it; the pictures of the steps before"
    " are kept. Press Go On, or Take What There Is.",
    Remedy.RESUME,
)


def cancel(db: sqlite3.Connection, job_id: str) -> None:
    """`Ledger.request_cancel` within a transaction that is already open."""
    set_columns(db, job_id, {"cancel_requested": 1})
    with suppress(StaleJobError):
        end_cancelled(db, job_id, _S.QUEUED)


def end_cancelled(db: sqlite3.Connection, job_id: str, source: JobState) -> None:
    """End a job of which nothing more is sent at the person's wish; earlier steps' gifts are kept.

    They wait to be placed: who cancels does not want them put into the scene. Raises StaleJobError.
    """
    if db.execute("SELECT 1 FROM results WHERE job = ?", (job_id,)).fetchone():
        note = f"{LATER_LEFT_OUT} {EARLIER_TRY}" if _had_other_try(db, job_id) else LATER_LEFT_OUT
        advance(db, job_id, _S.READY, (source,), note=note)
        return
    reason = _truly(db, job_id, _NOT_AGAIN).to_json() if _had_other_try(db, job_id) else None
    advance(db, job_id, _S.CANCELLED, (source,), failure=reason)


def give_up_unsent(db: sqlite3.Connection, job_id: str, reason: Failure) -> None:
    """End a queued job: cancelled, or where earlier steps are paid failed, to be resumed."""
    if _is_paid(db, job_id):
        advance(db, job_id, _S.FAILED, failure=_truly(db, job_id, _STOPPED).to_json())
    else:
        advance(db, job_id, _S.CANCELLED, failure=_truly(db, job_id, reason).to_json())


def fail(db: sqlite3.Connection, job_id: str, failure: Failure, state: JobState) -> None:
    """`Ledger.fail` within a transaction that is already open."""
    failure = _truly(db, job_id, _without_paying_twice(db, job_id, failure))
    columns: dict[str, Value] = {"failure": failure.to_json()}
    if failure.request_id:
        columns["request_id"] = failure.request_id
    advance(db, job_id, state, **columns)
    db.execute(
        "UPDATE requests SET state = ? WHERE job = ? AND state IN ('prepared', 'sent')",
        ("unknown" if state is _S.UNKNOWN else "failed", job_id),
    )


def _without_paying_twice(db: sqlite3.Connection, job_id: str, failure: Failure) -> Failure:
    """The failure with a remedy that pays for nothing that is paid already."""
    if db.execute(
        "SELECT 1 FROM requests WHERE job = ? AND state = 'answered'", (job_id,)
    ).fetchone():
        return failure.with_remedy(Remedy.FETCH_AGAIN)
    if failure.remedy is Remedy.RUN_AGAIN and _is_paid(db, job_id):
        return failure.with_remedy(Remedy.RESUME)
    return failure


def _is_paid(db: sqlite3.Connection, job_id: str) -> bool:
    row = db.execute("SELECT units FROM jobs WHERE id = ?", (job_id,)).fetchone()
    return row is not None and row[0] is not None


def _had_other_try(db: sqlite3.Connection, job_id: str) -> bool:
    """True when the person had a request of unknown outcome sent again, and it never was known."""
    found = db.execute(
        "SELECT 1 FROM requests WHERE job = ? AND state = 'given up' LIMIT 1", (job_id,)
    )
    return found.fetchone() is not None


def _truly(db: sqlite3.Connection, job_id: str, failure: Failure) -> Failure:
    if not _had_other_try(db, job_id):
        return failure
    return replace(failure, message=f"{failure.message} {EARLIER_TRY}")
