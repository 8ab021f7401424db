# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain HTTP calls to a sandbox, without the client that the sandbox is there to test."""

from __future__ import annotations

import base64
import http.client
import io
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from PIL import Image

from recraft_blender.client.media import sniff
from recraft_blender.sandbox.fields import File
from recraft_blender.sandbox.refusals import RefusedError
from recraft_blender.sandbox.routes import accept
from recraft_blender.sandbox.server import SandboxServer

GENERATIONS = "/v1/images/generations"
TOKEN = {"Authorization": "Bearer any-token"}
OAK: dict[str, Any] = {"prompt": "oak planks"}
PARAMETER = "invalid_request_parameter"
Files = Sequence[tuple[str, bytes]]


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
    method: str = "",
    headers: Mapping[str, str] = TOKEN,
    timeout_s: float = 20.0,
) -> Reply:
    """GET, or POST when there is a body: bytes as they are, all else as JSON."""
    address = urlsplit(server.origin)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout_s)
    content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    method = method or ("GET" if body is None else "POST")
    with closing(connection):
        connection.request(method, path, content, dict(headers))
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, names, response.read())


def form(fields: Mapping[str, str], files: Files = ()) -> tuple[bytes, str]:
    """A multipart form and its content type."""
    boundary = "a-boundary-of-the-tests"
    body = bytearray()
    for name, value in fields.items():
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        body += value.encode() + b"\r\n"
    for name, content in files:
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}";'.encode()
        body += b' filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n'
        body += content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return bytes(body), f"multipart/form-data; boundary={boundary}"


def post_form(
    server: SandboxServer, path: str, fields: Mapping[str, object], files: Files
) -> Reply:
    """POST a form: nested values as JSON, all others as text."""
    texts = {name: _text(value) for name, value in fields.items()}
    body, content_type = form(texts, files)
    return call(server, path, body, headers=TOKEN | {"Content-Type": content_type})


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def generate(server: SandboxServer, **fields: Any) -> Reply:
    """Ask for a picture of oak planks, with other fields."""
    return call(server, GENERATIONS, OAK | fields)


def entries(reply: Reply) -> list[dict[str, Any]]:
    """The image objects of a list answer or of a single one."""
    assert reply.status == 200, reply.body
    found = reply.json
    return [found["image"]] if "image" in found else list(found["data"])


def pictures(server: SandboxServer, reply: Reply) -> list[bytes]:
    """The pictures behind the links of an answer, fetched without a token."""
    links = [entry["url"] for entry in entries(reply)]
    assert all(link.startswith(server.origin) for link in links)
    return [call(server, link.removeprefix(server.origin), headers={}).body for link in links]


def opened(content: bytes) -> Image.Image:
    """A picture that came back, decoded by Pillow."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def kind(content: bytes) -> str:
    """The media type by the first bytes."""
    found = sniff(content[:4096])
    return found.name if found else ""


def balance(server: SandboxServer) -> int:
    """The units that the account says it has."""
    credits_left = call(server, "/v1/users/me").json["credits"]
    assert isinstance(credits_left, int)
    return credits_left


@cache
def picture(width: int = 256, height: int = 256, file: str = "PNG", mode: str = "RGB") -> bytes:
    """A red disc on a ground with a gradient, as a file."""
    across = np.linspace(90, 160, width)[None, :].repeat(height, 0)
    pixels = np.stack([across, across, across * 1.2], axis=2)
    y, x = np.mgrid[:height, :width]
    disc = (x - width / 2) ** 2 + (y - height / 2) ** 2 < (min(width, height) / 4) ** 2
    pixels[disc] = (200, 30, 20)
    return saved(Image.fromarray(pixels.astype(np.uint8)).convert(mode), file)


def data_link(content: bytes) -> str:
    """A file as a link that holds all of it."""
    return f"data:{kind(content)};base64,{base64.b64encode(content).decode()}"


@cache
def mask(width: int = 256, height: int = 256, file: str = "PNG") -> bytes:
    """White in the middle, black around it."""
    pixels = np.zeros((height, width), np.uint8)
    pixels[height // 4 : height // 2, width // 4 : width // 2] = 255
    return saved(Image.fromarray(pixels), file)


def saved(image: Image.Image, file: str = "PNG", **options: Any) -> bytes:
    """An image as a file."""
    target = io.BytesIO()
    if file == "WEBP":
        options = {"lossless": True} | options
    image.save(target, file, **options)
    return target.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300" viewBox="0 0 300 300">'
    b'<path d="M0 0L300 0L300 300L0 300z" fill="#eeeeee"/>'
    b'<path d="M90 90L210 90L210 210L90 210z" fill="#cc2211"/></svg>'
)


def refused(path: str, values: dict[str, Any], *files: tuple[str, bytes]) -> RefusedError:
    """The refusal of a call, judged without a server."""
    with pytest.raises(RefusedError) as caught:
        accept(path, values, tuple(File(name, content) for name, content in files))
    assert caught.value.body == {"code": caught.value.code, "message": str(caught.value)}
    return caught.value
