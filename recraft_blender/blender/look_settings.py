# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the next pictures are to look: `Scene.recraft_look`, saved with the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy
from bpy.props import CollectionProperty, PointerProperty

from ..client.calls.look import MAX_ARTISTIC_LEVEL
from .translated_props import (
    BoolProperty,
    EnumProperty,
    FloatProperty,
    FloatVectorProperty,
    IntProperty,
    StringProperty,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import ID, PropertyGroup, Text

AS_STORED = "DEFAULT"
_MATCHES = (
    (AS_STORED, "As Made", "As closely as the style says of itself"),
    ("precise", "Precise", "Keep closely to the pictures that the style was made of"),
    ("flexible", "Flexible", "Take the style as a direction and leave the prompt more room"),
)


class RecraftColor(bpy.types.PropertyGroup):
    """One preferred color; sRGB as the color field shows it."""

    if TYPE_CHECKING:
        color: Sequence[float]
        amount: float
    else:
        color: FloatVectorProperty(
            name="Color",
            description="A color that the pictures should use",
            subtype="COLOR_GAMMA",
            size=3,
            min=0.0,
            max=1.0,
            default=(0.8, 0.8, 0.8),
        )
        amount: FloatProperty(
            name="Amount",
            description="How much of this color, compared with the others",
            subtype="FACTOR",
            min=0.0,
            max=1.0,
            default=0.5,
        )


class RecraftWord(bpy.types.PropertyGroup):
    """One word at a place of the picture; lengths are parts of its width and height."""

    if TYPE_CHECKING:
        text: str
        left: float
        top: float
        width: float
        height: float
    else:
        text: StringProperty(
            name="Word", description="One word to be written into the picture, without spaces"
        )
        left: FloatProperty(
            name="Left",
            description="Where the word begins, from the left edge (0) to the right one (1)",
            subtype="FACTOR",
            min=0.0,
            max=1.0,
            default=0.25,
        )
        top: FloatProperty(
            name="Top",
            description="Where the word begins, from the upper edge (0) to the lower one (1)",
            subtype="FACTOR",
            min=0.0,
            max=1.0,
            default=0.4,
        )
        width: FloatProperty(
            name="Width",
            description="How wide the word is, as a part of the picture",
            subtype="FACTOR",
            min=0.01,
            max=1.0,
            default=0.5,
        )
        height: FloatProperty(
            name="Height",
            description="How high the word is, as a part of the picture",
            subtype="FACTOR",
            min=0.01,
            max=1.0,
            default=0.2,
        )


class RecraftLook(bpy.types.PropertyGroup):
    """Style, colors and the finer choices. `style_model` is what a custom style was made for."""

    if TYPE_CHECKING:
        text: Text | None
        style: str
        substyle: str
        style_id: str
        style_name: str
        style_model: str
        style_match: str
        colors: Any
        use_amounts: bool
        use_background: bool
        background: Sequence[float]
        negative_prompt: str
        use_artistic_level: bool
        artistic_level: int
        no_text: bool
        block_nsfw: bool
        words: Any
    else:
        text: PointerProperty(
            name="Prompt Text",
            description="The text that holds the prompt, instead of the field of one line",
            type=bpy.types.Text,
        )
        style: StringProperty(name="Style", description="The named style, as Recraft calls it")
        substyle: StringProperty(
            name="Substyle", description="The variety of a base style, as Recraft calls it"
        )
        style_id: StringProperty(name="Custom Style", description="Recraft's id of a custom style")
        style_name: StringProperty(
            name="Custom Style Name", description="Your name for the custom style"
        )
        style_model: StringProperty(
            name="Custom Style Model", description="The model that the custom style was made for"
        )
        style_match: EnumProperty(
            name="Match",
            description="How closely the pictures keep to the custom style",
            items=_MATCHES,
            default=AS_STORED,
        )
        colors: CollectionProperty(
            name="Colors", description="Colors that the pictures should use", type=RecraftColor
        )
        use_amounts: BoolProperty(
            name="Amounts",
            description="Say how much of each color the pictures should have",
            default=False,
        )
        use_background: BoolProperty(
            name="Background", description="Ask for a background of one color", default=False
        )
        background: FloatVectorProperty(
            name="Background Color",
            description="The color of the background",
            subtype="COLOR_GAMMA",
            size=3,
            min=0.0,
            max=1.0,
            default=(1.0, 1.0, 1.0),
        )
        negative_prompt: StringProperty(
            name="Negative Prompt", description="What the pictures should not show"
        )
        use_artistic_level: BoolProperty(
            name="Artistic Level",
            description="Say how free the composition is, instead of leaving it to the model",
            default=False,
        )
        artistic_level: IntProperty(
            name="Artistic Level",
            description="0 is calm and straight to the camera, 5 is dynamic and eccentric",
            default=2,
            min=0,
            max=MAX_ARTISTIC_LEVEL,
        )
        no_text: BoolProperty(
            name="No Lettering", description="Keep letters out of the pictures", default=False
        )
        block_nsfw: BoolProperty(
            name="Block NSFW",
            description="Ask Recraft to hold back pictures that are not safe for work",
            default=False,
        )
        words: CollectionProperty(
            name="Words", description="Words to be written at places", type=RecraftWord
        )


def look_of(scene: ID | None) -> RecraftLook:
    """The look of a scene, which every context has."""
    found = getattr(scene, "recraft_look")  # noqa: B009 - unknown to the type stubs
    assert isinstance(found, RecraftLook)  # noqa: S101 - ours by registration
    return found


def clear(look: RecraftLook) -> None:
    """Set everything back; the prompt's text stays in the file, but is not used."""
    for name in list(look.bl_rna.properties.keys()):
        if name not in ("rna_type", "name"):
            look.property_unset(name)


def values_of(group: PropertyGroup) -> dict[str, Any]:
    """All values of a property group, to be put back if something goes wrong."""
    found: dict[str, Any] = {}
    for name, kind in group.bl_rna.properties.items():
        if name == "rna_type":
            continue
        value = getattr(group, name)
        if isinstance(value, bpy.types.PropertyGroup):
            found[name] = values_of(value)
        elif kind.type == "COLLECTION":
            found[name] = [values_of(one) for one in value]
        else:
            found[name] = tuple(value) if getattr(kind, "is_array", False) else value
    return found


def put_back(group: PropertyGroup, values: dict[str, Any]) -> None:
    """Give a property group the values that it had."""
    for name, value in values.items():
        if isinstance(value, dict):
            put_back(getattr(group, name), value)
        elif isinstance(value, list):
            collection = getattr(group, name)
            collection.clear()
            for one in value:
                put_back(collection.add(), one)
        else:
            setattr(group, name, value)


def attach() -> None:
    """Add the look to all scenes."""
    setattr(bpy.types.Scene, "recraft_look", PointerProperty(type=RecraftLook))  # type: ignore[func-returns-value] # noqa: B010


def detach() -> None:
    """Take it away."""
    delattr(bpy.types.Scene, "recraft_look")


CLASSES = (RecraftColor, RecraftWord, RecraftLook)
