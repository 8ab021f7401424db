# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to the sandbox: path, token, body, rate, balance, work, answer."""

import socket
import struct
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs

from . import listing
from .answers import NOT_FOUND, UNAUTHORIZED, Answer, failed, rate_limited
from .call import Call, Task
from .faults import HEADER, Fault, Oddity
from .fields import read_fields
from .link_misbehaviour import picture_sent_badly
from .misbehaviour import after_work, before_reading, before_work
from .refusals import RefusedError, wrong
from .request_body import read_body
from .routes import VERSION, Route, route

if TYPE_CHECKING:
    from .server import SandboxServer

REQUESTS_PATH = "/sandbox/requests"
"""What reached the sandbox so far, as [method, path]; no path of Recraft's."""
CHARGED_PATH = "/sandbox/charged"
"""What was charged so far, as [request id, path, units]; no path of Recraft's."""
_BILLING = ("api", "subscription")
_NO_LENGTH = -1
_LINGER = "hh" if sys.platform == "win32" else "ii"
_READABLE = {"/users/me", "/models"}


class Handler(BaseHTTPRequestHandler):
    """Answers as Recraft does; see `SandboxServer`. It is the `Exchange` that faults act on."""

    protocol_version = "HTTP/1.1"
    server_version = "RecraftSandbox"
    sys_version = ""
    timeout = 600.0  # a client that neither sends nor goes away
    disable_nagle_algorithm = True

    @property
    def _sandbox(self) -> "SandboxServer":
        return cast("SandboxServer", self.server)

    def do_GET(self) -> None:
        """Result links, lists, the account, and whether the service is there."""
        if self.path == REQUESTS_PATH:
            self.send(Answer.of_json({"requests": list(self._sandbox.requests)}))
        elif self.path == CHARGED_PATH:
            self.send(Answer.of_json({"charged": list(self._sandbox.charged)}))
        else:
            self._answer()

    def do_POST(self) -> None:
        """All that makes something."""
        self._answer()

    def do_DELETE(self) -> None:
        """Styles."""
        self._answer()

    def do_PUT(self) -> None:
        """Nothing of the service is put or patched."""
        self._answer()

    do_PATCH = do_PUT  # noqa: N815 - the name that http.server looks for

    def _answer(self) -> None:
        self._request_id = str(uuid.uuid4())
        self._sandbox.requests.append((self.command, self.path))
        try:
            stored = self._sandbox.links.get(self.path.partition("?")[0])
            if stored is not None and self.command == "GET":
                answer = Answer(200, stored.media_type, stored.path.read_bytes())
                picture_sent_badly(self, answer, self.path)
            else:
                self._exchange()
        except RefusedError as refused:
            self.send(Answer.of_json(refused.body, refused.status))
        except OSError:  # the other side is gone, or the disk of a sandbox that stops
            self.close_connection = True
        except Exception:
            self.send(failed())
            raise

    def _exchange(self) -> None:
        path, _, query = self.path.partition("?")
        if path in ("/ping", "/status") and self.command == "GET":
            self.send(listing.ping() if path == "/ping" else listing.status())
            return
        below = path.removeprefix(VERSION) if path.startswith(f"{VERSION}/") else ""
        found = route(self.command, below)
        reads = self.command == "GET" and below in _READABLE
        if found is None and not reads:
            self._refuse_unread(NOT_FOUND)
        elif not self._sandbox.account.admits(self.headers.get("Authorization", "")):
            self._refuse_unread(UNAUTHORIZED)
        elif not before_reading(self):
            body = self._read_body()
            if not before_work(self):
                self._carry_out(self._task(found, body, query, below))

    def _refuse_unread(self, answer: Answer) -> None:
        # The body is read all the same: a connection closed over it would be reset.
        self._read_body()
        self.send(answer)

    def _read_body(self) -> bytes:
        try:
            return read_body(self.rfile, self.headers)
        except RefusedError:
            self.close_connection = True
            raise

    def _task(self, found: Route | None, body: bytes, query: str, below: str) -> Task:
        billing = parse_qs(query).get("billing", ["api"])
        if billing[-1] not in _BILLING:
            raise wrong(f"billing should be one of {', '.join(_BILLING)}")
        if found is None:
            read = listing.models if below == "/models" else self._user
            return Task(read)
        given = body if self.command == "POST" else b"{}"
        fields = read_fields(self.headers.get("Content-Type", ""), given)
        return found.accept(Call(fields, self._sandbox.context, found.item))

    def _user(self) -> Answer:
        return listing.user(self._sandbox.account)

    def _carry_out(self, task: Task) -> None:
        started = time.monotonic()
        account = self._sandbox.account
        if not account.allows(task.images):
            self.send(rate_limited())
            return
        path = self.path.partition("?")[0]
        # The service's own refusal is not recorded; clients assume this status.
        if task.units is not None and not account.charge(
            task.units, request_id=self._request_id, path=path
        ):
            raise RefusedError("insufficient_balance", "not enough API units", 402)
        try:
            answer = task.work()
        except BaseException:
            account.refund(self._request_id)
            raise
        if task.images:
            self._sandbox.take_time(started)
        after_work(self, answer)

    def struck(self, fault: Fault | Oddity) -> str | None:
        """The fault's argument if it is to strike now."""
        path = self.path if fault.is_of_links else self.path.removeprefix(VERSION)
        try:
            header = self.headers.get(HEADER, "")
            return self._sandbox.fault_counts.strike(fault, self.command, path, header)
        except ValueError as error:
            raise wrong(f"{HEADER}: {error}") from None

    def send(self, answer: Answer, *, length: int | None = None) -> None:
        """Send an answer; a length of -1 leaves the end open."""
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.media_type)
        if length == _NO_LENGTH:
            self.close_connection = True
        else:
            size = len(answer.content) if length is None else length
            self.send_header("Content-Length", str(size))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("x-recraft-requestid", getattr(self, "_request_id", str(uuid.uuid4())))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.write(answer.content)

    def write(self, content: bytes) -> None:
        """Send bytes at once."""
        self.wfile.write(content)
        self.wfile.flush()

    def wait(self, seconds: float | None = None) -> bool:
        """Let time pass; True when the sandbox stops meanwhile."""
        return self._sandbox.stopping.wait(seconds)

    def end(self) -> None:
        """End the connection in order (FIN)."""
        self.close_connection = True

    def reset(self) -> None:
        """End the connection with RST: closed at once, and without lingering."""
        self.close_connection = True
        linger = struct.pack(_LINGER, 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.rfile.close()  # or the socket would stay open behind it
        self.connection.close()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server itself refuses, such as a broken first line, as a text."""
        self.close_connection = True
        self.request_version = self.protocol_version  # or the answer would have no headers
        self.send(Answer.of_text(message or explain or "bad request", code))

    def log_message(self, format: str, *args: object) -> None:
        """The sandbox is quiet."""
