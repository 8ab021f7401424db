# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger moves jobs only along the table, counts what was spent, and tells what changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from recraft_blender.client.calls import Controls, GenerationRequest
from recraft_blender.jobs.errors import LedgerError, StaleJobError
from recraft_blender.jobs.exchange import record_ready, record_result, requests_of
from recraft_blender.jobs.failure import Failure, FailureKind, Remedy
from recraft_blender.jobs.job import RequestState, ResultFile
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.states import NEXT, ONLY_BY_CHOICE, JobState

from .workers import PLACEMENT, SERVICE, SESSION, answer, begin, change, queue

S = JobState
FAILURE = Failure(FailureKind.NETWORK, "It broke.", Remedy.RUN_AGAIN, "req-1")


def put(ledger: Ledger, job_id: str, state: JobState) -> None:
    """Put a job into a state, whatever the table says."""
    change(ledger, "UPDATE jobs SET state = ? WHERE id = ?", (state, job_id))


def test_new_job_is_what_was_asked_for(ledger: Ledger) -> None:
    before = time.time()
    request = GenerationRequest(
        prompt="Oak planks", n=2, controls=Controls(colors=((1, 2, 3),)), random_seed=7
    )
    job_id = ledger.add(request, PLACEMENT, session="s", service=SERVICE, note="A note.")
    job = ledger.job(job_id)
    assert (job.request, job.placement) == (request, PLACEMENT)
    assert (job.session, job.service, job.note) == ("s", SERVICE, "A note.")
    assert (job.state, job.estimate, job.cancel_requested) == (S.QUEUED, 70, False)
    assert (job.is_paid, job.units, job.failure, job.request_id) == (False, None, None, "")
    assert before <= job.created <= time.time()
    assert job.folder.is_relative_to(ledger.home / "jobs")
    assert not job.folder.exists()


def test_unknown_job_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        ledger.job("none")
    assert not ledger.is_cancel_requested("none")


def test_jobs_keep_apart(ledger: Ledger) -> None:
    ids = [queue(ledger) for _ in range(20)]
    assert len(set(ids)) == 20
    assert len({ledger.job(job_id).folder for job_id in ids}) == 20


@pytest.mark.parametrize("target", S)
@pytest.mark.parametrize("source", S)
def test_only_moves_of_the_table(ledger: Ledger, source: JobState, target: JobState) -> None:
    job_id = queue(ledger)
    put(ledger, job_id, source)
    before = (ledger.revision(), ledger.steps(job_id), ledger.job(job_id))
    if target in NEXT[source] and (source, target) not in ONLY_BY_CHOICE:
        ledger.advance(job_id, target, note="moved")
        job = ledger.job(job_id)
        assert (job.state, job.note) == (target, "moved")
        assert [state for state, _ in ledger.steps(job_id)] == [S.QUEUED, target]
        assert ledger.revision() == job.revision > before[0]
    else:
        with pytest.raises(StaleJobError):
            ledger.advance(job_id, target, note="moved")
        assert (ledger.revision(), ledger.steps(job_id), ledger.job(job_id)) == before


def test_advance_of_no_job_is_stale(ledger: Ledger) -> None:
    with pytest.raises(StaleJobError):
        ledger.advance("none", S.SENDING)


def test_steps_have_their_times(ledger: Ledger) -> None:
    job_id = queue(ledger)
    ledger.advance(job_id, S.SENDING)
    ledger.fail(job_id, FAILURE)
    states, times = zip(*ledger.steps(job_id), strict=True)
    assert states == (S.QUEUED, S.SENDING, S.FAILED)
    assert list(times) == sorted(times)
    assert times[-1] == ledger.job(job_id).state_at


def test_failure_is_kept_with_its_request_id(ledger: Ledger) -> None:
    job_id = queue(ledger)
    ledger.fail(job_id, FAILURE)
    job = ledger.job(job_id)
    assert (job.state, job.failure, job.request_id) == (S.FAILED, FAILURE, "req-1")


def test_queued_job_is_cancelled_at_once(ledger: Ledger) -> None:
    job_id = queue(ledger)
    ledger.request_cancel(job_id)
    assert ledger.job(job_id).state is S.CANCELLED
    with pytest.raises(StaleJobError):
        ledger.advance(job_id, S.SENDING)


@pytest.mark.parametrize("state", [s for s in S if s is not S.QUEUED])
def test_job_under_way_is_only_marked(ledger: Ledger, state: JobState) -> None:
    job_id = queue(ledger)
    put(ledger, job_id, state)
    revision = ledger.revision()
    ledger.request_cancel(job_id)
    assert ledger.job(job_id).state is state
    assert ledger.is_cancel_requested(job_id)
    assert ledger.revision() > revision


def answered(ledger: Ledger, units: int) -> str:
    job_id = queue(ledger)
    answer(ledger, begin(ledger, job_id), units)
    return job_id


def test_receipts_add_up_and_outlive_everything(ledger: Ledger) -> None:
    assert ledger.units_spent() == 0
    first, second = answered(ledger, 35), answered(ledger, 210)
    ledger.fail(first, FAILURE)
    ledger.remove(second)
    assert ledger.units_spent() == 245
    (row,) = ledger.rows(
        "SELECT service, model, pictures, estimate, units, request_id FROM receipts WHERE job = ?",
        (first,),
    )
    assert tuple(row) == (SERVICE, "recraftv4_1", 1, 35, 35, "req-2")


def test_answer_and_receipt_are_one(ledger: Ledger) -> None:
    job_id = answered(ledger, 35)
    job = ledger.job(job_id)
    assert (job.state, job.is_paid, job.units, job.request_id) == (S.ANSWERED, True, 35, "req-2")
    (row,) = requests_of(ledger, job_id)
    assert (row.state, row.answer, row.units) == (RequestState.ANSWERED, "{}", 35)
    with pytest.raises(StaleJobError):
        answer(ledger, row)
    assert ledger.units_spent() == 35


def test_late_answer_of_a_job_given_up_is_kept(ledger: Ledger) -> None:
    job_id = queue(ledger)
    row = begin(ledger, job_id)
    ledger.fail(job_id, FAILURE, S.UNKNOWN)
    assert requests_of(ledger, job_id)[0].state is RequestState.UNKNOWN
    answer(ledger, row)
    job = ledger.job(job_id)
    assert (job.state, job.failure, ledger.units_spent()) == (S.ANSWERED, None, 35)


def test_results_are_kept_in_order(ledger: Ledger, tmp_path: Path) -> None:
    job_id = answered(ledger, 35)
    ledger.advance(job_id, S.DOWNLOADING)
    files = [ResultFile(n, tmp_path / f"{n}.png", "image/png", n * 10) for n in (1, 2, 3)]
    (row,) = requests_of(ledger, job_id)
    for file in files[::-1]:
        record_result(ledger, row, file.number, file.number, file)
    record_ready(ledger, job_id, note="A note.")
    assert [replace(file, id=0) for file in ledger.results(job_id)] == files
    job = ledger.job(job_id)
    assert (job.state, job.note) == (S.READY, "A note.")


def test_recent_jobs_are_the_newest_that_were_not_removed(ledger: Ledger) -> None:
    ids = [queue(ledger) for _ in range(5)]
    for number, job_id in enumerate(ids):
        change(ledger, "UPDATE jobs SET created = ? WHERE id = ?", (number, job_id))
    ledger.remove(ids[3])
    assert [job.id for job in ledger.recent(3)] == [ids[4], ids[2], ids[1]]
    assert ledger.job(ids[3]).id == ids[3]


def test_every_change_grows_the_revision(ledger: Ledger) -> None:
    revisions = [ledger.revision()]
    job_id = queue(ledger)
    steps: list[Callable[[], None]] = [
        lambda: ledger.update(job_id, note="x"),
        lambda: ledger.advance(job_id, S.SENDING),
        lambda: ledger.request_cancel(job_id),
        lambda: ledger.record_balance(SERVICE, 7),
        lambda: ledger.remove(job_id),
    ]
    revisions.append(ledger.revision())
    for step in steps:
        step()
        revisions.append(ledger.revision())
    assert revisions == sorted(set(revisions))


def test_balance_of_each_service(ledger: Ledger) -> None:
    assert ledger.balance(SERVICE) is None
    before = time.time()
    ledger.record_balance(SERVICE, 9)
    ledger.record_balance(SERVICE, 7)
    units, at = ledger.balance(SERVICE) or (0, 0.0)
    assert (units, before <= at <= time.time()) == (7, True)
    assert ledger.balance("another") is None


def test_two_connections_see_one_ledger(ledger: Ledger) -> None:
    with closing(Ledger(ledger.home)) as other:
        job_id = queue(ledger)
        seen = other.revision()
        assert other.job(job_id).session == SESSION
        other.advance(job_id, S.SENDING)
        assert ledger.job(job_id).state is S.SENDING
        assert ledger.revision() > seen
        with pytest.raises(StaleJobError):
            ledger.advance(job_id, S.SENDING)


def test_error_within_a_transaction_leaves_nothing(ledger: Ledger) -> None:
    job_id = queue(ledger)
    revision = ledger.revision()
    with pytest.raises(LedgerError, match="no_such_column"):
        ledger.advance(job_id, S.SENDING, no_such_column=1)
    assert ledger.job(job_id).state is S.QUEUED
    assert (ledger.revision(), len(ledger.steps(job_id))) == (revision, 1)


def test_write_waits_for_another_only_so_long(ledger: Ledger) -> None:
    with closing(Ledger(ledger.home, busy_timeout_s=0.05)) as impatient:
        job_id = queue(ledger)
        with ledger.transaction():
            with pytest.raises(LedgerError, match="locked"):
                impatient.request_cancel(job_id)
            assert impatient.job(job_id).state is S.QUEUED
        impatient.request_cancel(job_id)
    assert ledger.job(job_id).state is S.CANCELLED
