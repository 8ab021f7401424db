# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged ledger is found, put aside and made anew from the folders; a sound one stays."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from recraft_blender.jobs import openings
from recraft_blender.jobs.database import FILE_NAME
from recraft_blender.jobs.errors import LedgerError
from recraft_blender.jobs.exchange import requests_of
from recraft_blender.jobs.failure import Remedy
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.rebuilding import recover_from_folders
from recraft_blender.jobs.receipts import receipts
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.server import SandboxServer

from .workers import (
    LONGEST_S,
    PLACEMENT,
    SERVICE,
    SESSION,
    Workers,
    chain,
    change,
    queue,
    wait_for,
    wait_for_end,
)

S = JobState


def spoil(path: Path) -> None:
    """Overwrite pages in the middle of a database, so that only a close look finds it."""
    with path.open("r+b") as file:
        size = path.stat().st_size
        assert size > 8 * 4096
        file.seek(4096)
        file.write(b"\xa5" * (size - 2 * 4096))


def spoiled(home: Path) -> None:
    with closing(Ledger(home)) as ledger:
        for _ in range(30):
            queue(ledger)
        ledger.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil(home / FILE_NAME)


def die_with_it_open(home: Path) -> None:
    """A process that has the ledger open and is killed."""
    program = (
        "import os, signal, sys; from pathlib import Path\n"
        "from recraft_blender.jobs.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1])); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(home)], check=False, cwd=Path.cwd())


def opened_at(home: Path) -> float:
    with closing(sqlite3.connect(home / FILE_NAME)) as db:
        return float(db.execute("SELECT value FROM facts WHERE name = 'checked_at'").fetchone()[0])


def test_check_after_an_unclean_end_and_not_after_a_clean_one(tmp_path: Path) -> None:
    Ledger(tmp_path).close()
    first = opened_at(tmp_path)
    Ledger(tmp_path).close()
    assert opened_at(tmp_path) == first
    die_with_it_open(tmp_path)
    Ledger(tmp_path).close()
    second = opened_at(tmp_path)
    assert second > first
    Ledger(tmp_path).close()
    assert opened_at(tmp_path) == second


def test_check_once_a_week(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        change(ledger, "UPDATE facts SET value = ?", (time.time() - openings.CHECK_S - 1,))
    Ledger(tmp_path).close()
    assert time.time() - opened_at(tmp_path) < 60


def test_other_connections_of_the_process_are_no_news(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        with closing(Ledger(tmp_path)):
            assert len(ledger.rows("SELECT id FROM openings")) == 1
        assert len(ledger.rows("SELECT id FROM openings")) == 1
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
        assert db.execute("SELECT count(*) FROM openings").fetchone()[0] == 0


def test_damage_is_found_after_an_unclean_end(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        for _ in range(30):
            queue(ledger)
    die_with_it_open(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # The pages of one table, so that opening alone does not stumble over it.
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'steps'").fetchone()[0]
    with (tmp_path / FILE_NAME).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    with closing(Ledger(tmp_path)) as ledger:
        assert "has been put aside as ledger-damaged-" in ledger.notice
        assert ledger.recent(10) == []
    assert len(list(tmp_path.glob("ledger-damaged-*.sqlite3"))) == 1


def test_many_that_find_it_damaged_put_it_aside_once(tmp_path: Path) -> None:
    spoiled(tmp_path)
    errors: list[Exception] = []
    start = threading.Barrier(5)

    def open_one() -> None:
        start.wait()
        try:
            with closing(Ledger(tmp_path)) as ledger:
                queue(ledger)
        except LedgerError as error:
            errors.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(list(tmp_path.glob("ledger-damaged-*.sqlite3"))) == 1
    with closing(Ledger(tmp_path)) as ledger:
        assert len(ledger.recent(100)) == 5


def test_damage_that_shows_in_use_is_looked_at_by_the_next_opening(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        for _ in range(30):
            queue(ledger)
        ledger.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        root = ledger.rows("SELECT rootpage FROM sqlite_master WHERE name = 'jobs'")[0][0]
    with (tmp_path / FILE_NAME).open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    with closing(Ledger(tmp_path)) as ledger, pytest.raises(LedgerError, match="cannot be used"):
        ledger.recent(10)
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.recent(10) == []
        assert ledger.notice


def test_history_comes_back_from_the_folders(
    ledger: Ledger, workers: Workers, server: SandboxServer, tmp_path: Path
) -> None:
    worker = workers.start(server.base_url, longest_wait_s=5.0)
    done = ledger.add(chain(2), PLACEMENT, session=SESSION, service=SERVICE, blend="a.blend")
    wait_for_end(ledger, done)
    server.faults = ["reset@/images/removeBackground"]
    unknown = ledger.add(chain(1), PLACEMENT, session=SESSION, service=SERVICE)
    server.faults = ["reset@/images/removeBackground"]
    wait_for(ledger, unknown, S.UNKNOWN)
    server.faults = ["status=400@/images/removeBackground"]
    failed = ledger.add(chain(1), PLACEMENT, session=SESSION, service=SERVICE)
    wait_for(ledger, failed, S.FAILED)
    server.faults = ["link-not-a-picture"]
    unfetched = queue(ledger)
    wait_for(ledger, unfetched, S.FAILED)
    server.faults = []
    worker.let_go()
    assert worker.wait(LONGEST_S)

    other = tmp_path / "other"
    shutil.copytree(ledger.home / "jobs", other / "jobs")
    for path in other.rglob("*.json"):  # as if they had always been here
        path.write_text(path.read_text().replace(str(ledger.home), str(other)))
    (other / "jobs" / "2026-01-01" / "x").mkdir(parents=True)
    (other / "jobs" / "2026-01-01" / "x" / "job.json").write_text(json.dumps({"id": "x"}))
    with closing(Ledger(other)) as anew:
        assert recover_from_folders(anew) == 4
        assert recover_from_folders(anew) == 0
        for job_id in (done, unknown, failed, unfetched):
            before, after = ledger.job(job_id), anew.job(job_id)
            assert after.chain == before.chain or job_id != done
            assert (after.placement, after.title, after.blend) == (
                before.placement,
                before.title,
                before.blend,
            )
            assert (after.units, after.stage) == (before.units, before.stage)
            assert [one.path.name for one in anew.results(job_id)] == [
                one.path.name for one in ledger.results(job_id)
            ]
            assert [(one.units, one.request_id) for one in receipts(anew, job_id)] == [
                (one.units, one.request_id) for one in receipts(ledger, job_id)
            ]
            assert len(requests_of(anew, job_id)) == len(requests_of(ledger, job_id))
        assert anew.units_spent() == ledger.units_spent() > 0
        states = {job_id: anew.job(job_id).state for job_id in (done, unknown, failed, unfetched)}
        assert states == {
            done: S.READY,
            unknown: S.UNKNOWN,
            failed: S.FAILED,
            unfetched: S.ANSWERED,
        }
        failure = anew.job(unknown).failure
        assert failure is not None
        assert failure.remedy is Remedy.LOOK_AGAIN
