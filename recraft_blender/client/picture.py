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

from .catalog import InputLimits
from .errors import InvalidRequestError
from .media import SVG, MediaKind, picture_size, sniff

NAMES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WebP", "image/svg+xml": "SVG"}
_LINKS = ("https://", "http://", "data:image/")
_HEAD = 256 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """One of a file on the disk, bytes in memory, or a link (public, or `data:image/…`)."""

    path: Path | None = None
    content: bytes | None = field(default=None, repr=False)
    url: str = ""

    def __post_init__(self) -> None:
        if sum((self.path is not None, self.content is not None, bool(self.url))) != 1:
            raise ValueError("A picture is one of a path, bytes or a link.")

    @property
    def is_at_hand(self) -> bool:
        """True for bytes, and for a file that is there."""
        return self.content is not None or (self.path is not None and self.path.is_file())

    def read(self) -> bytes:
        """All bytes. Raises OSError for a file that cannot be read, ValueError for a link."""
        if self.content is not None:
            return self.content
        if self.path is None:
            raise ValueError("A linked picture is read by the service, not by us.")
        return self.path.read_bytes()

    def head(self) -> bytes:
        """The first bytes, enough to tell the kind. Raises as `read` does."""
        if self.path is None:
            return self.read()[:_HEAD]
        with self.path.open("rb") as file:
            return file.read(_HEAD)

    @property
    def byte_count(self) -> int:
        """How many bytes it has. Raises as `read` does."""
        return self.path.stat().st_size if self.path else len(self.read())

    @property
    def kind(self) -> MediaKind | None:
        """What it is by its first bytes, or None. Raises as `read` does."""
        return sniff(self.head())

    def pixel_size(self) -> tuple[int, int] | None:
        """Width and height as stored, or None where they cannot be told (a link, SVG, no file).

        A camera may write more notes before the size than the first bytes hold.
        """
        try:
            return picture_size(self.head()) or picture_size(self.read())
        except (OSError, ValueError):
            return None

    def data_url(self) -> str:
        """The link, or the whole picture as a `data:` link. Raises OSError."""
        if self.url:
            return self.url
        content = self.read()
        kind = sniff(content[:_HEAD])
        name = kind.name if kind else "application/octet-stream"
        return f"data:{name};base64,{base64.b64encode(content).decode()}"


def picture_problems(
    picture: Picture, name: str, limits: InputLimits
) -> Iterator[InvalidRequestError]:
    """Every documented limit that a picture breaks. What a link leads to cannot be looked at."""
    if picture.url:
        if not picture.url.startswith(_LINKS):
            text = "a link starts with https://; give a file on this computer as a path"
            yield InvalidRequestError(name, picture.url, text)
        return
    try:
        kind, size = picture.kind, picture.byte_count
    except OSError as error:
        yield unreadable(name, picture, error)
        return
    if kind is None or kind.name not in limits.kinds:
        kinds = " or ".join(NAMES[one] for one in limits.kinds)
        have = NAMES[kind.name] if kind else "no picture that is known here"
        yield InvalidRequestError(name, have, f"this call takes {kinds}; convert the picture first")
        return
    if size >= limits.max_bytes:
        have = f"{size / 1e6:.1f} MB"
        text = f"the picture must have less than {limits.max_bytes / 1e6:g} MB; shrink it first"
        yield InvalidRequestError(name, have, text)
    if kind is not SVG:
        yield from _size_problems(picture.pixel_size(), name, limits)


def unreadable(name: str, picture: Picture, error: OSError) -> InvalidRequestError:
    """The refusal for a file that is not there or not to be read."""
    reason = error.strerror or "it cannot be read"
    return InvalidRequestError(name, picture.path, f"the picture was not read: {reason}")


def _size_problems(
    size: tuple[int, int] | None, name: str, limits: InputLimits
) -> Iterator[InvalidRequestError]:
    if size is None:
        yield InvalidRequestError(name, None, "the picture is damaged; save it anew")
        return
    width, height = size
    have = f"{width} x {height} pixels"
    low, high = limits.min_side or 1, limits.max_side
    if min(size) < low or (high is not None and max(size) > high):
        allowed = f"from {low} to {high}" if high is not None else f"at least {low}"
        yield InvalidRequestError(name, have, f"each side must have {allowed} pixels; scale it")
    elif limits.max_pixels is not None and width * height > limits.max_pixels:
        text = f"the picture may have {limits.max_pixels:,} pixels in all; shrink it first"
        yield InvalidRequestError(name, have, text)
