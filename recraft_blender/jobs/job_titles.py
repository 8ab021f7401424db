# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search in what was asked for: the titles of all jobs, kept in memory.

The ledger's rows are long and titles have no index, so that a word which is nowhere costs a query
tens of milliseconds with 10,000 jobs. Here they are read once, in portions that a stroke of the
pump has time for, newest first; what a search finds meanwhile is right as far as it goes. Titles
never change and rows are never taken out, so nothing is read twice.
"""

from .ledger import Ledger

PORTION = 1000
_LATER = "SELECT rowid, title FROM jobs WHERE rowid > ? ORDER BY rowid LIMIT ?"
_EARLIER = "SELECT rowid, title FROM jobs WHERE rowid < ? ORDER BY rowid DESC LIMIT ?"
_BEYOND = 2**62

_Titled = tuple[int, str]


class JobTitles:
    """The jobs' rows and titles: those since the first reading, and those from before it."""

    def __init__(self) -> None:
        self._since: list[_Titled] = []
        self._before: list[_Titled] = []
        self._has_all_before = False

    def read_more(self, ledger: Ledger) -> bool:
        """Read a portion of what is missing; True when nothing is. Raises LedgerError."""
        if not self._has_all_before:
            lowest = self._before[-1][0] if self._before else _BEYOND
            found = _read(ledger, _EARLIER, lowest)
            self._before += found
            self._has_all_before = len(found) < PORTION
        known = self._since[-1:] or self._before[:1] or [(0, "")]
        found = _read(ledger, _LATER, known[0][0])
        self._since += found
        return self._has_all_before and len(found) < PORTION

    def matching(self, words: str) -> list[int]:
        """The jobs with all words in their titles, in any case, newest first."""
        found = [*reversed(self._since), *self._before]
        for word in words.casefold().split():
            found = [titled for titled in found if word in titled[1]]
        return [row for row, _ in found]


def _read(ledger: Ledger, sql: str, beyond: int) -> list[_Titled]:
    return [(row[0], row[1].casefold()) for row in ledger.rows(sql, (beyond, PORTION))]
