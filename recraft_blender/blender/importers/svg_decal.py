# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Flat shapes as a decal: meshes, cut finely enough to bend, that cling to another mesh.

The shapes are projected by a Shrinkwrap modifier, and a Displace modifier lifts each point along
the surface's normal by the depth that it had, so the paint order stays. Both stay editable.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np

if TYPE_CHECKING:
    from bpy.types import Context, Mesh, Object
    from numpy.typing import NDArray

DEPTH = "Depth"
"""The vertex group that holds how deep a point lay."""


@dataclass(frozen=True, slots=True)
class DecalOptions:
    """`offset` from the surface in Blender units; `cells` along the larger side of all shapes.

    `nearest` takes the nearest point of the surface instead of the one behind the shape.
    """

    offset: float
    cells: int
    nearest: bool


def make_decal(
    context: Context, target: Object, sources: list[Object], options: DecalOptions
) -> list[Object]:
    """Put meshes of the sources onto the target, in the place of the sources, which are removed.

    The sources are curves or meshes. The result hangs on the target and moves with it.
    """
    graph = context.evaluated_depsgraph_get()
    meshes = [
        bpy.data.meshes.new_from_object(source.evaluated_get(graph), depsgraph=graph)
        for source in sources
    ]
    cell = max((_side(mesh) for mesh in meshes), default=0.0) / options.cells
    decals = []
    for source, mesh in zip(sources, meshes, strict=True):
        _dice(mesh, cell)
        obj = bpy.data.objects.new(source.name, mesh)
        for collection in source.users_collection:
            collection.objects.link(obj)
        _hang(obj, target, source)
        _cling(
            obj, mesh, target, options, source.matrix_local.translation.z if source.parent else 0
        )
        recipe = source.get("recraft_svg")
        if recipe:
            obj["recraft_svg"] = recipe
        decals.append(obj)
    names = [source.name for source in sources]
    bpy.data.batch_remove(sources)
    for obj, name in zip(decals, names, strict=True):
        obj.name = name
    return decals


def _points(mesh: Mesh) -> NDArray[np.float32]:
    points = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", points)
    return points.reshape(-1, 3)


def _side(mesh: Mesh) -> float:
    points = _points(mesh)
    return float(np.ptp(points[:, :2], axis=0).max()) if len(points) else 0.0


def _dice(mesh: Mesh, cell: float) -> None:
    """Cut the mesh along a grid in its own x and y."""
    import bmesh

    if cell <= 0.0 or not len(mesh.vertices):
        return
    low, high = _points(mesh).min(axis=0), _points(mesh).max(axis=0)
    work = bmesh.new()
    work.from_mesh(mesh)
    for axis, normal in ((0, (1.0, 0.0, 0.0)), (1, (0.0, 1.0, 0.0))):
        for number in range(int(low[axis] // cell) + 1, int(np.ceil(high[axis] / cell))):
            geometry: list[Any] = [*work.verts, *work.edges, *work.faces]
            where = tuple(number * cell * part for part in normal)
            bmesh.ops.bisect_plane(work, geom=geometry, plane_co=where, plane_no=normal)
    work.to_mesh(mesh)
    work.free()


def _hang(obj: Object, target: Object, source: Object) -> None:
    obj.parent = target
    obj.matrix_parent_inverse = target.matrix_world.inverted_safe()
    obj.matrix_basis = source.matrix_world


def _cling(obj: Object, mesh: Mesh, target: Object, options: DecalOptions, height: float) -> None:
    heights = _points(mesh)[:, 2]
    low = float(heights.min(initial=0.0))
    deep = float(np.ptp(heights)) if len(heights) else 0.0
    wrap: Any = obj.modifiers.new("Decal", "SHRINKWRAP")
    wrap.target = target
    wrap.wrap_mode = "ABOVE_SURFACE"
    wrap.offset = options.offset + height + max(low, 0.0)
    if options.nearest:
        wrap.wrap_method = "NEAREST_SURFACEPOINT"
    else:
        wrap.wrap_method = "PROJECT"
        wrap.use_project_z = wrap.use_negative_direction = wrap.use_positive_direction = True
    if deep > 0.0:
        group = obj.vertex_groups.new(name=DEPTH)
        for level in np.unique(heights).tolist():
            weight = (level - low) / deep
            group.add(np.flatnonzero(heights == level).tolist(), weight, "REPLACE")
        lift: Any = obj.modifiers.new("Paint Order", "DISPLACE")
        lift.strength, lift.mid_level, lift.vertex_group = deep, 0.0, DEPTH


def sources_of(objects: list[Object], target: Object) -> list[Object]:
    """The curves and meshes among the objects and below the empties among them, without target."""
    found: dict[str, Object] = {}
    for obj in objects:
        some = [obj, *obj.children_recursive] if obj.type == "EMPTY" else [obj]
        found |= {one.name: one for one in some if one.type in {"CURVE", "MESH"}}
    found.pop(target.name, None)
    return list(found.values())
