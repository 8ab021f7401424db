# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving a job from state to state, within a transaction that is already open.

Each move is a compare-and-set that also writes the step with its time and a new revision, so that
two processes cannot both make it.
"""

import sqlite3
import time
from collections.abc import Mapping

from .errors import StaleJobError
from .states import JobState, before

Value = str | int | float | None


def next_revision(db: sqlite3.Connection) -> int:
    """A new revision; only within a transaction."""
    row = db.execute("UPDATE counter SET revision = revision + 1 RETURNING revision").fetchone()
    return int(row[0])


def record_step(db: sqlite3.Connection, job_id: str, state: JobState, at: float) -> None:
    """Write down that a job came to a state; only within a transaction."""
    db.execute("INSERT INTO steps VALUES (?, ?, ?)", (job_id, state, at))


def advance(
    db: sqlite3.Connection,
    job_id: str,
    state: JobState,
    only_from: tuple[JobState, ...] | None = None,
    /,
    **columns: Value,
) -> None:
    """`Ledger.advance` within a transaction that is already open."""
    sources = before(state) if only_from is None else only_from
    now = time.time()
    columns |= {"state": state, "state_at": now}
    if not set_columns(db, job_id, columns, sources):
        raise StaleJobError(f"{job_id} cannot become {state}")
    record_step(db, job_id, state, now)


def set_columns(
    db: sqlite3.Connection,
    job_id: str,
    columns: Mapping[str, Value],
    sources: tuple[JobState, ...] = tuple(JobState),
) -> bool:
    """Set columns of a job in one of some states, with a new revision; True when it was."""
    columns = {**columns, "revision": next_revision(db)}
    names = ", ".join(f"{name} = ?" for name in columns)
    marks = ", ".join("?" for _ in sources)
    changed = db.execute(
        f"UPDATE jobs SET {names} WHERE id = ? AND state IN ({marks})",  # noqa: S608 - our names
        (*columns.values(), job_id, *sources),
    )
    return changed.rowcount == 1
