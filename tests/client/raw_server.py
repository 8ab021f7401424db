# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A TCP server on loopback that misbehaves below HTTP, where the sandbox cannot."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

POLL_S = 0.01
LONGEST_S = 20.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that arrived, and the connection to answer it on."""

    connection: socket.socket
    request: bytes
    number: int
    stopping: threading.Event

    def send(self, content: bytes) -> None:
        self.connection.sendall(content)

    def send_until_stopped(self, content: bytes, every_s: float) -> None:
        """Send the same bytes again and again, until the other side or the test has enough."""
        while not self.stopping.wait(every_s):
            self.send(content)


Answer = Callable[[Exchange], None]


class RawServer:
    """Gives every request to `answer` and then closes its connection.

    `requests` holds what arrived, byte by byte; `tls` wraps each connection. With it a `CONNECT` is
    granted, as a proxy does, and what comes through the tunnel is answered here.
    """

    def __init__(self, answer: Answer, *, tls: ssl.SSLContext | None = None) -> None:
        self._answer = answer
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(POLL_S)
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept)
        self.stopping = threading.Event()
        self.requests: list[bytes] = []
        self.connections = 0

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def origin(self) -> str:
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self.origin}/v1"

    def lines(self) -> list[str]:
        """The first line of each request."""
        return [request.partition(b"\r\n")[0].decode() for request in self.requests]

    def start(self) -> RawServer:
        self._accepting.start()
        return self

    def __enter__(self) -> RawServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End all answers and wait for them; a second time changes nothing."""
        self.stopping.set()
        self._accepting.join()
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            connection.settimeout(LONGEST_S)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        connection = plain
        try:
            if self._tls is not None:
                # A proxy is asked for its tunnel before there is any TLS.
                if plain.recv(7, socket.MSG_PEEK) == b"CONNECT":
                    self.requests.append(read_request(plain))
                    plain.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                connection = self._tls.wrap_socket(plain, server_side=True)
            request = read_request(connection)
            if request:
                self.requests.append(request)
                number = len(self.requests)
                self._answer(Exchange(connection, request, number, self.stopping))
        except OSError:
            pass  # the client has gone, as some tests want it
        finally:
            connection.close()


def read_request(connection: socket.socket) -> bytes:
    """One HTTP request with its body, or what came of it before the connection ended."""
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            return received
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece:
            break
        body += piece
    return head + b"\r\n\r\n" + body


def reply(
    body: bytes,
    *,
    status: str = "200 OK",
    kind: str = "application/json",
    length: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """An HTTP answer as bytes; `length` may lie."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body) if length is None else length}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(content: bytes) -> Answer:
    """The same answer to everything."""
    return lambda exchange: exchange.send(content)


def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
