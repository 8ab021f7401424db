# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's paths, tokens, account, rate limits and links."""

from __future__ import annotations

import re
import threading
import time
import uuid

import pytest

from recraft_blender.sandbox.account import Account
from recraft_blender.sandbox.links import Links
from recraft_blender.sandbox.server import SandboxServer

from .calls import GENERATIONS, OAK, balance, call, generate, pictures
from .conftest import Start

LINK = re.compile(
    r"/[\w-]{43}/rs:fit:1024:1024:0/raw:1/plain/abs://external/images/(?P<id>[\w-]{36})"
)


def test_ping(start: Start) -> None:
    reply = call(start(), "/ping", headers={})
    assert (reply.status, reply.text) == (200, "pong")


@pytest.mark.parametrize("path", ["/", "/v1", "/images/generations", "/v2/users/me", "/a/b"])
def test_path_outside_the_interface_needs_no_token_to_be_unknown(start: Start, path: str) -> None:
    reply = call(start(), path, headers={})
    assert (reply.status, reply.text) == (404, "404 page not found")


@pytest.mark.parametrize(
    ("path", "body"), [("/v1/nothing", None), ("/v1/images/dream", OAK), ("/v1/users/me", OAK)]
)
def test_unknown_path_is_a_text(start: Start, path: str, body: object) -> None:
    reply = call(start(), path, body)
    assert (reply.status, reply.text) == (404, "404 page not found")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer "},
        {"Authorization": "right"},
        {"Authorization": "Basic right"},
        {"Authorization": "Bearer wrong"},
    ],
    ids=str,
)
@pytest.mark.parametrize(("path", "body"), [("/v1/users/me", None), (GENERATIONS, OAK)])
def test_missing_and_wrong_tokens(
    start: Start, headers: dict[str, str], path: str, body: object
) -> None:
    server = start(token="right")
    reply = call(server, path, body, headers=headers)
    assert (reply.status, reply.text) == (401, "request unauthorized")
    assert server.account.balance == 10_000


def test_right_token_is_admitted(start: Start) -> None:
    headers = {"Authorization": "Bearer right"}
    assert call(start(token="right"), "/v1/users/me", headers=headers).status == 200


def test_account_has_an_id_and_a_balance(start: Start) -> None:
    server = start(balance=77)
    user = call(server, "/v1/users/me").json
    assert user == {"id": server.account.id, "credits": 77, "name": "Sandbox"}
    assert uuid.UUID(user["id"])
    assert call(server, "/v1/users/me?billing=api").json == user


@pytest.mark.parametrize(
    ("fields", "units"), [({}, 35), ({"model": "recraftv4_1_flash", "n": 3}, 21)]
)
def test_balance_falls_by_the_price(start: Start, fields: dict[str, object], units: int) -> None:
    server = start(balance=100)
    assert generate(server, **fields).json["credits"] == units
    assert balance(server) == 100 - units


def test_refused_requests_are_free(start: Start) -> None:
    server = start(balance=100)
    assert generate(server, n=9).status == 400
    assert balance(server) == 100


def test_empty_account_is_refused_and_not_charged(start: Start) -> None:
    server = start(balance=34)
    reply = generate(server)
    assert (reply.status, reply.json["code"]) == (402, "insufficient_balance")
    assert balance(server) == 34
    assert generate(server, model="recraftv4_1_flash").status == 200


def test_many_at_once_never_overdraw() -> None:
    account = Account(token=None, balance=100, rate_limited=False)
    paid: list[bool] = []
    threads = [threading.Thread(target=lambda: paid.append(account.charge(7))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert paid.count(True) == 14
    assert account.balance == 2


def test_every_answer_has_a_request_id_of_its_own(start: Start) -> None:
    server = start()
    replies = [
        call(server, "/v1/users/me"),
        generate(server),
        generate(server, n=9),
        call(server, "/v1/styles"),
        call(server, "/v1/users/me", headers={}),
    ]
    ids = [uuid.UUID(reply.headers["x-recraft-requestid"]) for reply in replies]
    assert len(set(ids)) == len(replies)


def test_sixth_request_of_a_second_is_refused(start: Start) -> None:
    server = start(rate_limited=True)
    replies = [call(server, "/v1/users/me") for _ in range(6)]
    assert [reply.status for reply in replies] == [200] * 5 + [429]
    assert replies[-1].json == {"code": "rate_limit_exceeded", "message": "Rate limit exceeded"}
    assert "retry-after" not in replies[-1].headers


def test_refused_rate_is_free_and_draws_nothing(start: Start) -> None:
    server = start(rate_limited=True)
    for _ in range(5):
        call(server, "/v1/users/me")
    assert generate(server).status == 429
    assert server.account.balance == 10_000


def test_hundred_pictures_of_a_minute() -> None:
    account = Account(token=None, balance=0, rate_limited=True)
    assert account.allows(96)
    assert not account.allows(5)
    assert account.allows(4)
    assert not account.allows(1)
    assert account.allows(0)


def test_rate_limit_can_be_off(start: Start) -> None:
    server = start(rate_limited=False)
    assert {call(server, "/v1/users/me").status for _ in range(8)} == {200}


def test_link_has_the_services_form_and_needs_no_token(start: Start) -> None:
    server = start()
    reply = generate(server, image_format="png")
    (entry,) = reply.json["data"]
    found = LINK.fullmatch(entry["url"].removeprefix(server.origin))
    assert found is not None
    assert found["id"] == entry["image_id"]
    fetched = call(server, found[0], headers={})
    assert fetched.headers["content-type"] == "image/png"
    assert int(fetched.headers["content-length"]) == len(fetched.body)
    assert pictures(server, reply) == [fetched.body]


def test_changed_link_leads_nowhere(start: Start) -> None:
    server = start()
    link = str(generate(server).json["data"][0]["url"]).removeprefix(server.origin)
    assert call(server, link[:-1], headers={}).status == 404
    assert call(server, f"/x{link[2:]}", headers={}).status == 404


def test_links_expire() -> None:
    links = Links(lifetime_s=0.0)
    _, expired = links.add(b"picture", "image/png", 1, 1)
    assert links.get(expired) is None
    links.close()


def test_pictures_are_deleted_in_the_end(start: Start) -> None:
    server = start()
    generate(server)
    (stored,) = server.links._pictures.values()
    assert stored.path.exists()
    server.links.close()
    assert not stored.path.exists()


def test_requests_are_listed_as_they_came(start: Start) -> None:
    server = start()
    call(server, "/v1/users/me")
    generate(server, n=9)
    assert server.requests == [("GET", "/v1/users/me"), ("POST", GENERATIONS)]


def test_picture_takes_as_long_as_it_is_told_to(start: Start) -> None:
    server = start(delay_s=0.6)
    started = time.monotonic()
    assert generate(server, model="recraftv4_1_flash").status == 200
    assert time.monotonic() - started >= 0.6


def test_stop_ends_answers_that_wait() -> None:
    with SandboxServer(rate_limited=False, delay_s=60.0) as server:
        thread = threading.Thread(target=generate, args=(server,))
        thread.start()
        deadline = time.monotonic() + 10
        while not server.links._pictures and time.monotonic() < deadline:
            thread.join(0.01)
        assert server.account.balance < 10_000
        started = time.monotonic()
    thread.join(10)
    assert not thread.is_alive()
    assert time.monotonic() - started < 5


def test_taken_port_is_an_error(start: Start) -> None:
    server = start()
    with pytest.raises(OSError, match="in use"):
        SandboxServer(port=int(server.server_address[1]))
