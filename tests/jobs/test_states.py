# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of states: everything can be reached, and nothing leads back to paying again."""

from __future__ import annotations

from itertools import pairwise

import pytest

from recraft_blender.jobs.states import NEXT, ONLY_BY_CHOICE, JobState, before

S = JobState


def reachable(start: JobState, *, by_choice: bool = True) -> set[JobState]:
    """The states that a job can come to from a state, however long it takes."""
    found: set[JobState] = set()
    todo = [start]
    while todo:
        source = todo.pop()
        for state in (NEXT[source] if by_choice else reachable_at_once(source)) - found:
            # What was answered is fetched, and then the next request of a chain may be sent.
            if by_choice or state is not S.ANSWERED:
                todo.append(state)
            found.add(state)
    return found


def reachable_at_once(start: JobState) -> set[JobState]:
    """Where a job comes from a state without a person's choice."""
    return {state for state in NEXT[start] if (start, state) not in ONLY_BY_CHOICE}


def test_every_state_has_its_line_and_can_be_reached() -> None:
    assert set(NEXT) == set(S)
    assert reachable(S.QUEUED) | {S.QUEUED} == set(S)


def test_the_whole_way() -> None:
    way = [S.QUEUED, S.SENDING, S.ANSWERED, S.DOWNLOADING, S.READY, S.PLACING, S.PLACED]
    for state, following in pairwise(way):
        assert following in NEXT[state]


@pytest.mark.parametrize("state", [S.READY, S.PLACING, S.PLACED, S.CANCELLED, S.FAILED, S.UNKNOWN])
def test_nothing_that_ended_is_sent_but_by_choice(state: JobState) -> None:
    assert not reachable(state, by_choice=False) & {S.QUEUED, S.SENDING, S.CANCELLED}


def test_a_job_is_sent_from_the_queue_or_from_the_step_before() -> None:
    assert set(before(S.SENDING)) == {S.QUEUED, S.DOWNLOADING}
    assert set(before(S.CANCELLED)) == {S.QUEUED, S.SENDING}
    assert before(S.QUEUED) == (S.SENDING,)
    assert before(S.UNKNOWN) == (S.SENDING,)


def test_ends_lead_nowhere_but_to_a_paid_answer_or_another_place() -> None:
    assert NEXT[S.CANCELLED] == frozenset()
    assert reachable_at_once(S.FAILED) == {S.ANSWERED}
    assert reachable_at_once(S.UNKNOWN) == {S.ANSWERED}
    assert reachable_at_once(S.PLACED) == {S.PLACING, S.ANSWERED}


def test_before_is_the_table_read_backwards() -> None:
    for state in S:
        assert set(before(state)) == {one for one in S if state in reachable_at_once(one)}


def test_what_states_claim() -> None:
    assert {s for s in S if s.is_active} == {S.QUEUED, S.SENDING, S.ANSWERED, S.DOWNLOADING}
    assert {s for s in S if s.has_results} == {S.READY, S.PLACING, S.PLACED}
