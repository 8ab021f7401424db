# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The custom styles of each service, with the names that the person gave them.

A style comes in with the paid answer that made it, in the same transaction, or by a listing where
another computer made it. Names stay on this computer: the service keeps none.
"""

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..client import catalog
from ..client.calls import CreateStyleRequest
from .custom_style import CustomStyle, name_of, tidy
from .moves import next_revision
from .placement import placement_from_json

if TYPE_CHECKING:
    from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class ListedStyle:
    """A style as the service lists it: it tells neither a name nor the model."""

    id: str
    base: str
    created: float


def listed(ledger: "Ledger", service: str) -> tuple[CustomStyle, ...]:
    """The styles of a service, the newest first."""
    rows = ledger.rows(
        "SELECT id, name, model, base, created, job FROM styles WHERE service = ? AND listed = 1"
        " ORDER BY created DESC, id",
        (service,),
    )
    return tuple(CustomStyle(*row) for row in rows)


def keep_made(
    db: sqlite3.Connection, job_id: str, request: CreateStyleRequest, answer: str
) -> None:
    """Keep the style that a paid answer gave; only within the transaction that stores it."""
    given = json.loads(answer)
    row = db.execute("SELECT service, placement FROM jobs WHERE id = ?", (job_id,)).fetchone()
    known = request.known_model
    base = (
        given.get("style")
        or request.style
        or (catalog.custom_base_styles(known)[0] if known else "")
    )
    db.execute(
        "INSERT OR REPLACE INTO styles (service, id, name, model, base, created, job, kept_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row["service"],
            given["id"],
            tidy(placement_from_json(row["placement"]).name) or name_of(given["id"], base),
            request.model or request.endpoint.default_model,
            base,
            _seconds(given.get("creation_time")),
            job_id,
            time.time(),
        ),
    )


def keep_listing(
    ledger: "Ledger", service: str, styles: Iterable[ListedStyle], asked_at: float
) -> None:
    """Take over what the service lists. `asked_at` (Unix seconds) is when it was asked.

    What is new comes in; what it no longer lists goes out of sight, unless it was made since.
    """
    given = {style.id: style for style in styles}
    with ledger.transaction() as db:
        db.execute(
            "UPDATE styles SET listed = 0 WHERE service = ? AND kept_at < ?", (service, asked_at)
        )
        db.executemany(
            "INSERT INTO styles (service, id, name, model, base, created, job, kept_at)"
            " VALUES (?, ?, ?, '', ?, ?, '', ?)"
            " ON CONFLICT (service, id) DO UPDATE SET listed = 1",
            [
                (
                    service,
                    style.id,
                    name_of(style.id, style.base),
                    style.base,
                    style.created,
                    asked_at,
                )
                for style in given.values()
            ],
        )
        next_revision(db)


def rename(ledger: "Ledger", service: str, style_id: str, name: str) -> None:
    """Give a style another name, on this computer. Raises KeyError when there is no such style."""
    with ledger.transaction() as db:
        changed = db.execute(
            "UPDATE styles SET name = ? WHERE service = ? AND id = ? AND listed = 1",
            (tidy(name) or name_of(style_id, ""), service, style_id),
        )
        if changed.rowcount != 1:
            raise KeyError(style_id)
        next_revision(db)


def forget(ledger: "Ledger", service: str, style_id: str) -> None:
    """Take a style off the list for good: the service has deleted it."""
    with ledger.transaction() as db:
        db.execute("DELETE FROM styles WHERE service = ? AND id = ?", (service, style_id))
        next_revision(db)


def _seconds(moment: object) -> float:
    """Unix seconds of the service's time (RFC 3339), or now."""
    try:
        return datetime.fromisoformat(str(moment)).timestamp()
    except ValueError:
        return time.time()
