# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A disk that is full, a folder that cannot be written, a clock that jumps, two workers at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from recraft_blender.client.client import RecraftClient
from recraft_blender.client.connection import Connection
from recraft_blender.jobs import sending
from recraft_blender.jobs.bench import Workbench
from recraft_blender.jobs.errors import LedgerError
from recraft_blender.jobs.failure import FailureKind, Remedy
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.lifecycle import run_job
from recraft_blender.jobs.recovery import claim, enlist, settle
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.server import SandboxServer

from .crashes import BALANCE, damage_of
from .workers import (
    PLACEMENT,
    SERVICE,
    SESSION,
    Workers,
    chain,
    post_count,
    queue,
    wait_for,
    wait_for_end,
    wait_until,
)

S = JobState
MEGABYTE = 1024 * 1024


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small file system in memory; the test is left out where it may not be mounted."""
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mounted(tmp_path / "disk", "size=40m") as folder:
        # The log is what tells of a full disk, so it is on another one.
        (folder / "worker.log").symlink_to(tmp_path / "worker.log")
        yield folder


def fill(folder: Path, left: int = 0) -> Path:
    """Fill the disk but for some bytes."""
    filler = folder / "filler"
    size = shutil.disk_usage(folder).free - left
    with filler.open("ab") as file:
        for _ in range(max(0, size // MEGABYTE)):
            file.write(bytes(MEGABYTE))
        file.write(bytes(max(0, size % MEGABYTE)))
    return filler


@pytest.fixture
def paid_server() -> Iterator[SandboxServer]:
    with SandboxServer(rate_limited=False, balance=BALANCE) as server:
        yield server


def test_full_disk_is_found_before_paying(small_disk: Path, paid_server: SandboxServer) -> None:
    with closing(Ledger(small_disk)) as ledger, Workers(small_disk) as workers:
        filler = fill(small_disk, left=sending.ROOM_BYTES - MEGABYTE)
        job_id = queue(ledger)
        workers.start(paid_server.base_url)
        job = wait_for_end(ledger, job_id)
        assert job.failure is not None
        assert (job.state, job.failure.kind) == (S.FAILED, FailureKind.DISK)
        assert "make room on the disk" in job.failure.message
        assert post_count(paid_server) == 0
        filler.unlink()
        assert wait_for_end(ledger, queue(ledger)).state is S.READY


def test_disk_that_fills_up_after_paying_loses_nothing(
    small_disk: Path, paid_server: SandboxServer
) -> None:
    paid_server.delay_s = 1.5
    with closing(Ledger(small_disk)) as ledger, Workers(small_disk) as workers:
        job_id = queue(ledger)
        workers.start(paid_server.base_url)
        wait_until(lambda: post_count(paid_server), "the request")
        filler = fill(small_disk)
        wait_until(lambda: paid_server.account.balance < BALANCE, "the charge")
        wait_until(
            lambda: "cannot be written" in _log(small_disk) or ledger.job(job_id).failure,
            "the worker that found no room",
        )
        filler.unlink()
        job = wait_for_end(ledger, job_id)
        if job.state is S.FAILED:
            assert job.failure is not None
            assert job.failure.remedy is Remedy.FETCH_AGAIN
        assert (job.units, ledger.units_spent()) == (35, 35)
        assert post_count(paid_server) == 1
        assert ledger.rows("PRAGMA integrity_check")[0][0] == "ok"


def _log(home: Path) -> str:
    try:
        return (home / "worker.log").read_text(errors="replace")
    except OSError:
        return ""


def test_worker_killed_while_the_disk_is_full(small_disk: Path, paid_server: SandboxServer) -> None:
    paid_server.delay_s = 1.5
    with closing(Ledger(small_disk)) as ledger, Workers(small_disk) as workers:
        job_id = queue(ledger)
        worker = workers.start(paid_server.base_url)
        wait_until(lambda: post_count(paid_server), "the request")
        filler = fill(small_disk)
        wait_until(lambda: paid_server.account.balance < BALANCE, "the charge")
        worker.kill()
        filler.unlink()
        paid_server.delay_s = 0.0
        workers.start(paid_server.base_url)
        job = wait_for(ledger, job_id, S.UNKNOWN, S.READY)
        if job.state is S.UNKNOWN:
            wait_until(lambda: ledger.job(job_id).balance_after is not None, "the balance")
        damage = damage_of(ledger, paid_server)
        assert damage.is_none, damage


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "ro,size=8m") as folder:
        with pytest.raises(LedgerError, match=r"cannot be used .*\.$"):
            Ledger(folder / "home")
        with pytest.raises(LedgerError, match=r"cannot be used .*\.$"):
            Ledger(folder)


def test_folder_that_cannot_take_results_is_found_before_paying(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    (ledger.home / "jobs").write_text("in the way")
    job_id = queue(ledger)
    workers.start(server.base_url)
    job = wait_for_end(ledger, job_id)
    assert job.failure is not None
    assert (job.state, job.failure.kind) == (S.FAILED, FailureKind.DISK)
    assert post_count(server) == 0


@pytest.mark.parametrize("jump_s", [-86_400.0, 86_400.0])
def test_clock_that_jumps_under_a_running_job(
    ledger: Ledger, server: SandboxServer, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    enlist(ledger, "w", session=SESSION, service=SERVICE, pid=os.getpid())
    job_id = ledger.add(chain(1), PLACEMENT, session=SESSION, service=SERVICE)
    client = RecraftClient("token", connection=Connection(base_url=server.base_url))
    real = time.time
    sent = client.send

    def jump(*args: object, **kwargs: object) -> object:
        monkeypatch.setattr("time.time", lambda: real() + jump_s * post_count(server))
        settle(ledger, session="another Blender")
        return sent(*args, **kwargs)  # type: ignore[call-overload] # as given

    monkeypatch.setattr(client, "send", jump)
    job = claim(ledger, "w", session=SESSION, service=SERVICE)
    assert job is not None
    run_job(job, Workbench(ledger, client, lambda _: True, SESSION))
    client.close()
    job = ledger.job(job_id)
    assert (job.state, job.failure, job.units) == (S.READY, None, 17)
    assert post_count(server) == 2
    assert [state for state, _ in ledger.steps(job_id)].count(S.SENDING) == 2


def test_two_blenders_on_one_ledger(ledger: Ledger, paid_server: SandboxServer) -> None:
    with Workers(ledger.home) as workers:
        for session in ("one", "two"):
            workers.start(paid_server.base_url, session=session)
        ids = [
            ledger.add(chain(1), PLACEMENT, session=session, service=SERVICE)
            for session in ("one", "two") * 2
        ]
        assert {wait_for_end(ledger, job_id).state for job_id in ids} == {S.READY}
        rows = ledger.rows("SELECT session, count(DISTINCT worker) FROM jobs GROUP BY session")
        assert [tuple(row) for row in rows] == [("one", 1), ("two", 1)]
        assert post_count(paid_server) == 8
        assert ledger.units_spent() == 4 * 17
        damage = damage_of(ledger, paid_server)
        assert damage.is_none, damage
