# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture that goes to the service: a file, bytes, or a public link; and whether a call takes it.

Plain Python: kind and size are read from the first bytes, so that Blender can check a picture
without decoding it.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .catalog import Endpoint, InputLimits
from .errors import InvalidRequestError
from .media import MediaKind, picture_size, sniff

_NAMES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP", "image/svg+xml": "SVG"}
_HEAD = 256 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """One of a file on the disk, bytes in memory, or a public https link."""

    path: Path | None = None
    content: bytes | None = field(default=None, repr=False)
    url: str = ""

    def __post_init__(self) -> None:
        if sum((self.path is not None, self.content is not None, bool(self.url))) != 1:
            raise ValueError("A picture is one of a path, bytes or a link.")

    def read(self) -> bytes:
        """All bytes. Raises OSError for a file that cannot be read, ValueError for a link."""
        if self.content is not None:
            return self.content
        if self.path is None:
            raise ValueError("A linked picture is read by the service, not by us.")
        return self.path.read_bytes()

    def head(self) -> bytes:
        """The first bytes, enough to tell kind and size."""
        if self.path is None:
            return self.read()[:_HEAD]
        with self.path.open("rb") as file:
            return file.read(_HEAD)

    @property
    def byte_count(self) -> int:
        """How many bytes it has."""
        return self.path.stat().st_size if self.path else len(self.read())

    @property
    def kind(self) -> MediaKind | None:
        """What it is by its first bytes, or None."""
        return sniff(self.head())

    def pixel_size(self) -> tuple[int, int] | None:
        """Width and height as stored, or None where they cannot be told (a link, SVG, no file)."""
        try:
            return picture_size(self.head())
        except (OSError, ValueError):
            return None

    def data_url(self) -> str:
        """The link, or the whole picture as a `data:` link."""
        if self.url:
            return self.url
        content = self.read()
        kind = sniff(content[:_HEAD])
        name = kind.name if kind else "application/octet-stream"
        return f"data:{name};base64,{base64.b64encode(content).decode()}"


def picture_problems(
    picture: Picture, name: str, endpoint: Endpoint
) -> Iterator[InvalidRequestError]:
    """Every documented limit that a picture breaks. A link cannot be looked at and passes."""
    limits = endpoint.limits
    if limits is None or picture.url:
        return
    try:
        head, size = picture.head(), picture.byte_count
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        yield InvalidRequestError(name, str(picture.path), f"the picture was not read: {reason}")
        return
    kind = sniff(head)
    if kind is None or kind.name not in limits.kinds:
        kinds = " or ".join(_NAMES[one] for one in limits.kinds)
        have = _NAMES[kind.name] if kind else "no picture that we know"
        advice = f"{endpoint.title} takes {kinds}, this is {have}; convert it first"
        yield InvalidRequestError(name, have, advice)
        return
    if size >= limits.max_bytes:
        megabytes = limits.max_bytes / 1_000_000
        advice = f"{size / 1_000_000:.1f} MB are too many, it must be under {megabytes:g} MB"
        yield InvalidRequestError(name, size, f"{advice}; shrink it first")
    if kind.name != "image/svg+xml":
        yield from _size_problems(picture_size(head), name, limits)


def _size_problems(
    size: tuple[int, int] | None, name: str, limits: InputLimits
) -> Iterator[InvalidRequestError]:
    if size is None:
        yield InvalidRequestError(name, None, "the picture is damaged; save it anew")
        return
    width, height = size
    text = f"{width} x {height}"
    low, high = limits.min_side or 1, limits.max_side
    if min(size) < low:
        yield InvalidRequestError(name, text, f"{text} pixels; each side needs at least {low}")
    elif high is not None and max(size) > high:
        advice = f"{text} pixels; each side may have up to {high}, shrink it first"
        yield InvalidRequestError(name, text, advice)
    elif limits.max_pixels is not None and width * height > limits.max_pixels:
        millions = limits.max_pixels // 1_000_000
        advice = f"{text} pixels are more than {millions} million; shrink it first"
        yield InvalidRequestError(name, text, advice)
