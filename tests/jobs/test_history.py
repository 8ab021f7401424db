# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The history is read in pages and by what changed, and how long it is does not matter."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from recraft_blender.client.calls import VectorizeRequest
from recraft_blender.client.picture import Picture
from recraft_blender.jobs.history import (
    changed_since,
    counts,
    open_jobs,
    page,
    set_favourite,
)
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.states import JobState

from .workers import PLACEMENT, SERVICE, SESSION, change, queue

S = JobState
MANY = 10_000


def test_only_what_changed_is_read(ledger: Ledger) -> None:
    ids = [queue(ledger) for _ in range(5)]
    found = changed_since(ledger, 0)
    assert [job.id for job in found.jobs] == ids
    assert changed_since(ledger, found.revision).jobs == ()
    ledger.advance(ids[3], S.SENDING)
    ledger.remove(ids[0])
    later = changed_since(ledger, found.revision)
    assert [(job.id, job.removed) for job in later.jobs] == [(ids[3], False), (ids[0], True)]
    assert later.revision == ledger.revision()


def test_changes_come_in_portions_and_none_is_left_out(ledger: Ledger) -> None:
    ids = [queue(ledger) for _ in range(7)]
    seen: list[str] = []
    revision, more = 0, True
    while more:
        found = changed_since(ledger, revision, limit=3)
        seen += [job.id for job in found.jobs]
        revision, more = found.revision, found.more
    assert seen == ids
    assert revision == ledger.revision()


def test_balance_is_news_without_jobs(ledger: Ledger) -> None:
    revision = ledger.revision()
    ledger.record_balance(SERVICE, 7)
    found = changed_since(ledger, revision)
    assert (found.jobs, found.revision > revision) == ((), True)


def test_pages_follow_each_other(ledger: Ledger) -> None:
    ids = [queue(ledger) for _ in range(7)]
    change(ledger, "UPDATE jobs SET created = 5 WHERE id IN (?, ?, ?)", ids[:3])
    ledger.remove(ids[5])
    found: list[str] = []
    last = None
    while jobs := page(ledger, limit=2, before=last):
        found += [job.id for job in jobs]
        last = jobs[-1]
    assert found == [ids[6], ids[4], ids[3], *sorted(ids[:3], reverse=True)]


def test_search_by_words_in_any_case(ledger: Ledger) -> None:
    stone, oak = queue(ledger, prompt="Grey Stone wall 100%"), queue(ledger, prompt="Oak wall")
    traced = ledger.add(
        VectorizeRequest(image=Picture(path=Path("/a/logo_1.png"))),
        PLACEMENT,
        session=SESSION,
        service=SERVICE,
    )

    def found(words: str) -> set[str]:
        return {job.id for job in page(ledger, limit=10, words=words)}

    assert found("wall") == {stone, oak}
    assert found("wall stone") == {stone}
    assert found("100%") == {stone}
    assert found("%") == {stone}
    assert found("logo_1") == found("VECTORIZE") == {traced}
    assert found("a_l") == set()


def test_favourites_and_states(ledger: Ledger) -> None:
    ids = [queue(ledger) for _ in range(4)]
    set_favourite(ledger, ids[1], favourite=True)
    set_favourite(ledger, ids[2], favourite=True)
    set_favourite(ledger, ids[2], favourite=False)
    ledger.advance(ids[0], S.SENDING)
    change(ledger, "UPDATE jobs SET state = 'ready' WHERE id = ?", (ids[3],))
    assert [job.id for job in page(ledger, limit=9, favourites=True)] == [ids[1]]
    assert [job.id for job in page(ledger, limit=9, states=[S.READY])] == [ids[3]]
    found = counts(ledger)
    assert (found.total, found.active, found.ready, found.favourites) == (4, 3, 1, 1)
    assert ledger.job(ids[1]).favourite


@pytest.mark.parametrize("units", [None, 35])
@pytest.mark.parametrize("session", [SESSION, "another"])
def test_open_jobs_need_somebody(ledger: Ledger, session: str, units: int | None) -> None:
    ids = {state: queue(ledger, session=session) for state in S}
    for state, job_id in ids.items():
        change(ledger, "UPDATE jobs SET state = ?, units = ? WHERE id = ?", (state, units, job_id))
    expected = [S.QUEUED, S.SENDING, S.ANSWERED, S.DOWNLOADING]
    expected += [S.READY] if session == SESSION else []
    expected += [S.PLACING]
    expected += [S.FAILED] if units else []
    expected += [S.UNKNOWN]
    found = open_jobs(ledger, SESSION)
    assert [job.state for job in found] == expected
    assert all(job.is_open for job in found)
    ledger.remove(ids[S.UNKNOWN])
    assert len(open_jobs(ledger, SESSION)) == len(found) - 1


def fill(ledger: Ledger, count: int) -> None:
    """So many placed jobs, copied from one."""
    job_id = queue(ledger)
    with ledger.transaction() as db:
        db.execute("UPDATE jobs SET state = 'placed'")
        names = [row[1] for row in db.execute("PRAGMA table_info(jobs)")]
        values = [
            "printf('%s%032x', abs(random()), value)" if name == "id" else name for name in names
        ]
        values = ["revision + value" if name == "revision" else name for name in values]
        values = ["created - value" if name == "created" else name for name in values]
        db.execute(
            f"INSERT INTO jobs ({', '.join(names)}) WITH RECURSIVE numbers (value) AS"  # noqa: S608
            " (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < ?)"
            f" SELECT {', '.join(values)} FROM jobs, numbers WHERE jobs.id = ?",
            (count, job_id),
        )
        db.execute("UPDATE counter SET revision = revision + ?", (count,))


@pytest.mark.parametrize("query", ["changed", "page", "recent", "open", "add"])
def test_long_history_costs_no_more_than_a_short_one(ledger: Ledger, query: str) -> None:
    queries: dict[str, Callable[[], object]] = {
        "changed": lambda: changed_since(ledger, ledger.revision() - 1),
        "page": lambda: page(ledger, limit=20),
        "recent": lambda: ledger.recent(20),
        "open": lambda: open_jobs(ledger, SESSION),
        "add": lambda: queue(ledger),
    }

    def best() -> float:
        times = []
        for _ in range(15):
            start = time.perf_counter()
            queries[query]()
            times.append(time.perf_counter() - start)
        return min(times)

    fill(ledger, 50)
    short = best()
    fill(ledger, MANY)
    assert best() < 4 * short + 0.001


def test_searches_use_an_index(ledger: Ledger) -> None:
    queries = (
        "SELECT id FROM jobs WHERE revision > 5 ORDER BY revision LIMIT 9",
        "SELECT id FROM jobs WHERE removed = 0 ORDER BY created DESC, id DESC LIMIT 9",
        "SELECT id FROM jobs WHERE state = 'queued' AND service = 'x' AND session = 's'",
        "SELECT sum(units) FROM receipts WHERE service = 'x' AND at > 5",
        "SELECT sum(units) FROM receipts WHERE service = 'x' AND file = 'f'",
        "SELECT path FROM results WHERE job = 'a' AND stage = 1",
        "SELECT id FROM requests WHERE job = 'a' AND stage = 1",
    )
    for query in queries:
        plan = " ".join(row["detail"] for row in ledger.rows(f"EXPLAIN QUERY PLAN {query}"))
        assert "USING" in plan, (query, plan)
        assert "SCAN" not in plan, (query, plan)
