# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parameters of a request, read by name and type, whether they came as JSON or as a form.

In a form everything is text, so numbers, switches and nested values are read out of it; in JSON a
number as text is refused. `null` means "not given" in both.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from .multipart import parse_form
from .refusals import wrong

_SWITCHES = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a form: the name of its part, and its bytes."""

    part: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fields:
    """What a request gives: values by name, and the files of a form in order."""

    values: Mapping[str, Any]
    files: tuple[File, ...] = ()
    is_form: bool = False

    def has(self, name: str) -> bool:
        """True when it is given, and not as `null`."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str:
        """A text, empty when not given."""
        value = self.values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise wrong(f"{name} should be a string")
        return value

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int | None:
        """A whole number of a range."""
        value = self._number(name)
        if value is None:
            return default
        if type(value) is not int or not low <= value <= high:
            raise wrong(f"{name} should be in [{low}, {high}]")
        return value

    def number(self, name: str) -> float | None:
        """A finite number."""
        value = self._number(name)
        return None if value is None else finite(value, name)

    def flag(self, name: str) -> bool | None:
        """True or false."""
        value = self.values.get(name)
        if self.is_form and isinstance(value, str):
            value = _SWITCHES.get(value.lower(), value)
        if value is not None and type(value) is not bool:
            raise wrong(f"{name} should be true or false")
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """One of the allowed words."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or value not in allowed:
            raise wrong(f"{name} should be one of {', '.join(allowed)}")
        return value

    def items(self, name: str) -> list[Any]:
        """A list, empty when not given; in a form as JSON or as a field that comes again."""
        value = self._nested(name)
        if value is None:
            return []
        if self.is_form and not isinstance(value, list):
            return [value]
        if not isinstance(value, list):
            raise wrong(f"{name} should be an array")
        return value

    def mapping(self, name: str) -> dict[str, Any]:
        """An object without its nulls, empty when not given; in a form as JSON."""
        value = self._nested(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise wrong(f"{name} should be an object")
        return {key: entry for key, entry in value.items() if entry is not None}

    def _number(self, name: str) -> object:
        value = self.values.get(name)
        if not self.is_form or not isinstance(value, str):
            return value
        try:
            return int(value)
        except ValueError:
            pass
        try:
            return float(value)
        except ValueError:
            return value

    def _nested(self, name: str) -> object:
        value = self.values.get(name)
        if self.is_form and isinstance(value, str):
            return _loaded(value) if value.lstrip()[:1] in ("{", "[") else value
        return value


def finite(value: object, name: str) -> float:
    """The number, or a refusal for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(f"{name} should be a number")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise wrong(f"{name} should be a number")
    return number


def read_fields(content_type: str, body: bytes) -> Fields:
    """The parameters of a body, a form or else JSON. Raises RefusedError."""
    if content_type.strip().lower().startswith("multipart/form-data"):
        return _of_form(content_type, body)
    content = _loaded(body)
    if not isinstance(content, dict):
        raise wrong("the body should be a JSON object")
    return Fields({key: value for key, value in content.items() if value is not None})


def _of_form(content_type: str, body: bytes) -> Fields:
    values: dict[str, Any] = {}
    files = []
    for part in parse_form(content_type, body):
        if part.filename is not None:
            files.append(File(part.name, part.content))
            continue
        try:
            text = part.content.decode()
        except UnicodeDecodeError:
            raise wrong(f"{part.name[:100]} should be text in UTF-8") from None
        name = part.name.removesuffix("[]")
        if name in values:
            before = values[name]
            values[name] = [*before, text] if isinstance(before, list) else [before, text]
        else:
            values[name] = text
    return Fields(values, tuple(files), is_form=True)


def _loaded(content: str | bytes) -> object:
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise wrong("the body should be a JSON object") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
