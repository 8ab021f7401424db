# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every misbehaviour of the sandbox, with every kind of method, over real sockets.

Told by three things: which error comes, how many requests reached the service, how many units went.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from recraft_blender.client import RecraftClient
from recraft_blender.client import errors as e
from recraft_blender.client.retry import CONNECTION_DELAYS_S, RATE_LIMIT_DELAYS_S
from recraft_blender.sandbox.faults import Fault, Oddity
from recraft_blender.sandbox.server import SandboxServer

from .conftest import Opener
from .samples import PICTURE, picture

IMPATIENT_S = 0.4
LONGEST_S = 20.0
RATE_TRIES = 1 + len(RATE_LIMIT_DELAYS_S)
CONNECTION_TRIES = 1 + len(CONNECTION_DELAYS_S)


@dataclass(frozen=True)
class Kind:
    """A kind of method: its path, how it is called, what it costs."""

    path: str
    call: Callable[[RecraftClient], object]
    units: int = 0

    @property
    def is_paid(self) -> bool:
        return self.units > 0


KINDS = {
    "generation": Kind(
        "/images/generations",
        lambda client: client.generate_image(prompt="oak leaf", model="recraftv4_1_vector"),
        80,
    ),
    "list": Kind(
        "/images/replaceBackground",
        lambda client: client.replace_background(prompt="a wall", image=PICTURE),
        40,
    ),
    "single": Kind(
        "/images/crispUpscale", lambda client: client.crisp_upscale(image=picture(32, 32)), 4
    ),
    "style": Kind("/styles", lambda client: client.create_style(images=(PICTURE,)), 5),
    "prompt": Kind("/prompts/enhance", lambda client: client.enhance_prompt(prompt="oak"), 10),
    "reading": Kind("/users/me", lambda client: client.get_user()),
}


@dataclass(frozen=True)
class Outcome:
    """What a fault leads to. `error` None is an answer as if nothing had happened.

    `tries` are the requests of a paid call, `reading_tries` those of a call that costs nothing.
    """

    error: type[e.RecraftError] | None
    is_charged: bool
    tries: int = 1
    reading_tries: int = 1


UNPAID, PAID = False, True
REFUSED = Outcome(e.BadRequestError, UNPAID)
FAILED, FAILED_PAID = Outcome(e.ServerError, UNPAID), Outcome(e.ServerError, PAID)
NONSENSE, NONSENSE_PAID = (
    Outcome(e.UnexpectedResponseError, UNPAID),
    Outcome(e.UnexpectedResponseError, PAID),
)
BROKEN = Outcome(e.ConnectionFailedError, UNPAID, reading_tries=CONNECTION_TRIES)
BROKEN_PAID = Outcome(e.ConnectionFailedError, PAID, reading_tries=CONNECTION_TRIES)
FINE = Outcome(None, PAID)

TABLE: dict[str, Outcome] = {
    Fault.HTML: NONSENSE,
    Fault.SERVER_ERROR: FAILED,
    Fault.RATE_LIMIT: Outcome(e.RateLimitedError, UNPAID, RATE_TRIES, RATE_TRIES),
    "rate-limit=7": Outcome(e.RateLimitedError, UNPAID, RATE_TRIES, RATE_TRIES),
    "rate-limit=3600": Outcome(e.RateLimitedError, UNPAID),
    "rate-limit*2": Outcome(None, PAID, 3, 3),
    "status=302/empty": Outcome(e.APIStatusError, UNPAID),
    Fault.STATUS: FAILED,
    "status=400/json": REFUSED,
    "status=400/text": REFUSED,
    "status=400/html": REFUSED,
    "status=400/empty": REFUSED,
    "status=401/text": Outcome(e.AuthenticationError, UNPAID),
    "status=402/json": Outcome(e.InsufficientCreditsError, UNPAID),
    "status=403/html": Outcome(e.PermissionDeniedError, UNPAID),
    "status=404/text": Outcome(e.NotFoundError, UNPAID),
    "status=409/json": Outcome(e.APIStatusError, UNPAID),
    "status=413/html": Outcome(e.APIStatusError, UNPAID),
    "status=422/json": Outcome(e.UnprocessableError, UNPAID),
    "status=429/empty": Outcome(e.RateLimitedError, UNPAID, RATE_TRIES, RATE_TRIES),
    "status=502/html": FAILED,
    "status=503/empty": FAILED,
    "status=504/text": FAILED,
    Fault.RESET_BEFORE_READING: BROKEN,
    Fault.RESET_BEFORE_CHARGE: BROKEN,
    Fault.SILENCE: Outcome(e.RequestTimeoutError, UNPAID),
    Fault.PAID_SERVER_ERROR: FAILED_PAID,
    Fault.PAID_STATUS: FAILED_PAID,
    "paid-status=503/html": FAILED_PAID,
    Fault.PAID_HTML: NONSENSE_PAID,
    Fault.EMPTY: NONSENSE_PAID,
    Fault.BAD_JSON: NONSENSE_PAID,
    Fault.NOT_JSON: NONSENSE_PAID,
    Fault.MISSING_FIELDS: NONSENSE_PAID,
    Fault.WRONG_TYPES: NONSENSE_PAID,
    Fault.NO_PICTURES: NONSENSE_PAID,
    Fault.RESET: BROKEN_PAID,
    Fault.HARD_RESET: BROKEN_PAID,
    Fault.NO_ANSWER: Outcome(e.RequestTimeoutError, PAID),
    Fault.RESET_IN_HEADERS: BROKEN_PAID,
    Fault.RESET_IN_BODY: BROKEN_PAID,
    Fault.CUT_IN_BODY: BROKEN_PAID,
    "delay-before=0.05": FINE,
    "delay-after=0.05": FINE,
    "drip=0": FINE,
    "drip=0.02": Outcome(e.RequestTimeoutError, PAID),
    Oddity.EXTRA_FIELDS: FINE,
}
SILENT = {Fault.SILENCE, Fault.NO_ANSWER, "drip=0.02"}


def outcome_of(fault: str, kind: str) -> Outcome:
    if fault == Fault.NO_PICTURES and kind in ("style", "prompt", "reading"):
        return FINE  # their answers have no pictures to be without
    return TABLE[fault]


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    with SandboxServer(rate_limited=False, balance=1_000_000) as started:
        yield started
        assert started.crashes == []


def wait_until(condition: Callable[[], bool]) -> None:
    """A fault that keeps silent leaves the charge to be seen a little later."""
    deadline = time.monotonic() + LONGEST_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def connection_of(fault: str) -> dict[str, Any]:
    if fault == "drip=0.02":
        return {"total_timeout_s": IMPATIENT_S + 0.6}
    return {"read_timeout_s": IMPATIENT_S} if fault in SILENT else {}


def test_every_fault_of_the_sandbox_is_in_the_table() -> None:
    named = {text.partition("=")[0].partition("*")[0] for text in TABLE}
    faults = {one.value for kind in (Fault, Oddity) for one in kind if not one.is_of_links}
    assert named == faults


@pytest.mark.parametrize("kind_name", KINDS)
@pytest.mark.parametrize("fault", TABLE)
def test_fault(server: SandboxServer, opened: Opener, fault: str, kind_name: str) -> None:
    kind, outcome = KINDS[kind_name], outcome_of(fault, kind_name)
    server.faults = [f"{fault}@any{kind.path}"]
    client = opened.client(server.base_url, **connection_of(fault))
    seen, balance = len(server.requests), server.account.balance

    if outcome.error is None:
        assert kind.call(client)
    else:
        with pytest.raises(e.RecraftError) as caught:
            kind.call(client)
        assert type(caught.value) is outcome.error
        assert caught.value.may_have_been_paid == may_have_been_paid(caught.value, kind)

    charge = kind.units if outcome.is_charged else 0
    wait_until(lambda: balance - server.account.balance == charge)
    server.faults = []
    reached = [path for _, path in server.requests[seen:]]
    assert reached == [f"/v1{kind.path}"] * (
        outcome.tries if kind.is_paid else outcome.reading_tries
    )
    client.get_user()
    assert balance - server.account.balance == charge  # and nothing more went meanwhile


def may_have_been_paid(error: e.RecraftError, kind: Kind) -> bool:
    """All that went wrong after a paid request had left, but for a plain refusal."""
    if isinstance(error, e.TransportError):
        assert error.sent == kind.is_paid
        return kind.is_paid
    return isinstance(error, e.ServerError | e.UnexpectedResponseError)


def test_wait_that_the_service_asks_for_is_kept(server: SandboxServer, opened: Opener) -> None:
    server.faults = ["rate-limit=7*1"]
    opened.client(server.base_url).enhance_prompt(prompt="oak")
    (waited,) = opened.waits
    assert 7.0 <= waited <= 7.0 * 1.25
    server.faults = []


def test_deletion_that_broke_after_it_was_done_is_done(
    server: SandboxServer, opened: Opener
) -> None:
    client = opened.client(server.base_url)
    style = client.create_style(images=(PICTURE,))
    server.faults = ["reset*1@DELETE"]
    client.delete_style(style_id=style.id)
    assert opened.delays == [0.5]
    with pytest.raises(e.NotFoundError):
        client.get_style(style_id=style.id)
    server.faults = []
