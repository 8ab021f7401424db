# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that were made, in pages, newest first, however many there are.

A page begins at a picture and not at a number: it costs what it shows, and it does not slide when
pictures come or go. Those of a job stand together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..client.media import SVG
from .job import COLUMNS, Job, ResultFile, job_from_row
from .job_titles import JobTitles
from .ledger import Ledger
from .moves import Value
from .states import ACTIVE

PAGE_LENGTH = 12
_PORTION = 50
_ACTIVE = ", ".join(f"'{state}'" for state in sorted(ACTIVE))
# Nothing of a chain that is under way, and nothing that a later step has made something of.
# How the jobs are found is told each time: left to itself, SQLite sorts all jobs for each page.
_RESULTS = (
    "SELECT jobs.rowid, jobs.id, number, path, kind, size, results.stage, results.id"  # noqa: S608 - ours
    " FROM jobs {found} CROSS JOIN results ON results.job = jobs.id"
    f" WHERE jobs.removed = 0 AND jobs.state NOT IN ({_ACTIVE}) AND NOT EXISTS (SELECT 1"
    " FROM results AS later WHERE later.job = results.job AND later.source = results.id)"
)
_IN_ORDER = _RESULTS.format(found="NOT INDEXED")
_ONE = _RESULTS.format(found="") + " AND results.id = ? AND jobs.id = ?"
_FAVOURITES = _RESULTS.format(found="INDEXED BY jobs_favourite") + " AND jobs.favourite = 1"
_LIKED = "SELECT rowid FROM jobs INDEXED BY jobs_favourite WHERE favourite = 1"

Place = tuple[int, int]
"""Where a picture stands in the list: the rows of its job and of itself, which both grow."""
_NEWEST: Place = (2**62, 2**62)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pictures: those with all words in their titles, those of favourites only."""

    words: str = ""
    favourites: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """One picture, the job that it came from, and its place in the list."""

    place: Place
    job: Job
    file: ResultFile

    @property
    def id(self) -> int:
        """The picture's row in the ledger."""
        return self.file.id

    @property
    def is_drawing(self) -> bool:
        """True for an SVG."""
        return self.file.kind == SVG.name


@dataclass(frozen=True, slots=True)
class Page:
    """Some pictures, newest first, and whether there are others around them.

    `is_whole` is False while the search has not looked at everything yet.
    """

    results: tuple[Result, ...] = ()
    has_newer: bool = False
    has_older: bool = False
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class _Row:
    place: Place
    job: str
    file: ResultFile


class ResultPages:
    """The pages of one ledger. Everything raises LedgerError as the ledger does."""

    def __init__(self, ledger: Ledger, length: int = PAGE_LENGTH) -> None:
        self.ledger = ledger
        self.length = length
        self._titles = JobTitles()

    def page(self, wanted: Wanted, start: Place | None = None) -> Page:
        """The page that begins at a place in the list, or the newest one."""
        is_whole = not wanted.words.strip() or self._titles.read_more(self.ledger)
        rows = self._older(wanted, start or _NEWEST, self.length + 1)
        shown = rows[: self.length]
        return Page(
            results=tuple(self._with_jobs(shown)),
            has_newer=start is not None and bool(self._newer(wanted, start, 1)),
            has_older=len(rows) > len(shown),
            is_whole=is_whole,
        )

    def start_of_newer(self, wanted: Wanted, than: Place) -> Place | None:
        """Where the page before a place begins; None where that is the newest page."""
        rows = self._newer(wanted, than, self.length + 1)
        return rows[self.length - 1].place if len(rows) > self.length else None

    def result(self, result_id: int) -> Result | None:
        """One picture, or None when it is not shown any more."""
        jobs = self.ledger.rows("SELECT job FROM results WHERE id = ?", (result_id,))
        found = self._rows(_ONE, [result_id, jobs[0][0]]) if jobs else []
        return next(self._with_jobs(found), None)

    def _older(self, wanted: Wanted, start: Place, limit: int) -> list[_Row]:
        """What stands at a place and after it."""
        if wanted.words.strip():
            jobs = (row for row in self._titles.matching(wanted.words) if row <= start[0])
            found = self._of_jobs(jobs, wanted)
            return list(islice((row for row in found if row.place <= start), limit))
        sql = (_FAVOURITES if wanted.favourites else _IN_ORDER) + (
            " AND (jobs.rowid, results.id) <= (?, ?)"
            " ORDER BY jobs.rowid DESC, results.id DESC LIMIT ?"
        )
        return self._rows(sql, [*start, limit])

    def _newer(self, wanted: Wanted, than: Place, limit: int) -> list[_Row]:
        """What stands before a place, the nearest first."""
        if wanted.words.strip():
            jobs = (row for row in reversed(self._titles.matching(wanted.words)) if row >= than[0])
            found = self._of_jobs(jobs, wanted, nearest="ASC")
            return list(islice((row for row in found if row.place > than), limit))
        sql = (_FAVOURITES if wanted.favourites else _IN_ORDER) + (
            " AND (jobs.rowid, results.id) > (?, ?) ORDER BY jobs.rowid, results.id LIMIT ?"
        )
        return self._rows(sql, [*than, limit])

    def _of_jobs(
        self, jobs: Iterator[int], wanted: Wanted, nearest: str = "DESC"
    ) -> Iterator[_Row]:
        """The pictures of these jobs, read in portions as far as they are asked for."""
        if wanted.favourites:
            liked = {row[0] for row in self.ledger.rows(_LIKED)}
            jobs = (row for row in jobs if row in liked)
        while some := list(islice(jobs, _PORTION)):
            marks = ", ".join("?" for _ in some)
            yield from self._rows(
                f"{_IN_ORDER} AND jobs.rowid IN ({marks})"
                f" ORDER BY jobs.rowid {nearest}, results.id {nearest}",
                some,
            )

    def _rows(self, sql: str, values: Sequence[Value]) -> list[_Row]:
        return [
            _Row((row[0], row[7]), row[1], ResultFile(row[2], Path(row[3]), *row[4:]))
            for row in self.ledger.rows(sql, values)
        ]

    def _with_jobs(self, rows: Sequence[_Row]) -> Iterator[Result]:
        ids = list(dict.fromkeys(row.job for row in rows))
        marks = ", ".join("?" for _ in ids)
        sql = f"SELECT {COLUMNS} FROM jobs WHERE id IN ({marks})"  # noqa: S608 - our own names
        jobs = {row["id"]: job_from_row(row) for row in self.ledger.rows(sql, ids)}
        return (Result(row.place, jobs[row.job], row.file) for row in rows if row.job in jobs)
