# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault does what it says: with whose money, how often, and to whom."""

from __future__ import annotations

import http.client
import json

import pytest

from recraft_blender.sandbox.faults import HEADER, Fault, Oddity
from recraft_blender.sandbox.server import SandboxServer

from .calls import TOKEN, Reply, call, data_link, generate, picture
from .conftest import Start

CRISP = "/v1/images/crispUpscale"
BODY = {"image_url": data_link(picture(32, 32))}
"""The quickest call: 4 units."""
CALL_FAULTS = [fault for fault in Fault if not fault.is_of_links]
FREE = {
    Fault.HTML,
    Fault.SERVER_ERROR,
    Fault.RATE_LIMIT,
    Fault.STATUS,
    Fault.RESET_BEFORE_READING,
    Fault.RESET_BEFORE_CHARGE,
    Fault.SILENCE,
}
SILENT = {Fault.NO_ANSWER, Fault.SILENCE}
FIN = {Fault.RESET}
RST = {Fault.RESET_BEFORE_READING, Fault.RESET_BEFORE_CHARGE, Fault.HARD_RESET}
BROKEN_OFF = {Fault.RESET_IN_BODY, Fault.CUT_IN_BODY}
STATUSES = (400, 401, 402, 403, 404, 413, 422, 429, 500, 502, 503, 504)
FAILED = {"code": "internal_error", "message": "internal server error"}


def fault_of_call(
    server: SandboxServer,
    headers: dict[str, str],
    path: str = CRISP,
    body: object = BODY,
    *,
    timeout_s: float = 20.0,
) -> Reply | Exception:
    try:
        return call(server, path, body, headers=TOKEN | headers, timeout_s=timeout_s)
    except (OSError, http.client.HTTPException) as error:
        return error


def patience(fault: Fault) -> float:
    return 0.5 if fault in SILENT else 20.0


def check(fault: Fault, seen: Reply | Exception) -> None:
    if fault in SILENT:
        assert isinstance(seen, TimeoutError)
    elif fault in FIN:
        assert isinstance(seen, http.client.RemoteDisconnected)
    elif fault in RST:
        assert type(seen) in (ConnectionResetError, BrokenPipeError)
    elif fault is Fault.RESET_IN_HEADERS:
        assert isinstance(seen, ConnectionResetError | http.client.HTTPException)
    elif fault in BROKEN_OFF:
        assert isinstance(seen, ConnectionResetError | http.client.IncompleteRead)
    else:
        assert isinstance(seen, Reply)
        check_answer(fault, seen)


def check_answer(fault: Fault, seen: Reply) -> None:
    match fault:
        case Fault.HTML | Fault.PAID_HTML:
            assert seen.status == 200
            assert seen.headers["content-type"] == "text/html"
            assert seen.body.startswith(b"<!DOCTYPE html>")
        case Fault.EMPTY:
            assert (seen.status, seen.body) == (200, b"")
        case Fault.BAD_JSON | Fault.NOT_JSON:
            assert seen.status == 200
            with pytest.raises(json.JSONDecodeError):
                assert seen.json
        case Fault.MISSING_FIELDS:
            assert seen.status == 200
            assert "image" not in seen.json
        case Fault.WRONG_TYPES:
            assert (type(seen.json["credits"]), seen.json["image"]) == (dict, 17)
        case Fault.NO_PICTURES:
            assert (seen.json["credits"], set(seen.json["image"])) == (4, {"image_id"})
        case Fault.RATE_LIMIT:
            assert (seen.status, seen.json["code"]) == (429, "rate_limit_exceeded")
            assert "retry-after" not in seen.headers
        case _:
            assert (seen.status, seen.json) == (500, FAILED)


@pytest.mark.parametrize("fault", CALL_FAULTS)
def test_fault_of_a_call(start: Start, fault: Fault) -> None:
    server = start(faults=[fault], balance=100)
    check(fault, fault_of_call(server, {}, timeout_s=patience(fault)))
    assert server.account.balance == (100 if fault in FREE else 96)
    assert [charge.units for charge in server.charged] == ([] if fault in FREE else [4])
    assert server.requests == [("POST", CRISP)]
    assert call(server, "/v1/users/me").status == 200


@pytest.mark.parametrize("fault", CALL_FAULTS)
def test_header_strikes_one_request_of_any_method(start: Start, fault: Fault) -> None:
    server = start()
    header, wait = {HEADER: fault.value}, patience(fault)
    seen = fault_of_call(server, header, "/v1/users/me", None, timeout_s=wait)
    healthy = isinstance(seen, Reply) and seen.status == 200 and "credits" in seen.body.decode()
    assert not healthy or fault in (Fault.WRONG_TYPES, Fault.NO_PICTURES, Fault.NOT_JSON)
    assert call(server, "/v1/users/me").json["credits"] == 10_000


@pytest.mark.parametrize("form", ["text", "json", "html", "empty"])
@pytest.mark.parametrize("status", STATUSES)
def test_every_status_in_every_form(start: Start, status: int, form: str) -> None:
    server = start(balance=100)
    for name, left in (("status", 100), ("paid-status", 96)):
        reply = fault_of_call(server, {HEADER: f"{name}={status}/{form}"})
        assert isinstance(reply, Reply)
        assert reply.status == status
        kind = reply.headers["content-type"]
        assert kind == {"json": "application/json", "html": "text/html"}.get(form, "text/plain")
        assert bool(reply.body) == (form != "empty")
        assert reply.headers["x-recraft-requestid"]
        if form == "json":
            assert set(reply.json) == {"code", "message"}
        assert server.account.balance == left


def test_list_may_come_without_pictures(start: Start) -> None:
    server = start(faults=[Fault.NO_PICTURES])
    answer = generate(server, model="recraftv4_1_flash").json
    assert (answer["credits"], answer["data"]) == (7, [])


def test_retry_after_is_sent_when_it_was_asked_for(start: Start) -> None:
    reply = fault_of_call(start(), {HEADER: "rate-limit=7"})
    assert isinstance(reply, Reply)
    assert (reply.status, reply.headers["retry-after"]) == (429, "7")


def test_fault_of_the_first_requests_only(start: Start) -> None:
    server = start(faults=["rate-limit*2", "status=503*1"], balance=100)
    replies = [call(server, CRISP, BODY).status for _ in range(5)]
    assert replies == [429, 429, 503, 200, 200]
    assert server.account.balance == 92
    server.faults = frozenset({Fault.SERVER_ERROR})
    assert call(server, CRISP, BODY).status == 500
    server.faults = []
    assert call(server, CRISP, BODY).status == 200


def test_counted_fault_in_the_header_counts_over_requests(start: Start) -> None:
    server = start()
    headers = TOKEN | {HEADER: "rate-limit*1"}
    replies = [call(server, CRISP, BODY, headers=headers).status for _ in range(2)]
    assert replies == [429, 200]


@pytest.mark.parametrize(
    ("fault", "struck"),
    [
        ("status=503", {"POST"}),
        ("status=503@any", {"GET", "POST", "DELETE"}),
        ("status=503@GET", {"GET"}),
        ("status=503@DELETE/styles", {"DELETE"}),
        ("status=503@/users", {"GET"}),
        ("status=503@/images/vectorize", set()),
    ],
)
def test_scope(start: Start, fault: str, struck: set[str]) -> None:
    server = start(faults=[fault])
    found = {
        "GET": call(server, "/v1/users/me").status,
        "POST": call(server, CRISP, BODY).status,
        "DELETE": call(server, "/v1/styles/a", method="DELETE").status,
    }
    assert {method for method, status in found.items() if status == 503} == struck


def test_token_is_asked_before_any_fault(start: Start) -> None:
    server = start(faults=CALL_FAULTS)
    assert call(server, CRISP, BODY, headers={}).status == 401


def test_extra_fields_are_everywhere(start: Start) -> None:
    server = start(faults=[Oddity.EXTRA_FIELDS])
    answer = call(server, CRISP, BODY).json
    assert {"created", "credits", "image", "of_tomorrow"} == set(answer)
    assert {"image_id", "url", "of_tomorrow"} == set(answer["image"])


@pytest.mark.parametrize("oddity", [Oddity.DELAY_BEFORE, Oddity.DELAY_AFTER])
def test_delay_is_before_or_after_the_charge(start: Start, oddity: Oddity) -> None:
    server = start(balance=100)
    impatient = fault_of_call(server, {HEADER: f"{oddity.value}=30"}, timeout_s=1.0)
    assert isinstance(impatient, TimeoutError)
    assert server.account.balance == (100 if oddity is Oddity.DELAY_BEFORE else 96)
    patient = fault_of_call(server, {HEADER: f"{oddity.value}=0.05"})
    assert isinstance(patient, Reply)
    assert patient.status == 200


def test_drip_is_the_whole_answer_in_the_end(start: Start) -> None:
    reply = fault_of_call(start(), {HEADER: "drip=0.0001"})
    assert isinstance(reply, Reply)
    assert reply.json["credits"] == 4


def test_faults_may_be_joined(start: Start) -> None:
    server = start()
    headers = TOKEN | {HEADER: "delay-before=0.01, status=502/empty"}
    assert call(server, CRISP, BODY, headers=headers).status == 502


def test_crash_of_the_sandbox_is_refunded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recraft_blender.sandbox.pictures.upscale", None)
    with SandboxServer(rate_limited=False, balance=100) as server:
        reply = call(server, CRISP, BODY)
        assert (reply.status, reply.json) == (500, FAILED)
        assert (server.account.balance, server.charged) == (100, [])
    assert [type(crash) for crash in server.crashes] == [TypeError]
