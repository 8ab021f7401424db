# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removing a job from the history: its files kept, deleted or in the trash, its receipts always."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from recraft_blender.jobs.errors import RemovalError, StaleJobError
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.removal import Files, remove
from recraft_blender.jobs.states import JobState

from .workers import answer, begin, change, queue


def with_files(ledger: Ledger) -> tuple[str, Path]:
    job_id = queue(ledger)
    answer(ledger, begin(ledger, job_id))
    change(ledger, "UPDATE jobs SET state = 'ready' WHERE id = ?", (job_id,))
    folder = ledger.job(job_id).folder
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(b"picture")
    return job_id, folder


def test_files_stay(ledger: Ledger) -> None:
    job_id, folder = with_files(ledger)
    remove(ledger, job_id)
    assert (folder / "a.png").is_file()
    assert (ledger.recent(10), ledger.units_spent()) == ([], 35)


def test_files_are_deleted(ledger: Ledger) -> None:
    job_id, folder = with_files(ledger)
    remove(ledger, job_id, Files.DELETE)
    assert not folder.exists()
    assert folder.parent.exists()
    assert (ledger.recent(10), ledger.results(job_id), ledger.units_spent()) == ([], [], 35)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the trash of freedesktop.org")
def test_files_go_to_the_trash(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for name in [name for name in sys.modules if name.partition(".")[0] == "send2trash"]:
        monkeypatch.delitem(sys.modules, name)  # it looks for the trash when it is imported
    job_id, folder = with_files(ledger)
    remove(ledger, job_id, Files.TRASH)
    assert not folder.exists()
    trashed = [path for path in tmp_path.rglob("a.png") if "Trash" in str(path)]
    assert [path.read_bytes() for path in trashed] == [b"picture"]


def test_job_without_files_is_removed_all_the_same(ledger: Ledger) -> None:
    job_id = queue(ledger)
    ledger.request_cancel(job_id)
    for files in Files:
        remove(ledger, job_id, files)
    assert ledger.recent(10) == []


@pytest.mark.parametrize("state", [state for state in JobState if state.is_active])
def test_job_under_way_stays(ledger: Ledger, state: JobState) -> None:
    job_id, folder = with_files(ledger)
    change(ledger, "UPDATE jobs SET state = ? WHERE id = ?", (state, job_id))
    with pytest.raises(StaleJobError):
        remove(ledger, job_id, Files.DELETE)
    assert folder.exists()
    assert len(ledger.recent(10)) == 1


def test_files_that_cannot_be_removed_keep_the_job(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id, folder = with_files(ledger)

    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(RemovalError, match=r"Permission denied\); it stays\."):
        remove(ledger, job_id, Files.DELETE)
    assert folder.exists()
    assert len(ledger.recent(10)) == 1


def test_trash_without_its_package(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "send2trash", None)
    job_id, folder = with_files(ledger)
    with pytest.raises(RemovalError, match="delete them instead"):
        remove(ledger, job_id, Files.TRASH)
    assert folder.exists()


@pytest.mark.parametrize("where", ["/", "outside", "jobs", "jobs/../outside"])
def test_nothing_else_is_ever_removed(ledger: Ledger, tmp_path: Path, where: str) -> None:
    job_id, _ = with_files(ledger)
    folder = Path("/") if where == "/" else ledger.home / where
    (ledger.home / "outside").mkdir()
    change(ledger, "UPDATE jobs SET folder = ?", (os.fspath(folder),))
    with pytest.raises(RemovalError, match="do not lie in the extension's folder"):
        remove(ledger, job_id, Files.DELETE)
    assert (ledger.home / "outside").exists()
    assert (ledger.home / "jobs").exists()
