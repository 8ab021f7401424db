# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs to queue, workers to start as Blender does, and waiting for what they do."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from recraft_blender.client.calls import GenerationRequest, RemoveBackgroundRequest
from recraft_blender.jobs.answers import Answer, record_answer
from recraft_blender.jobs.config import Service, WorkerConfig
from recraft_blender.jobs.exchange import prepare, record_sent
from recraft_blender.jobs.job import Job, SentRequest
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.process import WorkerProcess
from recraft_blender.jobs.spec import PREVIOUS, Chain, TexturePlacement
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.server import SandboxServer

TOKEN = "rk-Hidden-7e2f41d8"
SESSION = "session-1"
SERVICE = "test service"
CHEAP = "recraftv4_1_flash"
PLACEMENT = TexturePlacement(file="/a.blend", objects=("Cube",))
LONGEST_S = 30.0
_running: list[WorkerProcess] = []


def queue(ledger: Ledger, *, session: str = SESSION, service: str = SERVICE, **fields: Any) -> str:
    """Queue a request for oak planks, with other fields."""
    given: dict[str, Any] = {"prompt": "Oak planks"} | fields
    request = GenerationRequest(**given)
    return ledger.add(request, PLACEMENT, session=session, service=service)


def chain(n: int = 1, *, steps: int = 2, **fields: Any) -> Chain:
    """Pictures of oak planks that lose their background, once or again and again."""
    given: dict[str, Any] = {"prompt": "Oak planks", "model": CHEAP, "n": n} | fields
    first = GenerationRequest(**given)
    return Chain((first, *[RemoveBackgroundRequest(image=PREVIOUS)] * (steps - 1)))


def begin(ledger: Ledger, job_id: str, *, sent: bool = True) -> SentRequest:
    """What a worker writes down until the first request of a job is on its way."""
    ledger.advance(job_id, JobState.SENDING)
    job = ledger.job(job_id)
    row = prepare(ledger, job, job.request, stage=0, source=None)
    if sent:
        record_sent(ledger, row, sent=True)
    return row


def answer(ledger: Ledger, row: SentRequest, units: int = 35, text: str = "{}") -> None:
    """What a worker writes down when the answer came."""
    record_answer(ledger, row, Answer(text, units, "req-2"))


def change(ledger: Ledger, sql: str, values: Sequence[str | float | None] = ()) -> None:
    """Change the ledger behind the back of its methods."""
    with ledger.transaction() as db:
        db.execute(sql, values)


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Look again and again, and fail when it never comes true."""
    deadline = time.monotonic() + LONGEST_S
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.01)


def wake_all() -> None:
    """Tell all workers that there is something new, as Blender does: else they look each second."""
    for worker in tuple(_running):
        worker.wake()


def wait_for(ledger: Ledger, job_id: str, *states: JobState) -> Job:
    """The job, once it is in one of the states."""
    wake_all()
    wait_until(lambda: ledger.job(job_id).state in states, f"{states}")
    return ledger.job(job_id)


def wait_for_end(ledger: Ledger, job_id: str) -> Job:
    """The job, once there is nothing more for a worker to do."""
    wake_all()
    wait_until(lambda: not ledger.job(job_id).state.is_active, "the end of the job")
    return ledger.job(job_id)


def post_count(server: SandboxServer) -> int:
    """How many paid requests reached a sandbox."""
    return sum(method == "POST" for method, _ in server.requests)


class Workers:
    """Starts worker processes on one home folder; those that still run are killed in the end."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._started: list[WorkerProcess] = []

    def start(
        self, base_url: str = "", *, session: str = SESSION, token: str = TOKEN, **config: Any
    ) -> WorkerProcess:
        """A worker for the service at an address, or for a sandbox of its own."""
        settings = WorkerConfig(
            session=session,
            worker=uuid.uuid4().hex,
            service=SERVICE if base_url else Service.SANDBOX,
            base_url=base_url,
            token=token,
            home=str(self._home),
            **config,
        )
        worker = WorkerProcess(settings, python=[sys.executable, "-I"], folders=[])
        self._started.append(worker)
        _running.append(worker)
        return worker

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._started:
            _running.remove(worker)
            worker.kill()
            worker.let_go()
