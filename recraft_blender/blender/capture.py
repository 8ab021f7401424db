# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the context says at the moment of the click, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathutils import Vector

from ..jobs.spec import (
    AlphaPlanePlacement,
    Arrangement,
    CurvesPlacement,
    CurveTarget,
    Facing,
    ImagePlacement,
    Mapping,
    Origin,
    Placement,
    PlacementKind,
    ReferenceKind,
    ReferencePlacement,
    SizeBy,
    TexturePlacement,
    Wear,
)
from .preferences import files_kept, preferences
from .properties import settings
from .session import session

if TYPE_CHECKING:
    from bpy.types import Context, Object

    from ..jobs.placement import Vector as Numbers


def selected_meshes(context: Context) -> list[Object]:
    """The selected mesh objects, the active one first."""
    layer = context.view_layer
    if layer is None:
        return []
    meshes = [obj for obj in layer.objects.selected if obj.type == "MESH"]
    return sorted(meshes, key=lambda obj: (obj != layer.objects.active, obj.name))


def placement(context: Context, kind: PlacementKind) -> Placement:
    """Where a result of this kind goes, as the context and the options are now."""
    if kind is PlacementKind.TEXTURE:
        return texture_placement(context)
    chosen, keep = settings(context).placement, files_kept(preferences(context))
    file, scene = session().file, context.scene.name if context.scene else ""
    if kind is PlacementKind.IMAGE:
        return ImagePlacement(file=file, keep=keep)
    cursor = context.scene.cursor.location if context.scene else Vector()
    location = (cursor.x, cursor.y, cursor.z)
    facing = Facing(chosen.facing or Facing.FRONT)
    rotation = _rotation(context, facing)
    size_by = SizeBy(chosen.size_by or SizeBy.HEIGHT)
    if kind is PlacementKind.ALPHA_PLANE:
        return AlphaPlanePlacement(
            file=file,
            scene=scene,
            keep=keep,
            location=location,
            rotation=rotation,
            facing=facing,
            size_m=_metres(context, chosen.size),
            size_by=size_by,
            origin=Origin(chosen.origin or Origin.FOOT),
            trim=chosen.trim,
            margin_px=chosen.margin,
            shadeless=chosen.shadeless,
            blended=chosen.blended,
            cut_out=chosen.cut_out,
        )
    if kind is PlacementKind.CURVES:
        return CurvesPlacement(
            file=file,
            scene=scene,
            location=location,
            rotation=rotation,
            facing=facing,
            size_m=_metres(context, chosen.size),
            size_by=size_by,
            target=CurveTarget(chosen.curve_target or CurveTarget.CURVES),
            arrangement=Arrangement(chosen.arrangement or Arrangement.ONE),
        )
    return ReferencePlacement(
        file=file,
        scene=scene,
        keep=keep,
        location=location,
        rotation=rotation,
        facing=facing,
        shows=ReferenceKind(chosen.shows or ReferenceKind.EMPTY),
        size_m=_metres(context, chosen.reference_size),
        size_by=size_by,
        opacity=chosen.opacity,
    )


def texture_placement(context: Context) -> TexturePlacement:
    """A texture on what is selected now, or in the shader editor that is open."""
    from .shader_editor import open_shader_editor

    meshes = selected_meshes(context)
    chosen = settings(context)
    look = chosen.placement
    editor = open_shader_editor(context)
    return TexturePlacement(
        file=session().file,
        scene=context.scene.name if context.scene else "",
        keep=files_kept(preferences(context)),
        objects=tuple(obj.name for obj in meshes if obj.library is None),
        linked=tuple(obj.name for obj in meshes if obj.library is not None),
        mapping=Mapping(chosen.mapping or Mapping.AUTO),
        wear=Wear(look.wear or Wear.SLOT),
        scale_m=_metres(context, look.scale),
        box_blend=look.box_blend,
        bump=look.bump,
        roughness=look.roughness,
        node_in=editor.material,
        node_group=editor.group,
        node_at=editor.at,
    )


def mapping_words(context: Context) -> str:
    """What a texture does to meshes without a UV map, to be said before it is paid; or nothing."""
    chosen = settings(context)
    mapping = Mapping(chosen.mapping or Mapping.AUTO)
    if mapping is Mapping.BOX or chosen.placement.wear == Wear.NODE.value:
        return ""
    bare = [obj for obj in selected_meshes(context) if not getattr(obj.data, "uv_layers", ())]
    if not bare:
        return ""
    which = bare[0].name if len(bare) == 1 else f"{len(bare)} of them"
    have = "has no UV map" if len(bare) == 1 else "have no UV map"
    if mapping is Mapping.UNWRAP:
        return f"{which} {have}: one is made by Smart UV Project."
    return f"{which} {have}: projected from six sides."


def _metres(context: Context, length: float) -> float:
    """A length in Blender units as metres."""
    unit = context.scene.unit_settings.scale_length if context.scene else 1.0
    return length * (unit or 1.0)


def _rotation(context: Context, facing: Facing) -> Numbers | None:
    """How the view or the camera that is to be faced is turned now."""
    from .importers.standing import camera_rotation, view_rotation

    if facing is Facing.VIEW:
        return view_rotation(context)
    camera = context.scene.camera if context.scene else None
    return camera_rotation(camera) if facing is Facing.CAMERA and camera else None
