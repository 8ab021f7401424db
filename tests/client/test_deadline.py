# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole exchange ends at its limit, wherever the other side dawdles."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recraft_blender.client import Picture, RecraftClient
from recraft_blender.client.errors import (
    DownloadError,
    DownloadProblem,
    RequestTimeoutError,
    TransportError,
)

from .conftest import Certificate, Opener
from .raw_server import Answer, Exchange, always, reply
from .samples import encoded, png

TOTAL_S = 0.25
USER = reply(b'{"id": "a", "credits": 7}')
ANSWER = b'{"created": 1, "credits": 10, "image": {"image_id": "a", "url": "https://a.example/a"}}'


def drip(start: bytes, forever: bytes) -> Answer:
    """Bytes that begin well and never come to an end."""

    def answer(exchange: Exchange) -> None:
        exchange.send(start)
        exchange.send_until_stopped(forever, 0.02)

    return answer


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
DRIPS: dict[str, Answer] = {
    "status line": drip(b"HTTP/1.1 200 ", b"O"),
    "a header": drip(HEAD + b"X-Long: ", b"x"),
    "headers": drip(HEAD, b"X-More: 1\r\n"),
    "continue": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": drip(reply(b"{", length=10**6), b" "),
    "chunks": drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
}


@contextmanager
def ends_soon() -> Iterator[None]:
    started = time.monotonic()
    yield
    assert TOTAL_S * 0.9 <= time.monotonic() - started < TOTAL_S + 2.0


def client_of(opened: Opener, base_url: str, **options: str) -> RecraftClient:
    return opened.client(base_url, read_timeout_s=10.0, total_timeout_s=TOTAL_S, **options)


@pytest.mark.parametrize(
    ("where", "tls"), [*((where, False) for where in DRIPS), ("headers", True), ("body", True)]
)
def test_dripping_answer(
    opened: Opener, certificate: Certificate, where: str, *, tls: bool
) -> None:
    server = opened.raw(DRIPS[where], tls=certificate.server_context() if tls else None)
    client = client_of(opened, server.base_url, ca_bundle=str(certificate.bundle))
    with ends_soon(), pytest.raises(RequestTimeoutError) as caught:
        client.generate_image(prompt="oak planks")
    assert caught.value.sent
    assert len(server.requests) == 1
    assert opened.waits == []


@pytest.mark.parametrize("where", DRIPS)
def test_dripping_link(opened: Opener, tmp_path: Path, where: str) -> None:
    server = opened.raw(DRIPS[where])
    with ends_soon(), pytest.raises(DownloadError) as caught:
        client_of(opened, server.base_url).download(f"{server.origin}/a", tmp_path / "a.png")
    assert caught.value.reason is DownloadProblem.TOO_SLOW
    assert list(tmp_path.iterdir()) == []


def test_dripping_tunnel(opened: Opener) -> None:
    proxy = opened.raw(drip(b"HTTP/1.1 200 ", b"O"))
    client = client_of(opened, "https://service.example/v1", proxy=proxy.origin)
    with ends_soon(), pytest.raises(TransportError) as caught:
        client.generate_image(prompt="oak planks")
    assert not caught.value.sent


class Deaf:
    """A server that takes a connection and reads nothing, or a little now and then."""

    def __init__(self, *, every_s: float | None) -> None:
        self._every_s = every_s
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._take)
        self.base_url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/v1"

    def __enter__(self) -> Deaf:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()
        self._listener.close()

    def _take(self) -> None:
        connection, _ = self._listener.accept()
        with connection:
            while not self._stopping.wait(self._every_s):
                connection.recv(4096)


@pytest.mark.parametrize("every_s", [None, 0.02], ids=["nothing is read", "a little is read"])
def test_upload_that_is_not_taken(opened: Opener, every_s: float | None) -> None:
    from PIL import Image

    noise = encoded(Image.effect_noise((2400, 2400), 90), "png")
    assert 4_000_000 < len(noise) < 10_000_000  # more than the sockets' buffers hold
    with Deaf(every_s=every_s) as server:
        client = client_of(opened, server.base_url)
        with ends_soon(), pytest.raises(RequestTimeoutError) as caught:
            client.vectorize(image=Picture(content=noise))
        assert caught.value.sent


def test_silence_is_shorter_than_the_whole(opened: Opener) -> None:
    def silent(exchange: Exchange) -> None:
        exchange.stopping.wait()

    server = opened.raw(silent)
    client = opened.client(server.base_url, read_timeout_s=TOTAL_S, total_timeout_s=60.0)
    with ends_soon(), pytest.raises(RequestTimeoutError):
        client.vectorize(image=Picture(content=png()))


def test_each_exchange_of_a_kept_connection_has_the_whole_time(opened: Opener) -> None:
    stay = USER.replace(b"Connection: close", b"Connection: keep-alive")

    def answer(exchange: Exchange) -> None:
        for _ in range(3):
            exchange.send(stay)
            exchange.stopping.wait(TOTAL_S * 0.6)
            exchange.connection.recv(65536)
        exchange.send(stay)

    server = opened.raw(answer)
    client = client_of(opened, server.base_url)
    started = time.monotonic()
    while time.monotonic() - started < TOTAL_S * 1.5:
        assert client.get_user().credits == 7
    assert server.connections == 1


def test_answer_in_time_is_whole(opened: Opener, certificate: Certificate) -> None:
    big = ANSWER + b" " * 3_000_000
    for tls in (None, certificate.server_context()):
        server = opened.raw(always(reply(big)), tls=tls)
        client = opened.client(server.base_url, ca_bundle=str(certificate.bundle))
        assert client.vectorize(image=Picture(content=png())).credits == 10
