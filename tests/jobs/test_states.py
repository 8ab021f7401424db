# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of states: everything can be reached, and nothing leads back to paying again."""

from __future__ import annotations

from itertools import pairwise

import pytest

from recraft_blender.jobs.states import NEXT, JobState, before

S = JobState


def reachable(start: JobState) -> set[JobState]:
    """The states that a job can come to from a state, however long it takes."""
    found: set[JobState] = set()
    todo = [start]
    while todo:
        for state in NEXT[todo.pop()] - found:
            found.add(state)
            todo.append(state)
    return found


def test_every_state_has_its_line_and_can_be_reached() -> None:
    assert set(NEXT) == set(S)
    assert reachable(S.QUEUED) | {S.QUEUED} == set(S)


def test_the_whole_way() -> None:
    way = [S.QUEUED, S.SENDING, S.ANSWERED, S.DOWNLOADING, S.READY, S.PLACING, S.PLACED]
    for state, following in pairwise(way):
        assert following in NEXT[state]


@pytest.mark.parametrize("state", [s for s in S if s not in (S.QUEUED, S.SENDING)])
def test_nothing_is_sent_again_once_it_may_have_been_paid(state: JobState) -> None:
    assert not reachable(state) & {S.QUEUED, S.SENDING, S.CANCELLED}


def test_only_a_queued_job_is_sent_and_only_an_unpaid_one_is_cancelled() -> None:
    assert before(S.SENDING) == (S.QUEUED,)
    assert set(before(S.CANCELLED)) == {S.QUEUED, S.SENDING}
    assert before(S.QUEUED) == (S.SENDING,)
    assert before(S.UNKNOWN) == (S.SENDING,)


def test_ends_lead_nowhere_but_to_a_paid_answer_or_another_place() -> None:
    assert NEXT[S.CANCELLED] == frozenset()
    assert NEXT[S.FAILED] == {S.ANSWERED}
    assert NEXT[S.UNKNOWN] <= {S.ANSWERED}
    assert NEXT[S.PLACED] == {S.PLACING, S.ANSWERED}


def test_before_is_the_table_read_backwards() -> None:
    for state in S:
        assert set(before(state)) == {source for source in S if state in NEXT[source]}


def test_what_states_claim() -> None:
    assert {s for s in S if s.is_active} == {S.QUEUED, S.SENDING, S.ANSWERED, S.DOWNLOADING}
    assert {s for s in S if s.has_results} == {S.READY, S.PLACING, S.PLACED}
