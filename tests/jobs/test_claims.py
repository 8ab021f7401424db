# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job is claimed once, however many threads and processes want it."""

from __future__ import annotations

import multiprocessing
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from recraft_blender.client.calls import GenerationRequest
from recraft_blender.jobs.exchange import prepare
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.queueing import add, move_first
from recraft_blender.jobs.recovery import claim, dismiss, enlist
from recraft_blender.jobs.states import JobState

from .workers import PLACEMENT, SERVICE, SESSION, answer, change, queue

S = JobState
REQUEST = GenerationRequest(prompt="Oak planks")


def take(ledger: Ledger, worker: str = "w", session: str = SESSION) -> str | None:
    job = claim(ledger, worker, session=session, service=SERVICE)
    return None if job is None else job.id


def take_all(home: str, worker: str) -> list[str]:
    """Claim until there is nothing left; also run in processes of their own."""
    taken = []
    with closing(Ledger(Path(home), durable=False)) as ledger:
        while (job_id := take(ledger, worker)) is not None:
            taken.append(job_id)
    return taken


def live(ledger: Ledger, *workers: str) -> None:
    for worker in workers:
        enlist(ledger, worker, session=SESSION, service=SERVICE, pid=1)


def test_oldest_job_comes_first_and_is_being_sent(ledger: Ledger) -> None:
    live(ledger, "w")
    ids = [queue(ledger) for _ in range(3)]
    job = claim(ledger, "w", session=SESSION, service=SERVICE)
    assert job is not None
    assert (job.id, job.state) == (ids[0], S.SENDING)
    assert [take(ledger), take(ledger), take(ledger)] == [ids[1], ids[2], None]


def test_job_of_another_session_or_service_is_left_alone(ledger: Ledger) -> None:
    queue(ledger, session="another session")
    queue(ledger, service="another service")
    assert take(ledger) is None


def test_cancelled_job_is_not_claimed(ledger: Ledger) -> None:
    ledger.request_cancel(queue(ledger))
    assert take(ledger) is None


def test_every_job_goes_to_one_of_many_threads(ledger: Ledger) -> None:
    live(ledger, *(f"w{number}" for number in range(8)))
    ids = {queue(ledger) for _ in range(40)}
    taken: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: taken.extend(take_all(str(ledger.home), f"w{n}")))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(ids)
    for job_id in ids:
        assert [state for state, _ in ledger.steps(job_id)] == [S.QUEUED, S.SENDING]


def test_every_job_goes_to_one_of_many_processes(ledger: Ledger) -> None:
    live(ledger, "w0", "w1", "w2")
    ids = {queue(ledger) for _ in range(60)}
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        work = [(str(ledger.home), f"w{number}") for number in range(3)]
        taken = [job_id for part in pool.starmap(take_all, work) for job_id in part]
        pool.close()
        pool.join()
    assert sorted(taken) == sorted(ids)


@pytest.mark.parametrize("state", [S.ANSWERED, S.DOWNLOADING])
def test_paid_job_is_taken_over_only_from_a_dead_worker(ledger: Ledger, state: JobState) -> None:
    live(ledger, "old", "new")
    job_id = queue(ledger)
    assert take(ledger, "old") == job_id
    answer(ledger, prepare(ledger, ledger.job(job_id), REQUEST, stage=0, source=None))
    if state is S.DOWNLOADING:
        ledger.advance(job_id, S.DOWNLOADING)
    assert take(ledger, "new", "another session") is None
    dismiss(ledger, "old")
    job = claim(ledger, "new", session="another session", service=SERVICE)
    assert job is not None
    assert (job.id, job.state) == (job_id, state)
    assert take(ledger, "new") is None


def test_grace_is_waited_for_and_not_by_a_clock_that_went_back(ledger: Ledger) -> None:
    live(ledger, "w")
    now = time.time()
    request = GenerationRequest(prompt="Oak planks")
    later = [
        add(ledger, request, PLACEMENT, session=SESSION, service=SERVICE, not_before=now + 3600)
        for _ in range(2)
    ]
    assert take(ledger) is None
    move_first(ledger, later[1])
    assert take(ledger) == later[1]
    change(ledger, "UPDATE jobs SET created = ? WHERE id = ?", (now + 7200, later[0]))
    assert take(ledger) == later[0]
