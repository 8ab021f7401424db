# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person decides about one job that did not end well. Nothing here is done by itself."""

import time

from .answers import adopt_answer, open_request
from .budget import Budget, check_budget
from .config import Service
from .errors import StaleJobError
from .failure import Failure, FailureKind
from .job import Job, RequestState
from .ledger import Ledger
from .moves import Value, advance, set_columns
from .states import JobState

_MAY_PAY_AGAIN = (
    "The first try may have been charged; if it was, sending it again is charged a second time."
)
_PLAY_UNITS = "The first try may have been made; sending it again takes play units only."
_FORGOTTEN = "You forgot this request; it may have been charged, and its pictures are lost."
_KEPT = "The later steps were left out; these are the pictures of the steps before."
_UNSURE = (RequestState.UNKNOWN, RequestState.GIVEN_UP)
_S = JobState


def may_pay_again(service: str) -> str:
    """What sending a request of unknown outcome again means, as a sentence."""
    return _PLAY_UNITS if service == Service.SANDBOX else _MAY_PAY_AGAIN


def units_missing(job: Job) -> int | None:
    """What a job that goes on may still cost; None where no price is known.

    At least its missing steps: an earlier one may have been paid twice.
    """
    if job.estimate is None:
        return None
    steps = sum(request.units or 0 for request in job.chain.requests[job.stage :])
    return max(steps, job.estimate - (job.units or 0))


def resume(ledger: Ledger, job_id: str, *, session: str, budget: Budget | None = None) -> None:
    """Send what a failed job lacks, from the step where it failed; earlier ones stay paid.

    Raises StaleJobError where it is not known whether a request was paid, BudgetExceededError.
    """
    _queue_anew(ledger, job_id, _S.FAILED, session, budget)


def send_again(ledger: Ledger, job_id: str, *, session: str, budget: Budget | None = None) -> None:
    """Send a request of unknown outcome once more; `may_pay_again` says what that means.

    Raises StaleJobError, BudgetExceededError.
    """
    _queue_anew(ledger, job_id, _S.UNKNOWN, session, budget)


def _queue_anew(
    ledger: Ledger, job_id: str, state: JobState, session: str, budget: Budget | None
) -> None:
    with ledger.transaction() as db:
        job = ledger.job(job_id)
        request = open_request(db, job_id)
        if state is _S.FAILED:
            if request is not None and request.state in _UNSURE:
                raise StaleJobError(f"whether {job_id} was paid is not known")
            check_budget(ledger, job.service, job.placement.file, units_missing(job), budget)
        else:
            # Its price is counted as open already, and once more for the second try.
            price = request.estimate if request else None
            check_budget(ledger, job.service, job.placement.file, price, budget)
            db.execute(
                "UPDATE requests SET state = 'given up' WHERE job = ? AND state = 'unknown'",
                (job_id,),
            )
        fresh: dict[str, Value] = {"session": session, "worker": "", "cancel_requested": 0}
        fresh |= {"failure": None, "note": "", "not_before": 0.0, "fetch_only": 0}
        advance(db, job_id, _S.QUEUED, (state,), **fresh)


def keep_earlier(ledger: Ledger, job_id: str) -> None:
    """Take what the earlier steps gave and leave the others out: the job is ready.

    Raises StaleJobError when there is nothing, or the job is under way.
    """
    if not ledger.results(job_id):
        raise StaleJobError(f"{job_id} has no pictures")
    with ledger.transaction() as db:
        advance(db, job_id, _S.READY, (_S.FAILED, _S.UNKNOWN, _S.QUEUED), failure=None, note=_KEPT)


def look_again(ledger: Ledger, job_id: str) -> bool:
    """Look for the answer of a request of unknown outcome; nothing is sent but for the balance.

    True when the answer lies in the job's folder: it is then fetched by any worker. Else the
    worker, which must be woken, asks for the balance anew. Raises StaleJobError.
    """
    with ledger.transaction() as db:
        request = open_request(db, job_id)
        if request is not None and adopt_answer(db, request):
            db.execute("UPDATE jobs SET worker = '' WHERE id = ?", (job_id,))
            return True
        columns: dict[str, Value] = {"balance_after": None, "state_at": time.time()}
        if not set_columns(db, job_id, columns, (_S.UNKNOWN,)):
            raise StaleJobError(f"the outcome of {job_id} is known")
    return False


def forget(ledger: Ledger, job_id: str) -> None:
    """Ask for no more of a request of unknown outcome; its price is no longer counted as open.

    What earlier steps gave makes the job ready, else it has failed. Raises StaleJobError.
    """
    has_some = bool(ledger.results(job_id))
    failure = Failure(FailureKind.NETWORK, _FORGOTTEN)
    with ledger.transaction() as db:
        target = _S.READY if has_some else _S.FAILED
        advance(db, job_id, target, (_S.UNKNOWN,), failure=failure.to_json(), note="")
        db.execute(
            "UPDATE requests SET state = 'given up' WHERE job = ? AND state = 'unknown'", (job_id,)
        )


def unexplained_units(ledger: Ledger, job_id: str) -> int | None:
    """How far the balance fell beside what receipts explain, or None where it is not known.

    Other requests of unknown outcome at the same time are in it too.
    """
    rows = ledger.rows(
        "SELECT balance_before - balance_after - (charged_after - charged_before) FROM requests"
        " WHERE job = ? AND state IN ('unknown', 'given up') ORDER BY id DESC LIMIT 1",
        (job_id,),
    )
    return None if not rows or rows[0][0] is None else int(rows[0][0])


def balance_words(ledger: Ledger, job: Job) -> str:
    """What the balances say about a job of unknown outcome, as a sentence."""
    if job.balance_before is None:
        return "The balance before it is not known."
    if job.balance_after is None:
        return f"Balance before: {job.balance_before:,}; after: not known yet."
    found = unexplained_units(ledger, job.id)
    both = f"Balance before: {job.balance_before:,}; after: {job.balance_after:,}"
    if not found or found < 0:
        return f"{both}. No units are missing, so it was probably not charged."
    return f"{both}. {found:,} units have no receipt, so it was probably charged."
