# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which processes have the ledger open, so that one which never closed it is known by the next.

Only the first connection of a process counts. A file whose last user died is checked on opening,
any other one once a week.
"""

import os
import sqlite3
import threading
import time
import uuid
from pathlib import Path

from .lease import host, is_running, machine

CHECK_S = 7 * 24 * 3600.0

_lock = threading.RLock()
_open: dict[Path, tuple[str, int]] = {}


def needs_check(connection: sqlite3.Connection, path: Path) -> bool:
    """True when the last end was unclean, or the last check is more than a week ago."""
    with _lock:
        return path not in _open and (bool(_dead(connection)) or _is_due(connection))


def note_opening(connection: sqlite3.Connection, path: Path) -> None:
    """Say that this process has the file open; a check that was needed has been made."""
    with _lock:
        if path in _open:
            name, count = _open[path]
            _open[path] = (name, count + 1)
            return
        name, dead, due = uuid.uuid4().hex, _dead(connection), _is_due(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("DELETE FROM openings WHERE id = ?", [(one,) for one in dead])
        connection.execute(
            "INSERT INTO openings VALUES (?, ?, ?, ?)", (name, host(), machine(), os.getpid())
        )
        if dead or due:
            connection.execute(
                "INSERT OR REPLACE INTO facts VALUES ('checked_at', ?)", (str(time.time()),)
            )
        connection.execute("COMMIT")
        _open[path] = (name, 1)


def note_closing(connection: sqlite3.Connection, path: Path) -> None:
    """The opposite of `note_opening`."""
    with _lock:
        name, count = _open.pop(path, ("", 0))
        if count > 1:
            _open[path] = (name, count - 1)
        elif count:
            connection.execute("DELETE FROM openings WHERE id = ?", (name,))


def _dead(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT id, machine, pid FROM openings WHERE host = ?", (host(),))
    return [name for name, at, pid in rows.fetchall() if _has_died(name, at, pid)]


def _has_died(name: str, at: str, pid: int) -> bool:
    if at == machine():
        own = {opening for opening, _ in _open.values()}
        return not is_running(pid) or (pid == os.getpid() and name not in own)
    # Another start of this computer took its processes with it; a container we cannot look into.
    return at.split(" ")[:2] != machine().split(" ")[:2]


def _is_due(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT value FROM facts WHERE name = 'checked_at'").fetchone()
    # A clock that went back is no reason to check at every opening.
    return row is None or time.time() - float(row[0]) > CHECK_S
