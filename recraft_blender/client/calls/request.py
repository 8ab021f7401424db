# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every request has in common: a frozen value that can be checked, priced and sent.

The fields of a request are the service's own parameter names. None, an empty text and an empty
tuple mean "not given". Plain Python, so that Blender can check a request without the network.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from .. import catalog
from ..errors import InvalidRequestError
from ..picture import Picture, picture_problems
from .limits import choice_problems

RESPONSE_FORMATS = ("url", "b64_json")
IMAGE_FORMATS = ("png", "webp")


@dataclass(frozen=True, kw_only=True)
class Request:
    """One call with its parameters."""

    endpoint: ClassVar[catalog.Endpoint]

    @property
    def image_count(self) -> int:
        """How many pictures it makes, which the service's rate limit counts."""
        return 0

    @property
    def units(self) -> int | None:
        """The price in API units, or None where it is not published."""
        return self.endpoint.units

    def problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that the parameters break, without looking at pictures."""
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str) and not _can_be_sent(value):
                text = "it holds half a character; type it anew"
                yield InvalidRequestError(field.name, ascii(value), text)

    def picture_problems(self) -> Iterator[InvalidRequestError]:
        """Every documented limit that the pictures break. Reads their first bytes."""
        if self.endpoint.limits is not None:
            for name, picture in self.pictures():
                yield from picture_problems(picture, name, self.endpoint.limits)

    def check(self) -> None:
        """Raise InvalidRequestError for the first documented limit that is broken."""
        for problem in self.problems():
            raise problem
        for problem in self.picture_problems():
            raise problem

    def parameters(self) -> dict[str, Any]:
        """The given parameters without pictures, as JSON has them."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = {name: _plain(value) for name, value in values.items() if not _is_picture(value)}
        return {name: value for name, value in plain.items() if value not in (None, "", [], {})}

    def pictures(self) -> tuple[tuple[str, Picture], ...]:
        """The pictures with the names of their fields, several of one name in order."""
        found: list[tuple[str, Picture]] = []
        for field in fields(self):
            value = getattr(self, field.name)
            several = value if isinstance(value, tuple) else (value,)
            found.extend((field.name, one) for one in several if isinstance(one, Picture))
        return tuple(found)


@dataclass(frozen=True, kw_only=True)
class PictureRequest(Request):
    """A request whose answer is pictures. PNG by default: lossless, read by every Blender.

    `response_format`: `url` or `b64_json`. `image_format`: `png` or `webp`; SVG stays SVG.
    `expire` is undocumented: a short-lived link by its name.
    """

    response_format: str = "url"
    image_format: str = "png"
    expire: bool | None = None

    @property
    def image_count(self) -> int:
        """One, for the calls that give a single picture."""
        return 1

    def problems(self) -> Iterator[InvalidRequestError]:
        """Encodings that the service does not have."""
        yield from super().problems()
        yield from choice_problems("response_format", self.response_format, RESPONSE_FORMATS)
        yield from choice_problems("image_format", self.image_format, IMAGE_FORMATS)


def estimate(request: Request) -> int | None:
    """The price in API units, or None where it is not published or the model is not known."""
    return request.units


def _can_be_sent(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_picture(value: object) -> bool:
    several = value if isinstance(value, tuple) else (value,)
    return any(isinstance(one, Picture) for one in several)


def _plain(value: object) -> object:
    """A value as JSON has it; a nested one writes itself."""
    payload = getattr(value, "payload", None)  # of a parameter that is a JSON object
    if payload is not None:
        return payload()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
