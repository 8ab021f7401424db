# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rate limits are kept on our side, by a clock that the test turns."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recraft_blender.client.rate_limit import RateLimiter


class Clock:
    """Seconds that pass only by waiting."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        assert seconds > 0
        self.waits.append(seconds)
        self.now += seconds


def test_five_requests_pass_at_once_and_the_sixth_waits_a_second() -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock)
    for _ in range(5):
        limiter.acquire(0, clock.wait)
    assert clock.waits == []
    limiter.acquire(0, clock.wait)
    assert clock.waits == [1.0]


def test_the_window_slides() -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock, requests_per_second=2)
    limiter.acquire(0, clock.wait)
    clock.now = 0.75
    limiter.acquire(0, clock.wait)
    limiter.acquire(0, clock.wait)
    assert clock.now == 1.0
    limiter.acquire(0, clock.wait)
    assert clock.now == 1.75


def test_a_hundred_pictures_a_minute() -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock, requests_per_second=1000)
    for _ in range(16):
        limiter.acquire(6, clock.wait)
    assert clock.now == 0.0
    limiter.acquire(4, clock.wait)
    assert clock.now == 0.0
    limiter.acquire(1, clock.wait)
    assert clock.now == 60.0


def test_reading_the_balance_takes_no_picture_place() -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock, requests_per_second=1000, images_per_minute=1)
    limiter.acquire(1, clock.wait)
    limiter.acquire(0, clock.wait)
    assert clock.now == 0.0


def test_more_than_the_limit_at_once_waits_for_an_empty_window_only() -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock, images_per_minute=2)
    limiter.acquire(6, clock.wait)
    assert clock.now == 0.0
    limiter.acquire(1, clock.wait)
    assert clock.now == 60.0


def test_giving_up_while_waiting_takes_no_place() -> None:
    class GivenUpError(Exception):
        pass

    def give_up(seconds: float) -> None:
        raise GivenUpError

    clock = Clock()
    limiter = RateLimiter(clock=clock, requests_per_second=1)
    limiter.acquire(0, clock.wait)
    for _ in range(3):
        with pytest.raises(GivenUpError):
            limiter.acquire(0, give_up)
    limiter.acquire(0, clock.wait)
    assert clock.waits == [1.0]


# Times that floats hold exactly, so that the ends of windows are sharp.
moments = st.integers(0, 32).map(lambda count: count / 64)


@given(st.lists(st.tuples(moments, st.integers(0, 6)), max_size=40))
def test_no_window_ever_holds_more_than_the_limits(steps: list[tuple[float, int]]) -> None:
    clock = Clock()
    limiter = RateLimiter(clock=clock, requests_per_second=3, images_per_minute=10)
    taken: list[tuple[float, int]] = []
    for passed, images in steps:
        clock.now += passed
        limiter.acquire(images, clock.wait)
        taken.append((clock.now, images))
    for end, _ in taken:
        assert sum(end - 1.0 < at <= end for at, _ in taken) <= 3
        assert sum(images for at, images in taken if end - 60.0 < at <= end) <= 10


def test_threads_share_the_places() -> None:
    limiter = RateLimiter(clock=Clock(), requests_per_second=10)
    refused = threading.Semaphore(0)

    class NoPlaceError(Exception):
        pass

    def no_place(seconds: float) -> None:
        raise NoPlaceError

    def take() -> None:
        for _ in range(5):
            try:
                limiter.acquire(0, no_place)
            except NoPlaceError:
                refused.release()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(refused.acquire(blocking=False) for _ in range(30)) == 10
