# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger of version 1 goes on: nothing in it is lost, and a copy of it is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from recraft_blender.client.calls import Controls, GenerationRequest
from recraft_blender.jobs import database
from recraft_blender.jobs.backup import KEPT, back_up
from recraft_blender.jobs.choices import look_again
from recraft_blender.jobs.database import FILE_NAME
from recraft_blender.jobs.errors import LedgerError
from recraft_blender.jobs.exchange import requests_of
from recraft_blender.jobs.history import changed_since, page
from recraft_blender.jobs.job import RequestState
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.receipts import receipts, totals
from recraft_blender.jobs.schema import MIGRATIONS, VERSION
from recraft_blender.jobs.spec import Mapping, TexturePlacement
from recraft_blender.jobs.states import JobState

S = JobState
REQUEST = (
    '{"prompt": "Oak planks", "model": "recraftv4_1", "size": "1:1", "n": 2, "random_seed": 7,'
    ' "colors": [[1, 2, 3]], "background_color": null, "negative_prompt": ""}'
)
PLACEMENT = '{"file": "f", "objects": ["Cube"], "linked": [], "mapping": "box", "pack": true}'
ANSWER = '{"request_id": "r", "created": 1, "credits": 70, "data": []}'


def version_1(home: Path) -> Path:
    """A file as version 1 left it, with a job in each state."""
    home.mkdir(parents=True)
    path = home / FILE_NAME
    with closing(sqlite3.connect(path)) as db:
        for statement in MIGRATIONS[0].split(";"):
            db.execute(statement)
        db.execute("PRAGMA user_version = 1")
        for number, state in enumerate(S):
            name, paid = str(state), state in (S.ANSWERED, S.DOWNLOADING, S.READY, S.PLACED)
            db.execute(
                "INSERT INTO jobs (id, created, session, service, state, state_at, revision,"
                " request, placement, estimate, folder, answer, request_id, units, failure)"
                " VALUES (?, ?, 's', 'x', ?, ?, ?, ?, ?, 70, ?, ?, ?, ?, ?)",
                (
                    name,
                    100.0 + number,
                    name,
                    200.0 + number,
                    number,
                    REQUEST,
                    PLACEMENT,
                    str(home / "jobs" / name),
                    ANSWER if paid else None,
                    "r" if paid else "",
                    70 if paid else None,
                    '{"kind": "network", "message": "m.", "remedy": "run again", "request_id": ""}'
                    if state in (S.FAILED, S.UNKNOWN)
                    else None,
                ),
            )
            db.execute("INSERT INTO steps VALUES (?, 'queued', ?)", (name, 100.0 + number))
            if paid:
                db.execute(
                    "INSERT INTO receipts VALUES (?, 150, 'x', 'recraftv4_1', 2, 70, 70, 'r')",
                    (name,),
                )
            if state in (S.READY, S.PLACED):
                rows = [(name, n, f"/{name}-{n}.png", "image/png", n) for n in (1, 2)]
                db.executemany("INSERT INTO results VALUES (?, ?, ?, ?, ?)", rows)
        db.execute("INSERT INTO workers VALUES ('w', 's', 'x', 1, 1.0)")
        db.execute("INSERT INTO balances VALUES ('x', 930, 1.0)")
        db.execute("UPDATE counter SET revision = 20")
        db.commit()
    return path


def test_nothing_is_lost(tmp_path: Path) -> None:
    version_1(tmp_path / "home")
    with closing(Ledger(tmp_path / "home")) as ledger:
        jobs = {job.id: job for job in ledger.recent(100)}
        assert set(jobs) == {str(state) for state in S}
        for state in S:
            job = jobs[str(state)]
            assert (job.state, job.title, job.estimate) == (state, "Oak planks", 70)
            assert job.request == GenerationRequest(
                prompt="Oak planks", n=2, random_seed=7, controls=Controls(colors=((1, 2, 3),))
            )
            assert job.placement == TexturePlacement(
                file="f", objects=("Cube",), mapping=Mapping.BOX
            )
            assert [step for step, _ in ledger.steps(job.id)] == [S.QUEUED]
        assert [r.path.name for r in ledger.results("ready")] == ["ready-1.png", "ready-2.png"]
        assert (ledger.units_spent(), ledger.balance("x")) == (280, (930, 1.0))
        assert ledger.revision() == 20
        assert [one.endpoint for one in receipts(ledger, "placed")] == ["/images/generations"]
        assert [(one.name, one.units) for one in totals(ledger, "blend")] == [("f", 280)]
        assert len(page(ledger, limit=100, words="oak")) == len(S)
        assert len(changed_since(ledger, 0).jobs) == len(S) - 1
        assert ledger.rows("PRAGMA foreign_key_check") == []


def test_requests_are_where_their_jobs_were(tmp_path: Path) -> None:
    version_1(tmp_path / "home")
    with closing(Ledger(tmp_path / "home")) as ledger:
        states = {str(s): [r.state for r in requests_of(ledger, str(s))] for s in S}
        R = RequestState  # noqa: N806 - short here
        assert states == {
            "queued": [],
            "cancelled": [],
            "placing": [],
            "sending": [R.SENT],
            "unknown": [R.UNKNOWN],
            "failed": [R.FAILED],
            "answered": [R.ANSWERED],
            "downloading": [R.ANSWERED],
            "ready": [R.FETCHED],
            "placed": [R.FETCHED],
        }
        assert requests_of(ledger, "ready")[0].answer == ANSWER
        assert not look_again(ledger, "unknown")


def test_copy_of_the_old_one_is_kept(tmp_path: Path) -> None:
    version_1(tmp_path / "home")
    Ledger(tmp_path / "home").close()
    (copy,) = (tmp_path / "home" / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 1
        assert db.execute("SELECT count(*) FROM jobs").fetchone()[0] == len(S)
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    Ledger(tmp_path / "home").close()
    assert len(list((tmp_path / "home" / "backups").iterdir())) == 1


def test_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = version_1(tmp_path / "home")
    broken = (*MIGRATIONS[:1], MIGRATIONS[1] + "; NO SQL AT ALL")
    monkeypatch.setattr(database, "MIGRATIONS", broken)
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(tmp_path / "home")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 1
        assert db.execute("SELECT count(*) FROM jobs WHERE request = ?", (REQUEST,)).fetchone()
    monkeypatch.undo()
    with closing(Ledger(tmp_path / "home")) as ledger:
        assert len(ledger.recent(100)) == len(S)


def test_without_a_copy_nothing_is_migrated(tmp_path: Path) -> None:
    path = version_1(tmp_path / "home")
    (tmp_path / "home" / "backups").write_text("in the way")
    with pytest.raises(LedgerError, match="cannot be used"):
        Ledger(tmp_path / "home")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == 1


def test_only_the_newest_copies_are_kept(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)):
        for _ in range(KEPT + 2):
            assert back_up(tmp_path / FILE_NAME, "test").is_file()
    assert len(list((tmp_path / "backups").iterdir())) == KEPT


def test_new_file_needs_no_copy(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path)) as ledger:
        assert ledger.rows("PRAGMA user_version")[0][0] == VERSION
    assert not (tmp_path / "backups").exists()
