# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A living worker keeps its job whatever the clocks do; a dead one is known by its number."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import closing

import pytest

from recraft_blender.jobs.lease import (
    HEARTBEAT_S,
    LEASE_S,
    MOST_A_LOOK_S,
    Watch,
    is_dead,
    is_running,
    machine,
)
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.recovery import enlist, heartbeat, settle
from recraft_blender.jobs.restarts import RestartLimit
from recraft_blender.jobs.states import JobState

from .workers import SERVICE, SESSION, begin, change, queue


class Clock:
    """A monotonic clock that a test moves."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_value_is_watched_for_as_long_as_it_is_seen(clock: Clock) -> None:
    watch = Watch(clock)
    seen = []
    for value in (1, 1, 1, 2, 2):
        seen.append(watch.unchanged_s("a", value))
        clock.now += 4.0
    assert seen == [0.0, 4.0, 8.0, 0.0, 4.0]
    assert watch.unchanged_s("b", 2) == 0.0


def test_one_look_after_a_sleep_is_not_the_whole_lease(clock: Clock) -> None:
    watch = Watch(clock)
    watch.unchanged_s("a", 1)
    clock.now += 8 * 3600.0
    assert watch.unchanged_s("a", 1) == MOST_A_LOOK_S < LEASE_S
    assert LEASE_S - MOST_A_LOOK_S >= 2 * HEARTBEAT_S  # time enough to beat again


def test_forgotten_values_begin_anew(clock: Clock) -> None:
    watch = Watch(clock)
    watch.unchanged_s("a", 1)
    clock.now += 5.0
    watch.forget_all_but({"b"})
    assert watch.unchanged_s("a", 1) == 0.0


def test_number_of_an_ended_process() -> None:
    assert is_running(os.getpid())
    assert is_running(1)
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    assert not is_running(process.pid)


def test_dead_is_who_has_no_process_or_does_not_move(clock: Clock) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    watch = Watch(clock)
    assert is_dead(watch, "w", pid=process.pid, at=machine(), beats=1)
    # Elsewhere the same number is another process.
    assert not is_dead(watch, "x", pid=process.pid, at="another computer", beats=1)
    for _ in range(2):
        clock.now += 9.0
        dead = is_dead(watch, "x", pid=process.pid, at="another computer", beats=1)
    assert dead


@pytest.mark.parametrize("jump_s", [-10 * 365 * 86_400.0, -3_600.0, 3_600.0, 10 * 365 * 86_400.0])
def test_wall_clock_that_jumps_costs_no_living_worker_its_job(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    enlist(ledger, "w", session="other", service=SERVICE, pid=os.getppid())
    sending, waiting = queue(ledger, session="other"), queue(ledger, session="other")
    begin(ledger, sending)
    change(ledger, "UPDATE jobs SET worker = 'w' WHERE id = ?", (sending,))
    real = time.time
    monkeypatch.setattr("time.time", lambda: real() + jump_s)
    with closing(Ledger(ledger.home)) as observer:
        clock = Clock()
        observer.watch = Watch(clock)
        for _ in range(20):
            settle(observer, session=SESSION)
            heartbeat(ledger, "w")
            clock.now += 5.0
        assert observer.job(sending).state is JobState.SENDING
        assert observer.job(waiting).state is JobState.QUEUED
        for _ in range(5):
            settle(observer, session=SESSION)
            clock.now += 5.0
        assert observer.job(sending).state is JobState.UNKNOWN


def test_worker_taken_for_dead_is_told(ledger: Ledger) -> None:
    enlist(ledger, "w", session=SESSION, service=SERVICE, pid=os.getpid())
    assert heartbeat(ledger, "w")
    change(ledger, "DELETE FROM workers")
    assert not heartbeat(ledger, "w")


def test_restarts_are_limited_within_some_minutes() -> None:
    clock = Clock()
    limit = RestartLimit(deaths=3, within_s=300.0, clock=clock)
    for _ in range(3):
        assert limit.allows
        limit.record_death()
        clock.now += 10.0
    assert not limit.allows
    clock.now += 271.0
    assert limit.allows  # the first death is more than five minutes ago
    limit.record_death()
    assert not limit.allows
    limit.forgive()
    assert limit.allows
