# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain HTTP calls to a sandbox, without the client that the sandbox is there to test."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from recraft_blender.sandbox.server import SandboxServer

GENERATIONS = "/v1/images/generations"
TOKEN = {"Authorization": "Bearer any-token"}
OAK: dict[str, Any] = {"prompt": "oak planks"}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        assert self.headers["content-type"] == "application/json"
        return json.loads(self.body)

    @property
    def text(self) -> str:
        assert self.headers["content-type"] == "text/plain"
        return self.body.decode()


def call(
    server: SandboxServer,
    path: str,
    body: object = None,
    *,
    headers: Mapping[str, str] = TOKEN,
    timeout_s: float = 20.0,
) -> Reply:
    """GET, or POST when there is a body: bytes as they are, all else as JSON."""
    address = urlsplit(server.origin)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout_s)
    content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    with closing(connection):
        connection.request("GET" if body is None else "POST", path, content, dict(headers))
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, names, response.read())


def generate(server: SandboxServer, **fields: Any) -> Reply:
    """Ask for a picture of oak planks, with other fields."""
    return call(server, GENERATIONS, OAK | fields)


def pictures(server: SandboxServer, reply: Reply) -> list[bytes]:
    """The pictures behind the links of an answer, fetched without a token."""
    assert reply.status == 200
    links = [entry["url"] for entry in reply.json["data"]]
    assert all(link.startswith(server.origin) for link in links)
    return [call(server, link.removeprefix(server.origin), headers={}).body for link in links]


def balance(server: SandboxServer) -> int:
    """The units that the account says it has."""
    credits_left = call(server, "/v1/users/me").json["credits"]
    assert isinstance(credits_left, int)
    return credits_left
