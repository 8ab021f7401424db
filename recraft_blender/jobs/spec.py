# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do and where it goes, as frozen values without Blender objects, and their JSON form."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from ..client.generation import Color, GenerationRequest


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


def request_to_json(request: GenerationRequest) -> str:
    """A request as JSON text."""
    return json.dumps(asdict(request), ensure_ascii=False)


def request_from_json(text: str) -> GenerationRequest:
    """The request that `request_to_json` wrote."""
    data = json.loads(text)
    colors = tuple(_color(color) for color in data.pop("colors", ()))
    background = data.pop("background_color", None)
    return GenerationRequest(
        **data,
        colors=colors,
        background_color=None if background is None else _color(background),
    )


def placement_to_json(placement: TexturePlacement) -> str:
    """A placement as JSON text."""
    return json.dumps(asdict(placement), ensure_ascii=False)


def placement_from_json(text: str) -> TexturePlacement:
    """The placement that `placement_to_json` wrote."""
    data = json.loads(text)
    data |= {"objects": tuple(data["objects"]), "linked": tuple(data["linked"])}
    data["mapping"] = Mapping(data["mapping"])
    return TexturePlacement(**data)


def _color(channels: list[int]) -> Color:
    red, green, blue = channels
    return red, green, blue
