# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What dead workers leave is judged by where it stood."""

from __future__ import annotations

import os
import time

import pytest

from recraft_blender.jobs.errors import StaleJobError
from recraft_blender.jobs.exchange import prepare, record_sent, requests_of
from recraft_blender.jobs.failure import FailureKind, Remedy
from recraft_blender.jobs.job import Job
from recraft_blender.jobs.lease import Watch
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.recovery import (
    LEASE_S,
    cancel_unsent,
    claim,
    dismiss,
    enlist,
    fetch_again,
    has_unsettled,
    heartbeat,
    record_balance_after,
    settle,
)
from recraft_blender.jobs.states import JobState

from .workers import SERVICE, SESSION, answer, change, queue

S = JobState
LONG_AGO = time.time() - 10 * LEASE_S


class Clock:
    """A monotonic clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def fall_silent(ledger: Ledger, looks: int = 4) -> None:
    """Look at the ledger for longer than a lease, while nobody else moves anything."""
    clock = Clock()
    ledger.watch = Watch(clock)
    change(ledger, "UPDATE workers SET pid = 1")  # a process that lives
    for _ in range(looks):
        settle(ledger, session=SESSION)
        clock.now += LEASE_S / 2


def sending(ledger: Ledger, worker: str = "w", session: str = SESSION) -> str:
    """A job that a living worker has begun to send."""
    enlist(ledger, worker, session=session, service=SERVICE, pid=os.getpid())
    job_id = queue(ledger, session=session)
    job = claim(ledger, worker, session=session, service=SERVICE)
    assert job is not None
    record_sent(ledger, prepare(ledger, job, job.request, stage=0, source=None), sent=True)
    return job_id


def put(ledger: Ledger, job_id: str, state: JobState, at: float = LONG_AGO) -> None:
    change(ledger, "UPDATE jobs SET state = ?, state_at = ? WHERE id = ?", (state, at, job_id))


def settled(ledger: Ledger, job_id: str) -> Job:
    settle(ledger, session=SESSION)
    return ledger.job(job_id)


def test_job_of_a_living_worker_is_left_alone(ledger: Ledger) -> None:
    job_id = sending(ledger)
    revision = ledger.revision()
    assert settled(ledger, job_id).state is S.SENDING
    assert ledger.revision() == revision


@pytest.mark.parametrize("end", ["dismissed", "silent"])
def test_job_being_sent_by_a_dead_worker_may_have_been_paid(ledger: Ledger, end: str) -> None:
    job_id = sending(ledger)
    if end == "dismissed":
        dismiss(ledger, "w")
    else:
        fall_silent(ledger)
    job = settled(ledger, job_id)
    assert job.state is S.UNKNOWN
    assert job.failure is not None
    assert (job.failure.kind, job.failure.remedy) == (FailureKind.NETWORK, Remedy.LOOK_AGAIN)
    assert "may have been charged" in job.failure.message
    assert claim(ledger, "new", session=SESSION, service=SERVICE) is None


def test_queued_job_of_a_dead_session_is_cancelled_unpaid(ledger: Ledger) -> None:
    job_id = queue(ledger, session="gone")
    put(ledger, job_id, S.QUEUED)
    assert settled(ledger, job_id).state is S.QUEUED
    fall_silent(ledger)
    job = settled(ledger, job_id)
    assert job.state is S.CANCELLED
    assert job.failure is not None
    assert "nothing was charged" in job.failure.message


@pytest.mark.parametrize("reason", ["young", "alive", "own"])
def test_queued_job_that_may_still_be_sent_stays(ledger: Ledger, reason: str) -> None:
    session = SESSION if reason == "own" else "other"
    job_id = queue(ledger, session=session)
    if reason == "alive":
        enlist(ledger, "w", session="other", service=SERVICE, pid=os.getpid())
        settle(ledger, session=SESSION)
    else:
        fall_silent(ledger, looks=1 if reason == "young" else 4)
    assert settled(ledger, job_id).state is S.QUEUED


def test_job_that_a_dead_session_was_placing_is_ready_again(ledger: Ledger) -> None:
    gone, alive, own = (queue(ledger, session=name) for name in ("gone", "alive", SESSION))
    enlist(ledger, "w", session="alive", service=SERVICE, pid=os.getppid())
    for job_id in (gone, alive, own):
        put(ledger, job_id, S.PLACING)
    clock = Clock()
    ledger.watch = Watch(clock)
    for _ in range(4):
        heartbeat(ledger, "w")
        settle(ledger, session=SESSION)
        clock.now += LEASE_S / 2
    job = settled(ledger, gone)
    assert (job.state, job.failure) == (S.READY, None)
    assert ledger.job(alive).state is S.PLACING
    assert ledger.job(own).state is S.PLACING


@pytest.mark.parametrize("state", [s for s in S if s not in (S.QUEUED, S.SENDING, S.PLACING)])
def test_all_else_is_no_matter_of_the_dead(ledger: Ledger, state: JobState) -> None:
    job_id = queue(ledger, session="gone")
    put(ledger, job_id, state)
    assert settled(ledger, job_id).state is state


def test_settling_twice_changes_nothing_more(ledger: Ledger) -> None:
    job_id = sending(ledger)
    dismiss(ledger, "w")
    first = settled(ledger, job_id)
    assert settled(ledger, job_id) == first


def test_former_service_gets_nothing_any_more(ledger: Ledger) -> None:
    former, chosen = queue(ledger, service="former"), queue(ledger)
    other = queue(ledger, service="former", session="other")
    under_way = sending(ledger)
    cancel_unsent(ledger, session=SESSION, but=SERVICE)
    job = ledger.job(former)
    assert job.state is S.CANCELLED
    assert job.failure is not None
    assert "nothing was charged" in job.failure.message
    assert ledger.job(other).state is S.QUEUED
    assert {ledger.job(chosen).state, ledger.job(under_way).state} == {S.QUEUED, S.SENDING}


def test_failed_download_can_be_fetched_again_by_anyone(ledger: Ledger) -> None:
    job_id = sending(ledger)
    answer(ledger, requests_of(ledger, job_id)[0])
    put(ledger, job_id, S.FAILED)
    fetch_again(ledger, job_id)
    job = claim(ledger, "another", session="other", service=SERVICE)
    assert job is not None
    assert (job.id, job.state, job.failure) == (job_id, S.ANSWERED, None)
    assert ledger.units_spent() == 35


@pytest.mark.parametrize("state", S)
def test_job_without_an_answer_has_nothing_to_fetch(ledger: Ledger, state: JobState) -> None:
    job_id = queue(ledger)
    put(ledger, job_id, state)
    with pytest.raises(StaleJobError):
        fetch_again(ledger, job_id)
    assert ledger.job(job_id).state is state


def test_no_job_has_nothing_to_fetch(ledger: Ledger) -> None:
    with pytest.raises(StaleJobError):
        fetch_again(ledger, "none")


def test_balance_after_is_written_once_beside_the_unknown(ledger: Ledger) -> None:
    job_id, other = queue(ledger), queue(ledger, service="another")
    assert not has_unsettled(ledger, SERVICE)
    put(ledger, job_id, S.UNKNOWN)
    put(ledger, other, S.UNKNOWN)
    assert has_unsettled(ledger, SERVICE)
    revision = ledger.revision()
    record_balance_after(ledger, SERVICE, 65)
    record_balance_after(ledger, SERVICE, 30)
    assert ledger.job(job_id).balance_after == 65
    assert ledger.job(job_id).revision > revision
    assert ledger.job(other).balance_after is None
    assert not has_unsettled(ledger, SERVICE)
