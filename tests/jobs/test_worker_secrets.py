# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token reaches the worker by its standard input, and nothing else on this computer."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from recraft_blender.jobs.failure import Remedy
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.process import TOKEN_VARIABLE
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.faults import Fault
from recraft_blender.sandbox.server import SandboxServer

from ..client.raw_server import RawServer, always, reply
from .workers import LONGEST_S, TOKEN, Workers, queue, wait_for, wait_for_end

PROCESSES = Path("/proc")
ENDINGS = [Fault.HTML, Fault.RESET, Fault.LINK_NOT_A_PICTURE]


def files_with_the_token(folder: Path) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if TOKEN.encode() in path.read_bytes()]


def family(pid: int) -> list[Path]:
    """A process and all that came from it, below /proc."""
    found = [PROCESSES / str(pid)]
    for path in PROCESSES.glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
        if parent == pid:
            found += family(int(path.name))
    return found


def test_no_file_holds_the_token(ledger: Ledger, workers: Workers, server: SandboxServer) -> None:
    worker = workers.start(server.base_url)
    for faults in ((), *((fault,) for fault in ENDINGS)):
        server.faults = frozenset(faults)
        wait_for_end(ledger, queue(ledger))
        assert files_with_the_token(ledger.home) == []
    worker.let_go()
    assert worker.wait(LONGEST_S)
    assert files_with_the_token(ledger.home) == []


def test_password_in_the_address_is_refused_and_in_no_file(
    ledger: Ledger, workers: Workers
) -> None:
    worker = workers.start(f"https://user:{TOKEN}@a.example/v1")
    job = wait_for_end(ledger, queue(ledger))
    assert job.failure is not None
    assert job.failure.remedy is Remedy.OPEN_PREFERENCES
    assert "must not hold a user name or password" in job.failure.message
    worker.let_go()
    assert worker.wait(LONGEST_S)
    assert files_with_the_token(ledger.home) == []


@pytest.mark.parametrize("status", ["400 Bad Request", "401 Unauthorized", "500 Failed", "200 OK"])
def test_service_that_echoes_the_token_puts_it_in_no_file(
    ledger: Ledger, workers: Workers, status: str
) -> None:
    echo = json.dumps({"code": TOKEN, "message": f"Bearer {TOKEN}", "data": TOKEN}).encode()
    headers = {"x-recraft-requestid": TOKEN}
    with RawServer(always(reply(echo, status=status, headers=headers))).start() as server:
        worker = workers.start(server.base_url)
        job = wait_for_end(ledger, queue(ledger))
        assert job.failure is not None
        assert TOKEN not in job.failure.message
        worker.let_go()
        assert worker.wait(LONGEST_S)
    assert (job.folder / "answer-not-understood.json").exists()
    assert files_with_the_token(ledger.home) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have no /proc")
def test_no_argument_and_no_environment_holds_the_token(
    ledger: Ledger, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    workers.start()
    wait_for(ledger, queue(ledger, service="sandbox"), JobState.READY)
    (row,) = ledger.rows("SELECT pid FROM workers")
    processes = family(int(row[0]))
    assert len(processes) == 2  # the worker and its sandbox
    for process in processes:
        for name in ("cmdline", "environ"):
            content = (process / name).read_bytes()
            assert content
            assert TOKEN.encode() not in content
            assert TOKEN_VARIABLE.encode() not in content
