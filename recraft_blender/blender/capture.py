# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the context says at the moment of the click, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathutils import Vector

from ..jobs.spec import (
    AlphaPlanePlacement,
    CurvesPlacement,
    ImagePlacement,
    Mapping,
    Placement,
    PlacementKind,
    ReferencePlacement,
    TexturePlacement,
)
from .properties import settings
from .session import session

if TYPE_CHECKING:
    from bpy.types import Context, Object


def selected_meshes(context: Context) -> list[Object]:
    """The selected mesh objects, the active one first."""
    layer = context.view_layer
    if layer is None:
        return []
    meshes = [obj for obj in layer.objects.selected if obj.type == "MESH"]
    return sorted(meshes, key=lambda obj: (obj != layer.objects.active, obj.name))


def placement(context: Context, kind: PlacementKind) -> Placement:
    """Where a result of this kind goes, as the context is now."""
    if kind is PlacementKind.TEXTURE:
        return texture_placement(context)
    file, scene = session().file, context.scene.name if context.scene else ""
    cursor = context.scene.cursor.location if context.scene else Vector()
    location = (cursor.x, cursor.y, cursor.z)
    if kind is PlacementKind.ALPHA_PLANE:
        return AlphaPlanePlacement(file=file, scene=scene, location=location)
    if kind is PlacementKind.CURVES:
        return CurvesPlacement(file=file, scene=scene, location=location)
    if kind is PlacementKind.REFERENCE:
        return ReferencePlacement(file=file, scene=scene, location=location)
    return ImagePlacement(file=file)


def texture_placement(context: Context) -> TexturePlacement:
    """A texture on what is selected now."""
    meshes = selected_meshes(context)
    return TexturePlacement(
        file=session().file,
        scene=context.scene.name if context.scene else "",
        objects=tuple(obj.name for obj in meshes if obj.library is None),
        linked=tuple(obj.name for obj in meshes if obj.library is not None),
        mapping=Mapping(settings(context).mapping or Mapping.AUTO),
    )
