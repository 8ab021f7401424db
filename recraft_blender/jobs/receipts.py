# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What was charged: receipts, totals, and a table for a spreadsheet."""

import csv
import io
import time
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Literal

from .folder import write_whole
from .ledger import Ledger

_COLUMNS = (
    "job, at, service, blend, file, endpoint, model, stage, pictures, estimate, units, request_id"
)
_GROUPS = {
    "day": "date(at, 'unixepoch', 'localtime')",
    "blend": "CASE blend WHEN '' THEN file ELSE blend END",
    "service": "service",
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One charged request. `at` in Unix seconds, `stage` its step in the chain from 0."""

    job: str
    at: float
    service: str
    blend: str
    file: str
    endpoint: str
    model: str
    stage: int
    pictures: int
    estimate: int | None
    units: int
    request_id: str


@dataclass(frozen=True, slots=True)
class Total:
    """What a day, a .blend or a service cost."""

    name: str
    units: int
    pictures: int
    requests: int


def receipts(ledger: Ledger, job_id: str) -> list[Receipt]:
    """The receipts of a job, in the order of its requests."""
    rows = ledger.rows(
        f"SELECT {_COLUMNS} FROM receipts WHERE job = ? ORDER BY at, rowid",  # noqa: S608
        (job_id,),
    )
    return [Receipt(*row) for row in rows]


def totals(ledger: Ledger, by: Literal["day", "blend", "service"], limit: int = 100) -> list[Total]:
    """Sums for each day, .blend or service; the latest first. Reads all receipts."""
    rows = ledger.rows(
        f"SELECT {_GROUPS[by]} AS name, sum(units), sum(pictures), count(*) FROM receipts"  # noqa: S608
        " GROUP BY name ORDER BY max(at) DESC LIMIT ?",
        (limit,),
    )
    return [Total(str(row[0]), *(int(value) for value in row[1:])) for row in rows]


def export_csv(ledger: Ledger, path: Path) -> int:
    """Write all receipts as CSV (UTF-8 with a mark, for spreadsheets); how many they are.

    The file is whole or not there. Raises OSError.
    """
    rows = ledger.rows(f"SELECT {_COLUMNS} FROM receipts ORDER BY at, rowid")  # noqa: S608
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([field.name for field in fields(Receipt)])
    for row in rows:
        values = [_cell(value) for value in astuple(Receipt(*row))]
        values[1] = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(row[1]))
        table.writerow(values)
    write_whole(path, text.getvalue().encode("utf-8-sig"))
    return len(rows)


def _cell(value: object) -> object:
    """A text that a spreadsheet would take for a formula, made harmless (OWASP: CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
