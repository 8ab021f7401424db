# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the From Picture panel asks: `Scene.recraft_source`, saved with the file.

The image itself is `Scene.recraft.picture`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
from bpy.props import PointerProperty

from ..client import catalog
from ..client.catalog import endpoints
from ..jobs.spec import PlacementKind
from .properties import settings
from .sources.source import Source, SourceKind
from .tools import AS_SUITS, REPLACE, SAME_RATIO, Words
from .translated_props import BoolProperty, EnumProperty, FloatProperty, IntProperty, StringProperty

if TYPE_CHECKING:
    from bpy.types import Context, Image

MIN_SIDE, MAX_SIDE = 256, 4096
# The last number is what a .blend stores: it must not change.
_KINDS = (
    (SourceKind.IMAGE.name, "Image", "An image of this file", "IMAGE_DATA", 0),
    (SourceKind.FILE.name, "File", "A picture on the disk", "FILE_IMAGE", 1),
    (SourceKind.OBJECT.name, "Object", "The picture on the active object", "IMAGE_PLANE", 2),
    (SourceKind.RENDER.name, "Render", "The scene's last render", "RENDER_RESULT", 3),
    (SourceKind.CAMERA.name, "Camera", "What the scene's camera sees now", "CAMERA_DATA", 4),
    (SourceKind.VIEWPORT.name, "Viewport", "What the 3D viewport shows now", "VIEW3D", 5),
    (SourceKind.CLIPBOARD.name, "Clipboard", "The picture in the clipboard", "PASTEDOWN", 6),
)
_BECOMES = (
    (
        AS_SUITS,
        "As Suits the Tool",
        "Cut-outs become planes, drawings curves, upscales replace the picture, the rest is an"
        " image of this file",
        "AUTO",
        0,
    ),
    (
        REPLACE,
        "Replace",
        "The result takes the picture's place where it is used",
        "FILE_REFRESH",
        1,
    ),
    (PlacementKind.IMAGE.name, "Image", "Only an image of this file", "IMAGE_DATA", 2),
    (PlacementKind.TEXTURE.name, "Texture", "A material on the selected meshes", "TEXTURE", 3),
    (PlacementKind.ALPHA_PLANE.name, "Alpha Plane", "A plane at the 3D cursor", "IMAGE_PLANE", 4),
    (
        PlacementKind.REFERENCE.name,
        "Reference",
        "An image empty to model after",
        "IMAGE_REFERENCE",
        5,
    ),
)
_MODELS = tuple(
    model
    for model in catalog.raster_models()
    if model.family in (endpoints.IMAGE_TO_IMAGE.families or ())
)


class RecraftSource(bpy.types.PropertyGroup):
    """What to work from, and what the tools are asked beside it."""

    if TYPE_CHECKING:
        kind: str
        filepath: str
        tile: int
        side: int
        final: bool
        fit: bool
        becomes: str
        prompt: str
        model: str
        strength: float
        count: int
        ratio: str
    else:
        kind: EnumProperty(
            name="From",
            description="Where the picture to work from is taken",
            items=_KINDS,
            default=SourceKind.IMAGE.name,
        )
        filepath: StringProperty(
            name="File", description="The picture to work from", subtype="FILE_PATH"
        )
        tile: IntProperty(
            name="Tile",
            description="Which UDIM tile to work from; 0 is the image's active tile",
            default=0,
            min=0,
            max=2000,
        )
        side: IntProperty(
            name="Longest Side",
            description="How large the picture is drawn, its longest side",
            default=1024,
            min=MIN_SIDE,
            max=MAX_SIDE,
            subtype="PIXEL",
        )
        final: BoolProperty(
            name="Scene's Engine",
            description="Render with the scene's own engine, which may take long, and wait for it;"
            " otherwise Workbench renders a quick preview",
            default=False,
        )
        fit: BoolProperty(
            name="Fit to Limits",
            description="Convert and scale a picture that the service would refuse, before it is"
            " sent; otherwise it is refused here, with the reason",
            default=True,
        )
        becomes: EnumProperty(
            name="Becomes",
            description="What is made of the result",
            items=_BECOMES,
            default=AS_SUITS,
        )
        prompt: StringProperty(
            name="Prompt",
            description="What the picture, or its background, should become",
            options={"TEXTEDIT_UPDATE"},
        )
        model: EnumProperty(
            name="Model",
            description="Which of Recraft's models draws for Image to Image",
            items=[
                (model.id, model.title, f"{model.units} API units a picture", number)
                for number, model in enumerate(_MODELS)
            ],
            default=endpoints.IMAGE_TO_IMAGE.default_model,
        )
        strength: FloatProperty(
            name="Strength",
            description="How far Image to Image goes: 0 is nearly the same, 1 the least alike",
            default=0.5,
            min=0.0,
            max=1.0,
            subtype="FACTOR",
        )
        count: IntProperty(
            name="Pictures",
            description="How many pictures to make",
            default=1,
            min=1,
            max=catalog.MAX_COUNT,
        )
        ratio: EnumProperty(
            name="Size",
            description="Width to height of the variations",
            items=[
                (SAME_RATIO, "As the Picture", "The ratio nearest to the picture's"),
                *((ratio, ratio, "") for ratio in catalog.RATIOS),
            ],
            default=SAME_RATIO,
        )


def source_settings(context: Context) -> RecraftSource:
    """The settings of the scene in `context`."""
    found = getattr(context.scene, "recraft_source")  # noqa: B009 - unknown to the type stubs
    assert isinstance(found, RecraftSource)  # noqa: S101 - ours by registration
    return found


def work_from(context: Context, image: Image) -> None:
    """Choose an image of this file as what to work from."""
    source_settings(context).kind = SourceKind.IMAGE.name
    settings(context).picture = image


def chosen_source(context: Context) -> Source:
    """What the panel names now; its parts may be empty."""
    chosen = source_settings(context)
    kind = SourceKind.__members__.get(chosen.kind, SourceKind.IMAGE)
    image = settings(context).picture
    layer = context.view_layer
    block = {
        SourceKind.IMAGE: image,
        SourceKind.OBJECT: layer.objects.active if layer else None,
    }.get(kind)
    return Source(
        kind=kind,
        name=block.name if block else "",
        library=block.library.filepath if block and block.library else "",
        path=chosen.filepath,
        tile=chosen.tile,
        side=chosen.side,
        final=chosen.final,
    )


def words(chosen: RecraftSource) -> Words:
    """What the tools are asked beside the picture."""
    return Words(
        prompt=chosen.prompt,
        # A file of another version may hold a choice that is not known here.
        model=chosen.model or endpoints.IMAGE_TO_IMAGE.default_model,
        strength=chosen.strength,
        count=chosen.count,
        ratio=chosen.ratio or SAME_RATIO,
    )


def attach() -> None:
    """Add the settings to all scenes."""
    setattr(bpy.types.Scene, "recraft_source", PointerProperty(type=RecraftSource))  # type: ignore[func-returns-value] # noqa: B010


def detach() -> None:
    """Take the settings away."""
    delattr(bpy.types.Scene, "recraft_source")


CLASSES = (RecraftSource,)
