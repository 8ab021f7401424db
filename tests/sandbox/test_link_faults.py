# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong on the way to a picture that is paid."""

from __future__ import annotations

import http.client
import socket
from contextlib import closing

import pytest

from recraft_blender.client.media import sniff
from recraft_blender.sandbox.faults import HEADER, Fault, Oddity
from recraft_blender.sandbox.links import Links
from recraft_blender.sandbox.server import SandboxServer

from .calls import Reply, call
from .conftest import Start
from .test_faults import BODY, CRISP

LINK_FAULTS = [fault for fault in Fault if fault.is_of_links]


def made(start: Start) -> tuple[SandboxServer, str, bytes]:
    server = start(balance=100)
    reply = call(server, CRISP, BODY)
    link = str(reply.json["image"]["url"]).removeprefix(server.origin)
    return server, link, call(server, link, headers={}).body


def fetch(server: SandboxServer, link: str, fault: str) -> Reply:
    return call(server, link, headers={HEADER: fault}, timeout_s=0.7)


@pytest.mark.parametrize("told", ["by header", "by server"])
@pytest.mark.parametrize("fault", LINK_FAULTS)
def test_fault_of_a_link(  # noqa: PLR0912 - one case a fault
    start: Start, fault: Fault, told: str
) -> None:
    server, link, content = made(start)
    if told == "by server":
        server.faults = [fault]
    header = fault.value if told == "by header" else ""

    def seen() -> Reply:
        return fetch(server, link, header)

    match fault:
        case Fault.LINK_EXPIRED:
            assert (seen().status, seen().text) == (404, "404 page not found")
        case Fault.LINK_STATUS:
            assert seen().status == 500
        case Fault.LINK_NOT_A_PICTURE:
            assert (seen().status, seen().body) == (200, b"this is no picture")
        case Fault.LINK_HTML:
            assert seen().headers["content-type"] == "text/html"
        case Fault.LINK_EMPTY:
            assert (seen().status, seen().body) == (200, b"")
        case Fault.LINK_WRONG_KIND:
            assert seen().headers["content-type"] == "image/webp"
            assert sniff(seen().body) is None
        case Fault.LINK_SHORT_LENGTH:
            assert seen().body == content[: len(content) // 2]
        case Fault.LINK_REDIRECT_LOOP:
            assert (seen().status, seen().headers["location"]) == (302, link)
        case Fault.LINK_REDIRECT_PRIVATE:
            assert seen().headers["location"].startswith("http://169.254.")
        case Fault.LINK_TRUNCATED:
            with pytest.raises(http.client.IncompleteRead):
                seen()
        case Fault.LINK_RESET:
            with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
                seen()
        case Fault.LINK_STALLS:
            with pytest.raises(TimeoutError):
                seen()
        case _:
            assert beginning(server, link, fault.value, len(content) * 4)[1] > len(content)
    assert server.account.balance == 96


def beginning(server: SandboxServer, link: str, fault: str, count: int) -> tuple[bytes, int]:
    """The headers, and how many bytes of the body come before we leave."""
    address = ("127.0.0.1", server.server_address[1])
    with closing(socket.create_connection(address, 10)) as connection:
        connection.sendall(f"GET {link} HTTP/1.1\r\nHost: a\r\n{HEADER}: {fault}\r\n\r\n".encode())
        found = b""
        while b"\r\n\r\n" not in found or len(found) < count:
            piece = connection.recv(65536)
            if not piece:
                break
            found += piece
    head, _, body = found.partition(b"\r\n\r\n")
    return head, len(body)


def test_endless_download_has_no_length(start: Start) -> None:
    server, link, content = made(start)
    head, size = beginning(server, link, "link-endless", len(content) + 300_000)
    assert b"Content-Length" not in head
    assert size > len(content)


def test_too_large_download_says_so(start: Start) -> None:
    server, link, content = made(start)
    reply = fetch(server, link, f"link-too-large={len(content) * 3}")
    assert len(reply.body) == len(content) * 3
    head, _ = beginning(server, link, "link-too-large", 1000)
    assert b"Content-Length: 1073741824" in head


def test_redirects_lead_where_they_are_told_to(start: Start) -> None:
    server, link, content = made(start)
    moved = fetch(server, link, Oddity.LINK_REDIRECT.value)
    assert (moved.status, moved.headers["location"]) == (302, f"{link}?moved")
    assert fetch(server, moved.headers["location"], "link-redirect").body == content
    private = fetch(server, link, "link-redirect-private=http://10.0.0.1/a.png")
    assert private.headers["location"] == "http://10.0.0.1/a.png"


def test_counted_fault_of_links(start: Start) -> None:
    server, link, _ = made(start)
    server.faults = ["link-status=503/text*2"]
    assert [call(server, link, headers={}).status for _ in range(3)] == [503, 503, 200]


def test_clock_expires_links(start: Start) -> None:
    server, link, _ = made(start)
    server.pass_time(23 * 3600)
    assert call(server, link, headers={}).status == 200
    server.pass_time(2 * 3600)
    assert call(server, link, headers={}).text == "404 page not found"


def test_lifetime_can_be_given(start: Start) -> None:
    server = start(link_lifetime_s=0.0)
    link = str(call(server, CRISP, BODY).json["image"]["url"])
    assert call(server, link.removeprefix(server.origin), headers={}).status == 404


def test_links_expire() -> None:
    links = Links(lifetime_s=10.0)
    _, link = links.add(b"picture", "image/png", 1, 1)
    assert links.get(link) is not None
    links.pass_time(10.0)
    assert links.get(link) is None
    links.close()
