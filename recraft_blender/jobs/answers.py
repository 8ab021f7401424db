# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paid answers: into the ledger with their receipts, and out of a request's folder.

An answer is written into the folder first; where the ledger never heard of it, it is taken from
there.
"""

import json
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from ..client.calls import CreateStyleRequest
from .errors import StaleJobError
from .folder import ANSWER_NAME, read_json
from .job import REQUEST_COLUMNS, SentRequest, request_from_row
from .ledger import Ledger
from .moves import Value, advance, set_columns
from .spec import request_from_json
from .states import JobState
from .styles import keep_made

_S = JobState


@dataclass(frozen=True, slots=True)
class Answer:
    """A paid answer: as JSON text, with its units and the service's id for it."""

    text: str
    units: int
    request_id: str


def record_answer(ledger: Ledger, request: SentRequest, answer: Answer) -> None:
    """Store a paid answer and its receipt, before anything is done with it.

    Raises StaleJobError when it is stored already. An answer that comes when the person has moved
    the job on is stored all the same; the job then stays where it is.
    """
    with ledger.transaction() as db:
        store_answer(db, request, answer)


def store_answer(db: sqlite3.Connection, request: SentRequest, answer: Answer) -> None:
    """`record_answer` within a transaction that is already open."""
    now = time.time()
    changed = db.execute(
        "UPDATE requests SET state = 'answered', answered_at = ?, answer = ?, request_id = ?,"
        " units = ? WHERE id = ? AND answer IS NULL",
        (now, answer.text, answer.request_id, answer.units, request.id),
    )
    if changed.rowcount != 1:
        raise StaleJobError(f"request {request.id} is answered already")
    job = db.execute(
        "SELECT service, file, blend, units, state FROM jobs WHERE id = ?", (request.job,)
    ).fetchone()
    content = request_from_json(request.content)
    db.execute(
        "INSERT INTO receipts (job, at, service, model, pictures, estimate, units, request_id,"
        " stage, request, endpoint, file, blend) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            request.job,
            now,
            job["service"],
            getattr(content, "model_id", "") or getattr(content, "model", ""),
            content.image_count,
            request.estimate,
            answer.units,
            answer.request_id,
            request.stage,
            request.id,
            content.endpoint.path,
            job["file"],
            job["blend"],
        ),
    )
    if isinstance(content, CreateStyleRequest):
        keep_made(db, request.job, content, answer.text)
    paid: dict[str, Value] = {
        "units": (job["units"] or 0) + answer.units,
        "request_id": answer.request_id,
        "failure": None,
    }
    if job["state"] in (_S.SENDING, _S.UNKNOWN):
        advance(db, request.job, _S.ANSWERED, **paid)
    else:
        del paid["failure"]
        set_columns(db, request.job, paid)


def answer_on_disk(folder: Path) -> Answer | None:
    """The answer in a request's folder, which is written before the ledger hears of it, or None."""
    content = read_json(folder / ANSWER_NAME)
    if content is None:
        return None
    units = content.get("credits")
    if not isinstance(units, int) or not content.keys() & {"data", "image", "id"}:
        return None
    return Answer(json.dumps(content), units, str(content.get("request_id", "")))


def adopt_answer(db: sqlite3.Connection, request: SentRequest) -> bool:
    """Take the answer that lies in a request's folder into the ledger; False when there is none."""
    answer = answer_on_disk(request.folder)
    if answer is None:
        return False
    store_answer(db, request, answer)
    return True


def open_request(db: sqlite3.Connection, job_id: str) -> SentRequest | None:
    """The last request of a job, where it was not answered."""
    row = db.execute(
        f"SELECT {REQUEST_COLUMNS} FROM requests WHERE job = ? ORDER BY id DESC LIMIT 1",  # noqa: S608
        (job_id,),
    ).fetchone()
    found = request_from_row(row) if row is not None else None
    return found if found is not None and found.answer is None else None
