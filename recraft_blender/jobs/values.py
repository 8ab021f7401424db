# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frozen dataclasses as JSON text, and back by their annotations.

Fields may be numbers, strings, bool, None, bytes (as Base64), enums, paths, tuples, and other such
dataclasses.
"""

import base64
import json
import types
import typing
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


def to_json(value: "DataclassInstance", **more: str) -> str:
    """A dataclass as a JSON object, with more fields beside its own."""
    return json.dumps(more | asdict(value), ensure_ascii=False, default=_text)


def from_json(kind: type[T], text: str) -> T:
    """The dataclass that `to_json` wrote; fields that it does not have are left out.

    Raises ValueError, KeyError or TypeError for anything else.
    """
    return cast("T", _value(kind, json.loads(text)))


def _text(value: object) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)


def _value(kind: object, data: object) -> object:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if data is None else _value(_only(arguments), data)
    if origin is tuple:
        return _items(arguments, cast("list[object]", data))
    if isinstance(kind, type) and is_dataclass(kind):
        stored = cast("dict[str, object]", data)
        known = _kinds(kind)
        return kind(**{name: _value(known[name], stored[name]) for name in stored if name in known})
    if kind is bytes:
        return base64.b64decode(cast("str", data))
    if kind is Path or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(cast("str", data))
    return data


@cache
def _kinds(kind: "type[DataclassInstance]") -> dict[str, object]:
    """The annotations of a dataclass's fields; looking them up is slow."""
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _only(arguments: tuple[object, ...]) -> object:
    (kind,) = (argument for argument in arguments if argument is not type(None))
    return kind


def _items(arguments: tuple[object, ...], data: list[object]) -> tuple[object, ...]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(_value(arguments[0], item) for item in data)
    return tuple(_value(kind, item) for kind, item in zip(arguments, data, strict=True))
