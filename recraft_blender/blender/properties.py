# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panel asks: `Scene.recraft`, saved with the file."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import bpy
from bpy.props import PointerProperty

from ..client import catalog
from ..client.calls import (
    CreativeUpscaleRequest,
    CrispUpscaleRequest,
    GenerationRequest,
    RemoveBackgroundRequest,
    Request,
)
from ..jobs.spec import PREVIOUS, Chain, Mapping, PlacementKind
from .look import dressed, undress
from .placement_settings import RecraftPlacement
from .translated_props import BoolProperty, EnumProperty, IntProperty, StringProperty

if TYPE_CHECKING:
    from bpy.types import Context, Image

_MAKES = (
    (PlacementKind.TEXTURE, "Texture", "A material on the selected meshes", "TEXTURE"),
    (
        PlacementKind.ALPHA_PLANE,
        "Alpha Plane",
        "The subject cut out of its background, on a plane at the 3D cursor",
        "IMAGE_PLANE",
    ),
    (PlacementKind.CURVES, "Curves", "A drawing by a vector model, as curves", "CURVE_DATA"),
    (
        PlacementKind.REFERENCE,
        "Reference",
        "A picture to model after, as an image empty",
        "IMAGE_REFERENCE",
    ),
    (PlacementKind.IMAGE, "Image", "Only an image of this file", "IMAGE_DATA"),
)
NO_UPSCALE, CRISP, CREATIVE = "NONE", "CRISP", "CREATIVE"
_UPSCALES = (
    (NO_UPSCALE, "As Made", "Take the picture as the model makes it"),
    (CRISP, "Crisp Upscale", "Then make it larger and keep its content"),
    (CREATIVE, "Creative Upscale", "Then make it larger and draw fine detail anew"),
)
_RATIO_NAMES = {"1:1": "Square", "16:9": "Widescreen", "9:16": "Phone", "3:2": "Photo"}


_Item = tuple[str, str, str, int]


def _number(identifier: str) -> int:
    """What a .blend stores: it must not change when the catalog gains a line."""
    return zlib.crc32(identifier.encode()) & 0x7FFFFFFF


def _model_items(models: tuple[catalog.Model, ...]) -> list[_Item]:
    return [
        (model.id, model.title, f"{model.units} API units a picture", _number(model.id))
        for model in models
    ]


def _make_items() -> list[tuple[str, str, str, str, int]]:
    return [(kind.name, name, text, icon, _number(kind)) for kind, name, text, icon in _MAKES]


def _ratio_items() -> list[_Item]:
    names = {ratio: f"{ratio} {_RATIO_NAMES.get(ratio, '')}".strip() for ratio in catalog.RATIOS}
    return [(ratio, name, "", _number(ratio)) for ratio, name in names.items()]


class RecraftSettings(bpy.types.PropertyGroup):
    """The next request."""

    if TYPE_CHECKING:
        make: str
        prompt: str
        model: str
        vector_model: str
        upscale: str
        picture: Image | None
        ratio: str
        count: int
        use_seed: bool
        seed: int
        mapping: str
        seamless: bool
        placement: RecraftPlacement
    else:
        make: EnumProperty(
            name="Make",
            description="What the picture becomes",
            items=_make_items(),
            default=PlacementKind.TEXTURE.name,
        )
        prompt: StringProperty(
            name="Prompt",
            description="What the picture should show, in your own words",
            options={"TEXTEDIT_UPDATE"},
        )
        model: EnumProperty(
            name="Model",
            description="Which of Recraft's models draws",
            items=_model_items(catalog.models_of(catalog.Output.RASTER)),
            default=catalog.DEFAULT_MODEL,
        )
        vector_model: EnumProperty(
            name="Vector Model",
            description="Which of Recraft's models draws curves",
            items=_model_items(catalog.models_of(catalog.Output.VECTOR)),
            default=f"{catalog.DEFAULT_MODEL}_vector",
        )
        upscale: EnumProperty(
            name="Upscale",
            description="Whether the picture is made larger before it is placed",
            items=_UPSCALES,
            default=NO_UPSCALE,
        )
        picture: PointerProperty(
            name="Picture", description="The image to work from", type=bpy.types.Image
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
                (
                    Mapping.UNWRAP.value,
                    "UV Map, Made if Missing",
                    "By the active UV map; meshes without one get one by Smart UV Project",
                ),
            ),
        )
        seamless: BoolProperty(
            name="Seamless Style",
            description="Ask for a pattern that repeats, in the model's own style for that",
            default=False,
        )
        placement: PointerProperty(type=RecraftPlacement)


def settings(context: Context) -> RecraftSettings:
    """The settings of the scene in `context`."""
    found = getattr(context.scene, "recraft")  # noqa: B009 - unknown to the type stubs
    assert isinstance(found, RecraftSettings)  # noqa: S101 - ours by registration
    return found


def chain(chosen: RecraftSettings) -> Chain:
    """The requests that the settings amount to; not checked."""
    request = GenerationRequest(
        prompt=chosen.prompt.strip(),
        model=model_id(chosen),
        size=chosen.ratio,
        n=chosen.count,
        random_seed=chosen.seed if chosen.use_seed else None,
    )
    request = dressed(request, chosen.id_data)
    repeating = seamless_style(chosen) if chosen.seamless else ""
    if repeating:
        request = replace(request, style=repeating, substyle="", style_id="", style_match=None)
    requests: list[Request] = [request]
    kind = make_kind(chosen)
    if kind is not PlacementKind.CURVES:
        if chosen.upscale == CRISP:
            requests.append(CrispUpscaleRequest(image=PREVIOUS))
        elif chosen.upscale == CREATIVE:
            requests.append(CreativeUpscaleRequest(image=PREVIOUS))
    if kind is PlacementKind.ALPHA_PLANE:
        requests.append(RemoveBackgroundRequest(image=PREVIOUS))
    return Chain(tuple(requests))


def make_kind(chosen: RecraftSettings) -> PlacementKind:
    """What is to be made; a file of another version may hold a choice that is not known here."""
    return PlacementKind.__members__.get(chosen.make, PlacementKind.TEXTURE)


def model_id(chosen: RecraftSettings) -> str:
    """The model that draws: curves need one that gives SVG."""
    is_vector = chosen.make == PlacementKind.CURVES.name
    return chosen.vector_model if is_vector else chosen.model


def seamless_style(chosen: RecraftSettings) -> str:
    """The style of the chosen model that makes pictures which repeat, or empty."""
    model = catalog.model(model_id(chosen))
    if model is None or make_kind(chosen) not in (PlacementKind.TEXTURE, PlacementKind.IMAGE):
        return ""
    styles = catalog.curated_styles(model)
    return next((style for style in styles if style.startswith("Seamless")), "")


def fill_in(chosen: RecraftSettings, work: Chain, kind: PlacementKind) -> None:
    """Put what a job asked for back into the panel; what the panel does not have is left."""
    with suppress(TypeError):  # a kind that is nothing to be made, as a custom style
        chosen.make = kind.name
    first = work.first
    if not isinstance(first, GenerationRequest):
        return
    chosen.prompt = first.prompt
    chosen.count = first.n
    chosen.seamless = first.style.startswith("Seamless")
    chosen.use_seed = first.random_seed is not None
    chosen.seed = min(first.random_seed or 0, 2**31 - 1)
    with suppress(TypeError):  # a model or a size that the lists do not have
        setattr(chosen, "vector_model" if first.is_vector else "model", first.model)
        chosen.ratio = first.size
    # The checkbox stands for that style.
    undress(replace(first, style="") if chosen.seamless else first, chosen.id_data)
    kinds = {type(request) for request in work.requests}
    chosen.upscale = (
        CRISP
        if CrispUpscaleRequest in kinds
        else CREATIVE
        if CreativeUpscaleRequest in kinds
        else NO_UPSCALE
    )


def attach() -> None:
    """Add the settings to all scenes."""
    setattr(bpy.types.Scene, "recraft", PointerProperty(type=RecraftSettings))  # type: ignore[func-returns-value] # noqa: B010


def detach() -> None:
    """Take the settings away."""
    delattr(bpy.types.Scene, "recraft")


CLASSES = (RecraftSettings,)
