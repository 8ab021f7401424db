# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One job from claimed to ready: each step is in the ledger before the next one is taken.

Runs on a thread of the worker process, never in Blender's. A job that others left half done is
taken up where it stands: what is answered is only fetched, what was not sent is sent.
"""

import json
import logging
import sqlite3
from contextlib import suppress

from ..client.calls import CreateStyleRequest
from ..client.errors import DownloadError, DownloadProblem, RecraftError, UnexpectedResponseError
from . import exchange
from .bench import JobCancelledError, Workbench, WorkerClosingError, insist, refresh_balance
from .endings import LATER_LEFT_OUT, end_cancelled
from .errors import LedgerError, StaleJobError
from .failure import explain
from .fetching import fetch
from .folder import FAILURE_NAME, write_json
from .job import Job, RequestState, ResultFile
from .moves import advance
from .preparing import prepare
from .sending import ask
from .states import JobState

LOG = logging.getLogger(__name__)

_UNSURE = (RequestState.SENT, RequestState.UNKNOWN)
_SENT_BEFORE = "This was sent before, and whether it was carried out is not known."
_TOO_LATE = (
    "The request was already on its way when you cancelled it; the pictures are paid for and kept."
)
_GONE = "The pictures of the step before are gone."


def run_job(job: Job, bench: Workbench) -> None:
    """Take a claimed job as far as it goes. Every outcome ends in the ledger; nothing is raised."""
    try:
        lost = _run(job, bench)
        _end_ready(job, bench, lost)
    except JobCancelledError:
        _end_cancelled(job, bench)
    except WorkerClosingError:
        insist(lambda: _give_back(job, bench))
    except StaleJobError:
        LOG.warning("job %s has moved on without this worker", job.id)
    except Exception as error:  # noqa: BLE001 - whatever happens becomes the job's plain words
        _end_with(error, job, bench)
        return
    _note_balance_after(job, bench)


def _run(job: Job, bench: Workbench) -> list[DownloadError]:
    """Do what is not done yet, step by step; the errors of pictures that are lost."""
    lost: list[DownloadError] = []
    sources: list[ResultFile | None] = [None]
    for stage in range(len(job.chain)):
        if stage and bench.ledger.is_cancel_requested(job.id):
            break
        for source in sources:
            lost += _run_one(job, bench, stage, source)
        sources = [*bench.ledger.results(job.id, stage)]
        if not sources and job.chain.requests[stage].image_count:
            raise lost[0] if lost else DownloadError(DownloadProblem.UNREACHABLE, _GONE, url="")
    return lost


def _run_one(
    job: Job, bench: Workbench, stage: int, source: ResultFile | None
) -> list[DownloadError]:
    """One request: asked unless it is answered already, and fetched."""
    rows = exchange.requests_of(
        bench.ledger, job.id, stage=stage, source=source.id if source else 0
    )
    answered = [row for row in rows if row.answer is not None]
    if not answered and any(row.state in _UNSURE for row in rows):
        # It never comes to this; but if it did, sending it would be the one unforgivable thing.
        raise UnexpectedResponseError(_SENT_BEFORE)
    if not answered:
        answered = [ask(job, bench, stage, source)]
    unfetched = [row for row in answered if row.state is RequestState.ANSWERED]
    return [error for row in unfetched for error in fetch(job, bench, row, source)]


def _end_ready(job: Job, bench: Workbench, lost: list[DownloadError]) -> None:
    if isinstance(job.request, CreateStyleRequest):
        with suppress(OSError):
            (job.folder / FAILURE_NAME).unlink(missing_ok=True)
        insist(lambda: exchange.record_style_listed(bench.ledger, job.id))
        return
    note = ""
    if bench.ledger.is_cancel_requested(job.id):
        done = bench.ledger.results(job.id, len(job.chain) - 1)
        note = _TOO_LATE if done else LATER_LEFT_OUT
    failure = explain(lost[0]) if lost else None
    prepare(job, bench.ledger.results(job.id))
    with suppress(OSError):
        (job.folder / FAILURE_NAME).unlink(missing_ok=True)
    insist(lambda: exchange.record_ready(bench.ledger, job.id, note=note, failure=failure))


def _end_cancelled(job: Job, bench: Workbench) -> None:
    """Nothing was sent; what earlier steps gave is kept."""

    def end() -> None:
        with bench.ledger.transaction() as db:
            _drop_prepared(db, job)
            end_cancelled(db, job.id, JobState.SENDING)

    insist(end)


def _give_back(job: Job, bench: Workbench) -> None:
    with bench.ledger.transaction() as db:
        _drop_prepared(db, job)
        advance(db, job.id, JobState.QUEUED)


def _drop_prepared(db: sqlite3.Connection, job: Job) -> None:
    db.execute(
        "UPDATE requests SET state = 'failed' WHERE job = ? AND state = 'prepared'", (job.id,)
    )


def _note_balance_after(job: Job, bench: Workbench) -> None:
    try:
        units = refresh_balance(bench, job.service)
        if units is not None:
            exchange.record_balance_after(bench.ledger, job.id, units)
    except LedgerError:
        LOG.exception("job %s: the balance could not be kept", job.id)


def _end_with(error: Exception, job: Job, bench: Workbench) -> None:
    failure = explain(error)
    if isinstance(error, RecraftError):
        LOG.warning("job %s: %s (%s)", job.id, failure.kind, type(error).__name__)
    else:
        LOG.exception("job %s", job.id)
    unknown = isinstance(error, RecraftError) and error.may_have_been_paid
    state = JobState.UNKNOWN if unknown else JobState.FAILED
    _write_beside(job, FAILURE_NAME, json.loads(failure.to_json()))
    body = getattr(error, "body", "")
    if body:
        # What the service said, for support: it has no token in it, and nobody has to read it.
        _write_beside(job, "answer-not-understood.json", {"error": str(error), "body": body})
    insist(lambda: bench.ledger.fail(job.id, failure, state))


def _write_beside(job: Job, name: str, content: dict[str, object]) -> None:
    if not job.folder.is_dir():
        return
    try:
        write_json(job.folder / name, content)
    except OSError:
        LOG.exception("job %s: %s could not be written", job.id, name)
