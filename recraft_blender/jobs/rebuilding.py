# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history anew from the jobs' folders, where the ledger was lost.

What the folders say is believed, and told to an empty ledger as the worker once told it: a request
with an answer is paid, one without was perhaps sent.
"""

import json
import logging
import sqlite3
from pathlib import Path
from typing import Any

from ..client.media import JPEG, PNG, SVG, WEBP, MediaKind, sniff
from .answers import Answer, answer_on_disk, store_answer
from .failure import Failure, FailureKind, Remedy
from .folder import FAILURE_NAME, JOB_NAME, RECEIPT_NAME, REQUEST_NAME, read_json
from .job import REQUEST_COLUMNS, request_from_row
from .ledger import Ledger
from .moves import next_revision, record_step
from .spec import chain_estimate, chain_from_json, placement_from_json, request_from_json
from .states import JobState

LOG = logging.getLogger(__name__)

_SUFFIXES = [kind.suffix for kind in (PNG, SVG, WEBP, JPEG)]
_UNSURE = Failure(
    FailureKind.DISK,
    "The job list was lost while this was under way, so it may have been charged; look again, send"
    " it again or forget it.",
    Remedy.LOOK_AGAIN,
)
_UNFINISHED = Failure(
    FailureKind.DISK,
    "The job list was lost before the last step; the pictures so far are kept. Press Go On, or"
    " Take What There Is.",
    Remedy.RESUME,
)


def recover_from_folders(ledger: Ledger) -> int:
    """Add the jobs of all folders that the ledger does not know; how many they are."""
    known = {row[0] for row in ledger.rows("SELECT id FROM jobs")}
    found = 0
    for path in sorted((ledger.home / "jobs").glob(f"*/*/{JOB_NAME}")):
        content = read_json(path)
        if content is None or content.get("id") in known:
            continue
        try:
            with ledger.transaction() as db:
                _add(db, content, path.parent)
        except (KeyError, ValueError, TypeError):
            LOG.exception("%s cannot be read", path)
        else:
            found += 1
    return found


def _add(db: sqlite3.Connection, content: dict[str, Any], folder: Path) -> None:
    chain_text, placement_text = json.dumps(content["chain"]), json.dumps(content["placement"])
    chain, created = chain_from_json(chain_text), float(content["created"])
    db.execute(
        "INSERT INTO jobs (id, created, session, service, state, state_at, revision, chain,"
        " placement, estimate, folder, title, position, file, blend)"
        " VALUES (?, ?, ?, ?, 'sending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            content["id"],
            created,
            content["session"],
            content["service"],
            created,
            next_revision(db),
            chain_text,
            placement_text,
            chain_estimate(chain),
            str(folder),
            chain.title,
            created,
            placement_from_json(placement_text).file,
            content.get("blend", ""),
        ),
    )
    paths = [folder / REQUEST_NAME, *folder.glob(f"step-*/{REQUEST_NAME}")]
    requests: list[dict[str, Any]] = [
        data | {"folder": path.parent} for path in paths if (data := read_json(path))
    ]
    requests.sort(key=lambda data: (data["about"]["step"], data["about"]["picture"]))
    wholes = [_add_request(db, content["id"], data, created) for data in requests]
    state, failure = _state(db, content["id"], wholes, len(chain))
    db.execute("UPDATE receipts SET at = ? WHERE job = ?", (created, content["id"]))
    db.execute(
        "UPDATE jobs SET state = ?, failure = ?, stage = (SELECT coalesce(max(stage), 0)"
        " FROM requests WHERE job = jobs.id) WHERE id = ?",
        (state, failure.to_json() if failure else None, content["id"]),
    )
    record_step(db, content["id"], state, created)


def _add_request(
    db: sqlite3.Connection, job_id: str, data: dict[str, Any], created: float
) -> bool | None:
    """Add a request; True when all its pictures are there, None when it has no answer."""
    about, folder = data.pop("about"), data.pop("folder")
    stage, content = int(about["step"]) - 1, json.dumps(data)
    source = db.execute(
        "SELECT id, number, path FROM results WHERE job = ? AND stage = ?", (job_id, stage - 1)
    ).fetchall()
    of = next((row for row in source if Path(row["path"]).name == about["of"]), None)
    row = db.execute(
        "INSERT INTO requests (job, stage, source, attempt, state, content, folder, estimate,"  # noqa: S608
        " prepared_at, sent_at) VALUES (?, ?, ?, ?, 'unknown', ?, ?, ?, ?, ?)"
        f" RETURNING {REQUEST_COLUMNS}",
        (
            job_id,
            stage,
            of["id"] if of else 0,
            int(about["try"]),
            content,
            str(folder),
            request_from_json(content).units,
            created,
            created,
        ),
    ).fetchone()
    request = request_from_row(row)
    answer = answer_on_disk(folder)
    if answer is None:
        return None
    store_answer(db, request, answer)
    return _add_results(db, row, answer, of["number"] if of else 1)


def _add_results(
    db: sqlite3.Connection, request: sqlite3.Row, answer: Answer, picture: int
) -> bool:
    """Add the pictures of an answer that are on the disk; True when those are all."""
    receipt = read_json(Path(request["folder"]) / RECEIPT_NAME) or {}
    row = db.execute("SELECT folder FROM jobs WHERE id = ?", (request["job"],)).fetchone()
    names = receipt.get("files")
    stems = [str(name) for name in names] if isinstance(names, list) else []
    found = 0
    for item, stem in enumerate(stems, start=1):
        path = next((p for s in _SUFFIXES if (p := Path(row[0]) / f"{stem}{s}").is_file()), None)
        kind = _kind(path) if path else None
        if path is None or kind is None:
            continue
        number = item if request["stage"] == 0 else (picture - 1) * len(stems) + item
        db.execute(
            "INSERT INTO results (job, request, stage, source, item, number, path, kind, size)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                request["job"],
                request["id"],
                request["stage"],
                request["source"],
                item,
                number,
                str(path),
                kind.name,
                path.stat().st_size,
            ),
        )
        found += 1
    promised = json.loads(answer.text).get("data", [None])
    whole = found == len(promised)
    if whole:
        db.execute("UPDATE requests SET state = 'fetched' WHERE id = ?", (request["id"],))
    return whole


def _kind(path: Path) -> MediaKind | None:
    with path.open("rb") as file:
        return sniff(file.read(4096))


def _state(
    db: sqlite3.Connection, job_id: str, wholes: list[bool | None], steps: int
) -> tuple[JobState, Failure | None]:
    """Where a job stands whose requests are whole, not fetched (False) or not answered (None)."""
    if not wholes:
        return JobState.CANCELLED, None
    if None in wholes:
        db.execute("UPDATE jobs SET worker = '' WHERE id = ?", (job_id,))
        return _unanswered(db, job_id)
    if False in wholes:
        return JobState.ANSWERED, None
    missing = db.execute(
        "SELECT 1 FROM results WHERE job = ? AND stage < ? AND id NOT IN"
        " (SELECT source FROM results WHERE job = ?)",
        (job_id, steps - 1, job_id),
    ).fetchone()
    return (JobState.FAILED, _UNFINISHED) if missing else (JobState.READY, None)


def _unanswered(db: sqlite3.Connection, job_id: str) -> tuple[JobState, Failure]:
    """A request without an answer: its failure, where it had one, or nobody knows."""
    row = db.execute("SELECT folder FROM jobs WHERE id = ?", (job_id,)).fetchone()
    data = read_json(Path(row[0]) / FAILURE_NAME)
    failure = _UNSURE if data is None else Failure.from_json(json.dumps(data))
    if failure.remedy is Remedy.LOOK_AGAIN:
        return JobState.UNKNOWN, failure
    db.execute(
        "UPDATE requests SET state = 'failed' WHERE job = ? AND state = 'unknown'", (job_id,)
    )
    return JobState.FAILED, failure
