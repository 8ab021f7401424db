# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault does what it says: with whose money, and to whom."""

from __future__ import annotations

import http.client
import json

import pytest

from recraft_blender.sandbox.faults import HEADER, Fault
from recraft_blender.sandbox.server import SandboxServer

from .calls import GENERATIONS, OAK, TOKEN, Reply, call, generate
from .conftest import Start

CALL_FAULTS = [fault for fault in Fault if not fault.is_of_links]
LINK_FAULTS = [fault for fault in Fault if fault.is_of_links]
PAID = {
    Fault.BAD_JSON,
    Fault.MISSING_FIELDS,
    Fault.PAID_SERVER_ERROR,
    Fault.RESET,
    Fault.NO_ANSWER,
}


def fault_of_call(server: SandboxServer, headers: dict[str, str]) -> Reply | Exception:
    try:
        return call(server, GENERATIONS, OAK, headers=TOKEN | headers, timeout_s=1.5)
    except (OSError, http.client.HTTPException) as error:
        return error


def check(fault: Fault, seen: Reply | Exception) -> None:
    if fault is Fault.NO_ANSWER:
        assert isinstance(seen, TimeoutError)
        return
    if fault is Fault.RESET:
        assert isinstance(seen, http.client.RemoteDisconnected | ConnectionError)
        return
    assert isinstance(seen, Reply)
    match fault:
        case Fault.HTML:
            assert seen.status == 200
            assert seen.headers["content-type"] == "text/html"
            assert seen.body.startswith(b"<!DOCTYPE html>")
        case Fault.BAD_JSON:
            assert seen.status == 200
            with pytest.raises(json.JSONDecodeError):
                assert seen.json
        case Fault.MISSING_FIELDS:
            assert seen.status == 200
            assert "data" not in seen.json
        case Fault.RATE_LIMIT:
            assert (seen.status, seen.json["code"]) == (429, "rate_limit_exceeded")
        case _:
            assert seen.status == 500
            assert seen.json == {"code": "internal_error", "message": "internal server error"}


@pytest.mark.parametrize("fault", CALL_FAULTS)
def test_fault_of_a_call(start: Start, fault: Fault) -> None:
    server = start(faults=[fault], balance=100)
    check(fault, fault_of_call(server, {}))
    assert server.account.balance == (65 if fault in PAID else 100)
    assert server.requests == [("POST", GENERATIONS)]
    assert call(server, "/v1/users/me").status == 200


def test_header_strikes_one_request_only(start: Start) -> None:
    server = start()
    assert call(server, GENERATIONS, OAK, headers=TOKEN | {HEADER: "html"}).body.startswith(b"<!")
    assert generate(server).status == 200


def test_token_is_asked_before_any_fault(start: Start) -> None:
    server = start(faults=CALL_FAULTS)
    assert call(server, GENERATIONS, OAK, headers={}).status == 401


@pytest.mark.parametrize("fault", LINK_FAULTS)
def test_fault_of_a_link(start: Start, fault: Fault) -> None:
    server = start(balance=100)
    link = str(generate(server).json["data"][0]["url"]).removeprefix(server.origin)

    def fetch() -> Reply:
        return call(server, link, headers={HEADER: fault.value}, timeout_s=0.5)

    match fault:
        case Fault.LINK_EXPIRED:
            assert (fetch().status, fetch().text) == (404, "404 page not found")
        case Fault.LINK_NOT_A_PICTURE:
            assert (fetch().status, fetch().body) == (200, b"this is no picture")
        case Fault.LINK_TRUNCATED:
            with pytest.raises(http.client.IncompleteRead):
                fetch()
        case _:
            with pytest.raises(TimeoutError):
                fetch()
    assert server.account.balance == 65
