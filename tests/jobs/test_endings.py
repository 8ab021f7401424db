# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of jobs that end short of their results: true about the money, in every case."""

from __future__ import annotations

import errno
import os

import pytest

from recraft_blender.client.errors import ConnectionFailedError, InsufficientCreditsError
from recraft_blender.jobs.choices import send_again
from recraft_blender.jobs.endings import EARLIER_TRY
from recraft_blender.jobs.failure import Failure, FailureKind, Remedy, explain
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.recovery import cancel_unsent
from recraft_blender.jobs.restarts import FAILURE as CRASHED
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.server import SandboxServer

from .workers import SESSION, Workers, answer, begin, change, queue, wait_for, wait_until

S = JobState
LOOK = Failure(FailureKind.NETWORK, "It broke.", Remedy.LOOK_AGAIN)
TRANSIENT = (
    CRASHED,
    explain(InsufficientCreditsError(402, "x", request_id="")),
    explain(ConnectionFailedError("x", method="POST", url="http://127.0.0.1/", sent=False)),
    explain(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
    explain(RuntimeError("x")),
)


def sent_again(ledger: Ledger) -> str:
    """A job whose first try may have been charged, queued for its second."""
    job_id = queue(ledger)
    begin(ledger, job_id)
    ledger.fail(job_id, LOOK, S.UNKNOWN)
    send_again(ledger, job_id, session=SESSION)
    return job_id


def message(ledger: Ledger, job_id: str) -> str:
    failure = ledger.job(job_id).failure
    return "" if failure is None else failure.message


def test_cancelled_before_it_was_sent_again_keeps_the_first_try_in_mind(ledger: Ledger) -> None:
    job_id = sent_again(ledger)
    ledger.request_cancel(job_id)
    assert ledger.job(job_id).state is S.CANCELLED
    assert message(ledger, job_id).endswith(EARLIER_TRY)


def test_given_up_before_it_was_sent_again_too(ledger: Ledger) -> None:
    job_id = sent_again(ledger)
    cancel_unsent(ledger, session=SESSION, but="another")
    assert ledger.job(job_id).state is S.CANCELLED
    assert message(ledger, job_id).endswith(EARLIER_TRY)


@pytest.mark.parametrize("state", [S.FAILED, S.UNKNOWN])
def test_second_try_that_fails_does_not_hide_the_first(ledger: Ledger, state: JobState) -> None:
    job_id = sent_again(ledger)
    begin(ledger, job_id)
    ledger.fail(job_id, TRANSIENT[1], state)
    assert message(ledger, job_id) == f"{TRANSIENT[1].message} {EARLIER_TRY}"


def test_first_try_that_was_answered_after_all_is_not_mentioned(ledger: Ledger) -> None:
    job_id = queue(ledger)
    row = begin(ledger, job_id)
    ledger.fail(job_id, LOOK, S.UNKNOWN)
    send_again(ledger, job_id, session=SESSION)
    answer(ledger, row)
    ledger.request_cancel(job_id)
    assert EARLIER_TRY not in message(ledger, job_id)


def test_worker_that_meets_the_cancel_says_the_same(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.faults = ["reset*1"]
    job_id = queue(ledger)
    workers.start(server.base_url)
    wait_for(ledger, job_id, S.UNKNOWN)
    server.faults = ["rate-limit=30"]
    send_again(ledger, job_id, session=SESSION)
    wait_until(lambda: len(server.requests) > 3, "the second try")
    ledger.request_cancel(job_id)
    assert wait_for(ledger, job_id, S.CANCELLED).units is None
    assert message(ledger, job_id).endswith(EARLIER_TRY)


def test_cancelled_later_step_is_kept_and_waits(ledger: Ledger) -> None:
    job_id = queue(ledger)
    row = begin(ledger, job_id)
    change(
        ledger,
        "INSERT INTO results (job, request, stage, source, item, number, path, kind, size)"
        " VALUES (?, ?, 0, 0, 1, 1, 'x.png', 'PNG', 1)",
        (job_id, row.id),
    )
    change(ledger, "UPDATE jobs SET state = 'queued'")
    ledger.request_cancel(job_id)
    job = ledger.job(job_id)
    assert (job.state, job.failure) == (S.READY, None)
    assert "You cancelled it before its last step" in job.note


@pytest.mark.parametrize("failure", TRANSIENT, ids=lambda failure: failure.kind)
def test_paid_job_goes_on_instead_of_being_paid_anew(ledger: Ledger, failure: Failure) -> None:
    unpaid, paid = queue(ledger), queue(ledger)
    change(ledger, "UPDATE jobs SET units = 35 WHERE id = ?", (paid,))
    for job_id, remedy in ((unpaid, Remedy.RUN_AGAIN), (paid, Remedy.RESUME)):
        ledger.fail(job_id, failure)
        found = ledger.job(job_id).failure
        assert found is not None
        assert found.remedy is remedy
        assert ("run it again" in found.message) == (job_id == unpaid)
        assert ("press Go On" in found.message) == (job_id == paid)


@pytest.mark.parametrize("failure", TRANSIENT, ids=lambda failure: failure.kind)
def test_answer_that_waits_is_fetched(ledger: Ledger, failure: Failure) -> None:
    job_id = queue(ledger)
    answer(ledger, begin(ledger, job_id))
    ledger.fail(job_id, failure)
    found = ledger.job(job_id).failure
    assert found is not None
    assert found.remedy is Remedy.FETCH_AGAIN
    assert "run it again" not in found.message
    assert "fetch it again, which costs nothing" in found.message
