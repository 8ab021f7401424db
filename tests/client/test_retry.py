# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent again by itself, and when."""

from __future__ import annotations

import pytest

from recraft_blender.client.errors import (
    APIStatusError,
    BadRequestError,
    ConfigurationError,
    ConnectionFailedError,
    InvalidRequestError,
    RateLimitedError,
    RecraftError,
    RequestTimeoutError,
    ServerError,
    UnexpectedResponseError,
)
from recraft_blender.client.retry import JITTER, retry_delay


def rate_limited(retry_after: float | None) -> RateLimitedError:
    return RateLimitedError(429, "Rate limit exceeded", retry_after=retry_after)


def failed(*, sent: bool) -> ConnectionFailedError:
    return ConnectionFailedError("x", method="POST", url="http://127.0.0.1/", sent=sent)


def delays(error: RecraftError) -> list[float | None]:
    return [retry_delay(error, attempt, lambda: 0.0) for attempt in range(1, 9)]


def test_rate_limit_backs_off_and_gives_up() -> None:
    assert delays(rate_limited(None)) == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, None, None]


def test_tries_outlast_the_service_s_longest_window() -> None:
    assert sum(delay or 0.0 for delay in delays(rate_limited(None))) > 60.0


def test_chance_only_lengthens_a_delay_and_by_a_quarter_at_most() -> None:
    error = rate_limited(8.0)
    drawn = {retry_delay(error, 1) for _ in range(50)}
    assert len(drawn) > 1
    assert all(delay is not None and 8.0 <= delay <= 10.0 for delay in drawn)
    assert retry_delay(error, 1, lambda: 1.0) == 8.0 * (1 + JITTER)


@pytest.mark.parametrize(
    ("asked", "waited"), [(0.0, 1.0), (7.0, 7.0), (120.0, 120.0), (120.5, None), (3600.0, None)]
)
def test_rate_limit_waits_as_long_as_asked_or_gives_up(asked: float, waited: float | None) -> None:
    assert retry_delay(rate_limited(asked), 1, lambda: 0.0) == waited


def test_what_never_reached_the_service_is_tried_again() -> None:
    assert delays(failed(sent=False)) == [0.5, 2.0, *[None] * 6]


@pytest.mark.parametrize(
    "error",
    [
        failed(sent=True),
        RequestTimeoutError("x", method="POST", url="http://127.0.0.1/", sent=True),
        RequestTimeoutError("x", method="POST", url="http://127.0.0.1/", sent=False),
        ServerError(500, "x", retry_after=1.0),
        ServerError(503, "x", retry_after=1.0),
        BadRequestError(400, "x"),
        APIStatusError(409, "x"),
        UnexpectedResponseError("x"),
        ConfigurationError("x"),
        InvalidRequestError("n", 9, "x"),
    ],
    ids=lambda error: f"{type(error).__name__}-{getattr(error, 'sent', '')}",
)
def test_all_else_is_sent_once(error: RecraftError) -> None:
    assert delays(error) == [None] * 8
