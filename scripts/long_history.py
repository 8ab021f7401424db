# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long list of results, written into a ledger as copies of those that were really made.

Runs inside Blender, for the bench and for the tests in the window.
"""

from typing import Any

DAY_S = 86_400.0
# What people ask for, to be searched.
SUBJECTS = ("stone wall", "oak planks", "rusty metal", "woven cloth", "clay tiles", "dry leaves")


def lengthen(ledger: Any, count: int) -> None:
    """Add placed jobs, older than all others, until the list has `count` results.

    Each has the pictures of one of the jobs that are there; the words of its title go around
    SUBJECTS, and the oldest is called "the very first".
    """
    patterns = [dict(row) for row in ledger.rows(_JOBS)]
    results = {
        job["id"]: [dict(row) for row in ledger.rows(_RESULTS_OF, (job["id"],))] for job in patterns
    }
    there = sum(len(found) for found in results.values())
    (request,) = (
        dict(row) for row in ledger.rows("SELECT * FROM requests ORDER BY id DESC LIMIT 1")
    )
    # Rows are in the order of age: the new ones go before those that are there.
    ((first,),) = ledger.rows("SELECT min(rowid) FROM jobs")
    with ledger.transaction() as db:
        number = 0
        while there < count:
            job = patterns[number % len(patterns)]
            subject = SUBJECTS[number % len(SUBJECTS)]
            own = {
                "rowid": first - count + number,
                "id": f"copy-{number}-of-{count}",
                "title": f"{subject} {number}" if number else "the very first",
                "created": job["created"] - DAY_S * (count - number) / 40,
                "state": "placed",
                "session": "former days",
                "favourite": int(number % 100 == 0),
            }
            _insert(db, "jobs", job | own)
            for attempt, result in enumerate(results[job["id"]][: count - there]):
                asked = {"id": request["id"] + there + 1, "job": own["id"], "attempt": attempt}
                _insert(db, "requests", request | asked)
                copy = {name: value for name, value in result.items() if name != "id"}
                _insert(db, "results", copy | {"job": own["id"], "request": asked["id"]})
                there += 1
            number += 1
        db.execute("UPDATE counter SET revision = revision + 1")


_JOBS = "SELECT * FROM jobs WHERE removed = 0 AND state = 'placed' ORDER BY created"
_RESULTS_OF = (
    "SELECT * FROM results AS one WHERE job = ? AND NOT EXISTS"
    " (SELECT 1 FROM results AS later WHERE later.job = one.job AND later.source = one.id)"
)


def _insert(db: Any, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    db.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 - its own names
        tuple(row.values()),
    )
