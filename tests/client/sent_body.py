# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a request carried, read from its bytes without the client's own code."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

_NAME = re.compile(rb'name="([^"]*)"(?:; filename="([^"]*)")?')


@dataclass(frozen=True)
class Part:
    """A part of a form; `filename` is empty for a plain field."""

    name: str
    content: bytes
    filename: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class Sent:
    """Method, path, and the body: a JSON object, or the parts of a form."""

    method: str
    path: str
    fields: dict[str, Any] | None = None
    parts: tuple[Part, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The plain fields of a form."""
        return {part.name: part.content.decode() for part in self.parts if not part.filename}

    @property
    def files(self) -> list[Part]:
        """The files of a form."""
        return [part for part in self.parts if part.filename]


def sent_in(request: bytes) -> Sent:
    """Read a whole HTTP request."""
    head, _, body = request.partition(b"\r\n\r\n")
    line, *lines = head.split(b"\r\n")
    method, path, _ = line.decode().split(" ")
    headers = dict(line.decode().lower().split(": ", 1) for line in lines)
    kind = headers.get("content-type", "")
    if kind == "application/json":
        return Sent(method, path, json.loads(body, parse_constant=_no_number))
    if kind.startswith("multipart/form-data; boundary="):
        boundary = kind.partition("boundary=")[2].encode()
        pieces = body.split(b"--" + boundary)
        assert pieces[0] == b""
        assert pieces[-1] == b"--\r\n"
        return Sent(method, path, None, tuple(map(_part, pieces[1:-1])))
    assert not body
    return Sent(method, path)


def _part(piece: bytes) -> Part:
    assert piece.startswith(b"\r\n")
    assert piece.endswith(b"\r\n")
    head, _, content = piece[2:-2].partition(b"\r\n\r\n")
    found = _NAME.search(head)
    assert found
    media_type = re.search(rb"Content-Type: (\S+)", head)
    return Part(
        found[1].decode(),
        content,
        (found[2] or b"").decode(),
        media_type[1].decode() if media_type else "",
    )


def _no_number(text: str) -> object:
    raise ValueError(f"{text} is no JSON")
