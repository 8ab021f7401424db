# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel asks: `Scene.recraft`, saved with the file."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import bpy
from bpy.props import BoolProperty, EnumProperty, IntProperty, PointerProperty, StringProperty

from ..client import catalog
from ..client.generation import GenerationRequest
from ..jobs.spec import Mapping

if TYPE_CHECKING:
    from bpy.types import Context

_RATIO_NAMES = {"1:1": "Square", "16:9": "Widescreen", "9:16": "Phone", "3:2": "Photo"}


_Item = tuple[str, str, str, int]


def _number(identifier: str) -> int:
    """What a .blend stores: it must not change when the catalog gains a line."""
    return zlib.crc32(identifier.encode()) & 0x7FFFFFFF


def _model_items() -> list[_Item]:
    return [
        (model.id, model.title, f"{model.units} API units a picture", _number(model.id))
        for model in catalog.raster_models()
    ]


def _ratio_items() -> list[_Item]:
    names = {ratio: f"{ratio} {_RATIO_NAMES.get(ratio, '')}".strip() for ratio in catalog.RATIOS}
    return [(ratio, name, "", _number(ratio)) for ratio, name in names.items()]


class RecraftSettings(bpy.types.PropertyGroup):
    """The next request."""

    if TYPE_CHECKING:
        prompt: str
        model: str
        ratio: str
        count: int
        use_seed: bool
        seed: int
        mapping: str
    else:
        prompt: StringProperty(
            name="Prompt",
            description="What the picture should show, in your own words",
            options={"TEXTEDIT_UPDATE"},
        )
        model: EnumProperty(
            name="Model",
            description="Which of Recraft's models draws",
            items=_model_items(),
            default=catalog.DEFAULT_MODEL,
        )
        ratio: EnumProperty(
            name="Size",
            description="Width to height of the picture",
            items=_ratio_items(),
            default="1:1",
        )
        count: IntProperty(
            name="Pictures",
            description="How many pictures to make; the first is put on the selected meshes",
            default=1,
            min=1,
            max=catalog.MAX_COUNT,
        )
        use_seed: BoolProperty(
            name="Fixed Seed", description="Ask for the same picture each time", default=False
        )
        seed: IntProperty(name="Seed", description="Which of the possible pictures", min=0)
        mapping: EnumProperty(
            name="Mapping",
            description="How the picture is wrapped around the mesh",
            items=(
                (
                    Mapping.AUTO.value,
                    "UV Map",
                    "By the active UV map; meshes without one are projected from six sides",
                ),
                (Mapping.BOX.value, "Box", "Projected from six sides, one picture a metre"),
            ),
        )


def settings(context: Context) -> RecraftSettings:
    """The settings of the scene in `context`."""
    found = getattr(context.scene, "recraft")  # noqa: B009 - unknown to the type stubs
    assert isinstance(found, RecraftSettings)  # noqa: S101 - ours by registration
    return found


def request(chosen: RecraftSettings) -> GenerationRequest:
    """The request that the settings amount to; not checked."""
    return GenerationRequest(
        prompt=chosen.prompt.strip(),
        model=chosen.model,
        size=chosen.ratio,
        n=chosen.count,
        random_seed=chosen.seed if chosen.use_seed else None,
    )


def attach() -> None:
    """Add the settings to all scenes."""
    setattr(bpy.types.Scene, "recraft", PointerProperty(type=RecraftSettings))  # type: ignore[func-returns-value] # noqa: B010


def detach() -> None:
    """Take the settings away."""
    delattr(bpy.types.Scene, "recraft")


CLASSES = (RecraftSettings,)
