# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job as the ledger knows it, and what belongs to it: frozen values, each made from one row."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..client.calls import Request
from .failure import Failure
from .spec import Chain, Placement, chain_from_json, placement_from_json
from .states import JobState

if TYPE_CHECKING:
    from sqlite3 import Row

COLUMNS = (
    "id, created, session, service, state, state_at, revision, chain, placement, estimate,"
    " folder, cancel_requested, removed, request_id, units, balance_before, balance_after,"
    " failure, note, title, stage, not_before, position, blend, favourite"
)
REQUEST_COLUMNS = (
    "id, job, stage, source, attempt, state, content, folder, estimate, sent_at, answered_at,"
    " answer, request_id, units, balance_before, balance_after"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job. Times are Unix seconds, `estimate`, `units` and balances are API units.

    `stage` is the step of the chain at which it stands, from 0; `units` what its steps cost so
    far, None before the first answer; the balances and `request_id` are those of its last request.
    `note` is a sentence about where a result waits, `blend` the name of the .blend, for totals.
    """

    id: str
    created: float
    session: str
    service: str
    state: JobState
    state_at: float
    revision: int
    chain: Chain
    placement: Placement
    estimate: int | None
    folder: Path
    cancel_requested: bool
    removed: bool
    request_id: str
    units: int | None
    balance_before: int | None
    balance_after: int | None
    failure: Failure | None
    note: str
    title: str
    stage: int
    not_before: float
    position: float
    blend: str
    favourite: bool

    @property
    def request(self) -> Request:
        """The request that it begins with."""
        return self.chain.first

    @property
    def is_paid(self) -> bool:
        """True when an answer came, which is paid for."""
        return self.units is not None

    @property
    def is_open(self) -> bool:
        """True while there is something to be done or decided: it stays in view, however old."""
        waits = self.state in (JobState.READY, JobState.PLACING, JobState.UNKNOWN)
        return self.state.is_active or waits or (self.state is JobState.FAILED and self.is_paid)

    @property
    def can_resume(self) -> bool:
        """True when it failed where it can go on without paying for anything twice."""
        return self.state is JobState.FAILED

    @property
    def step_words(self) -> str:
        """Which step of how many, for a chain of several."""
        if len(self.chain) < 2:
            return ""
        title = self.chain.requests[self.stage].endpoint.title
        return f"step {self.stage + 1} of {len(self.chain)}: {title}"


class RequestState(StrEnum):
    """Where one request stands."""

    PREPARED = "prepared"
    """Written down; surely not sent."""
    SENT = "sent"
    ANSWERED = "answered"
    FETCHED = "fetched"
    FAILED = "failed"
    """Surely not paid."""
    UNKNOWN = "unknown"
    GIVEN_UP = "given up"
    """Unknown, and the person asked for no more of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRequest:
    """One request: step, picture (`source` is a result's row, 0 for none) and try.

    `content` is the request as JSON, `answer` the service's answer as JSON.
    """

    id: int
    job: str
    stage: int
    source: int
    attempt: int
    state: RequestState
    content: str
    folder: Path
    estimate: int | None
    sent_at: float | None
    answered_at: float | None
    answer: str | None
    request_id: str
    units: int | None
    balance_before: int | None
    balance_after: int | None


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A picture on the disk: its number within the job (from 1), path, media type, bytes.

    `stage` is the step that gave it, from 0; `id` its row.
    """

    number: int
    path: Path
    kind: str
    size: int
    stage: int = 0
    id: int = 0


# The list is read again and again, and what a job wants never changes.
_chain = lru_cache(maxsize=1024)(chain_from_json)
_placement = lru_cache(maxsize=1024)(placement_from_json)


def job_from_row(row: "Row") -> Job:
    """The job of a row that was selected with `COLUMNS`."""
    values = dict(row)
    return Job(
        **values
        | {
            "state": JobState(row["state"]),
            "chain": _chain(row["chain"]),
            "placement": _placement(row["placement"]),
            "folder": Path(row["folder"]),
            "cancel_requested": bool(row["cancel_requested"]),
            "removed": bool(row["removed"]),
            "favourite": bool(row["favourite"]),
            "failure": Failure.from_json(row["failure"]) if row["failure"] else None,
        }
    )


def request_from_row(row: "Row") -> SentRequest:
    """The request of a row that was selected with `REQUEST_COLUMNS`."""
    values = dict(row)
    return SentRequest(
        **values | {"state": RequestState(row["state"]), "folder": Path(row["folder"])}
    )
