# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger's file: made once by whoever is first, and refused in plain words when unusable."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from recraft_blender.jobs.database import FILE_NAME
from recraft_blender.jobs.errors import LedgerError
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.schema import VERSION

from .workers import change, queue


def refused(home: Path) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger(home)
    sentence = str(caught.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    return sentence


def test_folder_and_file_are_made(tmp_path: Path) -> None:
    home = tmp_path / "a" / "b"
    with closing(Ledger(home)) as ledger:
        assert (home / FILE_NAME).exists()
        assert ledger.rows("PRAGMA journal_mode")[0][0] == "wal"
        assert ledger.rows("PRAGMA user_version")[0][0] == VERSION


def test_jobs_survive_the_end_of_the_process(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        job_id = queue(ledger)
        job = ledger.job(job_id)
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.job(job_id) == job


@pytest.mark.parametrize(("durable", "level"), [(True, 2), (False, 1)])
def test_durable_waits_for_the_disk(tmp_path: Path, *, durable: bool, level: int) -> None:
    with closing(Ledger(tmp_path, durable=durable)) as ledger:
        assert ledger.rows("PRAGMA synchronous")[0][0] == level


def test_newer_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        job_id = queue(ledger)
        change(ledger, "PRAGMA user_version = 99")
    assert "newer version" in refused(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as database:
        assert database.execute("PRAGMA user_version").fetchone()[0] == 99
        assert database.execute("SELECT id FROM jobs").fetchone()[0] == job_id


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\0" * 100])
def test_damaged_file_is_put_aside_as_it_is(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with closing(Ledger(tmp_path)) as ledger:
        (aside,) = tmp_path.glob("ledger-damaged-*.sqlite3")
        assert aside.read_bytes() == content
        assert aside.name in ledger.notice
        assert ledger.notice.endswith(".")
        queue(ledger)
    with closing(Ledger(tmp_path)) as ledger:
        assert aside.name in ledger.notice  # until it was seen, whoever found the damage
        ledger.dismiss_notice()
    with closing(Ledger(tmp_path)) as ledger:
        assert (len(ledger.recent(10)), ledger.notice) == (1, "")


def test_file_in_place_of_the_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("in the way")
    assert FILE_NAME in refused(home)


def test_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    assert FILE_NAME in refused(tmp_path)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="this user may write wherever it wants"
)
def test_folder_that_may_not_be_written(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    assert FILE_NAME in refused(home)


def test_interrupted_making_is_begun_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("CREATE TABLE jobs (id TEXT)")
    with closing(Ledger(tmp_path)) as ledger:
        queue(ledger)


@pytest.mark.parametrize("attempt", range(5))
def test_many_open_a_new_ledger_at_once(tmp_path: Path, attempt: int) -> None:
    errors: list[Exception] = []
    start = threading.Barrier(8)

    def open_one() -> None:
        start.wait()
        try:
            with closing(Ledger(tmp_path)) as ledger:
                queue(ledger)
        except LedgerError as error:
            errors.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with closing(Ledger(tmp_path)) as ledger:
        assert len(ledger.recent(100)) == 8
