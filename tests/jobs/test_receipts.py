# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receipts add up by day, .blend and service, and leave as a table that spreadsheets read."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.receipts import export_csv, receipts, totals

from .workers import PLACEMENT, SESSION, answer, begin, chain, change

DAY_S = 86_400.0


def pay(ledger: Ledger, units: int, *, blend: str = "", service: str = "x", n: int = 1) -> str:
    job_id = ledger.add(chain(n, steps=1), PLACEMENT, session=SESSION, service=service, blend=blend)
    answer(ledger, begin(ledger, job_id), units)
    return job_id


def test_receipt_says_what_was_paid_for(ledger: Ledger) -> None:
    before = time.time()
    job_id = pay(ledger, 14, blend="a.blend", n=2)
    (receipt,) = receipts(ledger, job_id)
    assert before <= receipt.at <= time.time()
    assert (receipt.endpoint, receipt.model) == ("/images/generations", "recraftv4_1_flash")
    assert (receipt.pictures, receipt.estimate, receipt.units) == (2, 14, 14)
    assert (receipt.blend, receipt.file, receipt.stage) == ("a.blend", PLACEMENT.file, 0)
    assert receipt.request_id == "req-2"


def test_totals(ledger: Ledger) -> None:
    old = pay(ledger, 5, blend="a.blend")
    change(ledger, "UPDATE receipts SET at = at - ? WHERE job = ?", (3 * DAY_S, old))
    pay(ledger, 7, blend="a.blend", n=2)
    pay(ledger, 11, service="sandbox")
    today = time.strftime("%Y-%m-%d")
    days = totals(ledger, "day")
    assert [(one.name == today, one.units) for one in days] == [(True, 18), (False, 5)]
    blends = {one.name: (one.units, one.pictures, one.requests) for one in totals(ledger, "blend")}
    assert blends == {"a.blend": (12, 3, 2), PLACEMENT.file: (11, 1, 1)}
    assert {one.name: one.units for one in totals(ledger, "service")} == {"x": 12, "sandbox": 11}
    assert len(totals(ledger, "day", limit=1)) == 1


def test_table_for_a_spreadsheet(ledger: Ledger, tmp_path: Path) -> None:
    pay(ledger, 7, blend='=cmd|"a", b.blend')
    pay(ledger, 9, blend="Wände.blend")
    path = tmp_path / "receipts.csv"
    assert export_csv(ledger, path) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["units"] for row in rows] == ["7", "9"]
    assert [row["blend"] for row in rows] == ['\'=cmd|"a", b.blend', "Wände.blend"]
    assert time.strptime(rows[0]["at"], "%Y-%m-%d %H:%M:%S")


def test_table_is_whole_or_not_there(ledger: Ledger, tmp_path: Path) -> None:
    pay(ledger, 7)
    with pytest.raises(OSError, match="No such file"):
        export_csv(ledger, tmp_path / "missing" / "receipts.csv")
    assert export_csv(ledger, tmp_path / "a.csv") == 1
    assert [path.name for path in tmp_path.glob("*.part")] == []
