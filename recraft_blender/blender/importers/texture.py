# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures become textures: image, material, and the meshes that wear it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import Mapping, Wear
from .image import LINKED, ImportRefusedError, all_or_nothing, load_unread
from .texture_material import MaterialOptions, add_picture, make_material
from .unwrapping import unwrap, uv_per_metre

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpy.types import Context, Material, Mesh, NodeTree, Object

    from ...jobs.job import Job


@dataclass(frozen=True, slots=True)
class TextureOptions:
    """How meshes wear a texture; `scale_m` is the width of one repeat in metres, 0 for none."""

    mapping: Mapping = Mapping.AUTO
    wear: Wear = Wear.SLOT
    scale_m: float = 0.0
    box_blend: float = 0.2
    bump: bool = False
    roughness: bool = False


def import_textures(
    context: Context,
    job: Job,
    files: Sequence[Path],
    targets: Sequence[Object],
    options: TextureOptions,
    *,
    pack: bool,
) -> list[Material]:
    """Make a material of each picture and put the first on the targets, which must be editable.

    Where box projection is needed a target wears a twin of the material that projects from six
    sides. The other pictures wait as materials of their own, kept by a fake user. Raises
    ImportRefusedError; then, or after any other error, nothing is left behind.
    """
    assert context.scene  # noqa: S101 - a file has one
    unit = 1 / (context.scene.unit_settings.scale_length or 1.0)
    look = MaterialOptions(
        box_blend=options.box_blend, bump=options.bump, roughness=options.roughness
    )
    with all_or_nothing() as made:
        images = [load_unread(job, file, made, pack=pack) for file in files]
        if options.mapping is Mapping.UNWRAP:
            _unwrap_all(context, targets)
        by_map, by_box = _parted(targets, options)
        worn: list[tuple[Material, list[Object]]] = []
        for group, box in ((by_map, False), (by_box, True)):
            if group:
                repeats = _repeats(group, options, unit, box=box)
                chosen = replace(look, box=box, repeats=repeats)
                worn.append((make_material(job, images[0], files[0], chosen, unit=unit), group))
                made.append(worn[-1][0])
        materials = [material for material, _ in worn]
        for image, file in zip(images[1:], files[1:], strict=True):
            if image.users > 0:  # placed before
                continue
            box = options.mapping is Mapping.BOX
            material = make_material(job, image, file, replace(look, box=box), unit=unit)
            made.append(material)
            material.use_fake_user = True
            materials.append(material)
    for material, group in worn:
        for obj in group:
            wear(obj, material, options.wear)
    return materials


def import_node(
    job: Job,
    files: Sequence[Path],
    material: str,
    group: str,
    at: tuple[float, float],
    *,
    pack: bool,
) -> str:
    """Add a node for each picture to a material, or to a node group in it; where that is, in words.

    Raises ImportRefusedError; then, or after any other error, nothing is left behind.
    """
    tree, name = _tree(material, group)
    with all_or_nothing() as made:
        images = [load_unread(job, file, made, pack=pack) for file in files]
    for node in tree.nodes:
        node.select = False
    for number, image in enumerate(images):
        node = add_picture(tree, image, (at[0], at[1] - 300 * number))
        if not number:
            tree.nodes.active = node
    return name


def wear(obj: Object, material: Material, how: Wear = Wear.SLOT) -> None:
    """Put the material into the object's active slot, or all; what was there stays in the file."""
    mesh = obj.data
    assert isinstance(mesh, bpy.types.Mesh)  # noqa: S101 - the caller chose meshes
    if not mesh.materials:
        mesh.materials.append(material)
        return
    active = min(obj.active_material_index or 0, len(mesh.materials) - 1)
    for number, slot in enumerate(obj.material_slots):
        if how is Wear.SLOT and number != active:
            continue
        former = slot.material
        is_last = former is not None and former.library is None and former.users <= 1
        if former is not None and former != material and is_last:
            former.use_fake_user = True
        # The slot knows whether it is the mesh's or, by its link, this object's own.
        slot.material = material


def _unwrap_all(context: Context, targets: Sequence[Object]) -> None:
    """Give each mesh that has no UV map one, or none of them."""
    done: list[Mesh] = []
    try:
        for obj in targets:
            mesh = obj.data
            if isinstance(mesh, bpy.types.Mesh) and not mesh.uv_layers and len(mesh.polygons):
                unwrap(context, mesh)
                done.append(mesh)
    except BaseException:
        for mesh in done:
            mesh.uv_layers.remove(mesh.uv_layers[0])
        raise


def _parted(
    targets: Sequence[Object], options: TextureOptions
) -> tuple[list[Object], list[Object]]:
    """Which targets have the picture by their UV map, and which by box projection."""
    by_map: list[Object] = []
    by_box: list[Object] = []
    for obj in targets:
        mesh = obj.data
        assert isinstance(mesh, bpy.types.Mesh)  # noqa: S101 - the caller chose meshes
        has_map = options.mapping is not Mapping.BOX and bool(mesh.uv_layers)
        (by_map if has_map else by_box).append(obj)
    return by_map, by_box


def _repeats(group: list[Object], options: TextureOptions, unit: float, *, box: bool) -> float:
    """How often the picture repeats in a unit of its coordinates; those who share it share this."""
    if options.scale_m <= 0:
        return 1.0
    if not box:
        return 1 / ((uv_per_metre(group, unit) or 1.0) * options.scale_m)
    # Object coordinates do not know of the object's own scale.
    return group[0].matrix_world.median_scale / unit / options.scale_m


def _tree(material: str, group: str) -> tuple[NodeTree, str]:
    """The nodes to add to, and what to call them."""
    found = bpy.data.materials.get((material, None)) if material else None
    if found is None or found.node_tree is None:
        raise ImportRefusedError(
            f"The material {material} is no longer in this file; press Place."
            if material
            else "No shader editor shows a material. Open one, then press Place."
        )
    tree = found.node_tree
    if group:
        inner = bpy.data.node_groups.get((group, None))
        if inner is None:
            raise ImportRefusedError(f"The node group {group} is no longer in this file.")
        tree = inner
    if found.library is not None or tree.library is not None:
        raise ImportRefusedError(f"{found.name} {LINKED} Make it local first.")
    return tree, tree.name if group else found.name
