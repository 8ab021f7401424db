# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger's tables, and opening the file: one SQLite database for each user."""

import sqlite3
import time
from pathlib import Path

from .errors import LedgerError

FILE_NAME = "ledger.sqlite3"

MIGRATIONS = (
    """
    CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        created REAL NOT NULL,
        session TEXT NOT NULL,
        worker TEXT NOT NULL DEFAULT '',
        service TEXT NOT NULL,
        state TEXT NOT NULL,
        state_at REAL NOT NULL,
        revision INTEGER NOT NULL,
        request TEXT NOT NULL,
        placement TEXT NOT NULL,
        estimate INTEGER,
        folder TEXT NOT NULL,
        cancel_requested INTEGER NOT NULL DEFAULT 0,
        removed INTEGER NOT NULL DEFAULT 0,
        answer TEXT,
        request_id TEXT NOT NULL DEFAULT '',
        units INTEGER,
        balance_before INTEGER,
        balance_after INTEGER,
        failure TEXT,
        note TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX jobs_by_revision ON jobs (revision);
    CREATE INDEX jobs_by_state ON jobs (state, created);
    CREATE INDEX jobs_by_age ON jobs (removed, created);
    CREATE TABLE steps (
        job TEXT NOT NULL REFERENCES jobs (id),
        state TEXT NOT NULL,
        at REAL NOT NULL
    );
    CREATE INDEX steps_by_job ON steps (job);
    CREATE TABLE results (
        job TEXT NOT NULL REFERENCES jobs (id),
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        kind TEXT NOT NULL,
        size INTEGER NOT NULL,
        PRIMARY KEY (job, number)
    );
    CREATE TABLE receipts (
        job TEXT NOT NULL REFERENCES jobs (id),
        at REAL NOT NULL,
        service TEXT NOT NULL,
        model TEXT NOT NULL,
        pictures INTEGER NOT NULL,
        estimate INTEGER,
        units INTEGER NOT NULL,
        request_id TEXT NOT NULL
    );
    CREATE INDEX receipts_by_job ON receipts (job);
    CREATE TABLE workers (
        id TEXT PRIMARY KEY,
        session TEXT NOT NULL,
        service TEXT NOT NULL,
        pid INTEGER NOT NULL,
        heartbeat REAL NOT NULL
    );
    CREATE TABLE balances (
        service TEXT PRIMARY KEY,
        units INTEGER NOT NULL,
        at REAL NOT NULL
    );
    CREATE TABLE counter (revision INTEGER NOT NULL);
    INSERT INTO counter VALUES (0);
    """,
)


def open_database(path: Path, *, busy_timeout_s: float, durable: bool) -> sqlite3.Connection:
    """Open or make the database. `durable` waits for the disk at every commit.

    Raises LedgerError when the file cannot be read, written or understood.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(unusable(path, error)) from error
    try:
        connection.row_factory = sqlite3.Row
        _log_ahead(connection, time.monotonic() + busy_timeout_s)
        connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection)
    except sqlite3.Error as error:
        connection.close()
        raise LedgerError(unusable(path, error)) from error
    except LedgerError:
        connection.close()
        raise
    return connection


def _log_ahead(connection: sqlite3.Connection, deadline: float) -> None:
    """Switch to write-ahead logging, which needs a moment alone that SQLite does not wait for.

    Where the file system has no shared memory SQLite keeps its own journal: slower, as safe.
    """
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(0.005)


def _migrate(connection: sqlite3.Connection) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)  # another process may have been first
        if version > len(MIGRATIONS):
            raise LedgerError("The job list was made by a newer version; update the extension.")
        for script in MIGRATIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def unusable(path: Path, error: Exception) -> str:
    """A sentence about a ledger that fails."""
    return f"The job list in {path.parent.name}/{path.name} cannot be used ({error})."
