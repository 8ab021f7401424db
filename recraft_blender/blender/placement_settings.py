# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a result is to lie in the scene: `Scene.recraft.placement`, saved with the file.

Lengths are Blender units, which Blender shows in the scene's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..jobs.spec import (
    Arrangement,
    CurveTarget,
    Facing,
    Origin,
    ReferenceKind,
    SizeBy,
    Wear,
)
from .translated_props import BoolProperty, EnumProperty, FloatProperty, IntProperty

_WEARS = (
    (Wear.SLOT.value, "Active Slot", "A material in the active slot; the former one is kept"),
    (Wear.ALL.value, "All Slots", "One material in every slot; the former ones are kept"),
    (Wear.NODE.value, "Node", "Only a node, where the open shader editor is looking"),
)
_FACINGS = (
    (Facing.FRONT.value, "Front", "Upright, seen from the front"),
    (Facing.SIDE.value, "Side", "Upright, seen from the right"),
    (Facing.TOP.value, "Top", "Flat on the ground, seen from above"),
    (Facing.VIEW.value, "View", "Facing the 3D view"),
    (Facing.CAMERA.value, "Camera", "Facing the scene's camera"),
)
_SIZES_BY = (
    (SizeBy.HEIGHT.value, "Height", "The size is how high it is"),
    (SizeBy.WIDTH.value, "Width", "The size is how wide it is"),
)
_ORIGINS = (
    (Origin.FOOT.value, "Feet", "It stands at the 3D cursor"),
    (Origin.CENTER.value, "Center", "Its middle is at the 3D cursor"),
)
_SHOWN_AS = (
    (ReferenceKind.EMPTY.value, "Image Empty", "A picture in the scene that is not rendered"),
    (ReferenceKind.CAMERA_BACKGROUND.value, "Camera Background", "Behind what the camera sees"),
)
_TARGETS = (
    (CurveTarget.CURVES.value, "Curves", "Curve objects"),
    (CurveTarget.MESH.value, "Mesh", "Flat mesh objects"),
    (CurveTarget.GREASE_PENCIL.value, "Grease Pencil", "A Grease Pencil object"),
)
_ARRANGEMENTS = (
    (Arrangement.ONE.value, "Few Objects", "As few objects as the layers of paint allow"),
    (Arrangement.COLOR.value, "By Color", "An object for each color"),
    (Arrangement.GROUP.value, "By Group", "An object for each group of the drawing"),
    (Arrangement.SHAPE.value, "By Shape", "An object for each shape"),
)


class RecraftPlacement(bpy.types.PropertyGroup):
    """Where the next result goes, for each kind of result."""

    if TYPE_CHECKING:
        wear: str
        scale: float
        box_blend: float
        bump: bool
        roughness: bool
        size: float
        size_by: str
        facing: str
        origin: str
        shadeless: bool
        trim: bool
        margin: int
        cut_out: bool
        blended: bool
        curve_target: str
        arrangement: str
        shows: str
        reference_size: float
        opacity: float
    else:
        wear: EnumProperty(
            name="Worn By", description="Which part of a mesh wears the texture", items=_WEARS
        )
        scale: FloatProperty(
            name="Repeat",
            description="The width of one repeat on unscaled objects; 0 takes the mapping as it is",
            unit="LENGTH",
            default=0.0,
            min=0.0,
            soft_max=10.0,
        )
        box_blend: FloatProperty(
            name="Blend",
            description="How softly the six sides of a box projection meet",
            subtype="FACTOR",
            default=0.2,
            min=0.0,
            max=1.0,
        )
        bump: BoolProperty(
            name="Bump",
            description="Bright parts stand out; the strength is an input of the node Bump",
            default=False,
        )
        roughness: BoolProperty(
            name="Roughness",
            description="Dark parts are rougher; by how much are inputs of the node Roughness",
            default=False,
        )
        size: FloatProperty(
            name="Size",
            description="How high or wide what is shown is",
            unit="LENGTH",
            default=1.0,
            min=0.0001,
            soft_min=0.01,
            soft_max=100.0,
        )
        size_by: EnumProperty(name="Size by", items=_SIZES_BY)
        facing: EnumProperty(name="Facing", description="Which way it looks", items=_FACINGS)
        origin: EnumProperty(
            name="Origin", description="Which point of it is at the 3D cursor", items=_ORIGINS
        )
        shadeless: BoolProperty(
            name="Shadeless",
            description="In its own colors in any light, as an emission that lights nothing",
            default=False,
        )
        trim: BoolProperty(
            name="Trim",
            description="Only as large as the subject, and so is its size",
            default=True,
        )
        margin: IntProperty(
            name="Margin",
            description="Pixels to leave around the subject",
            subtype="PIXEL",
            default=0,
            min=0,
            soft_max=100,
        )
        cut_out: BoolProperty(
            name="Cut Out",
            description="A mesh along the silhouette instead of a rectangle",
            default=False,
        )
        blended: BoolProperty(
            name="Blended",
            description="Smooth edges in EEVEE, which then sorts whole objects; else dithered",
            default=False,
        )
        curve_target: EnumProperty(name="As", description="What a drawing becomes", items=_TARGETS)
        arrangement: EnumProperty(
            name="Objects", description="How many objects a drawing becomes", items=_ARRANGEMENTS
        )
        shows: EnumProperty(name="As", description="How a reference is shown", items=_SHOWN_AS)
        reference_size: FloatProperty(
            name="Size",
            description="How high or wide references are; the same for front and side",
            unit="LENGTH",
            default=5.0,
            min=0.0001,
            soft_min=0.01,
            soft_max=100.0,
        )
        opacity: FloatProperty(
            name="Opacity",
            description="How opaque references are",
            subtype="FACTOR",
            default=1.0,
            min=0.0,
            max=1.0,
        )


CLASSES = (RecraftPlacement,)
