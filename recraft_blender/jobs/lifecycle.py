# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One job from claimed to ready: each step is in the ledger before the next one is taken.

Runs on a thread of the worker process, never in Blender's.
"""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from ..client.client import RecraftClient
from ..client.download import DownloadedFile
from ..client.errors import DownloadError, DownloadProblem, RecraftError, UnexpectedResponseError
from ..client.media import SVG
from ..client.responses import ImageList
from .errors import LedgerError, StaleJobError
from .failure import explain
from .folder import slug, write_json
from .job import Job, ResultFile
from .ledger import Ledger
from .states import JobState

LOG = logging.getLogger(__name__)

LEDGER_TRIES = 60
LEDGER_PAUSE_S = 2.0

_TOO_LATE = (
    "The request was already on its way when you cancelled it; the pictures are paid for and kept."
)
_NOT_KEPT = "The answer is in the job's folder (answer.json), but the job list did not take it."


class JobCancelledError(Exception):
    """Control flow: the person cancelled, and nothing was sent."""


class WorkerClosingError(Exception):
    """Control flow: Blender is gone, and nothing was sent."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a thread works with. `pause(seconds)` is False when the worker is to end."""

    ledger: Ledger
    client: RecraftClient
    pause: Callable[[float], bool]


def run_job(job: Job, bench: Workbench) -> None:
    """Take a claimed job as far as it goes. Every outcome ends in the ledger; nothing is raised."""
    try:
        images = _ask(job, bench) if job.state is JobState.SENDING else _answer_of(job)
        _fetch(job, images, bench)
    except JobCancelledError:
        _end(lambda: bench.ledger.advance(job.id, JobState.CANCELLED))
    except WorkerClosingError:
        _end(lambda: bench.ledger.advance(job.id, JobState.QUEUED))
    except Exception as error:  # noqa: BLE001 - whatever happens becomes the job's plain words
        _end_with(error, job, bench.ledger)
        return
    _note_balance_after(job, bench)


def refresh_balance(bench: Workbench, service: str) -> int | None:
    """Ask for the balance and keep it; None when the service does not tell."""
    try:
        units = bench.client.get_user().credits
    except RecraftError:
        return None
    bench.ledger.record_balance(service, units)
    return units


def _note_balance_before(job: Job, bench: Workbench) -> None:
    units = refresh_balance(bench, job.service)
    known = bench.ledger.balance(job.service) if units is None else None
    bench.ledger.update(job.id, balance_before=known[0] if known else units)


def _note_balance_after(job: Job, bench: Workbench) -> None:
    try:
        units = refresh_balance(bench, job.service)
        if units is not None:
            bench.ledger.update(job.id, balance_after=units)
    except LedgerError:
        LOG.exception("job %s: the balance could not be kept", job.id)


def _answer_of(job: Job) -> ImageList:
    return ImageList.model_validate_json(job.answer or "")


def _ask(job: Job, bench: Workbench) -> ImageList:
    """Send the request and store the answer. Up to the sending, a cancel costs nothing."""

    def wait(seconds: float) -> None:
        """Between tries nothing is under way."""
        waited = 0.0
        while True:
            if bench.ledger.is_cancel_requested(job.id):
                raise JobCancelledError
            if not bench.pause(min(0.2, seconds - waited)):
                raise WorkerClosingError
            if waited >= seconds:
                return
            waited += 0.2

    write_json(job.folder / "request.json", asdict(job.request))
    _note_balance_before(job, bench)
    wait(0.0)
    try:
        images = bench.client.send(job.request, wait=wait)
    except (RecraftError, JobCancelledError, WorkerClosingError, LedgerError):
        raise
    except Exception as error:
        # Nothing tells whether the request was carried out before this went wrong.
        raise UnexpectedResponseError("The service's answer could not be understood.") from error
    _keep_answer(job, images, bench.ledger)
    return images


def _keep_answer(job: Job, images: ImageList, ledger: Ledger) -> None:
    """Store a paid answer: in the job's folder, and in the ledger however long that is locked."""
    answer = images.model_dump_json()
    try:
        write_json(job.folder / "answer.json", json.loads(answer))
    except OSError:
        LOG.exception("job %s: no second copy of the answer", job.id)
    kept = _end(
        lambda: ledger.record_answer(
            job, answer=answer, units=images.credits, request_id=images.request_id
        )
    )
    if not kept:
        raise UnexpectedResponseError(_NOT_KEPT, request_id=images.request_id)


def _end(write: Callable[[], None]) -> bool:
    """Write to the ledger what must not be lost: again and again while it is locked or full.

    False when it was not to be had. A job that somebody else has moved on is left as it is.
    """
    for _ in range(LEDGER_TRIES):
        try:
            write()
        except StaleJobError:
            LOG.warning("a job has moved on without its worker")
        except LedgerError:
            LOG.exception("the ledger does not take it; trying again")
            time.sleep(LEDGER_PAUSE_S)
            continue
        return True
    LOG.error("the ledger did not take it")
    return False


def _fetch(job: Job, images: ImageList, bench: Workbench) -> None:
    """Fetch every picture; those that came are kept whatever happens to the others."""
    bench.ledger.advance(job.id, JobState.DOWNLOADING)
    _write_receipt(job, images)
    name = slug(job.request.prompt)
    results: list[ResultFile] = []
    lost: list[DownloadError] = []
    for number, image in enumerate(images.data, start=1):
        target = job.folder / f"{name}-{number}.png"
        try:
            file = bench.client.download(image.url or "", target, wait=lambda s: _pause(s, bench))
            _check_raster(file, image.url or "")
        except DownloadError as error:
            lost.append(error)
        else:
            results.append(_result(number, file))
    if not results:
        raise lost[0]
    late = bench.ledger.is_cancel_requested(job.id)
    failure = explain(lost[0]) if lost else None
    note = _TOO_LATE if late else ""
    _end(lambda: bench.ledger.record_results(job.id, results, note=note, failure=failure))


def _check_raster(file: DownloadedFile, url: str) -> None:
    if file.kind is SVG:
        message = "The service sent a drawing where a picture was asked for."
        raise DownloadError(DownloadProblem.NOT_A_PICTURE, message, url=url)


def _pause(seconds: float, bench: Workbench) -> None:
    bench.pause(seconds)


def _result(number: int, file: DownloadedFile) -> ResultFile:
    return ResultFile(number, Path(file.path), file.kind.name, file.size)


def _write_receipt(job: Job, images: ImageList) -> None:
    write_json(
        job.folder / "receipt.json",
        {
            "job": job.id,
            "service": job.service,
            "request_id": images.request_id,
            "created": images.created,
            "pictures": len(images.data),
            "estimate_units": job.estimate,
            "charged_units": images.credits,
        },
    )


def _end_with(error: Exception, job: Job, ledger: Ledger) -> None:
    failure = explain(error)
    if isinstance(error, RecraftError):
        LOG.warning("job %s: %s (%s)", job.id, failure.kind, type(error).__name__)
    else:
        LOG.exception("job %s", job.id)
    unknown = isinstance(error, RecraftError) and error.may_have_been_paid
    _end(lambda: ledger.fail(job.id, failure, JobState.UNKNOWN if unknown else JobState.FAILED))
    _keep_body(error, job)


def _keep_body(error: Exception, job: Job) -> None:
    """What the service said, for support: it has no token in it, and nobody has to read it."""
    body = getattr(error, "body", "")
    if body:
        try:
            content = {"error": str(error), "body": body}
            write_json(job.folder / "answer-not-understood.json", content)
        except OSError:
            LOG.exception("job %s: the answer could not be kept", job.id)
