# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job as the ledger knows it: a frozen value, made from one row."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..client.calls import GenerationRequest
from .failure import Failure
from .spec import TexturePlacement, placement_from_json, request_from_json
from .states import JobState

if TYPE_CHECKING:
    from sqlite3 import Row

COLUMNS = (
    "id, created, session, service, state, state_at, revision, request, placement, estimate,"
    " folder, cancel_requested, answer, request_id, units, balance_before, balance_after,"
    " failure, note"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job. Times are Unix seconds, `estimate`, `units` and balances are API units.

    `note` is a sentence about where a result waits; `answer` is the service's answer as JSON.
    """

    id: str
    created: float
    session: str
    service: str
    state: JobState
    state_at: float
    revision: int
    request: GenerationRequest
    placement: TexturePlacement
    estimate: int | None
    folder: Path
    cancel_requested: bool
    answer: str | None
    request_id: str
    units: int | None
    balance_before: int | None
    balance_after: int | None
    failure: Failure | None
    note: str


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A picture on the disk: its number within the job (from 1), path, media type, bytes."""

    number: int
    path: Path
    kind: str
    size: int


def job_from_row(row: "Row") -> Job:
    """The job of a row that was selected with `COLUMNS`."""
    values = dict(row)
    return Job(
        **values
        | {
            "state": JobState(row["state"]),
            "request": request_from_json(row["request"]),
            "placement": placement_from_json(row["placement"]),
            "folder": Path(row["folder"]),
            "cancel_requested": bool(row["cancel_requested"]),
            "failure": Failure.from_json(row["failure"]) if row["failure"] else None,
        }
    )
