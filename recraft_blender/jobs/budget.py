# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Caps on what is spent: per day and per .blend session, the same for each service that charges.

They hold for everybody who adds to the ledger, scripts and a second Blender too: what was charged
is counted together with what queued and unsettled jobs may still cost, at their estimates.
"""

import time
from dataclasses import dataclass

from .config import Service
from .errors import BudgetExceededError
from .ledger import Ledger

_EVERY_SERVICE = ""
_UNSETTLED = "('queued', 'sending', 'answered', 'downloading', 'unknown')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Limits in API units, None for none. Above `confirm_above` the person is asked first."""

    per_day: int | None = None
    per_file: int | None = None
    confirm_above: int | None = None

    def needs_confirmation(self, estimate: int | None) -> bool:
        """True when the price is above the limit, or there is a limit and no known price."""
        if self.confirm_above is None:
            return False
        return estimate is None or estimate > self.confirm_above

    def stricter(self, other: "Budget") -> "Budget":
        """The lower of both for each limit."""
        return Budget(
            per_day=_lower(self.per_day, other.per_day),
            per_file=_lower(self.per_file, other.per_file),
            confirm_above=_lower(self.confirm_above, other.confirm_above),
        )


@dataclass(frozen=True, slots=True)
class Spent:
    """Units charged since midnight, and for a .blend; `open_*` may be charged yet."""

    day: int
    file: int
    open_day: int
    open_file: int


def keep_budget(ledger: Ledger, budget: Budget) -> None:
    """Store the caps that everybody obeys who adds jobs, in place of former ones."""
    with ledger.transaction() as db:
        db.execute("DELETE FROM budgets")
        db.execute(
            "INSERT INTO budgets VALUES (?, ?, ?, ?)",
            (_EVERY_SERVICE, budget.per_day, budget.per_file, budget.confirm_above),
        )


def kept_budget(ledger: Ledger) -> Budget | None:
    """The stored caps, or None where nobody has stored any."""
    rows = ledger.rows(
        "SELECT per_day, per_file, confirm_above FROM budgets WHERE service = ?",
        (_EVERY_SERVICE,),
    )
    return Budget(**dict(rows[0])) if rows else None


def spent(ledger: Ledger, service: str, *, file: str = "") -> Spent:
    """What was charged, and what is open, today and for a .blend session."""
    midnight = _midnight()
    charged = "SELECT coalesce(sum(units), 0) FROM receipts WHERE service = ? AND "
    day = ledger.rows(f"{charged} at >= ?", (service, midnight))[0][0]
    of_file = ledger.rows(f"{charged} file = ?", (service, file))[0][0] if file else 0
    open_units = (
        "SELECT coalesce(sum(max(0, coalesce(estimate, 0) - coalesce(units, 0))), 0) FROM jobs"  # noqa: S608
        f" WHERE state IN {_UNSETTLED} AND service = ? AND "
    )
    # Queued jobs count today, however old; an unknown one counts on the day when it became so.
    today = ledger.rows(f"{open_units} (state != 'unknown' OR state_at >= ?)", (service, midnight))
    here = ledger.rows(f"{open_units} file = ?", (service, file))[0][0] if file else 0
    return Spent(int(day), int(of_file), int(today[0][0]), int(here))


def check_budget(
    ledger: Ledger, service: str, file: str, asked: int | None, budget: Budget | None
) -> None:
    """Raise BudgetExceededError when so many units more would pass a cap.

    A price that is not published counts as nothing: there is nothing to compare.
    """
    # The sandbox takes play units, of which nobody has to be careful.
    kept = kept_budget(ledger) if service != Service.SANDBOX else None
    limits = (kept or Budget()).stricter(budget or Budget())
    if limits.per_day is None and limits.per_file is None:
        return
    found = spent(ledger, service, file=file)
    units = asked or 0
    _check(limits.per_day, found.day, found.open_day, units, "today")
    _check(limits.per_file, found.file, found.open_file, units, "in this file's session")


def _check(limit: int | None, charged: int, still_open: int, asked: int, where: str) -> None:
    if limit is None or charged + still_open + asked <= limit:
        return
    coming = f" and {still_open:,} are on their way" if still_open else ""
    raise BudgetExceededError(
        f"This costs {asked:,} units, but of the {limit:,} that may be spent {where} {charged:,}"
        f" are spent{coming}; nothing was sent. Raise the cap in the preferences to go on.",
        limit=limit,
        spent=charged + still_open,
        asked=asked,
    )


def _midnight() -> float:
    now = time.localtime()
    return time.mktime((now.tm_year, now.tm_mon, now.tm_mday, 0, 0, 0, 0, 0, -1))


def _lower(one: int | None, other: int | None) -> int | None:
    given = [limit for limit in (one, other) if limit is not None]
    return min(given) if given else None
