# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger: queue, history and channel between Blender and the worker, in one SQLite file.

A `Ledger` belongs to the thread that made it; every process and thread opens its own. Each change
of a job is one transaction that also writes the step with its time and gives the row a new
revision, by which the other side sees what changed. What is asked for by topic is in `queueing`,
`history`, `exchange`, `receipts`, `budget` and `choices`.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Row
from typing import TYPE_CHECKING

from ..client.calls import Request
from .database import FILE_NAME, is_damage, open_database, suspect, unusable
from .endings import cancel, fail
from .errors import LedgerError
from .failure import Failure
from .job import COLUMNS, Job, ResultFile, job_from_row
from .lease import Watch
from .moves import Value, advance, next_revision, set_columns
from .openings import note_closing
from .spec import Chain, Placement
from .states import JobState

if TYPE_CHECKING:
    from .budget import Budget

_RESULTS = "SELECT number, path, kind, size, stage, id FROM results WHERE job = ?"


class Ledger:
    """One connection to the ledger in the folder `home`.

    `notice` is a sentence to be shown until `dismiss_notice`, or empty. Everything raises
    LedgerError, a sentence, when the file cannot be used.
    """

    def __init__(self, home: Path, *, busy_timeout_s: float = 5.0, durable: bool = True) -> None:
        self.home = home
        self.watch = Watch()
        self._path = home / FILE_NAME
        opened = open_database(self._path, busy_timeout_s=busy_timeout_s, durable=durable)
        self._database = opened.connection
        if opened.set_aside is not None:
            self._rebuild(opened.set_aside)
        found = self.rows("SELECT value FROM facts WHERE name = 'notice'")
        self.notice = str(found[0][0]) if found else ""

    def _rebuild(self, damaged: Path) -> None:
        from .rebuilding import recover_from_folders  # noqa: PLC0415 - hardly ever needed

        found = recover_from_folders(self)
        notice = (
            f"The job list was damaged and has been put aside as {damaged.name}; {found} jobs were"
            " read again from their folders."
        )
        with self.transaction() as db:
            db.execute("INSERT OR REPLACE INTO facts VALUES ('notice', ?)", (notice,))

    def dismiss_notice(self) -> None:
        """The person has seen the notice."""
        with self.transaction() as db:
            db.execute("DELETE FROM facts WHERE name = 'notice'")
        self.notice = ""

    def close(self) -> None:
        """Close the connection."""
        with suppress(sqlite3.Error):
            note_closing(self._database, self._path)
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction; rolled back when the block raises."""
        with self._told():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # a full disk may have rolled it back already
                    self._database.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """What a query finds."""
        with self._told():
            return list(self._database.execute(sql, values))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if is_damage(error):
                suspect(self._path)
            raise LedgerError(unusable(self._path, error)) from error

    def add(
        self,
        work: Request | Chain,
        placement: Placement,
        *,
        session: str,
        service: str,
        note: str = "",
        not_before: float = 0.0,
        budget: "Budget | None" = None,
        blend: str = "",
    ) -> str:
        """Queue a job and give its id; see `queueing.add`. Raises BudgetExceededError."""
        from .queueing import add  # noqa: PLC0415 - it builds on this module

        return add(
            self,
            work,
            placement,
            session=session,
            service=service,
            note=note,
            not_before=not_before,
            budget=budget,
            blend=blend,
        )

    def job(self, job_id: str) -> Job:
        """One job. Raises KeyError when there is none."""
        found = self.rows(f"SELECT {COLUMNS} FROM jobs WHERE id = ?", (job_id,))  # noqa: S608
        if not found:
            raise KeyError(job_id)
        return job_from_row(found[0])

    def recent(self, limit: int) -> list[Job]:
        """The newest jobs that were not removed, newest first."""
        rows = self.rows(
            f"SELECT {COLUMNS} FROM jobs WHERE removed = 0"  # noqa: S608
            " ORDER BY created DESC LIMIT ?",
            (limit,),
        )
        return [job_from_row(row) for row in rows]

    def revision(self) -> int:
        """A number that grows with every change of any job."""
        return int(self.rows("SELECT revision FROM counter")[0][0])

    def advance(self, job_id: str, state: JobState, **columns: Value) -> None:
        """Move a job on and set columns with it. Raises StaleJobError when it cannot go there."""
        with self.transaction() as db:
            advance(db, job_id, state, **columns)

    def fail(self, job_id: str, failure: Failure, state: JobState = JobState.FAILED) -> None:
        """End a job, and the request that it had under way, with a reason.

        What is paid already stays so: an answer that waits is fetched, and a chain goes on.
        """
        with self.transaction() as db:
            fail(db, job_id, failure, state)

    def update(self, job_id: str, **columns: Value) -> None:
        """Set columns of a job without moving it on."""
        with self.transaction() as db:
            set_columns(db, job_id, columns)

    def request_cancel(self, job_id: str) -> None:
        """Cancel a queued job; one that is already under way is only marked."""
        with self.transaction() as db:
            cancel(db, job_id)

    def is_cancel_requested(self, job_id: str) -> bool:
        """True when the person has asked to cancel the job."""
        found = self.rows("SELECT cancel_requested FROM jobs WHERE id = ?", (job_id,))
        return bool(found and found[0][0])

    def remove(self, job_id: str) -> None:
        """Take a job off the list. Its receipts and files stay; `removal` knows other ways."""
        self.update(job_id, removed=1)

    def results(self, job_id: str, stage: int | None = None) -> list[ResultFile]:
        """The pictures of a step, in order; without one, of each picture the furthest that came."""
        if stage is None:
            furthest = " AND id NOT IN (SELECT source FROM results WHERE job = ?)"
            rows = self.rows(f"{_RESULTS}{furthest} ORDER BY number, id", (job_id, job_id))
        else:
            rows = self.rows(f"{_RESULTS} AND stage = ? ORDER BY number, id", (job_id, stage))
        return [ResultFile(row[0], Path(row[1]), *row[2:]) for row in rows]

    def steps(self, job_id: str) -> list[tuple[JobState, float]]:
        """The states that a job has been in, with the Unix seconds when it came to each."""
        rows = self.rows("SELECT state, at FROM steps WHERE job = ? ORDER BY rowid", (job_id,))
        return [(JobState(row[0]), float(row[1])) for row in rows]

    def units_spent(self) -> int:
        """The units on all receipts."""
        return int(self.rows("SELECT coalesce(sum(units), 0) FROM receipts")[0][0])

    def record_balance(self, service: str, units: int) -> None:
        """Keep the balance that a service just told."""
        with self.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO balances VALUES (?, ?, ?)", (service, units, time.time())
            )
            next_revision(db)

    def balance(self, service: str) -> tuple[int, float] | None:
        """The last balance of a service and the Unix seconds when it was told."""
        found = self.rows("SELECT units, at FROM balances WHERE service = ?", (service,))
        return (int(found[0][0]), float(found[0][1])) if found else None
