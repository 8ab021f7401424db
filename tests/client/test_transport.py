# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on the way: told apart, and a request that may have been paid is sent once."""

from __future__ import annotations

import socket
import struct
import time

import pytest

from recraft_blender.client import GenerationRequest
from recraft_blender.client import transport as transport_module
from recraft_blender.client.errors import (
    AuthenticationError,
    ConnectionFailedError,
    InsufficientCreditsError,
    RateLimitedError,
    RequestTimeoutError,
    ServerError,
    UnexpectedResponseError,
)
from recraft_blender.sandbox.faults import Fault
from recraft_blender.sandbox.server import SandboxServer

from .conftest import Opener
from .raw_server import Answer, Exchange, always, closed_port, reply

RATE_LIMITED = reply(b'{"code": "rate_limit_exceeded"}', status="429 Too Many Requests")
ANSWER = (
    b'{"created": 17, "credits": 35, "data": [{"image_id": "a", "url": "https://a.example/a"}]}'
)


def reset(exchange: Exchange) -> None:
    """End the connection with RST, as a router does that has lost its table."""
    linger = struct.pack("ii", 1, 0)
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)


def post_count(requests: list[tuple[str, str]]) -> int:
    return sum(method == "POST" for method, _ in requests)


def test_refused_connection_was_not_sent_and_is_tried_again(opened: Opener) -> None:
    client = opened.client(f"http://127.0.0.1:{closed_port()}/v1")
    with pytest.raises(ConnectionFailedError) as caught:
        client.generate_image(prompt="oak planks")
    assert not caught.value.sent
    assert not caught.value.may_have_been_paid
    assert opened.delays == [0.5, 2.0]


def test_unknown_host_was_not_sent(opened: Opener) -> None:
    client = opened.client("https://no-such-host.invalid/v1")
    with pytest.raises(ConnectionFailedError) as caught:
        client.generate_image(prompt="oak planks")
    assert not caught.value.sent


@pytest.mark.parametrize("answer", [reset, always(b""), always(b"HTTP/1.1 2")])
def test_connection_that_breaks_after_sending_is_sent_once(opened: Opener, answer: Answer) -> None:
    server = opened.raw(answer)
    with pytest.raises(ConnectionFailedError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.sent
    assert caught.value.may_have_been_paid
    assert (caught.value.method, caught.value.url) == (
        "POST",
        f"{server.base_url}/images/generations",
    )
    assert server.connections == 1
    assert opened.waits == []


def test_answer_that_breaks_in_the_middle_is_sent_once(opened: Opener) -> None:
    server = opened.raw(always(reply(ANSWER[:40], length=len(ANSWER))))
    with pytest.raises(ConnectionFailedError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.sent
    assert server.connections == 1


def test_sandbox_reset_is_charged_once(opened: Opener) -> None:
    server = opened.sandbox(faults=[Fault.RESET], balance=100)
    with pytest.raises(ConnectionFailedError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.sent
    assert post_count(server.requests) == 1
    assert server.account.balance == 65


def test_silence_after_sending_is_a_timeout_and_is_sent_once(opened: Opener) -> None:
    server = opened.sandbox(faults=[Fault.NO_ANSWER], balance=100)
    with pytest.raises(RequestTimeoutError) as caught:
        opened.client(server.base_url, read_timeout_s=2.0).generate_image(prompt="oak planks")
    assert caught.value.sent
    assert caught.value.may_have_been_paid
    assert post_count(server.requests) == 1


def test_dripping_answer_ends_with_the_total_time(opened: Opener) -> None:
    def drip(exchange: Exchange) -> None:
        exchange.send(reply(b"{", length=10_000))
        exchange.send_until_stopped(b" ", 0.05)

    server = opened.raw(drip)
    client = opened.client(server.base_url, read_timeout_s=5.0, total_timeout_s=0.3)
    started = time.monotonic()
    with pytest.raises(RequestTimeoutError) as caught:
        client.generate_image(prompt="oak planks")
    assert time.monotonic() - started < 3.0
    assert caught.value.sent
    assert len(server.requests) == 1


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.BAD_JSON, Fault.MISSING_FIELDS])
def test_answer_that_is_none_is_sent_once(opened: Opener, fault: Fault) -> None:
    server = opened.sandbox(faults=[fault])
    with pytest.raises(UnexpectedResponseError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.may_have_been_paid
    assert ("web page" in str(caught.value)) == (fault is Fault.HTML)
    assert post_count(server.requests) == 1


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.PAID_SERVER_ERROR])
def test_failing_service_is_asked_once(opened: Opener, fault: Fault) -> None:
    server = opened.sandbox(faults=[fault])
    with pytest.raises(ServerError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.may_have_been_paid
    assert caught.value.request_id
    assert post_count(server.requests) == 1


def test_rate_limit_is_tried_again_until_it_passes(opened: Opener) -> None:
    server = opened.raw(
        lambda exchange: exchange.send(RATE_LIMITED if exchange.number < 4 else reply(ANSWER))
    )
    images = opened.client(server.base_url).generate_image(prompt="oak planks")
    assert images.credits == 35
    assert len(server.requests) == 4
    assert opened.delays == [1.0, 2.0, 4.0]
    assert len({request.partition(b"\r\n\r\n")[2] for request in server.requests}) == 1


def test_rate_limit_that_stays_gives_up_unpaid(opened: Opener) -> None:
    server = opened.sandbox(faults=[Fault.RATE_LIMIT], balance=100)
    with pytest.raises(RateLimitedError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert not caught.value.may_have_been_paid
    assert post_count(server.requests) == 7
    assert opened.delays == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
    assert server.account.balance == 100


def test_refused_then_accepted_connection_is_paid_once(opened: Opener) -> None:
    port = closed_port()
    client = opened.client(f"http://127.0.0.1:{port}/v1")
    servers: list[SandboxServer] = []

    def wait(seconds: float) -> None:
        if not servers:
            servers.append(opened.sandbox(port=port, balance=100))

    assert client.send(GenerationRequest(prompt="oak planks"), wait=wait).credits == 35
    assert post_count(servers[0].requests) == 1
    assert servers[0].account.balance == 65


def test_oversized_answer_is_not_read_to_its_end(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport_module, "MAX_ANSWER_BYTES", 100_000)
    server = opened.raw(always(reply(b"x" * 200_000)))
    with pytest.raises(UnexpectedResponseError, match="too large") as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.may_have_been_paid


def test_wrong_token_and_empty_account(opened: Opener) -> None:
    strict = opened.sandbox(token="another-token")
    with pytest.raises(AuthenticationError, match="401: request unauthorized"):
        opened.client(strict.base_url).generate_image(prompt="oak planks")
    assert opened.client(strict.base_url, token=" another-token\n").get_user().credits == 10_000
    poor = opened.sandbox(balance=34)
    with pytest.raises(InsufficientCreditsError):
        opened.client(poor.base_url).generate_image(prompt="oak planks")
    assert poor.account.balance == 34
