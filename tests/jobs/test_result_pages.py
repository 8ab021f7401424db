# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures that were made come in pages that follow each other, also when searched."""

from __future__ import annotations

from pathlib import Path

import pytest

from recraft_blender.jobs.history import set_favourite
from recraft_blender.jobs.job_titles import PORTION, JobTitles
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.result_pages import Page, ResultPages, Wanted

from .workers import change, queue

ADD_REQUEST = (
    "INSERT INTO requests (job, stage, source, attempt, state, content, folder, prepared_at)"
    " VALUES (?, ?, ?, 1, 'fetched', '{}', '/', 0)"
)
ADD_RESULT = (
    "INSERT INTO results (job, request, stage, source, item, number, path, kind, size)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, 'image/png', 1)"
)
MANY = 10_000
# Steps of SQLite's machine, of which a short page takes about a thousand.
MOST_STEPS = 20_000


def made(ledger: Ledger, prompt: str, count: int = 1, state: str = "placed") -> str:
    """A job of so many pictures; its id."""
    job = queue(ledger, prompt=prompt)
    add_step(ledger, job, count=count)
    change(ledger, "UPDATE jobs SET state = ? WHERE id = ?", (state, job))
    return job


def add_step(
    ledger: Ledger, job: str, *, stage: int = 0, source: int = 0, count: int = 1, number: int = 1
) -> list[int]:
    """Pictures of a step of a job; their rows."""
    with ledger.transaction() as db:
        request = db.execute(ADD_REQUEST, (job, stage, source)).lastrowid
        rows = []
        for item in range(count):
            path = f"/jobs/{job}/{stage}-{source}-{item}.png"
            values = (job, request, stage, source, item, number + item, path)
            rows.append(db.execute(ADD_RESULT, values).lastrowid or 0)
    return rows


def names(page: Page) -> list[str]:
    return [f"{one.job.title} {one.file.number}" for one in page.results]


def walk(pages: ResultPages, wanted: Wanted = Wanted()) -> list[list[str]]:  # noqa: B008 - frozen
    """What all pages show, from the newest to the oldest; they are walked back as well."""
    found: list[list[str]] = []
    shown: list[Page] = []
    start = None
    while True:
        page = pages.page(wanted, start)
        assert page.has_newer == bool(found)
        found.append(names(page))
        shown.append(page)
        if not page.has_older:
            break
        row, picture = page.results[-1].place
        start = (row, picture - 1)
    for number in range(len(shown) - 1, 0, -1):
        back = pages.start_of_newer(wanted, shown[number].results[0].place)
        assert names(pages.page(wanted, back)) == found[number - 1]
    return found


def test_empty_list(ledger: Ledger) -> None:
    assert ResultPages(ledger).page(Wanted()) == Page()
    assert ResultPages(ledger).page(Wanted("oak")) == Page()
    assert ResultPages(ledger).result(1) is None


def test_pages_go_through_all_pictures_and_back(ledger: Ledger) -> None:
    for number in range(4):
        made(ledger, f"job {number}", count=1 + number % 2)
    assert walk(ResultPages(ledger, length=2)) == [
        ["job 3 2", "job 3 1"],
        ["job 2 1", "job 1 2"],
        ["job 1 1", "job 0 1"],
    ]


def test_page_in_the_middle_of_a_job_stays_where_it_is(ledger: Ledger) -> None:
    made(ledger, "old", count=3)
    pages = ResultPages(ledger, length=2)
    start = pages.page(Wanted()).results[1].place
    before = pages.page(Wanted(), start)
    assert (names(before), before.has_newer) == (["old 2", "old 1"], True)
    made(ledger, "new", count=5)
    assert pages.page(Wanted(), start) == before


def test_what_is_under_way_or_removed_is_not_shown(ledger: Ledger) -> None:
    made(ledger, "being fetched", state="downloading")
    made(ledger, "ready", state="ready")
    ledger.remove(made(ledger, "removed"))
    queue(ledger, prompt="without a picture")
    made(ledger, "its second step failed", state="failed")
    assert names(ResultPages(ledger).page(Wanted())) == ["its second step failed 1", "ready 1"]


def test_later_step_takes_the_place_of_an_earlier_one(ledger: Ledger) -> None:
    job = queue(ledger, prompt="cut out")
    first, second = add_step(ledger, job, count=2)
    add_step(ledger, job, stage=1, source=first)
    change(ledger, "UPDATE jobs SET state = 'failed'")
    pages = ResultPages(ledger)
    shown = [(one.file.number, one.file.stage) for one in pages.page(Wanted()).results]
    assert shown == [(1, 1), (2, 0)]
    assert pages.result(first) is None
    found = pages.result(second)
    assert found is not None
    assert (found.job.id, found.file.path) == (job, Path(f"/jobs/{job}/0-0-1.png"))


def test_search_by_words_in_any_case_and_language(ledger: Ledger) -> None:
    for title in ("Oak planks", "MÄDCHEN in oak", "stone 100%", "oak wall"):
        made(ledger, title)
    pages = ResultPages(ledger, length=2)
    assert walk(pages, Wanted("OAK")) == [["oak wall 1", "MÄDCHEN in oak 1"], ["Oak planks 1"]]
    assert names(pages.page(Wanted("oak mädchen"))) == ["MÄDCHEN in oak 1"]
    assert names(pages.page(Wanted("%"))) == ["stone 100% 1"]
    assert pages.page(Wanted("nowhere")) == Page()


def test_search_finds_what_came_after_it_began(ledger: Ledger) -> None:
    pages = ResultPages(ledger)
    assert pages.page(Wanted("oak")) == Page()
    first = made(ledger, "oak one")
    assert names(pages.page(Wanted("oak"))) == ["oak one 1"]
    made(ledger, "oak two")
    ledger.remove(first)
    assert names(pages.page(Wanted("oak"))) == ["oak two 1"]


def test_favourites_are_found_with_and_without_words(ledger: Ledger) -> None:
    for number in range(5):
        job = made(ledger, f"{'oak' if number % 2 else 'stone'} {number}", count=2)
        set_favourite(ledger, job, favourite=number != 3)
    pages = ResultPages(ledger, length=2)
    liked = [["stone 4 2", "stone 4 1"], ["stone 2 2", "stone 2 1"]]
    assert walk(pages, Wanted(favourites=True)) == [
        *liked,
        ["oak 1 2", "oak 1 1"],
        ["stone 0 2", "stone 0 1"],
    ]
    assert walk(pages, Wanted("stone", favourites=True)) == [
        *liked,
        ["stone 0 2", "stone 0 1"],
    ]


def fill(ledger: Ledger, count: int) -> None:
    """So many placed jobs with a picture each; the oldest hundred are of oak, and favourites."""
    pattern = made(ledger, "oak")
    with ledger.transaction() as db:
        names = [row[1] for row in db.execute("PRAGMA table_info(jobs)")]
        values = {name: name for name in names} | {
            "id": "printf('%s-%06d', id, value)",
            "title": "printf('%s %d', iif(value <= 100, 'oak', 'stone'), value)",
            "favourite": "value <= 100",
        }
        db.execute(
            f"INSERT INTO jobs ({', '.join(names)}) WITH RECURSIVE numbers (value) AS"  # noqa: S608
            " (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < ?)"
            f" SELECT {', '.join(values.values())} FROM jobs, numbers ORDER BY value",
            (count - 1,),
        )
        db.execute(
            "INSERT INTO results (job, request, stage, source, item, number, path, kind, size)"
            " SELECT id, 1, 0, 0, rowid, 1, '/' || id, 'image/png', 1 FROM jobs WHERE id != ?",
            (pattern,),
        )


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> ResultPages:
    """10,000 pictures, and their titles read."""
    ledger = Ledger(tmp_path_factory.mktemp("home"), durable=False)
    fill(ledger, MANY)
    pages = ResultPages(ledger)
    while not pages.page(Wanted("oak")).is_whole:
        pass
    return pages


@pytest.mark.parametrize("start", [None, (5000, 5000), (3, 3)])
@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted("oak"),
        Wanted("stone"),
        Wanted("nowhere"),
        Wanted(favourites=True),
        Wanted("oak", favourites=True),
    ],
)
def test_page_of_a_long_list_is_not_searched_for_row_by_row(
    long_list: ResultPages, wanted: Wanted, start: tuple[int, int] | None
) -> None:
    database, steps = long_list.ledger._database, 0

    def count() -> int:
        nonlocal steps
        steps += 100
        return 0

    database.set_progress_handler(count, 100)
    try:
        page = long_list.page(wanted, start)
        if page.results:
            long_list.start_of_newer(wanted, page.results[0].place)
    finally:
        database.set_progress_handler(None, 0)
    assert steps < MOST_STEPS


def test_titles_are_read_in_portions_newest_first(long_list: ResultPages) -> None:
    titles, readings = JobTitles(), 1
    assert not titles.read_more(long_list.ledger)
    assert titles.matching("oak") == []
    assert titles.matching("stone") == list(range(MANY, MANY - PORTION, -1))
    while not titles.read_more(long_list.ledger):
        readings += 1
    assert readings == MANY // PORTION
    assert titles.matching("oak") == list(range(101, 0, -1))
