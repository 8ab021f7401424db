# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker is killed at the worst moments: nothing is lost and nothing is paid twice."""

from __future__ import annotations

import pytest

from recraft_blender.jobs.failure import FailureKind, Remedy
from recraft_blender.jobs.lease import is_running
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.process import WorkerProcess
from recraft_blender.jobs.recovery import dismiss
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.faults import Fault
from recraft_blender.sandbox.server import SandboxServer

from .workers import SESSION, Workers, post_count, queue, wait_for, wait_until

S = JobState


def kill(worker: WorkerProcess, ledger: Ledger, *, known: bool) -> None:
    """Kill a worker; who started it knows at once, others by its silence."""
    worker.kill()
    assert not worker.is_alive
    if known:
        dismiss(ledger, worker.config.worker)
    else:
        assert not is_running(ledger.rows("SELECT pid FROM workers")[0][0])


@pytest.mark.parametrize("known", [True, False], ids=["dismissed", "silent"])
@pytest.mark.parametrize("session", [SESSION, "the next Blender"])
def test_killed_while_sending_is_unknown_and_not_sent_again(
    ledger: Ledger, workers: Workers, server: SandboxServer, session: str, *, known: bool
) -> None:
    server.faults = frozenset({Fault.NO_ANSWER})
    job_id = queue(ledger)
    first = workers.start(server.base_url)
    wait_until(lambda: server.account.balance == 965, "the charge")
    kill(first, ledger, known=known)
    assert ledger.job(job_id).state is S.SENDING

    server.faults = frozenset()
    workers.start(server.base_url, session=session)
    job = wait_for(ledger, job_id, S.UNKNOWN)
    assert job.failure is not None
    assert (job.failure.kind, job.failure.remedy) == (FailureKind.NETWORK, Remedy.LOOK_AGAIN)
    assert "may have been charged" in job.failure.message
    wait_until(lambda: ledger.job(job_id).balance_after is not None, "the balance afterwards")
    job = ledger.job(job_id)
    assert (job.balance_before, job.balance_after) == (1_000, 965)
    assert post_count(server) == 1


@pytest.mark.parametrize("session", [SESSION, "the next Blender"])
def test_killed_after_the_answer_is_fetched_without_paying_again(
    ledger: Ledger, workers: Workers, server: SandboxServer, session: str
) -> None:
    server.faults = frozenset({Fault.LINK_STALLS})
    job_id = queue(ledger)
    first = workers.start(server.base_url)
    wait_until(lambda: any("/external/" in path for _, path in server.requests), "the download")
    kill(first, ledger, known=True)
    assert ledger.job(job_id).state is S.DOWNLOADING

    server.faults = frozenset()
    workers.start(server.base_url, session=session)
    job = wait_for(ledger, job_id, S.READY)
    assert (job.units, ledger.units_spent()) == (35, 35)
    assert post_count(server) == 1
    assert server.account.balance == 965
    (result,) = ledger.results(job_id)
    assert result.path.stat().st_size == result.size
    assert list(job.folder.glob("*.part")) == []


def test_killed_before_sending_is_sent_by_the_next(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.delay_s = 30.0
    waiting = [queue(ledger) for _ in range(6)]
    first = workers.start(server.base_url)
    wait_until(lambda: post_count(server) == 4, "all threads at work")
    kill(first, ledger, known=True)

    server.delay_s = 0.0
    workers.start(server.base_url)
    for job_id in waiting[4:]:
        wait_for(ledger, job_id, S.READY)
    for job_id in waiting[:4]:
        wait_for(ledger, job_id, S.UNKNOWN)
    assert post_count(server) == 6


def test_own_sandbox_ends_with_a_killed_worker(ledger: Ledger, workers: Workers) -> None:
    first = workers.start()
    wait_until(lambda: ledger.balance("sandbox"), "the sandbox's first answer")
    kill(first, ledger, known=True)
    job_id = queue(ledger, service="sandbox")
    workers.start()
    assert wait_for(ledger, job_id, S.READY).units == 35
