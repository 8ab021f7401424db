# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a result goes, as frozen values without Blender objects, and their JSON form.

Objects, cameras, images, scenes and collections are named and looked up when the result is placed:
"gone" is an answer. Lengths are metres, angles radians (Euler XYZ), the world's axes Blender's.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from .values import from_json, to_json

Vector = tuple[float, float, float]


class PlacementKind(StrEnum):
    """What becomes of a result."""

    TEXTURE = "texture"
    ALPHA_PLANE = "alpha plane"
    CURVES = "curves"
    REFERENCE = "reference"
    IMAGE = "image"
    STYLE = "style"


class Keep(StrEnum):
    """Where the file of a picture is kept."""

    PACKED = "packed"
    """In the .blend."""
    BESIDE = "beside"
    """In a folder beside the .blend; packed as long as that was never saved."""
    LIBRARY = "library"
    """Where the worker put it: the job's folder."""


class Mapping(StrEnum):
    """How a texture is wrapped around a mesh."""

    AUTO = "auto"
    """The active UV map where there is one, box projection elsewhere."""
    BOX = "box"
    UNWRAP = "unwrap"
    """The active UV map; where there is none, one is made by Smart UV Project."""


class Wear(StrEnum):
    """Which part of a mesh wears a texture."""

    SLOT = "slot"
    """The active material slot."""
    ALL = "all"
    NODE = "node"
    """None: a node in the material that a shader editor shows."""


class SizeBy(StrEnum):
    """Which side of a picture the wanted size is the size of."""

    HEIGHT = "height"
    WIDTH = "width"


class Facing(StrEnum):
    """Which way a picture looks. FRONT stands along X, SIDE along Y, TOP lies on the ground."""

    FRONT = "front"
    SIDE = "side"
    TOP = "top"
    VIEW = "view"
    """As the view was turned at the click: `rotation`."""
    CAMERA = "camera"


class Origin(StrEnum):
    """The point of a picture that lies at its location."""

    FOOT = "foot"
    CENTER = "center"


class CurveTarget(StrEnum):
    """What an SVG becomes."""

    CURVES = "curves"
    MESH = "mesh"
    GREASE_PENCIL = "grease pencil"


class Arrangement(StrEnum):
    """How many objects an SVG becomes."""

    ONE = "one"
    """One for each layer of paint, or few for a drawing of many layers."""
    COLOR = "color"
    GROUP = "group"
    SHAPE = "shape"


class ReferenceKind(StrEnum):
    """How a reference is shown."""

    EMPTY = "empty"
    CAMERA_BACKGROUND = "camera background"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placement:
    """What all placements say.

    `file` stands for the .blend that was open: a result is not forced into another one. `scene`
    and `collection` are where it was asked for, empty for the current ones. With `bare_if_gone` a
    result whose target is gone lands as a mere image, else it waits. `name` is for what is made,
    `keep` where its file goes.
    """

    file: str
    scene: str = ""
    collection: str = ""
    keep: Keep = Keep.PACKED
    bare_if_gone: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TexturePlacement(_Placement):
    """A texture on meshes.

    `linked` are those of the selected that come from other files; local ones may have the same
    names. `scale_m` is the width of one repeat in metres, 0 as the mapping gives it; `bump` and
    `roughness` are made of its brightness. `node_in` names the material, and `node_group` the group
    in it, that get a node at `node_at` where only a node is wanted.
    """

    kind: ClassVar[PlacementKind] = PlacementKind.TEXTURE

    objects: tuple[str, ...]
    linked: tuple[str, ...] = ()
    mapping: Mapping = Mapping.AUTO
    wear: Wear = Wear.SLOT
    scale_m: float = 0.0
    box_blend: float = 0.2
    bump: bool = False
    roughness: bool = False
    node_in: str = ""
    node_group: str = ""
    node_at: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlphaPlanePlacement(_Placement):
    """A plane with the picture's outline as its transparency.

    `location` None is the 3D cursor when it is placed. `trim` cuts to the subject and leaves
    `margin_px`; `cut_out` makes a mesh along the silhouette; EEVEE sorts it where it is `blended`
    and else dithers it; `replaces` names the plane whose transform it takes.
    """

    kind: ClassVar[PlacementKind] = PlacementKind.ALPHA_PLANE

    size_m: float = 1.0
    size_by: SizeBy = SizeBy.HEIGHT
    location: Vector | None = None
    rotation: Vector | None = None
    facing: Facing = Facing.FRONT
    origin: Origin = Origin.FOOT
    trim: bool = True
    margin_px: int = 0
    shadeless: bool = False
    blended: bool = False
    cut_out: bool = False
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvesPlacement(_Placement):
    """An SVG as curves, mesh or Grease Pencil; `gap_m` lies between layers of paint.

    `decal_on` names the mesh that it is wrapped onto, `decal_offset_m` above its surface.
    """

    kind: ClassVar[PlacementKind] = PlacementKind.CURVES

    target: CurveTarget = CurveTarget.CURVES
    arrangement: Arrangement = Arrangement.ONE
    size_m: float = 1.0
    size_by: SizeBy = SizeBy.HEIGHT
    location: Vector | None = None
    rotation: Vector | None = None
    facing: Facing = Facing.FRONT
    origin: Origin = Origin.CENTER
    gap_m: float = 0.0005
    extrude_m: float = 0.0
    decal_on: str = ""
    decal_offset_m: float = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePlacement(_Placement):
    """A picture to model after: an image empty, or the background of a camera."""

    kind: ClassVar[PlacementKind] = PlacementKind.REFERENCE

    shows: ReferenceKind = ReferenceKind.EMPTY
    camera: str = ""
    size_m: float = 5.0
    size_by: SizeBy = SizeBy.HEIGHT
    location: Vector | None = None
    rotation: Vector | None = None
    facing: Facing = Facing.FRONT
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePlacement(_Placement):
    """Only an image; `replaces` names the one whose users it takes over."""

    kind: ClassVar[PlacementKind] = PlacementKind.IMAGE

    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StylePlacement(_Placement):
    """No place in a scene: a custom style, which goes by its `name` into the list of styles."""

    kind: ClassVar[PlacementKind] = PlacementKind.STYLE


Placement = (
    TexturePlacement
    | AlphaPlanePlacement
    | CurvesPlacement
    | ReferencePlacement
    | ImagePlacement
    | StylePlacement
)
_CLASSES: dict[str, type[Placement]] = {
    one.kind: one
    for one in (
        TexturePlacement,
        AlphaPlanePlacement,
        CurvesPlacement,
        ReferencePlacement,
        ImagePlacement,
        StylePlacement,
    )
}


def placement_to_json(placement: Placement) -> str:
    """A placement as JSON text, with its kind."""
    return to_json(placement, kind=placement.kind)


def placement_from_json(text: str) -> Placement:
    """The placement that `placement_to_json` wrote; the first ledgers named no kind.

    Raises ValueError for a kind that is not known.
    """
    name = json.loads(text).get("kind", PlacementKind.TEXTURE)
    if name not in _CLASSES:
        raise ValueError(f"{name!r} is no kind of placement")
    return from_json(_CLASSES[name], text)
