# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real worker process: from queued to a picture on the disk, cancelled, and let go."""

from __future__ import annotations

import json

from recraft_blender.client.media import PNG, sniff
from recraft_blender.jobs.config import Service
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.process import CRASH_NAME
from recraft_blender.jobs.states import JobState
from recraft_blender.jobs.worker_log import LOG_NAME
from recraft_blender.sandbox.faults import Fault
from recraft_blender.sandbox.server import SandboxServer

from .workers import (
    LONGEST_S,
    SERVICE,
    Workers,
    post_count,
    queue,
    wait_for,
    wait_for_end,
    wait_until,
)

S = JobState
WHOLE_WAY = [S.QUEUED, S.SENDING, S.ANSWERED, S.DOWNLOADING, S.READY]


def test_sandbox_from_end_to_end(ledger: Ledger, workers: Workers) -> None:
    worker = workers.start()
    job_id = queue(ledger, service=Service.SANDBOX, n=2, random_seed=7)
    worker.wake()
    job = wait_for_end(ledger, job_id)
    assert (job.state, job.failure, job.note) == (S.READY, None, "")
    assert [state for state, _ in ledger.steps(job_id)] == WHOLE_WAY
    assert (job.estimate, job.units, ledger.units_spent()) == (70, 70, 70)
    assert job.balance_before == 10_000
    wait_until(lambda: ledger.job(job_id).balance_after == 9_930, "the balance afterwards")

    results = ledger.results(job_id)
    assert [result.path.name for result in results] == ["oak-planks-1.png", "oak-planks-2.png"]
    for result in results:
        content = result.path.read_bytes()
        assert sniff(content) is PNG
        assert (result.kind, result.size) == ("image/png", len(content))
        assert result.path.parent == job.folder
    assert results[0].path.read_bytes() != results[1].path.read_bytes()

    request = json.loads((job.folder / "request.json").read_text(encoding="utf-8"))
    assert (request["prompt"], request["n"]) == ("Oak planks", 2)
    receipt = json.loads((job.folder / "receipt.json").read_text(encoding="utf-8"))
    assert (receipt["job"], receipt["charged_units"]) == (job_id, 70)
    assert receipt["request_id"] == job.request_id != ""
    assert not list(job.folder.glob("*.part"))

    worker.let_go()
    assert worker.wait(LONGEST_S)
    assert not worker.is_alive
    assert ledger.rows("SELECT id FROM workers") == []
    assert (ledger.home / CRASH_NAME).read_text() == ""
    assert "POST /images/generations 200" in (ledger.home / LOG_NAME).read_text()


def test_worker_without_work_ends_when_it_is_let_go(ledger: Ledger, workers: Workers) -> None:
    worker = workers.start()
    wait_until(lambda: ledger.rows("SELECT id FROM workers"), "the worker's first sign")
    assert worker.is_alive
    worker.let_go()
    worker.let_go()
    worker.wake()
    assert worker.wait(LONGEST_S)


def test_many_jobs_each_paid_once(ledger: Ledger, workers: Workers, server: SandboxServer) -> None:
    ids = [queue(ledger, model="recraftv4_1_flash") for _ in range(6)]
    workers.start(server.base_url)
    assert {wait_for_end(ledger, job_id).state for job_id in ids} == {S.READY}
    assert post_count(server) == 6
    assert server.account.balance == 1_000 - 42
    assert ledger.units_spent() == 42


def test_two_workers_share_jobs_and_pay_each_once(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    ids = [queue(ledger, model="recraftv4_1_flash") for _ in range(6)]
    for _ in range(2):
        workers.start(server.base_url)
    assert {wait_for_end(ledger, job_id).state for job_id in ids} == {S.READY}
    assert post_count(server) == 6


def test_job_cancelled_while_queued_is_never_sent(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    cancelled, wanted = queue(ledger), queue(ledger)
    ledger.request_cancel(cancelled)
    workers.start(server.base_url)
    assert wait_for_end(ledger, wanted).state is S.READY
    assert ledger.job(cancelled).state is S.CANCELLED
    assert post_count(server) == 1


def test_job_cancelled_between_tries_is_unpaid(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.faults = frozenset({Fault.RATE_LIMIT})
    job_id = queue(ledger)
    workers.start(server.base_url)
    wait_until(lambda: post_count(server), "the first try")
    ledger.request_cancel(job_id)
    job = wait_for_end(ledger, job_id)
    assert (job.state, job.failure, job.units) == (S.CANCELLED, None, None)
    assert server.account.balance == 1_000


def test_job_cancelled_on_its_way_is_paid_and_kept(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.delay_s = 1.0
    job_id = queue(ledger)
    workers.start(server.base_url)
    wait_until(lambda: server.account.balance < 1_000, "the charge")
    ledger.request_cancel(job_id)
    assert ledger.job(job_id).state is S.SENDING
    job = wait_for_end(ledger, job_id)
    assert job.state is S.READY
    assert "already on its way" in job.note
    assert len(ledger.results(job_id)) == 1


def test_what_is_under_way_is_still_fetched_when_the_input_closes(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.delay_s = 1.0
    ids = [queue(ledger, model="recraftv4_1_flash") for _ in range(6)]
    worker = workers.start(server.base_url)
    wait_until(lambda: post_count(server) == 4, "all threads at work")
    worker.let_go()
    assert worker.wait(LONGEST_S)
    states = [ledger.job(job_id).state for job_id in ids]
    assert states == [S.READY] * 4 + [S.QUEUED] * 2
    assert all(ledger.results(job_id)[0].path.exists() for job_id in ids[:4])
    assert post_count(server) == 4


def test_job_that_was_not_sent_goes_back_when_the_input_closes(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.faults = frozenset({Fault.RATE_LIMIT})
    job_id = queue(ledger)
    worker = workers.start(server.base_url)
    wait_until(lambda: post_count(server), "the first try")
    worker.let_go()
    assert worker.wait(LONGEST_S)
    assert ledger.job(job_id).state is S.QUEUED
    server.faults = frozenset()
    workers.start(server.base_url)
    assert wait_for(ledger, job_id, S.READY).units == 35
    assert server.account.balance == 965


def test_jobs_of_another_session_are_left_to_it(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    foreign = queue(ledger, session="another")
    own = queue(ledger)
    workers.start(server.base_url)
    wait_for(ledger, own, S.READY)
    assert ledger.job(foreign).state is S.QUEUED
    assert ledger.balance(SERVICE) is not None
