# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written down about each request: prepared, sent, and its pictures fetched.

Every function is one transaction. A request that is only prepared was surely not sent.
"""

import sqlite3
import time
from pathlib import Path

from ..client.calls import Request
from .errors import StaleJobError
from .failure import Failure
from .folder import request_folder
from .job import REQUEST_COLUMNS, Job, RequestState, ResultFile, SentRequest, request_from_row
from .ledger import Ledger
from .moves import Value, advance, set_columns
from .spec import request_to_json
from .states import JobState

_S = JobState
IN_THE_LIST = "It is in the list of custom styles."
_CHARGED = (
    "(SELECT coalesce(sum(receipts.units), 0) FROM receipts WHERE receipts.service ="
    " (SELECT service FROM jobs WHERE jobs.id = requests.job))"
)


def requests_of(
    ledger: Ledger, job_id: str, *, stage: int | None = None, source: int | None = None
) -> list[SentRequest]:
    """The requests of a job, or of one step and picture of it, in the order of their making."""
    conditions, values = ["job = ?"], list[Value]([job_id])
    for name, value in (("stage", stage), ("source", source)):
        if value is not None:
            conditions.append(f"{name} = ?")
            values.append(value)
    rows = ledger.rows(
        f"SELECT {REQUEST_COLUMNS} FROM requests WHERE {' AND '.join(conditions)} ORDER BY id",  # noqa: S608
        values,
    )
    return [request_from_row(row) for row in rows]


def prepare(
    ledger: Ledger, job: Job, request: Request, *, stage: int, source: ResultFile | None
) -> SentRequest:
    """Write down that a request is about to be sent; the job is being sent at that step."""
    source_id = source.id if source else 0
    former = requests_of(ledger, job.id, stage=stage, source=source_id)
    # What surely never went out leaves its place to this one.
    attempt = 1 + sum(row.sent_at is not None for row in former)
    folder = request_folder(job.folder, stage, source.number if source else 1, attempt)
    with ledger.transaction() as db:
        if not set_columns(db, job.id, {"stage": stage}, (_S.SENDING,)):
            advance(db, job.id, _S.SENDING, (_S.DOWNLOADING,), stage=stage)
        db.execute(
            "DELETE FROM requests WHERE job = ? AND stage = ? AND source = ? AND sent_at IS NULL",
            (job.id, stage, source_id),
        )
        row = db.execute(
            "INSERT INTO requests (job, stage, source, attempt, state, content, folder, estimate,"
            " prepared_at) VALUES (?, ?, ?, ?, 'prepared', ?, ?, ?, ?) RETURNING id",
            (
                job.id,
                stage,
                source_id,
                attempt,
                request_to_json(request),
                str(folder),
                request.units,
                time.time(),
            ),
        ).fetchone()
    (made,) = ledger.rows(f"SELECT {REQUEST_COLUMNS} FROM requests WHERE id = ?", (row[0],))  # noqa: S608
    return request_from_row(made)


def record_sent(ledger: Ledger, request: SentRequest, *, sent: bool) -> None:
    """Write down that a request goes on its way now, or that it surely did not.

    Raises StaleJobError when somebody else has judged it meanwhile: then it must not be sent.
    """
    former, now = ("prepared", "sent") if sent else ("sent", "prepared")
    with ledger.transaction() as db:
        changed = db.execute(
            "UPDATE requests SET state = ?, sent_at = ? WHERE id = ? AND state = ?",
            (now, time.time() if sent else None, request.id, former),
        )
        if changed.rowcount != 1:
            raise StaleJobError(f"request {request.id} is not {former}")


def record_balance_before(ledger: Ledger, request: SentRequest, units: int | None) -> None:
    """Keep the balance as it was before a request."""
    with ledger.transaction() as db:
        db.execute(
            f"UPDATE requests SET balance_before = ?, charged_before = {_CHARGED} WHERE id = ?",  # noqa: S608
            (units, request.id),
        )
        set_columns(db, request.job, {"balance_before": units, "balance_after": None})


def record_balance_after(ledger: Ledger, job_id: str, units: int) -> None:
    """Keep the balance as it was after a job's last request."""
    with ledger.transaction() as db:
        set_balance_after(db, job_id, units)


def set_balance_after(db: sqlite3.Connection, job_id: str, units: int) -> None:
    """`record_balance_after` within a transaction that is already open."""
    db.execute(
        f"UPDATE requests SET balance_after = ?, charged_after = {_CHARGED}"  # noqa: S608
        " WHERE id = (SELECT max(id) FROM requests WHERE job = ?)",
        (units, job_id),
    )
    set_columns(db, job_id, {"balance_after": units})


def record_result(
    ledger: Ledger, request: SentRequest, item: int, number: int, file: ResultFile
) -> None:
    """Store a picture that is on the disk: the `item`th of its answer (from 1)."""
    with ledger.transaction() as db:
        db.execute(
            "INSERT INTO results (job, request, stage, source, item, number, path, kind, size)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request, item) DO UPDATE SET"
            " path = excluded.path, kind = excluded.kind, size = excluded.size",
            (
                request.job,
                request.id,
                request.stage,
                request.source,
                item,
                number,
                str(file.path),
                file.kind,
                file.size,
            ),
        )


def record_fetched(ledger: Ledger, request: SentRequest) -> None:
    """All pictures of an answer are on the disk."""
    with ledger.transaction() as db:
        db.execute("UPDATE requests SET state = ? WHERE id = ?", (RequestState.FETCHED, request.id))


def items_of(ledger: Ledger, request: SentRequest) -> dict[int, ResultFile]:
    """The pictures of an answer that are recorded, by their place in it."""
    rows = ledger.rows(
        "SELECT item, number, path, kind, size, stage, id FROM results WHERE request = ?",
        (request.id,),
    )
    return {row[0]: ResultFile(row[1], Path(row[2]), *row[3:]) for row in rows}


def record_ready(
    ledger: Ledger, job_id: str, *, note: str = "", failure: Failure | None = None
) -> None:
    """The job is ready. `failure` says why some of its pictures are not there."""
    ledger.advance(
        job_id, _S.READY, note=note, failure=failure.to_json() if failure is not None else None
    )


def record_style_listed(ledger: Ledger, job_id: str) -> None:
    """The job's custom style is in the list: it is done, with nothing to be put into a scene."""
    with ledger.transaction() as db:
        advance(db, job_id, _S.READY, note="", failure=None)
        advance(db, job_id, _S.PLACING)
        advance(db, job_id, _S.PLACED, note=IN_THE_LIST)
