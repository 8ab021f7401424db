# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do and where it goes, as frozen values without Blender objects, and their JSON form."""

import json
from dataclasses import dataclass
from enum import StrEnum

from ..client import calls
from ..client.calls import Request
from .values import from_json, to_json


class Mapping(StrEnum):
    """How a texture is wrapped around a mesh."""

    AUTO = "auto"
    """The active UV map where there is one, box projection elsewhere."""
    BOX = "box"


@dataclass(frozen=True, slots=True, kw_only=True)
class TexturePlacement:
    """A texture on meshes, all by name: resolved when it is placed, and "gone" is an answer.

    `file` stands for the .blend that was open: a result is not forced into another one. `linked`
    are those of the selected that come from other files; local ones may have the same names.
    """

    file: str
    objects: tuple[str, ...]
    linked: tuple[str, ...] = ()
    mapping: Mapping = Mapping.AUTO
    pack: bool = True


def request_to_json(request: Request) -> str:
    """A request as JSON text, with the name of its kind."""
    return to_json(request, kind=type(request).__name__)


def request_from_json(text: str) -> Request:
    """The request that `request_to_json` wrote. Raises ValueError for a kind that is not known."""
    name = json.loads(text).get("kind", "")
    kind = getattr(calls, name, None) if name in calls.__all__ else None
    if not isinstance(kind, type) or not issubclass(kind, Request):
        raise ValueError(f"{name!r} is no kind of request")  # noqa: TRY004 - a value on the disk
    return from_json(kind, text)


def placement_to_json(placement: TexturePlacement) -> str:
    """A placement as JSON text."""
    return to_json(placement)


def placement_from_json(text: str) -> TexturePlacement:
    """The placement that `placement_to_json` wrote."""
    return from_json(TexturePlacement, text)
