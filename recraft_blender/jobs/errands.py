# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errands: what is asked of the service for free. Balance, styles listed and deleted; no jobs.

Blender writes a row for one worker, which holds the token that is meant; the worker takes it at
once and writes a sentence beside it. Every function is one transaction. What an errand finds out
(a balance, styles) goes where such things are kept.
"""

import time

from .errand import Errand, ErrandKind, ErrandState
from .ledger import Ledger
from .moves import Value, next_revision

LONGEST_S = 20.0
"""So long the worker asks at most: several tries, waits between them included."""
GIVEN_UP_S = 60.0
"""After so long nobody waits for an errand any more: its worker is stuck."""
_KEPT_S = 24 * 3600.0

NO_ANSWER = "Nobody answered: the extension's worker process ended. Try again."
_TOO_LATE = "It took too long; try again in a while."
_REPLACED = "The settings were changed meanwhile; try again."
_COLUMNS = "id, session, worker, service, kind, subject, state, asked_at, sentence"


def ask(
    ledger: Ledger, kind: ErrandKind, *, session: str, worker: str, service: str, subject: str = ""
) -> int:
    """Ask a worker for something; the errand's id. One that is under way already is not doubled."""
    mine = "session = ? AND kind = ? AND subject = ?"
    values: list[Value] = [session, kind, subject]
    with ledger.transaction() as db:
        row = db.execute(
            f"SELECT id FROM errands WHERE {mine} AND worker = ? AND state IN ('asked', 'taken')",  # noqa: S608
            (*values, worker),
        ).fetchone()
        if row is not None:
            return int(row[0])
        # A former worker has another token, or asks another service.
        db.execute(f"DELETE FROM errands WHERE {mine}", values)  # noqa: S608
        db.execute("DELETE FROM errands WHERE abs(asked_at - ?) > ?", (time.time(), _KEPT_S))
        row = db.execute(
            "INSERT INTO errands (session, worker, service, kind, subject, state, asked_at)"
            " VALUES (?, ?, ?, ?, ?, 'asked', ?) RETURNING id",
            (session, worker, service, kind, subject, time.time()),
        ).fetchone()
        next_revision(db)
    return int(row[0])


def take(ledger: Ledger, worker: str) -> Errand | None:
    """The next errand of a worker, which is then under way, or None."""
    query = f"SELECT {_COLUMNS} FROM errands WHERE worker = ? AND state = 'asked' ORDER BY id"  # noqa: S608
    if not ledger.rows(query, (worker,)):
        return None  # without asking for the lock
    with ledger.transaction() as db:
        row = db.execute(query, (worker,)).fetchone()
        if row is None:
            return None
        db.execute("UPDATE errands SET state = 'taken' WHERE id = ?", (row["id"],))
        next_revision(db)
    return _errand(row)


def end(ledger: Ledger, errand: Errand, state: ErrandState, sentence: str) -> bool:
    """Write down what came of an errand; False when nobody waits for it any more."""
    with ledger.transaction() as db:
        changed = db.execute(
            "UPDATE errands SET state = ?, sentence = ?"
            " WHERE id = ? AND state IN ('asked', 'taken')",
            (state, sentence, errand.id),
        )
        next_revision(db)
    return changed.rowcount == 1


def latest(ledger: Ledger, *, session: str, service: str) -> tuple[Errand, ...]:
    """The errands of a session for a service, the last of each kind and subject, oldest first."""
    rows = ledger.rows(
        f"SELECT {_COLUMNS} FROM errands WHERE session = ? AND service = ? ORDER BY id",  # noqa: S608
        (session, service),
    )
    return tuple(_errand(row) for row in rows)


def give_up(ledger: Ledger, *, session: str, alive: str) -> None:
    """End what no worker will answer: those of another than the one `alive`, and the late ones."""
    found = ledger.rows(
        f"SELECT {_COLUMNS} FROM errands WHERE session = ? AND state IN ('asked', 'taken')"  # noqa: S608
        " AND (worker != ? OR abs(asked_at - ?) > ?)",
        (session, alive, time.time(), GIVEN_UP_S),
    )
    for row in found:
        late = row["worker"] == alive
        replaced = _REPLACED if alive else NO_ANSWER
        end(ledger, _errand(row), ErrandState.FAILED, _TOO_LATE if late else replaced)


def _errand(row: object) -> Errand:
    values = dict(row)  # type: ignore[call-overload] # a row of SQLite's
    return Errand(
        **values | {"kind": ErrandKind(values["kind"]), "state": ErrandState(values["state"])}
    )
