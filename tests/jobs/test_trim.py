# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list is kept short without losing what somebody may still want."""

from __future__ import annotations

import json

import pytest

from recraft_blender.jobs import removal
from recraft_blender.jobs.errors import RemovalError
from recraft_blender.jobs.failure import Failure, FailureKind
from recraft_blender.jobs.history import set_favourite
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.removal import Files, trim
from recraft_blender.jobs.states import JobState

from .workers import answer, begin, queue

S = JobState
FAILURE = Failure(FailureKind.NETWORK, "It failed.")


def ended(ledger: Ledger, state: JobState, *, paid: bool = True) -> str:
    """A job that came to a state."""
    job_id = queue(ledger)
    if state is S.CANCELLED:
        ledger.request_cancel(job_id)
        return job_id
    row = begin(ledger, job_id)
    if paid:
        answer(ledger, row, text=json.dumps({"data": []}))
        ledger.advance(job_id, S.DOWNLOADING)
    if state in (S.FAILED, S.UNKNOWN):
        ledger.fail(job_id, FAILURE, state)
        return job_id
    for step in (S.READY, S.PLACING, S.PLACED):
        ledger.advance(job_id, step)
        if step is state:
            break
    return job_id


def listed(ledger: Ledger) -> list[str]:
    return [job.id for job in ledger.recent(100)]


def test_oldest_ended_jobs_go(ledger: Ledger) -> None:
    jobs = [ended(ledger, S.PLACED) for _ in range(4)]
    assert trim(ledger, 2) == 2
    assert listed(ledger) == [jobs[3], jobs[2]]
    assert trim(ledger, 2) == 0
    assert ledger.units_spent() == 4 * 35


def test_what_somebody_may_want_stays(ledger: Ledger) -> None:
    stay = [
        ended(ledger, S.READY),
        ended(ledger, S.FAILED),
        ended(ledger, S.UNKNOWN, paid=False),
        queue(ledger),
        ended(ledger, S.PLACED),
    ]
    set_favourite(ledger, stay[-1], favourite=True)
    go = [ended(ledger, S.CANCELLED), ended(ledger, S.FAILED, paid=False)]
    newest = ended(ledger, S.PLACED)
    assert trim(ledger, 1) == len(go)
    assert set(listed(ledger)) == {*stay, newest}


def test_a_few_at_a_time(ledger: Ledger) -> None:
    for _ in range(5):
        ended(ledger, S.PLACED)
    assert trim(ledger, 1, most=3) == 3
    assert len(listed(ledger)) == 2


def test_files_that_cannot_be_removed_keep_their_job(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [ended(ledger, S.PLACED) for _ in range(2)]
    ledger.job(jobs[0]).folder.mkdir(parents=True)

    def refuse(_: object) -> None:
        raise RemovalError("the trash refused them")

    monkeypatch.setattr(removal, "_to_trash", refuse)
    assert trim(ledger, 1, Files.TRASH) == 0
    assert listed(ledger) == jobs[::-1]
