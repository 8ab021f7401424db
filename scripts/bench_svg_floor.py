# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor of the SVG bench: the same objects by bare calls of Blender, with arrays made ready.

Materials are copies of a template with one colour set, as if no paint were a gradient.
"""

import time
from typing import Any

import numpy as np

from installed import context, data

Figures = dict[str, Any]


def build(plan: Any, *, is_mesh: bool) -> Figures:
    """Make the objects of a plan, linked and evaluated; milliseconds of each part."""
    scale = np.array((1e-3, 1e-3, 1e-6), np.float32)
    return _bare_meshes(plan, scale) if is_mesh else _bare_curves(plan, scale)


def _ms(since: float) -> float:
    return (time.perf_counter() - since) * 1e3


def _template() -> Any:
    template = data.materials.new("Template")
    if template.node_tree is None:
        template.use_nodes = True
    return template


def _bare_materials(plan: Any) -> list[Any]:
    template = _template()
    made = []
    for _ in plan.materials:
        material = template.copy()
        socket = material.node_tree.nodes["Principled BSDF"].inputs[0]
        # The quickest way there is: assigning has Blender look at all node trees.
        socket.default_value.foreach_set((1.0, 0.0, 0.0, 1.0))
        made.append(material)
    return made


def _bare_curves(plan: Any, scale: Any) -> Figures:
    ready = [
        (
            source,
            source.counts.tolist(),
            [
                np.ascontiguousarray(points * scale).reshape(-1)
                for points in (source.points, source.left_handles, source.right_handles)
            ],
            [np.where(source.is_vector[:, side], 2, 0).astype(np.int32) for side in (0, 1)],
            np.ones(len(source.counts), np.bool_),
        )
        for source in plan.curves
    ]
    started = time.perf_counter()
    materials = _bare_materials(plan)
    collection = data.collections.new("Bare")
    for source, counts, (points, left, right), (left_types, right_types), closed in ready:
        curve = data.curves.new("Bare", "CURVE")
        curve.dimensions, curve.fill_mode = "2D", "BOTH"
        for index in source.materials:
            curve.materials.append(materials[index])
        first = 0
        for count in counts:
            bezier = curve.splines.new("BEZIER").bezier_points
            bezier.add(count - 1)
            end = first + count
            bezier.foreach_set("co", points[3 * first : 3 * end])
            bezier.foreach_set("handle_left", left[3 * first : 3 * end])
            bezier.foreach_set("handle_right", right[3 * first : 3 * end])
            bezier.foreach_set("handle_left_type", left_types[first:end])
            bezier.foreach_set("handle_right_type", right_types[first:end])
            first = end
        curve.splines.foreach_set("use_cyclic_u", closed)
        curve.splines.foreach_set("resolution_u", source.resolution)
        curve.splines.foreach_set("material_index", source.slot)
        obj = data.objects.new("Bare", curve)
        obj.location.z = source.depth * float(scale[2])
        collection.objects.link(obj)
    return _linked(collection, started)


def _bare_meshes(plan: Any, scale: Any) -> Figures:
    ready = [
        (
            source,
            np.ascontiguousarray(source.vertices * scale).reshape(-1),
            np.ascontiguousarray(source.triangles).reshape(-1),
            np.ascontiguousarray(source.edges).reshape(-1),
            np.ascontiguousarray(source.corner_edges).reshape(-1),
            np.arange(0, 3 * len(source.triangles), 3, dtype=np.int32),
            np.ascontiguousarray(source.slot),
        )
        for source in plan.meshes
    ]
    started = time.perf_counter()
    materials = _bare_materials(plan)
    collection = data.collections.new("Bare")
    for source, points, corners, edges, corner_edges, starts, slots in ready:
        mesh = data.meshes.new("Bare")
        for index in source.materials:
            mesh.materials.append(materials[index])
        mesh.vertices.add(len(points) // 3)
        mesh.edges.add(len(edges) // 2)
        mesh.loops.add(len(corners))
        mesh.polygons.add(len(starts))
        mesh.attributes["position"].data.foreach_set("vector", points)
        mesh.attributes[".edge_verts"].data.foreach_set("value", edges)
        mesh.attributes[".corner_vert"].data.foreach_set("value", corners)
        mesh.attributes[".corner_edge"].data.foreach_set("value", corner_edges)
        mesh.polygons.foreach_set("loop_start", starts)
        slot = mesh.attributes.new("material_index", "INT", "FACE")
        slot.data.foreach_set("value", slots)
        mesh.update()
        collection.objects.link(data.objects.new("Bare", mesh))
    return _linked(collection, started)


def _linked(collection: Any, started: float) -> Figures:
    context.scene.collection.children.link(collection)
    building = _ms(started)
    evaluating = time.perf_counter()
    context.view_layer.update()
    return {
        "ms": _ms(started),
        "building_ms": building,
        "evaluating_ms": _ms(evaluating),
    }
