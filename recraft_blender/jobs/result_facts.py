# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a picture was made, in words: the recipe as lines of a name and a value."""

import time

from ..client import catalog
from ..client.catalog.endpoints import GENERATE
from .config import Service
from .job import Job, ResultFile

_SERVICES = {Service.RECRAFT: "Recraft", Service.SANDBOX: "Sandbox"}


def facts(
    job: Job, file: ResultFile, pixels: tuple[int, int] | None
) -> tuple[tuple[str, str], ...]:
    """What is known, most wanted first; `pixels` are the picture's own width and height.

    What the job did not ask for has no line. Never a token and never a folder.
    """
    asked = job.chain.first.parameters()
    made = time.strftime("%Y-%m-%d %H:%M", time.localtime(job.created))
    found = (
        ("Model", _model(str(asked.get("model", "")))),
        ("Size", "{} × {}".format(*pixels) if pixels else str(asked.get("size", ""))),
        ("Seed", str(asked.get("random_seed", ""))),
        ("Style", _style(asked)),
        ("Steps", _steps(job, file)),
        ("Service", _SERVICES.get(job.service, job.service)),  # type: ignore[call-overload]
        ("Made", made),
        ("Cost", "" if job.units is None else _cost(job)),
        ("Request", job.request_id),
    )
    return tuple((name, value) for name, value in found if value)


def _model(name: str) -> str:
    known = catalog.model(name)
    return known.title if known else name


def _style(asked: dict[str, object]) -> str:
    parts = (asked.get("style"), asked.get("substyle"), asked.get("style_id"))
    return ", ".join(str(part) for part in parts if part)


def _steps(job: Job, file: ResultFile) -> str:
    done = job.chain.requests[: file.stage + 1]
    titles = [request.endpoint.title for request in done]
    return " → ".join(titles) if titles != [GENERATE.title] else ""


def _cost(job: Job) -> str:
    kind = "play units" if job.service == Service.SANDBOX else "units"
    count = max(1, job.chain.first.image_count)
    return f"{job.units:,} {kind}" + (f" for {count} pictures" if count > 1 else "")
