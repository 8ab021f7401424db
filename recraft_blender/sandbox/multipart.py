# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms in `multipart/form-data` (RFC 7578), read exactly: the bytes between two boundaries.

The parts' headers go through the standard library's email package; the contents stay bytes.
"""

from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import HTTP

from .refusals import wrong

MAX_PARTS = 200
MAX_HEADER_BYTES = 16 * 1024
_MAX_BOUNDARY = 70  # RFC 2046, 5.1.1


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form. `filename` is None for a field, a text for a file, even an empty one."""

    name: str
    filename: str | None
    content: bytes


def parse_form(content_type: str, body: bytes) -> tuple[Part, ...]:
    """The parts of a form, in order. Raises RefusedError for anything that is not one."""
    delimiter = b"--" + _boundary(content_type)
    # A preamble is allowed before the first delimiter; none of our clients sends one.
    sections = (b"\r\n" + body).split(b"\r\n" + delimiter)
    if len(sections) < 2 or not sections[-1].startswith(b"--"):
        raise wrong("the multipart form has no end")
    if len(sections) - 2 > MAX_PARTS:
        raise wrong(f"the multipart form should have up to {MAX_PARTS} parts")
    return tuple(_part(section) for section in sections[1:-1])


def _boundary(content_type: str) -> bytes:
    header = Message()
    header["Content-Type"] = content_type
    boundary = header.get_param("boundary")
    if not isinstance(boundary, str) or not 1 <= len(boundary) <= _MAX_BOUNDARY:
        raise wrong("the multipart form needs a boundary")
    try:
        return boundary.encode("ascii")
    except UnicodeEncodeError:
        raise wrong("the multipart form needs a boundary of ASCII signs") from None


def _part(section: bytes) -> Part:
    # Behind the delimiter come blanks and the end of its line, then headers and an empty line.
    padding, end, rest = section.partition(b"\r\n")
    if padding.strip(b" \t") or not end:
        raise wrong("the multipart form has a broken boundary")
    head, empty_line, content = (b"\r\n" + rest).partition(b"\r\n\r\n")
    if not empty_line or len(head) > MAX_HEADER_BYTES:
        raise wrong("the multipart form has a part without headers")
    headers = BytesHeaderParser(policy=HTTP).parsebytes(head.lstrip(b"\r\n") + b"\r\n\r\n")
    try:
        disposition = headers.get_content_disposition()
        name = headers.get_param("name", header="content-disposition")
        filename = headers.get_filename()
    except (ValueError, LookupError, IndexError, AttributeError):  # the email package's own bugs
        raise wrong("the multipart form has a part with broken headers") from None
    if disposition != "form-data" or not isinstance(name, str) or not name:
        raise wrong("the multipart form has a part without a name")
    return Part(name, filename, content)
