# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every error has plain words and the right remedy."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from recraft_blender.client import errors as e
from recraft_blender.jobs import errors as own
from recraft_blender.jobs.errors import (
    BudgetExceededError,
    LedgerError,
    RemovalError,
    StaleJobError,
    StepNotSentError,
)
from recraft_blender.jobs.failure import FailureKind, Remedy, explain

K, R = FailureKind, Remedy


def lost(kind: type[e.TransportError], *, sent: bool) -> e.TransportError:
    return kind("x", method="POST", url="http://127.0.0.1/", sent=sent)


def refused(kind: type[e.APIStatusError], status: int) -> e.APIStatusError:
    return kind(status, "some words", request_id="req-1")


ANSWERS: list[tuple[BaseException, FailureKind, Remedy]] = [
    (e.RecraftError("x"), K.INTERNAL, R.RUN_AGAIN),
    (e.ConfigurationError("There is no API token."), K.SETUP, R.OPEN_PREFERENCES),
    (e.InvalidRequestError("n", 9, "ask for 1 to 6 pictures"), K.REQUEST, R.NONE),
    (lost(e.TransportError, sent=True), K.NETWORK, R.LOOK_AGAIN),
    (lost(e.TransportError, sent=False), K.NETWORK, R.RUN_AGAIN),
    (lost(e.ConnectionFailedError, sent=True), K.NETWORK, R.LOOK_AGAIN),
    (lost(e.ConnectionFailedError, sent=False), K.NETWORK, R.RUN_AGAIN),
    (lost(e.RequestTimeoutError, sent=True), K.NETWORK, R.LOOK_AGAIN),
    (lost(e.RequestTimeoutError, sent=False), K.NETWORK, R.RUN_AGAIN),
    (refused(e.APIStatusError, 418), K.REQUEST, R.NONE),
    (refused(e.BadRequestError, 400), K.REQUEST, R.NONE),
    (refused(e.AuthenticationError, 401), K.SETUP, R.OPEN_PREFERENCES),
    (refused(e.InsufficientCreditsError, 402), K.CREDITS, R.RUN_AGAIN),
    (refused(e.PermissionDeniedError, 403), K.SETUP, R.OPEN_PREFERENCES),
    (refused(e.NotFoundError, 404), K.SETUP, R.OPEN_PREFERENCES),
    (refused(e.UnprocessableError, 422), K.REQUEST, R.NONE),
    (refused(e.RateLimitedError, 429), K.RATE_LIMIT, R.RUN_AGAIN),
    (refused(e.ServerError, 503), K.SERVICE, R.LOOK_AGAIN),
    (
        e.UnexpectedResponseError("The service answered with a web page.", request_id="req-1"),
        K.SERVICE,
        R.LOOK_AGAIN,
    ),
    *(
        (
            e.DownloadError(problem, "x", url="https://a.example/a"),
            K.DOWNLOAD,
            R.FETCH_AGAIN,
        )
        for problem in e.DownloadProblem
    ),
    (e.InvalidRequestError("mask", "x", "9 x 9 pixels, not 8 x 8"), K.REQUEST, R.NONE),
    (
        BudgetExceededError("The cap is reached.", limit=1, spent=1, asked=1),
        K.BUDGET,
        R.OPEN_PREFERENCES,
    ),
    (StepNotSentError("It was not sent."), K.SETUP, R.RESUME),
    (RemovalError("It stays."), K.DISK, R.NONE),
    (LedgerError("The job list cannot be used."), K.DISK, R.RUN_AGAIN),
    (StaleJobError("abc cannot become ready"), K.INTERNAL, R.NONE),
    (OSError(errno.ENOSPC, "No space left on device"), K.DISK, R.RUN_AGAIN),
    (ModuleNotFoundError("x", name="pydantic"), K.SETUP, R.NONE),
    (RuntimeError("x"), K.INTERNAL, R.RUN_AGAIN),
]

every_answer = pytest.mark.parametrize(
    ("error", "kind", "remedy"), ANSWERS, ids=lambda value: str(value)[:40]
)


def subclasses(kind: type[BaseException]) -> set[type[BaseException]]:
    return {kind}.union(*(subclasses(one) for one in kind.__subclasses__()))


def test_no_error_of_the_client_is_forgotten() -> None:
    assert {type(error) for error, _, _ in ANSWERS} >= subclasses(e.RecraftError)


def test_no_error_of_ours_is_forgotten() -> None:
    ours = {one for one in vars(own).values() if isinstance(one, type)}
    assert {type(error) for error, _, _ in ANSWERS} >= ours


@every_answer
def test_kind_and_remedy(error: BaseException, kind: FailureKind, remedy: Remedy) -> None:
    failure = explain(error)
    assert (failure.kind, failure.remedy) == (kind, remedy)
    assert failure.request_id == getattr(error, "request_id", "")


@every_answer
def test_words_are_a_sentence(error: BaseException, kind: FailureKind, remedy: Remedy) -> None:
    message = explain(error).message
    assert message[0].isupper()
    assert message.endswith(".")
    assert not message.endswith("..")
    assert "\n" not in message
    assert "  " not in message
    assert type(error).__name__ not in message


@every_answer
def test_words_are_true_about_the_money(
    error: BaseException, kind: FailureKind, remedy: Remedy
) -> None:
    message = explain(error).message
    unsure = isinstance(error, e.RecraftError) and error.may_have_been_paid
    assert ("Compare the balance before and after" in message) == unsure
    if "nothing was charged" in message:
        assert not unsure


def test_words_say_which_picture_is_refused() -> None:
    error = e.InvalidRequestError("mask", "9 x 9", "9 x 9 pixels, the picture has 8 x 8")
    assert explain(error).message == (
        "The mask cannot be used: 9 x 9 pixels, the picture has 8 x 8."
    )


def test_words_name_what_is_missing() -> None:
    assert "pydantic" in explain(ModuleNotFoundError("x", name="pydantic")).message
    assert "No space left" in explain(OSError(errno.ENOSPC, "No space left on device")).message
    assert "503" in explain(refused(e.ServerError, 503)).message
    assert "some words" in explain(refused(e.BadRequestError, 400)).message


def test_every_problem_of_a_link_has_words_of_its_own() -> None:
    words = {explain(e.DownloadError(p, "x", url="")).message for p in e.DownloadProblem}
    assert len(words) == len(e.DownloadProblem)


HELP = Path(__file__).resolve().parents[2] / "docs/troubleshooting.md"
BUTTONS = {
    R.OPEN_PREFERENCES: "Open Preferences",
    R.RUN_AGAIN: "Run Again",
    R.FETCH_AGAIN: "Fetch Again",
    R.RESUME: "Go On",
    R.LOOK_AGAIN: "Look Again",
}
# Their words come with the error, from where it was raised.
WORDS_OF_THEIR_OWN = (
    *(e.ConfigurationError, e.UnexpectedResponseError, BudgetExceededError, StepNotSentError),
    *(RemovalError, LedgerError),
)


def test_help_has_every_sentence_and_button() -> None:
    rows = [row.split(" | ") for row in HELP.read_text("utf-8").splitlines() if row[:2] == "| "]
    assert {f"| {button}" for button in BUTTONS.values()} <= {row[0] for row in rows}
    for error, _, remedy in ANSWERS:
        if isinstance(error, WORDS_OF_THEIR_OWN) or type(error) is e.InvalidRequestError:
            continue
        message = explain(error).message
        (row,) = (one for one in rows if one[0][2:].partition("…")[0] in message)
        assert remedy is R.NONE or BUTTONS[remedy] in row[-1], message
