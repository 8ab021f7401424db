# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes become triangles: one Mesh data-block for each `MeshObject` of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .svg_attributes import write_mesh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import Material, Mesh, Object

    from ...vector.plan import MeshObject
    from .curves import CurveStyle
    from .svg_placing import Frame
    from .svg_slices import Sliced


def fill_mesh(
    mesh: Mesh, source: MeshObject, materials: Sequence[Material], frame: Frame
) -> Sliced[None]:
    """Put triangles and materials into an empty mesh; the part done between.

    `materials` are all of the plan's. Faces are flat.
    """
    for index in source.materials:
        mesh.materials.append(materials[index])
    triangles = np.ascontiguousarray(source.triangles, np.int32)
    count = len(triangles)
    if not count:
        return
    mesh.vertices.add(len(source.vertices))
    mesh.edges.add(len(source.edges))
    mesh.loops.add(3 * count)
    mesh.polygons.add(count)
    yield 0.1
    write_mesh(mesh, "position", frame.local(source.vertices))
    write_mesh(mesh, ".edge_verts", np.asarray(source.edges, np.int32))
    yield 0.3
    write_mesh(mesh, ".corner_vert", triangles)
    write_mesh(mesh, ".corner_edge", np.asarray(source.corner_edges, np.int32))
    write_mesh(mesh, "material_index", np.asarray(source.slot, np.int32))
    write_mesh(mesh, "sharp_face", np.ones(count, np.bool_))
    yield 0.5
    mesh.polygons.foreach_set("loop_start", np.arange(0, 3 * count, 3, dtype=np.int32))
    # Edges are there already: Blender is not to find them once more.
    mesh.update()


def thicken(obj: Object, style: CurveStyle) -> None:
    """Give a mesh the depth and round edges that a curve has by itself, as modifiers."""
    if style.extrude > 0:
        solidify: Any = obj.modifiers.new("Extrude", "SOLIDIFY")
        # Both ways, as a curve's own.
        solidify.thickness, solidify.offset = 2 * style.extrude, 0.0
    if style.bevel > 0 and style.extrude > 0:
        bevel: Any = obj.modifiers.new("Bevel", "BEVEL")
        bevel.width, bevel.segments, bevel.limit_method = style.bevel, 3, "ANGLE"
