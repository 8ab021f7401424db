# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a POST travels: alone on its connection, as JSON, over TLS, and never after a redirect."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from recraft_blender.client.errors import APIStatusError, ConnectionFailedError

from .conftest import TOKEN, Certificate, Opener
from .raw_server import Exchange, always, reply

ANSWER = (
    b'{"created": 17, "credits": 35, "data": [{"image_id": "a", "url": "https://a.example/a"}]}'
)


def test_post_goes_out_as_json_with_the_token_on_a_connection_of_its_own(opened: Opener) -> None:
    server = opened.raw(always(reply(ANSWER)))
    client = opened.client(server.base_url)
    client.generate_image(prompt="Eichenholz – älter")
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert f"Authorization: Bearer {TOKEN}".encode() in head
    assert b"Content-Type: application/json" in head
    assert b"Connection: close" in head
    assert f"Content-Length: {len(body)}".encode() in head
    assert b"Transfer-Encoding" not in head
    assert b"Eichenholz \\u2013 \\u00e4lter" in body


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_redirect_is_not_followed(opened: Opener, status: str) -> None:
    elsewhere = opened.raw(always(reply(ANSWER)))
    location = {"Location": f"{elsewhere.base_url}/images/generations"}
    server = opened.raw(always(reply(b"", status=status, headers=location)))
    with pytest.raises(APIStatusError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.status == int(status[:3])
    assert elsewhere.requests == []
    assert len(server.requests) == 1


@pytest.mark.parametrize("location", ["https://[broken/", "//", "\x00", ""])
def test_redirect_to_no_address_is_a_status_like_others(opened: Opener, location: str) -> None:
    server = opened.raw(always(reply(b"", status="302 Found", headers={"Location": location})))
    with pytest.raises(APIStatusError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert caught.value.status == 302


def test_no_connection_carries_a_second_post(opened: Opener) -> None:
    behind: list[bytes] = []

    def keep_open(exchange: Exchange) -> None:
        exchange.send(reply(ANSWER).replace(b"Connection: close", b"Connection: keep-alive"))
        behind.append(exchange.connection.recv(1))

    with opened.raw(keep_open) as server:
        client = opened.client(server.base_url)
        for _ in range(3):
            client.generate_image(prompt="oak planks")
    assert behind == [b"", b"", b""]


def test_tls_that_breaks_after_sending_is_sent_once(
    opened: Opener, certificate: Certificate
) -> None:
    def break_record(exchange: Exchange) -> None:
        with socket.socket(fileno=exchange.connection.detach()) as plain:
            plain.sendall(b"this is no TLS record at all")

    server = opened.raw(break_record, tls=certificate.server_context())
    client = opened.client(server.base_url, ca_bundle=str(certificate.bundle))
    with pytest.raises(ConnectionFailedError) as caught:
        client.generate_image(prompt="oak planks")
    assert caught.value.sent
    assert len(server.requests) == 1


def test_certificate_nobody_trusts_is_refused_before_sending(
    opened: Opener, certificate: Certificate, tmp_path: Path
) -> None:
    server = opened.raw(always(reply(ANSWER)), tls=certificate.server_context())
    with pytest.raises(ConnectionFailedError) as caught:
        opened.client(server.base_url).generate_image(prompt="oak planks")
    assert not caught.value.sent
    assert server.requests == []
    trusting = opened.client(server.base_url, ca_bundle=str(certificate.bundle))
    assert trusting.generate_image(prompt="oak planks").credits == 35
