# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every status, with every kind of body, becomes the right error."""

from __future__ import annotations

import json
import time
from email.utils import formatdate

import pytest

from recraft_blender.client import errors as e
from recraft_blender.client.encoding import Body
from recraft_blender.client.errors import APIStatusError, error_class

from .conftest import Opener
from .raw_server import always, reply

STATUSES: dict[str, type[APIStatusError]] = {
    "302 Found": APIStatusError,
    "400 Bad Request": e.BadRequestError,
    "401 Unauthorized": e.AuthenticationError,
    "402 Payment Required": e.InsufficientCreditsError,
    "403 Forbidden": e.PermissionDeniedError,
    "404 Not Found": e.NotFoundError,
    "409 Conflict": APIStatusError,
    "413 Content Too Large": APIStatusError,
    "422 Unprocessable Content": e.UnprocessableError,
    "429 Too Many Requests": e.RateLimitedError,
    "500 Internal Server Error": e.ServerError,
    "502 Bad Gateway": e.ServerError,
    "503 Service Unavailable": e.ServerError,
    "504 Gateway Timeout": e.ServerError,
}
PAGE = b"<!DOCTYPE html>\n<html><body>Nothing to read</body></html>"
# kind: media type, body, code, message (None: the reason beside the status)
BODIES: dict[str, tuple[str, bytes, str, str | None]] = {
    "json": (
        "application/json",
        b'{"code": "some_code", "message": "some words"}',
        "some_code",
        "some words",
    ),
    "json without words": ("application/json", b'{"code": null}', "", '{"code": null}'),
    "json list": ("application/json", b"[1, 2]", "", "[1, 2]"),
    "half json": ("application/json", b'{"code": ', "", '{"code":'),
    "text": ("text/plain", b"request unauthorized\n", "", "request unauthorized"),
    "html": ("text/html", PAGE, "", "the service answered with a web page"),
    "empty": ("text/plain", b"", "", None),
}


def error_of(opened: Opener, answer: bytes) -> e.RecraftError:
    server = opened.raw(always(answer))
    transport = opened.transport(server.base_url)
    with pytest.raises(e.RecraftError) as caught:
        transport.post("/images/generations", Body(b"{}", "application/json"))
    assert len(server.requests) == 1
    return caught.value


@pytest.mark.parametrize("body_kind", BODIES)
@pytest.mark.parametrize("status", STATUSES)
def test_status_and_body(opened: Opener, status: str, body_kind: str) -> None:
    kind, body, code, message = BODIES[body_kind]
    headers = {"x-recraft-requestid": "req-1"}
    error = error_of(opened, reply(body, status=status, kind=kind, headers=headers))
    assert type(error) is STATUSES[status]
    assert error.status == int(status[:3])
    assert error.code == code
    assert error.message == (status[4:] if message is None else message)
    assert str(error) == f"{error.status}: {error.message}"
    assert error.request_id == "req-1"
    assert error.body == body.decode()
    assert error.may_have_been_paid == (error.status >= 500)


def test_long_text_is_kept_in_part(opened: Opener) -> None:
    error = error_of(opened, reply(b"x" * 9000, status="400 Bad Request", kind="text/plain"))
    assert isinstance(error, e.BadRequestError)
    assert len(error.body) == 2000
    assert len(error.message) == 200


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 0.0),
        (None, None),
    ],
)
def test_retry_after(opened: Opener, value: str | None, seconds: float | None) -> None:
    headers = {} if value is None else {"Retry-After": value}
    error = error_of(opened, reply(b"", status="429 Too Many Requests", headers=headers))
    assert isinstance(error, e.RateLimitedError)
    assert error.retry_after == seconds


def test_retry_after_as_a_date(opened: Opener) -> None:
    headers = {"Retry-After": formatdate(time.time() + 30, usegmt=True)}
    error = error_of(opened, reply(b"", status="429 Too Many Requests", headers=headers))
    assert isinstance(error, e.RateLimitedError)
    assert error.retry_after is not None
    assert 20.0 < error.retry_after <= 30.0


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (402, "", e.InsufficientCreditsError),
        (400, "insufficient_balance", e.InsufficientCreditsError),
        (403, "not_enough_credits", e.InsufficientCreditsError),
        (401, "no_credits_here", e.AuthenticationError),
        (429, "credits_per_minute", e.RateLimitedError),
        (500, "balance_service_failed", e.ServerError),
        (400, "invalid_model", e.BadRequestError),
        (418, "", APIStatusError),
    ],
)
def test_refusals_whose_code_names_the_balance(
    status: int, code: str, expected: type[APIStatusError]
) -> None:
    assert error_class(status, code) is expected


@pytest.mark.parametrize(
    "body",
    [PAGE, b'{"created": 17, "credits"', b"[]", b"null", b"17", b"", b"\xff\xfe\x00"],
    ids=["html", "half json", "list", "null", "number", "empty", "no text"],
)
def test_success_without_the_described_data_may_have_been_paid(opened: Opener, body: bytes) -> None:
    error = error_of(opened, reply(body, headers={"x-recraft-requestid": "req-2"}))
    assert type(error) is e.UnexpectedResponseError
    assert error.may_have_been_paid
    assert error.request_id == "req-2"
    assert error.body == body.decode("utf-8", "replace")
    assert ("web page" in str(error)) == (body == PAGE)


@pytest.mark.parametrize(
    "answer",
    [
        {"created": 17},
        {"created": 17, "credits": 35, "data": []},
        {"created": 17, "credits": 35, "data": [{"image_id": "a"}]},
        {"created": 17, "credits": 35, "data": [{"url": "https://pictures.example/a"}]},
        {"created": 17, "credits": None, "data": [{"image_id": "a", "url": "https://a.example"}]},
    ],
    ids=["nothing", "no pictures", "no link", "no id", "no price"],
)
def test_missing_fields_may_have_been_paid(opened: Opener, answer: dict[str, object]) -> None:
    headers = {"x-recraft-requestid": "req-3"}
    server = opened.raw(always(reply(json.dumps(answer).encode(), headers=headers)))
    with pytest.raises(e.UnexpectedResponseError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.may_have_been_paid
    assert caught.value.request_id == "req-3"
    assert "created" in caught.value.body
    assert len(server.requests) == 1


def test_unknown_fields_are_no_error(opened: Opener) -> None:
    picture = {"image_id": "a", "url": "https://pictures.example/a", "features": {"x": 1}}
    answer = {"created": 17, "credits": 35, "data": [picture], "news": True}
    server = opened.raw(
        always(reply(json.dumps(answer).encode(), headers={"x-recraft-requestid": "req-4"}))
    )
    images = opened.client(server.base_url).generate_image(prompt="oak planks")
    assert (images.credits, images.request_id) == (35, "req-4")


def test_only_what_may_have_been_carried_out_may_have_been_paid() -> None:
    def lost(kind: type[e.TransportError], *, sent: bool) -> e.TransportError:
        return kind("x", method="POST", url="http://127.0.0.1/", sent=sent)

    paid = [
        lost(e.ConnectionFailedError, sent=True),
        lost(e.RequestTimeoutError, sent=True),
        e.ServerError(500, "x"),
        e.UnexpectedResponseError("x"),
    ]
    free = [
        lost(e.ConnectionFailedError, sent=False),
        lost(e.RequestTimeoutError, sent=False),
        e.ConfigurationError("x"),
        e.InvalidRequestError("n", 9, "x"),
        e.DownloadError(e.DownloadProblem.EXPIRED, "x", url=""),
        *(kind(status, "x") for status, kind in e.STATUS_ERRORS.items()),
    ]
    assert all(error.may_have_been_paid for error in paid)
    assert not any(error.may_have_been_paid for error in free)
