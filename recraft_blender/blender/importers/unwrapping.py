# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""UV maps: made by Smart UV Project where there is none, and how dense they are.

Smart UV Project works on what is edited, so a copy of the mesh is unwrapped in a scene of its own;
selection, hidden faces, mode and local view of the person's objects do not matter and stay.
"""

from __future__ import annotations

from math import radians
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np

from .image import ImportRefusedError

if TYPE_CHECKING:
    from bpy.types import Context, Mesh, Object

ISLAND_MARGIN = 0.01


def unwrap(context: Context, mesh: Mesh) -> None:
    """Give a mesh without UV map one, by Smart UV Project. Raises ImportRefusedError."""
    if not len(mesh.polygons):
        raise ImportRefusedError(f"{mesh.name} has no faces to put a picture on.")
    scene = bpy.data.scenes.new("Recraft Unwrapping")
    twin = bpy.data.objects.new("Recraft Unwrapping", mesh.copy())
    copy = twin.data
    try:
        uv = _unwrapped(context, scene, twin)
    except RuntimeError as error:
        text = f"Blender could not make a UV map for {mesh.name} ({error}); choose Box instead."
        raise ImportRefusedError(text) from None
    finally:
        bpy.data.batch_remove((twin, copy, scene))
    layer = mesh.uv_layers.new(name="UVMap")
    layer.uv.foreach_set("vector", uv)


def _unwrapped(context: Context, scene: Any, twin: Object) -> Any:  # noqa: ANN401 - stubs
    scene.collection.objects.link(twin)
    layer = scene.view_layers[0]
    layer.objects.active = twin
    twin.select_set(state=True, view_layer=layer)
    where = {
        "area": None,
        "region": None,
        "scene": scene,
        "view_layer": layer,
        "active_object": twin,
        "object": twin,
    }
    with context.temp_override(**where):
        bpy.ops.object.mode_set(mode="EDIT")
    try:
        with context.temp_override(**where, edit_object=twin, objects_in_mode_unique_data=[twin]):
            bpy.ops.mesh.reveal(select=True)
            bpy.ops.mesh.select_all(action="SELECT")
            bpy.ops.uv.smart_project(angle_limit=radians(66), island_margin=ISLAND_MARGIN)
    finally:
        with context.temp_override(**where):
            bpy.ops.object.mode_set(mode="OBJECT")
    assert isinstance(twin.data, bpy.types.Mesh)  # noqa: S101 - a copy of one
    made = twin.data.uv_layers.active
    if made is None:
        raise RuntimeError("no UV map was made")
    uv = np.empty(2 * len(twin.data.loops), np.float32)
    made.uv.foreach_get("vector", uv)
    return uv


def uv_per_metre(objects: list[Object], unit: float) -> float | None:
    """How much of a UV map's side lies on a metre of these meshes, together; None for none.

    `unit` is a metre in Blender units.
    """
    on_map = in_world = 0.0
    for obj in objects:
        mesh = obj.data
        assert isinstance(mesh, bpy.types.Mesh)  # noqa: S101 - the caller chose meshes
        layer = mesh.uv_layers.active
        if layer is None or not len(mesh.polygons):
            continue
        on_map += _uv_area(mesh, layer)
        areas = np.empty(len(mesh.polygons), np.float32)
        mesh.polygons.foreach_get("area", areas)
        scale = abs(obj.matrix_world.to_3x3().determinant()) ** (1 / 3)
        in_world += float(areas.sum(dtype=np.float64)) * (scale / unit) ** 2
    return (on_map / in_world) ** 0.5 if on_map > 0 and in_world > 0 else None


def _uv_area(mesh: Mesh, layer: Any) -> float:  # noqa: ANN401 - stubs
    """The area of all faces on the map, by the shoelace formula."""
    uv = np.empty(2 * len(mesh.loops), np.float32)
    layer.uv.foreach_get("vector", uv)
    starts = np.empty(len(mesh.polygons), np.int32)
    counts = np.empty(len(mesh.polygons), np.int32)
    mesh.polygons.foreach_get("loop_start", starts)
    mesh.polygons.foreach_get("loop_total", counts)
    corners = uv.reshape(-1, 2).astype(np.float64)
    following = np.arange(1, len(corners) + 1)
    following[starts + counts - 1] = starts
    after = corners[following]
    crossed = corners[:, 0] * after[:, 1] - after[:, 0] * corners[:, 1]
    return float(np.abs(np.add.reduceat(crossed, starts)).sum() / 2)
