# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An answer as a value: status, media type, bytes; JSON as the service writes it."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back. `body` is the object of a JSON answer, None for all others."""

    status: int
    media_type: str
    content: bytes = field(repr=False)
    body: dict[str, Any] | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of_json(
        cls, body: dict[str, Any], status: int = 200, headers: tuple[tuple[str, str], ...] = ()
    ) -> "Answer":
        """A JSON object."""
        return cls(status, "application/json", json.dumps(body).encode(), body, headers)

    @classmethod
    def of_text(cls, text: str, status: int = 200) -> "Answer":
        """A text, as the service answers 401 and 404."""
        return cls(status, "text/plain", text.encode())


NOT_FOUND = Answer.of_text("404 page not found", 404)
UNAUTHORIZED = Answer.of_text("request unauthorized", 401)
PAGE = b"<!DOCTYPE html><html><body>Please log in to use this network.</body></html>"


def rate_limited(retry_after: str = "") -> Answer:
    """429 as recorded; the service sends no Retry-After, a proxy before it may."""
    headers = (("Retry-After", retry_after),) if retry_after else ()
    body = {"code": "rate_limit_exceeded", "message": "Rate limit exceeded"}
    return Answer.of_json(body, 429, headers)


def failed() -> Answer:
    """500; the service's own body is not recorded."""
    return Answer.of_json({"code": "internal_error", "message": "internal server error"}, 500)
