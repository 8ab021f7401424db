# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request as the bytes of a body.

Pictures go as parts of a multipart form, as in all editions of the documentation. Nested
parameters are documented for JSON only, and so are links; a request with either is JSON, and its
other pictures are `data:` links.
"""

import json
from dataclasses import dataclass
from typing import Any

from urllib3.filepost import encode_multipart_formdata

from .calls import Request
from .picture import Picture

JSON = "application/json"
_SEVERAL = ("style_references", "images")


@dataclass(frozen=True, slots=True)
class Body:
    """The bytes of a request and what they are."""

    content: bytes
    content_type: str


def encode(request: Request) -> Body:
    """The body of a request. Raises OSError for a picture that cannot be read."""
    parameters, pictures = request.parameters(), request.pictures()
    nested = any(isinstance(value, (dict, list)) for value in parameters.values())
    linked = any(picture.url for _, picture in pictures)
    if pictures and not nested and not linked:
        return _form(request, parameters)
    return _json(request, parameters)


def _json(request: Request, parameters: dict[str, Any]) -> Body:
    body = dict(parameters)
    for name, picture in request.pictures():
        field = "mask_url" if name == "mask" else request.endpoint.url
        if name in _SEVERAL:
            body.setdefault(field, []).append(picture.data_url())
        else:
            body[field] = picture.data_url()
    return Body(json.dumps(body, allow_nan=False).encode(), JSON)


def _form(request: Request, parameters: dict[str, Any]) -> Body:
    parts: list[tuple[str, Any]] = [(name, _text(value)) for name, value in parameters.items()]
    for name, picture in request.pictures():
        part = "mask" if name == "mask" else request.endpoint.part
        parts.append((part, _file(name, picture)))
    content, content_type = encode_multipart_formdata(parts)
    return Body(content, content_type)


def _file(name: str, picture: Picture) -> tuple[str, bytes, str]:
    """File name, bytes and media type; not the file's own name, which may tell about a person."""
    kind = picture.kind
    suffix, media_type = (kind.suffix, kind.name) if kind else ("", "application/octet-stream")
    return f"{name}{suffix}", picture.read(), media_type


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
