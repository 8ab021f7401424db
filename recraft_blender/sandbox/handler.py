# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One request to the sandbox: token, rate, balance, answer, and the faults it was told to show."""

import base64
import json
import time
import uuid
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, cast

from .faults import HEADER, Fault
from .generations import Generation, RefusedError, accept
from .links import StoredPicture

if TYPE_CHECKING:
    from .server import SandboxServer

REQUESTS_PATH = "/sandbox/requests"
"""What reached the sandbox so far, as [method, path]; no path of Recraft's."""
MAX_BODY_BYTES = 64 * 1024 * 1024
_PAGE = "<!DOCTYPE html><html><body>Please log in to use this network.</body></html>"
_FAILED = {"code": "internal_error", "message": "internal server error"}


class Handler(BaseHTTPRequestHandler):
    """Answers as Recraft does; see `SandboxServer`."""

    protocol_version = "HTTP/1.1"
    server_version = "RecraftSandbox"
    sys_version = ""

    @property
    def _sandbox(self) -> "SandboxServer":
        return cast("SandboxServer", self.server)

    def do_GET(self) -> None:
        """Result links, the account, and whether the service is there."""
        if self.path == REQUESTS_PATH:
            self._send_json(200, {"requests": self._sandbox.requests})
            return
        self._sandbox.requests.append(("GET", self.path))
        stored = self._sandbox.links.get(self.path)
        if stored is not None:
            self._send_picture(stored)
        elif self.path == "/ping":
            self._send_text(200, "pong")
        elif not self.path.startswith("/v1/"):
            self._send_text(404, "404 page not found")
        elif self._is_admitted():
            self._send_account()

    def do_POST(self) -> None:
        """Generations."""
        self._sandbox.requests.append(("POST", self.path))
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), MAX_BODY_BYTES))
        if self.path not in ("/v1/images/generations", "/v1/images/generations/raster"):
            self._send_text(404, "404 page not found")
        elif self._is_admitted():
            self._generate(body)

    def _is_admitted(self) -> bool:
        if self._sandbox.account.admits(self.headers.get("Authorization", "")):
            return True
        self._send_text(401, "request unauthorized")
        return False

    def _send_account(self) -> None:
        account = self._sandbox.account
        if self.path.partition("?")[0] != "/v1/users/me":
            self._send_text(404, "404 page not found")
        elif not account.allows(0):
            self._send_rate_limit()
        else:
            user = {"id": account.id, "credits": account.balance, "name": "Sandbox"}
            self._send_json(200, user)

    def _generate(self, body: bytes) -> None:
        started = time.monotonic()
        if self._shows_fault_before():
            return
        try:
            request = accept(_json_object(body))
            if not self._sandbox.account.allows(request.count):
                self._send_rate_limit()
                return
            # The service's own refusal is not recorded; clients assume this status.
            if not self._sandbox.account.charge(request.units):
                raise RefusedError("insufficient_balance", "not enough API units", 402)
        except RefusedError as refused:
            self._send_json(refused.status, refused.body)
            return
        answer = self._draw(request)
        self._sandbox.take_time(started)
        if not self._shows_fault_after():
            self._send_json(200, answer)

    def _draw(self, request: Generation) -> dict[str, Any]:
        media_type = f"image/{request.image_format}"
        data = []
        for content in request.pictures():
            if request.as_base64:
                text = base64.b64encode(content).decode()
                data.append({"image_id": str(uuid.uuid4()), "b64_json": text})
            else:
                links = self._sandbox.links
                image_id, link = links.add(content, media_type, request.width, request.height)
                data.append({"image_id": image_id, "url": self._sandbox.origin + link})
        return {"created": int(time.time()), "credits": request.units, "data": data}

    def _has(self, fault: Fault) -> bool:
        return fault in self._sandbox.faults or self.headers.get(HEADER) == fault

    def _shows_fault_before(self) -> bool:
        if self._has(Fault.HTML):
            self._send(200, "text/html", _PAGE.encode())
        elif self._has(Fault.SERVER_ERROR):
            self._send_json(500, _FAILED)
        elif self._has(Fault.RATE_LIMIT):
            self._send_rate_limit()
        else:
            return False
        return True

    def _shows_fault_after(self) -> bool:
        if self._has(Fault.PAID_SERVER_ERROR):
            self._send_json(500, _FAILED)
        elif self._has(Fault.BAD_JSON):
            self._send(200, "application/json", b'{"created": 17, "credits"')
        elif self._has(Fault.MISSING_FIELDS):
            self._send_json(200, {"created": 17})
        elif self._has(Fault.RESET):
            self.close_connection = True
        elif self._has(Fault.NO_ANSWER):
            self._sandbox.stopping.wait()
            self.close_connection = True
        else:
            return False
        return True

    def _send_picture(self, stored: StoredPicture) -> None:
        content = stored.path.read_bytes()
        half = content[: len(content) // 2]
        if self._has(Fault.LINK_EXPIRED):
            self._send_text(404, "404 page not found")
        elif self._has(Fault.LINK_NOT_A_PICTURE):
            self._send(200, stored.media_type, b"this is no picture")
        elif self._has(Fault.LINK_TRUNCATED):
            self._send(200, stored.media_type, half, length=len(content))
            self.close_connection = True
        elif self._has(Fault.LINK_STALLS):
            self._send(200, stored.media_type, half, length=len(content))
            self.wfile.flush()
            self._sandbox.stopping.wait()
            self.close_connection = True
        else:
            self._send(200, stored.media_type, content)

    def _send_rate_limit(self) -> None:
        self._send_json(429, {"code": "rate_limit_exceeded", "message": "Rate limit exceeded"})

    def _send_json(self, status: int, content: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(content).encode())

    def _send_text(self, status: int, text: str) -> None:
        self._send(status, "text/plain", text.encode())

    def _send(self, status: int, kind: str, content: bytes, *, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content) if length is None else length))
        self.send_header("x-recraft-requestid", str(uuid.uuid4()))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """The sandbox is quiet."""


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise RefusedError("invalid_request_parameter", "the body should be a JSON object")
    return content
