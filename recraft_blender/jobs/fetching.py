# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of an answer, from their links or from the answer itself to the disk."""

import json
import time
from collections.abc import Callable
from functools import partial

from ..client.calls import MakingRequest, Request, VectorizeRequest
from ..client.download import DownloadedFile
from ..client.errors import DownloadError, DownloadProblem
from ..client.media import SVG
from ..client.responses import Image, ImageList, SingleImage
from . import exchange
from .bench import Workbench, insist
from .folder import RECEIPT_NAME, slug, sync_folder, write_json
from .job import Job, ResultFile, SentRequest
from .recipe import inscribe
from .spec import request_from_json
from .states import JobState


def fetch(
    job: Job, bench: Workbench, row: SentRequest, source: ResultFile | None
) -> list[DownloadError]:
    """Fetch the pictures of an answer that are not there yet; the errors of those that are lost.

    Those that came are kept whatever happens to the others.
    """
    bench.ledger.advance(job.id, JobState.DOWNLOADING)
    request = request_from_json(row.content)
    images = _images(row.answer or "")
    names = _names(job, row, request, source, len(images))
    _write_receipt(job, row, request, names)
    there = exchange.items_of(bench.ledger, row)
    lost: list[DownloadError] = []
    for item, (image, name) in enumerate(zip(images, names, strict=True), start=1):
        if item in there and _is_whole(there[item]):
            continue
        try:
            file = bench.client.save(image, job.folder / f"{name}.png", wait=_waiting(bench))
            _check_kind(file, request, image.url or "")
        except DownloadError as error:
            lost.append(error)
            continue
        sync_folder(job.folder)
        number = _number(item, len(images), source)
        result = inscribe(job, row, ResultFile(number, file.path, file.kind.name, file.size))
        insist(partial(exchange.record_result, bench.ledger, row, item, number, result))
    if not lost:
        insist(lambda: exchange.record_fetched(bench.ledger, row))
    return lost


def _images(answer: str) -> tuple[Image, ...]:
    given = json.loads(answer)
    if "image" in given:
        return (SingleImage.model_validate_json(answer).image,)
    if "data" not in given:
        return ()  # a custom style, which is in the list since the answer was stored
    return ImageList.model_validate_json(answer).data


def _number(item: int, count: int, source: ResultFile | None) -> int:
    """A picture keeps its number through the steps; where one becomes several they count on."""
    return item if source is None else (source.number - 1) * count + item


def _names(
    job: Job, row: SentRequest, request: Request, source: ResultFile | None, count: int
) -> list[str]:
    """File names without suffix, the same whenever it is fetched."""
    if source is None:
        stem = slug(job.title)
    else:
        stem = f"{source.path.stem}-{slug(request.endpoint.title)}"
    if row.attempt > 1:
        stem += f"-try-{row.attempt}"
    if source is not None and count == 1:
        return [stem]
    return [f"{stem}-{item}" for item in range(1, count + 1)]


def _is_whole(file: ResultFile) -> bool:
    try:
        return file.path.stat().st_size == file.size
    except OSError:
        return False


def _waiting(bench: Workbench) -> Callable[[float], None]:
    def wait(seconds: float) -> None:
        bench.pause(seconds)

    return wait


def _check_kind(file: DownloadedFile, request: Request, url: str) -> None:
    """A drawing where pixels were asked for is no result; what may be either is."""
    is_vector = isinstance(request, VectorizeRequest)
    if isinstance(request, MakingRequest):
        if request.is_vector is None:
            return
        is_vector = request.is_vector
    elif not is_vector:
        return
    if (file.kind is SVG) != is_vector:
        message = (
            "The service sent a picture where a drawing was asked for."
            if is_vector
            else "The service sent a drawing where a picture was asked for."
        )
        raise DownloadError(DownloadProblem.NOT_A_PICTURE, message, url=url)


def _write_receipt(job: Job, row: SentRequest, request: Request, names: list[str]) -> None:
    write_json(
        row.folder / RECEIPT_NAME,
        {
            "job": job.id,
            "service": job.service,
            "request": request.endpoint.path,
            "request_id": row.request_id,
            "answered": time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(row.answered_at)),
            "pictures": len(names),
            "estimate_units": row.estimate,
            "charged_units": row.units,
            "files": names,
        },
    )
