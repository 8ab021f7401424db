# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One job from claimed to ready: each step is in the ledger before the next one is taken.

Runs on a thread of the worker process, never in Blender's.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from ..client.client import RecraftClient
from ..client.download import DownloadedFile
from ..client.errors import RecraftError
from ..client.responses import ImageList
from .failure import Failure, Remedy, explain
from .folder import slug, write_json
from .job import Job, ResultFile
from .ledger import Ledger
from .states import JobState

LOG = logging.getLogger(__name__)

_TOO_LATE = (
    "The request was already on its way when you cancelled it; the pictures are paid for and kept."
)


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
        if job.state is JobState.SENDING:
            _note_balance(job, bench)
            images = _send(job, bench)
        else:
            images = ImageList.model_validate_json(job.answer or "")
        _fetch(job, images, bench)
    except JobCancelledError:
        bench.ledger.advance(job.id, JobState.CANCELLED)
    except WorkerClosingError:
        bench.ledger.advance(job.id, JobState.QUEUED)
    except Exception as error:  # noqa: BLE001 - whatever happens becomes the job's plain words
        _end_with(error, job, bench.ledger)


def refresh_balance(bench: Workbench, service: str) -> int | None:
    """Ask for the balance and keep it; None when the service does not tell."""
    try:
        units = bench.client.get_user().credits
    except RecraftError:
        return None
    bench.ledger.record_balance(service, units)
    return units


def _note_balance(job: Job, bench: Workbench) -> None:
    known = bench.ledger.balance(job.service)
    units = known[0] if known else refresh_balance(bench, job.service)
    bench.ledger.update(job.id, balance_before=units)


def _send(job: Job, bench: Workbench) -> ImageList:
    write_json(job.folder / "request.json", asdict(job.request))

    def wait(seconds: float) -> None:
        """Between tries nothing is under way, so this is where a cancel costs nothing."""
        waited = 0.0
        while True:
            if bench.ledger.is_cancel_requested(job.id):
                raise JobCancelledError
            if waited >= seconds:
                return
            if not bench.pause(min(0.2, seconds - waited)):
                raise WorkerClosingError
            waited += 0.2

    images = bench.client.generate(job.request, wait=wait)
    bench.ledger.record_answer(
        job,
        answer=images.model_dump_json(),
        units=images.credits,
        request_id=images.request_id,
    )
    return images


def _fetch(job: Job, images: ImageList, bench: Workbench) -> None:
    bench.ledger.advance(job.id, JobState.DOWNLOADING)
    _write_receipt(job, images)
    name = slug(job.request.prompt)
    results = []
    for number, image in enumerate(images.data, start=1):
        target = job.folder / f"{name}-{number}.png"
        file = bench.client.download(image.url or "", target, wait=lambda s: _pause(s, bench))
        results.append(_result(number, file))
    late = bench.ledger.is_cancel_requested(job.id)
    bench.ledger.record_results(job.id, results, note=_TOO_LATE if late else "")
    units = refresh_balance(bench, job.service)
    if units is not None:
        bench.ledger.update(job.id, balance_after=units)


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
    failure = _without_paying_again(explain(error), job, ledger)
    if isinstance(error, RecraftError):
        LOG.warning("job %s: %s (%s)", job.id, failure.kind, type(error).__name__)
    else:
        LOG.exception("job %s", job.id)
    unknown = isinstance(error, RecraftError) and error.may_have_been_paid
    ledger.fail(job.id, failure, JobState.UNKNOWN if unknown else JobState.FAILED)
    _keep_body(error, job)


def _without_paying_again(failure: Failure, job: Job, ledger: Ledger) -> Failure:
    """Once the answer is in the ledger, what went wrong (a full disk) needs no second payment."""
    if failure.remedy is Remedy.RUN_AGAIN and ledger.job(job.id).answer is not None:
        return replace(failure, remedy=Remedy.FETCH_AGAIN)
    return failure


def _keep_body(error: Exception, job: Job) -> None:
    """What the service said, for support: it has no token in it, and nobody has to read it."""
    body = getattr(error, "body", "")
    if body:
        try:
            answer = {"error": json.dumps(str(error)), "body": body}
            write_json(job.folder / "answer-not-understood.json", answer)
        except OSError:
            LOG.exception("job %s: the answer could not be kept", job.id)
