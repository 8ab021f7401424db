# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request as the bytes of a body.

Pictures go as parts of a multipart form, as in all editions of the documentation. Nested
parameters are meant for JSON; where both meet, the body is JSON with the pictures as `data:` links.
"""

import json
from dataclasses import dataclass
from typing import Any

from urllib3.filepost import encode_multipart_formdata

from .calls import Request
from .picture import Picture

JSON = "application/json"
_MANY = ("style_references", "images")
_FIELDS = {"mask": ("mask", "mask_url")}


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
        return _form(request, parameters, pictures)
    return _json(request, parameters, pictures)


def _json(
    request: Request, parameters: dict[str, Any], pictures: tuple[tuple[str, Picture], ...]
) -> Body:
    body = dict(parameters)
    for name, picture in pictures:
        field = _FIELDS.get(name, ("", request.endpoint.url))[1]
        if name in _MANY:
            body.setdefault(field, []).append(picture.data_url())
        else:
            body[field] = picture.data_url()
    return Body(json.dumps(body).encode(), JSON)


def _form(
    request: Request, parameters: dict[str, Any], pictures: tuple[tuple[str, Picture], ...]
) -> Body:
    parts: list[tuple[str, Any]] = [(name, _text(value)) for name, value in parameters.items()]
    for name, picture in pictures:
        part = _FIELDS.get(name, (request.endpoint.part, ""))[0]
        kind = picture.kind
        suffix, media_type = (kind.suffix, kind.name) if kind else ("", "application/octet-stream")
        # Without the file's own name: it may say more about a person than the picture does.
        parts.append((part, (f"{name}{suffix}", picture.read(), media_type)))
    content, content_type = encode_multipart_formdata(parts)
    return Body(content, content_type)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
