# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a paid answer survives: a locked ledger, a worker without a token, one lost picture."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from recraft_blender.client import GenerationRequest
from recraft_blender.client.client import RecraftClient
from recraft_blender.client.connection import Connection
from recraft_blender.jobs import bench as patience
from recraft_blender.jobs import sending
from recraft_blender.jobs.bench import Workbench
from recraft_blender.jobs.errors import LedgerError
from recraft_blender.jobs.exchange import prepare, record_sent
from recraft_blender.jobs.failure import Failure, FailureKind, Remedy
from recraft_blender.jobs.job import Job
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.lifecycle import run_job
from recraft_blender.jobs.recovery import claim
from recraft_blender.jobs.spec import TexturePlacement
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.faults import Fault
from recraft_blender.sandbox.server import SandboxServer

from .workers import answer

PLACEMENT = TexturePlacement(file="f", objects=())
REQUEST = GenerationRequest(prompt="stone", model="recraftv4_1_flash", random_seed=1)


def _claimed(ledger: Ledger, request: GenerationRequest = REQUEST) -> Job:
    ledger.add(request, PLACEMENT, session="s", service="x")
    job = claim(ledger, "w", session="s", service="x")
    assert job is not None
    return job


def _bench(ledger: Ledger, server: SandboxServer) -> Workbench:
    client = RecraftClient("token-of-the-tests", connection=Connection(base_url=server.base_url))
    return Workbench(ledger, client, lambda _: True)


def test_answer_waits_for_a_locked_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LEDGER_PAUSE_S", 0.05)
    ledger = Ledger(tmp_path, busy_timeout_s=0.05)
    with SandboxServer() as server:
        bench = _bench(ledger, server)
        job = _claimed(ledger)
        other = sqlite3.connect(tmp_path / "ledger.sqlite3", check_same_thread=False)
        generate = bench.client.send

        def then_lock(*args: object, **kwargs: object) -> object:
            images = generate(*args, **kwargs)  # type: ignore[call-overload] # as given
            other.execute("BEGIN IMMEDIATE")
            threading.Timer(0.5, other.rollback).start()
            return images

        monkeypatch.setattr(bench.client, "send", then_lock)
        run_job(job, bench)
        assert [path for method, path in server.requests if method == "POST"] == [
            "/v1/images/generations"
        ]
    other.close()
    job = ledger.job(job.id)
    assert (job.state, job.units) == (JobState.READY, 7)
    assert (job.folder / "answer.json").is_file()
    ledger.close()


def test_answer_that_the_ledger_never_took_is_no_reason_to_pay_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LEDGER_TRIES", 2)
    monkeypatch.setattr(patience, "LEDGER_PAUSE_S", 0.01)
    ledger = Ledger(tmp_path)

    def full(*args: object, **kwargs: object) -> None:
        raise LedgerError("The disk is full.")

    monkeypatch.setattr(sending, "record_answer", full)
    with SandboxServer() as server:
        job = _claimed(ledger)
        run_job(job, _bench(ledger, server))
    job = ledger.job(job.id)
    assert job.state is JobState.UNKNOWN
    assert job.failure is not None
    assert "answer.json" in job.failure.message
    assert (job.folder / "answer.json").is_file()
    ledger.close()


def test_what_goes_wrong_after_sending_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path)
    with SandboxServer() as server:
        bench = _bench(ledger, server)

        def broken(*args: object, **kwargs: object) -> object:
            raise ZeroDivisionError

        monkeypatch.setattr(bench.client, "send", broken)
        job = _claimed(ledger)
        run_job(job, bench)
    job = ledger.job(job.id)
    assert job.state is JobState.UNKNOWN
    assert job.failure is not None
    assert "Compare the balance" in job.failure.message
    ledger.close()


def test_worker_that_cannot_send_leaves_the_answered_alone(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    job = _claimed(ledger)
    row = prepare(ledger, job, job.request, stage=0, source=None)
    answer(ledger, row, 7)
    assert claim(ledger, "other", session="s", service="x", only_unsent=True) is None
    ledger.fail(job.id, Failure(FailureKind.SETUP, "No token.", Remedy.OPEN_PREFERENCES))
    failure = ledger.job(job.id).failure
    assert failure is not None
    assert failure.remedy is Remedy.FETCH_AGAIN
    ledger.close()


def test_pictures_that_came_are_kept_beside_a_lost_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = Ledger(tmp_path)
    with SandboxServer() as server:
        bench = _bench(ledger, server)
        job = _claimed(ledger, replace(REQUEST, n=3))
        download = bench.client.download

        def lose_the_second(url: str, target: Path, **kwargs: object) -> object:
            faults = {Fault.LINK_NOT_A_PICTURE} if target.stem.endswith("-2") else set()
            server.faults = frozenset(faults)
            return download(url, target, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(bench.client, "download", lose_the_second)
        run_job(job, bench)
    job = ledger.job(job.id)
    assert job.state is JobState.READY
    assert [result.number for result in ledger.results(job.id)] == [1, 3]
    assert job.failure is not None
    assert job.failure.remedy is Remedy.FETCH_AGAIN
    ledger.close()


def test_what_was_sent_and_not_answered_is_never_sent_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with SandboxServer() as server:
        job = _claimed(ledger)
        record_sent(ledger, prepare(ledger, job, job.request, stage=0, source=None), sent=True)
        run_job(job, _bench(ledger, server))
        assert ("POST", "/v1/images/generations") not in server.requests
    assert ledger.job(job.id).state is JobState.UNKNOWN
    ledger.close()


def test_cancel_before_the_sending_is_heard(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with SandboxServer() as server:
        job = _claimed(ledger)
        ledger.request_cancel(job.id)
        run_job(job, _bench(ledger, server))
        assert ("POST", "/v1/images/generations") not in server.requests
    assert ledger.job(job.id).state is JobState.CANCELLED
    ledger.close()
