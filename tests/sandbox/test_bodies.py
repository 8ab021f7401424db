# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies as bytes: forms read exactly, and nothing that a stranger sends does harm."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recraft_blender.sandbox import request_body
from recraft_blender.sandbox.fields import read_fields
from recraft_blender.sandbox.multipart import MAX_PARTS, parse_form
from recraft_blender.sandbox.refusals import RefusedError
from recraft_blender.sandbox.server import SandboxServer

from .calls import GENERATIONS, OAK, TOKEN, call, data_link, form, picture, post_form
from .conftest import Start

names = st.text("abcdefgh_", min_size=1, max_size=8)
contents = st.binary(max_size=200) | st.sampled_from([b"\r\n", b"--", b"\r\n--a-boundary", b""])
FORM = "multipart/form-data; boundary=x"


@given(st.lists(st.tuples(names, contents), max_size=5), st.dictionaries(names, st.text()))
def test_form_is_read_as_it_was_written(
    files: list[tuple[str, bytes]], fields: dict[str, str]
) -> None:
    body, content_type = form(fields, files)
    parts = parse_form(content_type, body)
    found = {p.name: p.content.decode("utf-8") for p in parts if p.filename is None}
    assert found == fields
    assert [(p.name, p.content) for p in parts if p.filename is not None] == files


@given(st.binary(max_size=400), st.sampled_from(["x", "", '"x y"', "x" * 71]))
def test_any_bytes_are_a_form_or_refused(body: bytes, boundary: str) -> None:
    for framed in (body, b"--x\r\n" + body + b"\r\n--x--"):
        try:
            parse_form(f"multipart/form-data; boundary={boundary}", framed)
        except RefusedError as refused:
            assert refused.status == 400


@pytest.mark.parametrize(
    ("content_type", "body", "message"),
    [
        ("multipart/form-data", b"--x--", "needs a boundary"),
        ("multipart/form-data; boundary=\u00fc", b"--x--", "boundary"),
        (FORM, b"", "has no end"),
        (FORM, b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb", "has no end"),
        (FORM, b"--x\r\n\r\nb\r\n--x--", "without"),
        (FORM, b"--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--", "without a name"),
        (FORM, b"--x\r\nContent-Disposition: file; name=a\r\n\r\nb\r\n--x--", "without a name"),
        (FORM, b"--x y\r\n\r\nb\r\n--x--", "broken boundary"),
        (FORM, b"--x" + b"\r\n--x" * (MAX_PARTS + 1) + b"--", "up to 200 parts"),
        (FORM, b"--x\r\n" + b"A: b\r\n" * 5000 + b"\r\nb\r\n--x--", "without headers"),
    ],
    ids=["none", "sign", "empty", "open", "headless", "nameless", "file", "blank", "many", "long"],
)
def test_broken_forms(content_type: str, body: bytes, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        parse_form(content_type, body)


def test_fields_of_a_form_are_read_as_what_they_mean() -> None:
    texts = {
        "n": "2",
        "strength": "0.5",
        "expire": "True",
        "controls": '{"colors": [], "no_text": null}',
        "source_styles": "a",
    }
    body, content_type = form(texts)
    fields = read_fields(content_type, body)
    assert fields.whole("n", 1, 6) == 2
    assert fields.number("strength") == 0.5
    assert fields.flag("expire") is True
    assert fields.mapping("controls") == {"colors": []}
    assert fields.items("source_styles") == ["a"]
    with pytest.raises(RefusedError, match="n should be in"):
        body, content_type = form({"n": "two"})
        read_fields(content_type, body).whole("n", 1, 6)
    with pytest.raises(RefusedError, match="should be text in UTF-8"):
        read_fields(FORM, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--')


def test_repeated_fields_are_a_list() -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="source_styles[]"\r\n\r\n%b\r\n'
    body = part % b"a" + part % b"b" + part % b"c" + b"--x--"
    assert read_fields(FORM, body).items("source_styles") == ["a", "b", "c"]


def send(server: SandboxServer, request: bytes, *, then: bytes = b"") -> bytes:
    """Raw bytes to the sandbox, and all that comes back until it closes."""
    with closing(socket.create_connection(("127.0.0.1", server.server_address[1]), 10)) as link:
        link.sendall(request)
        if then:
            link.sendall(then)
        link.shutdown(socket.SHUT_WR)
        found = b""
        while piece := link.recv(65536):
            found += piece
        return found


def head(*lines: str) -> bytes:
    first = [f"POST {GENERATIONS} HTTP/1.1", "Host: a", "Authorization: Bearer any"]
    return "\r\n".join([*first, *lines, "", ""]).encode()


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (head("Content-Length: 99999999999999"), 413),
        (head(f"Content-Length: {request_body.MAX_BYTES + 1}"), 413),
        (head("Content-Length: -1"), 400),
        (head("Content-Length: many"), 400),
        (head("Content-Length: " + "9" * 400), 400),
        (head("Transfer-Encoding: chunked") + b"FFFFFFFFFF\r\n", 413),
        (head("Transfer-Encoding: chunked") + b"-5\r\n", 400),
        (head("Transfer-Encoding: chunked") + b"3\r\nabcdef\r\n0\r\n\r\n", 400),
        (head("Transfer-Encoding: chunked") + b"0\r\n" + b"a: b\r\n" * 100, 400),
        (head("Transfer-Encoding: gzip"), 400),
        (head("Content-Encoding: gzip", "Content-Length: 3") + b"abc", 415),
        (b"POST / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", 400),
        (b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ],
    ids=lambda value: str(value)[:60],
)
def test_hostile_requests_get_an_answer(start: Start, request_bytes: bytes, status: int) -> None:
    server = start()
    answer = send(server, request_bytes)
    first = answer.partition(b"\r\n")[0]
    assert f" {status} ".encode() in first
    assert b"x-recraft-requestid" in answer
    assert server.charged == []
    assert call(server, "/v1/users/me").status == 200


def test_chunks_are_read(start: Start) -> None:
    server = start()
    body = b'{"prompt": "oak", "model": "recraftv4_1_flash"}'
    chunks = b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in (body[:9], body[9:]))
    request = head("Transfer-Encoding: chunked", "Connection: close") + chunks + b"0\r\n\r\n"
    assert b" 200 " in send(server, request).partition(b"\r\n")[0]


def test_body_that_ends_early_is_dropped(start: Start) -> None:
    server = start()
    assert send(server, head("Content-Length: 400") + b'{"prompt"') == b""
    assert server.charged == []


def test_compressed_bomb_is_not_unpacked(start: Start) -> None:
    body = gzip.compress(bytes(50_000_000))
    headers = TOKEN | {"Content-Encoding": "gzip"}
    reply = call(start(), GENERATIONS, body, headers=headers)
    assert (reply.status, reply.json["code"]) == (415, "unsupported_media_type")


def test_picture_bombs_are_refused_at_once(start: Start) -> None:
    head_of_bomb = bytearray(picture())
    head_of_bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    server = start()
    started = time.monotonic()
    reply = post_form(server, "/v1/images/crispUpscale", {}, [("file", bytes(head_of_bomb))])
    assert (reply.status, reply.json["code"]) == (400, "invalid_image")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1e300" height="1e-300"/>'
    reply = post_form(server, "/v1/images/removeBackground", {}, [("file", svg)])
    assert (reply.status, reply.json["code"]) == (400, "invalid_image")
    assert time.monotonic() - started < 3


def test_unknown_methods_and_paths_are_not_found(start: Start) -> None:
    server = start()
    for method in ("PUT", "PATCH", "DELETE"):
        reply = call(server, GENERATIONS, OAK, method=method)
        assert (reply.status, reply.text) == (404, "404 page not found")
    for path in ("/v1/styles/a/b", "/v1/images", "/v1/images/generations/", "/v1/styles/"):
        assert call(server, path).status == 404


@pytest.mark.parametrize("billing", ["api", "subscription"])
def test_billing_is_one_of_two(start: Start, billing: str) -> None:
    server = start()
    body = OAK | {"model": "recraftv4_1_flash"}
    assert call(server, f"{GENERATIONS}?billing={billing}", body).status == 200
    assert call(server, f"{GENERATIONS}?billing=none", body).status == 400
    assert [charge.path for charge in server.charged] == [GENERATIONS]


def test_many_at_once_are_all_answered_and_paid(start: Start) -> None:
    server = start(balance=40)
    statuses: list[int] = []
    body = {"image_url": data_link(picture(32, 32))}
    path = "/v1/images/crispUpscale"
    threads = [
        threading.Thread(target=lambda: statuses.append(call(server, path, body).status))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 10 + [402] * 2
    assert sum(charge.units for charge in server.charged) == 40
    assert len({charge.request_id for charge in server.charged}) == 10
