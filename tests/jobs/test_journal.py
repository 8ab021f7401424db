# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write-ahead logging where memory can be shared, a plain journal elsewhere, and as safe."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from recraft_blender.jobs import journal
from recraft_blender.jobs.journal import file_system, is_on_network
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.recovery import claim

from .workers import SERVICE, SESSION, queue

MOUNTS = """/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /home nfs4 rw,vers=4.2 0 0
/dev/vdb /home/anna/local xfs rw 0 0
//box/share /mnt/My\\040Share cifs rw 0 0
remote: /mnt/far fuse.sshfs rw 0 0
tmpfs /mnt/far tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/a", "ext4"),
        ("/home/anna/.config", "nfs4"),
        ("/home/anna/local/x", "xfs"),
        ("/homes", "ext4"),
        ("/mnt/My Share/a", "cifs"),
        ("/mnt/far/a", "tmpfs"),
    ],
)
def test_file_system_of_a_path(path: str, kind: str) -> None:
    assert file_system(Path(path), MOUNTS.replace("\\\\", "\\")) == kind


def test_this_folder_is_on_this_computer(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path)


def test_network_drive_gets_a_plain_journal_and_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "is_on_network", lambda _: True)
    with closing(Ledger(tmp_path)) as one, closing(Ledger(tmp_path)) as other:
        assert one.rows("PRAGMA journal_mode")[0][0] == "truncate"
        job_id = queue(one)
        taken = claim(other, "w", session=SESSION, service=SERVICE)
        assert taken is not None
        assert taken.id == job_id
        assert claim(one, "v", session=SESSION, service=SERVICE) is None
    assert not list(tmp_path.glob("*-wal"))


class Locked(sqlite3.Connection):
    """A file system that has no shared memory, as SQLite tells of it."""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if sql == "PRAGMA journal_mode = WAL":
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        return super().execute(sql, *values)


def test_locked_down_file_system_gets_a_plain_journal(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "a", isolation_level=None, factory=Locked)
    with closing(connection):
        assert journal.set_journal(connection, tmp_path / "a", 0.0) == "truncate"
