# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request of a job, from the intention to the stored answer.

Each step is on the disk before the next is taken: the intention before the sending, the answer
before anything is done with it.
"""

import errno
import json
import logging
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..client.calls import Request
from ..client.errors import RecraftError, UnexpectedResponseError
from . import exchange
from .answers import Answer, record_answer
from .bench import JobCancelledError, Workbench, WorkerClosingError, insist, refresh_balance
from .errors import LedgerError, StaleJobError, StepNotSentError
from .fitted import with_fitted_pictures
from .folder import ANSWER_NAME, JOB_NAME, REQUEST_NAME, write_json
from .job import Job, ResultFile, SentRequest
from .spec import chain_to_json, from_file, placement_to_json, with_pictures

if TYPE_CHECKING:
    from ..client.calls import CreateStyleRequest
    from ..client.client import ListRequest, SingleRequest

    PaidRequest = ListRequest | SingleRequest | CreateStyleRequest

LOG = logging.getLogger(__name__)

ROOM_BYTES = 16 * 1024 * 1024
"""So much must be free before anything is paid: a fourfold of a large picture."""
_LOOK_S = 0.2

_NOT_SENT = (
    "The next step was not sent, so nothing was charged for it; the pictures of the steps before"
    " are kept. Press Go On, or Take What There Is."
)
_NOT_KEPT = "The answer is in the job's folder (answer.json), but the job list did not take it."


def ask(job: Job, bench: Workbench, stage: int, source: ResultFile | None) -> SentRequest:
    """Send one request and store its answer. Up to the sending, a cancel costs nothing."""
    if not _may_send(job, bench):
        raise StepNotSentError(_NOT_SENT)
    request = job.chain.requests[stage]
    if source is not None:
        request = with_pictures(request, from_file(source.path))
    notes: tuple[str, ...] = ()
    if job.chain.fit:
        request, notes = with_fitted_pictures(request, job.folder)
    request.check()
    _check_room(job.folder)
    row = exchange.prepare(bench.ledger, job, request, stage=stage, source=source)
    _write_intention(job, row, source, notes)
    units = refresh_balance(bench, job.service)
    known = bench.ledger.balance(job.service) if units is None else None
    exchange.record_balance_before(bench.ledger, row, known[0] if known else units)
    _look(job, bench, 0.0)
    answer = _send(job, bench, row, request)
    _keep(bench, row, answer)
    (kept,) = (one for one in exchange.requests_of(bench.ledger, job.id) if one.id == row.id)
    return kept


def _may_send(job: Job, bench: Workbench) -> bool:
    """False for a session that is gone, and where the person only asked to fetch what is paid."""
    fetch_only = bench.ledger.rows("SELECT fetch_only FROM jobs WHERE id = ?", (job.id,))[0][0]
    return bench.session in (None, job.session) and not fetch_only


def _check_room(folder: Path) -> None:
    """Raise OSError where the result would not fit on the disk, before it is paid."""
    there = next(parent for parent in folder.parents if parent.exists())
    if shutil.disk_usage(there).free < ROOM_BYTES:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _write_intention(
    job: Job, row: SentRequest, source: ResultFile | None, notes: tuple[str, ...]
) -> None:
    if not (job.folder / JOB_NAME).exists():
        about = {name: getattr(job, name) for name in ("id", "created", "session", "service")}
        chain = json.loads(chain_to_json(job.chain))
        placement = json.loads(placement_to_json(job.placement))
        more = {"blend": job.blend, "chain": chain, "placement": placement}
        write_json(job.folder / JOB_NAME, about | more)
    place: dict[str, object] = {
        "step": row.stage + 1,
        "picture": source.number if source else 1,
        "of": source.path.name if source else "",
        "try": row.attempt,
    }
    if notes:
        place["done to the picture"] = " ".join(notes)
    write_json(row.folder / REQUEST_NAME, json.loads(row.content) | {"about": place})


def _look(job: Job, bench: Workbench, seconds: float) -> None:
    """Wait, while nothing is under way; raises when the job is not to be sent after all."""
    waited = 0.0
    while True:
        if bench.ledger.is_cancel_requested(job.id):
            raise JobCancelledError
        if not bench.pause(min(_LOOK_S, seconds - waited)):
            raise WorkerClosingError
        if waited >= seconds:
            return
        waited += _LOOK_S


def _send(job: Job, bench: Workbench, row: SentRequest, request: Request) -> Answer:
    def wait(seconds: float) -> None:
        """Between tries nothing is under way, and what dies now has surely not been paid."""
        exchange.record_sent(bench.ledger, row, sent=False)
        _look(job, bench, seconds)
        exchange.record_sent(bench.ledger, row, sent=True)

    exchange.record_sent(bench.ledger, row, sent=True)
    try:
        given = bench.client.send(cast("PaidRequest", request), wait=wait)
    except (RecraftError, JobCancelledError, WorkerClosingError, LedgerError, StaleJobError):
        raise
    except Exception as error:
        # Nothing tells whether the request was carried out before this went wrong.
        raise UnexpectedResponseError("The service's answer could not be understood.") from error
    if given.credits is None:
        # The first API told of a style only its id: what is published stands for what it took.
        given = given.model_copy(update={"credits": request.units or 0})
    return Answer(given.model_dump_json(), given.credits or 0, given.request_id)


def _keep(bench: Workbench, row: SentRequest, answer: Answer) -> None:
    """Store a paid answer: in the request's folder, and in the ledger however long that takes."""
    written = False

    def write() -> None:
        nonlocal written
        try:
            if not written:
                write_json(row.folder / ANSWER_NAME, json.loads(answer.text))
                written = True
        except OSError:
            LOG.exception("request %s: no second copy of the answer", row.id)
        record_answer(bench.ledger, row, answer)

    if not insist(write):
        raise UnexpectedResponseError(_NOT_KEPT, request_id=answer.request_id)
