# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger: queue, history and channel between Blender and the worker, in one SQLite file.

A `Ledger` belongs to the thread that made it; every process and thread opens its own. Each change
of a job is one transaction that also writes the step with its time and gives the row a new
revision, by which the other side sees what changed.
"""

import sqlite3
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from sqlite3 import Row

from ..client.calls import GenerationRequest, estimate
from .errors import LedgerError, StaleJobError
from .failure import Failure, Remedy
from .folder import folder_name
from .job import COLUMNS, Job, ResultFile, job_from_row
from .schema import FILE_NAME, open_database, unusable
from .spec import TexturePlacement, placement_to_json, request_to_json
from .states import JobState, before

Value = str | int | float | None


class Ledger:
    """One connection to the ledger in the folder `home`.

    Everything raises LedgerError, a sentence, when the file cannot be used.
    """

    def __init__(self, home: Path, *, busy_timeout_s: float = 5.0, durable: bool = True) -> None:
        self.home = home
        self._path = home / FILE_NAME
        self._database = open_database(self._path, busy_timeout_s=busy_timeout_s, durable=durable)

    def close(self) -> None:
        """Close the connection."""
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction; rolled back when the block raises."""
        with self._told():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """What a query finds."""
        with self._told():
            return list(self._database.execute(sql, values))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LedgerError(unusable(self._path, error)) from error

    def add(
        self,
        request: GenerationRequest,
        placement: TexturePlacement,
        *,
        session: str,
        service: str,
        note: str = "",
    ) -> str:
        """Queue a job and give its id. The request must have been checked."""
        now = time.time()
        job_id = uuid.uuid4().hex
        folder = self.home / "jobs" / folder_name(now, request.prompt, job_id)
        with self.transaction() as db:
            db.execute(
                "INSERT INTO jobs (id, created, session, service, state, state_at, revision,"
                " request, placement, estimate, folder, note)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    job_id,
                    now,
                    session,
                    service,
                    JobState.QUEUED,
                    now,
                    next_revision(db),
                    request_to_json(request),
                    placement_to_json(placement),
                    estimate(request),
                    str(folder),
                    note,
                ),
            )
            record_step(db, job_id, JobState.QUEUED, now)
        return job_id

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
        """End a job with a reason. One that was answered is paid, so it is fetched again."""
        if self.job(job_id).answer is not None:
            failure = replace(failure, remedy=Remedy.FETCH_AGAIN)
        columns: dict[str, Value] = {"failure": failure.to_json()}
        if failure.request_id:
            columns["request_id"] = failure.request_id
        with self.transaction() as db:
            advance(db, job_id, state, **columns)

    def update(self, job_id: str, **columns: Value) -> None:
        """Set columns of a job without moving it on."""
        with self.transaction() as db:
            _set(db, job_id, columns)

    def request_cancel(self, job_id: str) -> None:
        """Cancel a queued job; one that is already under way is only marked."""
        with self.transaction() as db:
            _set(db, job_id, {"cancel_requested": 1})
            try:
                advance(db, job_id, JobState.CANCELLED, (JobState.QUEUED,))
            except StaleJobError:
                return

    def is_cancel_requested(self, job_id: str) -> bool:
        """True when the person has asked to cancel the job."""
        found = self.rows("SELECT cancel_requested FROM jobs WHERE id = ?", (job_id,))
        return bool(found and found[0][0])

    def remove(self, job_id: str) -> None:
        """Take a job off the list. Its receipts and files stay."""
        self.update(job_id, removed=1)

    def record_answer(self, job: Job, *, answer: str, units: int, request_id: str) -> None:
        """Store a paid answer and its receipt, before anything is done with it."""
        with self.transaction() as db:
            advance(
                db,
                job.id,
                JobState.ANSWERED,
                answer=answer,
                units=units,
                request_id=request_id,
                failure=None,
            )
            db.execute(
                "INSERT INTO receipts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    job.id,
                    time.time(),
                    job.service,
                    job.request.model,
                    job.request.n,
                    job.estimate,
                    units,
                    request_id,
                ),
            )

    def record_results(
        self,
        job_id: str,
        results: list[ResultFile],
        *,
        note: str = "",
        failure: Failure | None = None,
    ) -> None:
        """Store the pictures that are on the disk; the job is ready.

        `failure` says why some of its pictures are not among them.
        """
        with self.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)",
                [(job_id, one.number, str(one.path), one.kind, one.size) for one in results],
            )
            words = failure.to_json() if failure else None
            advance(db, job_id, JobState.READY, note=note, failure=words)

    def results(self, job_id: str) -> list[ResultFile]:
        """The pictures of a job, in order."""
        rows = self.rows(
            "SELECT number, path, kind, size FROM results WHERE job = ? ORDER BY number", (job_id,)
        )
        return [ResultFile(row[0], Path(row[1]), row[2], row[3]) for row in rows]

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


def next_revision(db: sqlite3.Connection) -> int:
    """A new revision; only within a transaction."""
    row = db.execute("UPDATE counter SET revision = revision + 1 RETURNING revision").fetchone()
    return int(row[0])


def record_step(db: sqlite3.Connection, job_id: str, state: JobState, at: float) -> None:
    """Write down that a job came to a state; only within a transaction."""
    db.execute("INSERT INTO steps VALUES (?, ?, ?)", (job_id, state, at))


def advance(
    db: sqlite3.Connection,
    job_id: str,
    state: JobState,
    only_from: tuple[JobState, ...] | None = None,
    /,
    **columns: Value,
) -> None:
    """`Ledger.advance` within a transaction that is already open."""
    sources = before(state) if only_from is None else only_from
    now = time.time()
    columns |= {"state": state, "state_at": now}
    if not _set(db, job_id, columns, sources):
        raise StaleJobError(f"{job_id} cannot become {state}")
    record_step(db, job_id, state, now)


def _set(
    db: sqlite3.Connection,
    job_id: str,
    columns: dict[str, Value],
    sources: tuple[JobState, ...] = tuple(JobState),
) -> bool:
    columns = columns | {"revision": next_revision(db)}
    names = ", ".join(f"{name} = ?" for name in columns)
    marks = ", ".join("?" for _ in sources)
    changed = db.execute(
        f"UPDATE jobs SET {names} WHERE id = ? AND state IN ({marks})",  # noqa: S608 - our names
        (*columns.values(), job_id, *sources),
    )
    return changed.rowcount == 1
