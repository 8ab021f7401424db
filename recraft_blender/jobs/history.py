# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the history so that it stays fast, however long it is."""

from collections.abc import Collection
from dataclasses import dataclass

from .job import COLUMNS, Job, job_from_row
from .ledger import Ledger
from .moves import Value
from .states import ACTIVE, JobState


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a revision; ask again from `revision` when there is `more`."""

    revision: int
    jobs: tuple[Job, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many jobs the list has, and of what sort."""

    total: int
    active: int
    ready: int
    unknown: int
    failed: int
    favourites: int


def changed_since(ledger: Ledger, revision: int, limit: int = 200) -> Changes:
    """The jobs that changed after a revision, oldest change first; removed ones too.

    Costs what changed, not what there is.
    """
    latest = ledger.revision()
    if latest == revision:
        return Changes(revision, (), more=False)
    rows = ledger.rows(
        f"SELECT {COLUMNS} FROM jobs WHERE revision > ? ORDER BY revision LIMIT ?",  # noqa: S608
        (revision, limit),
    )
    jobs = tuple(job_from_row(row) for row in rows)
    if len(jobs) == limit:
        return Changes(jobs[-1].revision, jobs, more=True)
    return Changes(max(latest, *(job.revision for job in jobs), 0), jobs, more=False)


def page(
    ledger: Ledger,
    *,
    limit: int,
    before: Job | None = None,
    words: str = "",
    favourites: bool = False,
    states: Collection[JobState] = (),
) -> list[Job]:
    """Jobs of the list, newest first, from after `before`; all of `words` are in their titles."""
    conditions, values = ["removed = 0"], list[Value]()
    if before is not None:
        conditions.append("(created, id) < (?, ?)")
        values += [before.created, before.id]
    for word in words.split():
        conditions.append("title LIKE ? ESCAPE '!'")
        values.append("%" + word.translate(_ESCAPED) + "%")
    if favourites:
        conditions.append("favourite = 1")
    if states:
        conditions.append(f"state IN ({', '.join('?' for _ in states)})")
        values += list(states)
    rows = ledger.rows(
        f"SELECT {COLUMNS} FROM jobs WHERE {' AND '.join(conditions)}"  # noqa: S608 - our own
        " ORDER BY created DESC, id DESC LIMIT ?",
        [*values, limit],
    )
    return [job_from_row(row) for row in rows]


_ESCAPED = str.maketrans({"!": "!!", "%": "!%", "_": "!_"})


def counts(ledger: Ledger) -> Counts:
    """How many jobs of each sort. Reads an index of all: not for every stroke of the pump."""
    rows = ledger.rows("SELECT state, count(*) FROM jobs WHERE removed = 0 GROUP BY state")
    found = {JobState(row[0]): int(row[1]) for row in rows}
    liked = ledger.rows("SELECT count(*) FROM jobs WHERE favourite = 1 AND removed = 0")
    return Counts(
        total=sum(found.values()),
        active=sum(found.get(state, 0) for state in ACTIVE),
        ready=found.get(JobState.READY, 0),
        unknown=found.get(JobState.UNKNOWN, 0),
        failed=found.get(JobState.FAILED, 0),
        favourites=int(liked[0][0]),
    )


def open_jobs(ledger: Ledger, session: str) -> list[Job]:
    """What still needs somebody, as `Job.is_open` says, however old; oldest first.

    Of results that wait only a session's own: those of former ones are history that is offered.
    """
    states = [*sorted(ACTIVE), "placing", "unknown", "ready", "failed"]
    values: list[Value] = [*states, session]
    # By the index of states, never by age through the whole history: hence the plus.
    rows = ledger.rows(
        f"SELECT {COLUMNS} FROM jobs WHERE removed = 0"  # noqa: S608
        f" AND state IN ({', '.join('?' for _ in states)})"
        " AND (state != 'ready' OR session = ?) AND (state != 'failed' OR units IS NOT NULL)"
        " ORDER BY +created",
        values,
    )
    return [job_from_row(row) for row in rows]


def set_favourite(ledger: Ledger, job_id: str, favourite: bool) -> None:  # noqa: FBT001 - a switch
    """Mark a job as liked, or not any more."""
    ledger.update(job_id, favourite=int(favourite))
