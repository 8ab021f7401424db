# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made pictures as the service answers with them: links, Base64, or parts of a form."""

import base64
import json
import secrets
import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import pictures
from .answers import Answer
from .checks.output import Output
from .pictures import Pixels
from .refusals import LABEL
from .svg_label import labelled

if TYPE_CHECKING:
    from .call import Context  # which knows what exploring drew, and so this module

SVG = "image/svg+xml"
_SAFE = 0.0


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made, its media type, its size in pixels (0 where the link tells none)."""

    content: bytes = field(repr=False)
    media_type: str
    width: int = 0
    height: int = 0
    image_id: str = field(default_factory=lambda: str(uuid.uuid4()))


def made_of_pixels(pixels: Pixels, output: Output, **notes: object) -> Made:
    """Pixels as WebP or PNG; its metadata say where it comes from, and the notes."""
    media = "webp" if output.image_format == "webp" else "png"
    text = {"Source": LABEL} | {name: _plain(note) for name, note in notes.items()}
    height, width = pixels.shape[:2]
    content = pictures.encode(pixels, "webp" if media == "webp" else "png", text=text)
    return Made(content, f"image/{media}", int(width), int(height))


def made_of_svg(svg: str, width: int = 0, height: int = 0) -> Made:
    """An SVG, which says inside where it comes from."""
    content = labelled(svg, LABEL).encode("utf-8", "replace")
    return Made(content, SVG, width, height)


def answer_with_list(
    made: Iterable[Made], output: Output, context: "Context", units: int, **more: object
) -> Answer:
    """The answer of the calls that give several pictures; `more` are fields beside `data`."""
    kept = tuple(made)
    entries = [_entry(one, output, context) for one in kept]
    body = {"created": int(time.time()), "credits": units, "data": entries}
    return _answer(body | {key: value for key, value in more.items() if value}, kept, output)


def answer_with_one(made: Made, output: Output, context: "Context", units: int) -> Answer:
    """The answer of the tools that give one picture."""
    entry = _entry(made, output, context)
    body = {"created": int(time.time()), "credits": units, "image": entry}
    return _answer(body, (made,), output)


def _entry(made: Made, output: Output, context: "Context") -> dict[str, Any]:
    entry: dict[str, Any] = {"image_id": made.image_id}
    if output.response_format == "url":
        _, link = context.links.add(
            made.content,
            made.media_type,
            made.width,
            made.height,
            image_id=made.image_id,
            expire=output.expire,
        )
        entry["url"] = context.origin + link
    elif output.response_format == "b64_json":
        entry["b64_json"] = base64.b64encode(made.content).decode()
    if output.has_features:
        entry["features"] = {"nsfw_score": _SAFE}
    return entry


def _answer(body: dict[str, Any], made: tuple[Made, ...], output: Output) -> Answer:
    if output.response_format != "multipart":
        return Answer.of_json(body)
    boundary = secrets.token_hex(16)
    parts = [_part(boundary, "response", "application/json", json.dumps(body).encode())]
    parts += [
        _part(boundary, one.image_id, one.media_type, one.content, {"Content-ID": one.image_id})
        for one in made
    ]
    content = b"".join(parts) + f"--{boundary}--\r\n".encode()
    return Answer(200, f"multipart/form-data; boundary={boundary}", content)


def _part(
    boundary: str, name: str, media_type: str, content: bytes, more: dict[str, str] | None = None
) -> bytes:
    headers = {"Content-Disposition": f'form-data; name="{name}"', "Content-Type": media_type}
    lines = [
        f"--{boundary}",
        *(f"{key}: {value}" for key, value in (headers | (more or {})).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n"


def _plain(note: object) -> str:
    return str(note).replace("\0", "\ufffd")
