# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening the ledger's file: journal, check, migration; a damaged one is set aside, never lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .backup import back_up, set_aside
from .errors import LedgerError
from .journal import set_journal
from .openings import needs_check, note_opening
from .schema import MIGRATIONS, VERSION

FILE_NAME = "ledger.sqlite3"
LOCK_NAME = "ledger-lock.sqlite3"
SUSPECT_NAME = "ledger-suspect"
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedError(Exception):
    """The file is no sound database."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection, and where a damaged file was put."""

    connection: sqlite3.Connection
    set_aside: Path | None = None


def open_database(path: Path, *, busy_timeout_s: float, durable: bool) -> Opened:
    """Open or make the database. `durable` waits for the disk at every commit.

    Raises LedgerError when the file cannot be read, written or understood.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path, busy_timeout_s, durable=durable)
        except DamagedError:
            # Only one of several that find it damaged may put it aside, so each looks again.
            with _alone(path, busy_timeout_s):
                return _open_anew(path, busy_timeout_s, durable=durable)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(unusable(path, error)) from error


def _open_anew(path: Path, busy_timeout_s: float, *, durable: bool) -> Opened:
    try:
        return _open(path, busy_timeout_s, durable=durable, check=True)
    except DamagedError:
        aside = set_aside(path)
        path.with_name(SUSPECT_NAME).unlink(missing_ok=True)
        opened = _open(path, busy_timeout_s, durable=durable, check=True)
        return Opened(opened.connection, aside)


def _open(path: Path, busy_timeout_s: float, *, durable: bool, check: bool = False) -> Opened:
    connection = sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        set_journal(connection, path, time.monotonic() + busy_timeout_s)
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys = ON")
        suspect = path.with_name(SUSPECT_NAME)
        if check or suspect.exists():
            _check(connection)
            suspect.unlink(missing_ok=True)
        _migrate(connection, path)
        if needs_check(connection, path):
            _check(connection)
        note_opening(connection, path)
        return Opened(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        # A file that another process puts aside at this moment cannot be read.
        if is_damage(error) or (not check and _code(error) == sqlite3.SQLITE_IOERR):
            raise DamagedError from error
        raise
    except BaseException:
        connection.close()
        raise


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """True when an error says that the file itself is broken."""
    return _code(error) in _DAMAGED


def suspect(path: Path) -> None:
    """Remember that the file seems damaged: the next opening looks closely."""
    path.with_name(SUSPECT_NAME).touch()


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DamagedError


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if version_of(connection) == VERSION:
        return
    with _transaction(connection):
        version = version_of(connection)  # another process may have been first
        if version > VERSION:
            raise LedgerError("The job list was made by a newer version; update the extension.")
        if 0 < version < VERSION:
            _check(connection)
            back_up(path, f"before-version-{VERSION}")
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables, 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def _alone(path: Path, busy_timeout_s: float) -> Iterator[None]:
    """Keep the others out by a lock that ends with the process, on every system."""
    lock = sqlite3.connect(
        path.with_name(LOCK_NAME), timeout=max(busy_timeout_s, 5.0), isolation_level=None
    )
    with closing(lock):
        lock.execute("BEGIN EXCLUSIVE")
        yield


def unusable(path: Path, error: Exception) -> str:
    """A sentence about a ledger that fails."""
    return f"The job list in {path.parent.name}/{path.name} cannot be used ({error})."
