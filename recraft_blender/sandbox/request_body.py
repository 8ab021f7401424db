# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bytes of a request's body, by length or in chunks, never more than the sandbox takes."""

from email.message import Message
from io import BufferedIOBase

from .refusals import RefusedError

MAX_BYTES = 100 * 1024 * 1024
"""More than ten pictures of the largest kind as Base64."""
_LONGEST_LINE = 1024
_MAX_TRAILERS = 50


def read_body(stream: BufferedIOBase, headers: Message) -> bytes:
    """The whole body. Raises RefusedError for one that is too large, broken or packed.

    After a refusal the rest of the connection is of no use. Raises ConnectionError for a body that
    ends before its length.
    """
    if headers.get("Content-Encoding", "identity").lower() != "identity":
        raise RefusedError("unsupported_media_type", "the body should not be compressed", 415)
    coding = headers.get("Transfer-Encoding", "identity").lower()
    if coding == "chunked":
        return _chunks(stream)
    if coding != "identity":
        raise _bad("the transfer coding is not known")
    length = headers.get("Content-Length", "0").strip()
    if not (length.isascii() and length.isdigit() and len(length) < 20):
        raise _bad("Content-Length should be a number")
    return _exactly(stream, _within(int(length)))


def _chunks(stream: BufferedIOBase) -> bytes:
    body = bytearray()
    while size := _chunk_size(stream):
        body += _exactly(stream, _within(len(body) + size) - len(body))
        if stream.readline(_LONGEST_LINE).strip():
            raise _bad("a chunk has another length than it says")
    for _ in range(_MAX_TRAILERS):
        if not stream.readline(_LONGEST_LINE).strip():
            return bytes(body)
    raise _bad("the body has too many trailers")


def _chunk_size(stream: BufferedIOBase) -> int:
    text = stream.readline(_LONGEST_LINE).partition(b";")[0].strip()
    if not 1 <= len(text) <= 16 or text.strip(b"0123456789abcdefABCDEF"):
        raise _bad("a chunk has no length")
    return int(text, 16)


def _exactly(stream: BufferedIOBase, length: int) -> bytes:
    content = stream.read(length)
    if len(content) < length:
        raise ConnectionError("the body ended before its length")
    return content


def _within(length: int) -> int:
    if length > MAX_BYTES:
        text = f"the body should have up to {MAX_BYTES} bytes"
        raise RefusedError("request_too_large", text, 413)
    return length


def _bad(message: str) -> RefusedError:
    return RefusedError("bad_request", message)
