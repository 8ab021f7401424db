# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures become textures: image, material, and the meshes that wear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import Mapping
from ..recipe import write_recipe
from .image import load_image

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpy.types import (
        Image,
        Material,
        Mesh,
        Node,
        NodeSocket,
        NodeTree,
        Object,
        ShaderNodeTexImage,
    )

    from ...jobs.job import Job

BOX_BLEND = 0.2


def import_textures(
    job: Job, files: Sequence[Path], targets: Sequence[Object], mapping: Mapping, *, pack: bool
) -> list[Material]:
    """Make a material of each picture and put the first on the targets, which must be editable.

    A target without a UV map wears a twin of the material that projects from six sides. The other
    pictures wait as materials of their own, kept by a fake user.
    """
    images = [load_image(job, file, pack=pack) for file in files]
    made: dict[bool, Material] = {}
    for obj in targets:
        mesh = obj.data
        assert isinstance(mesh, bpy.types.Mesh)  # noqa: S101 - the caller chose meshes
        box = mapping is Mapping.BOX or not mesh.uv_layers
        if box not in made:
            made[box] = make_material(job, images[0], box=box)
        wear(obj, mesh, made[box])
    materials = list(made.values())
    for image in images[1:]:
        if image.users > 0:  # placed before
            continue
        material = make_material(job, image, box=mapping is Mapping.BOX)
        material.use_fake_user = True
        materials.append(material)
    return materials


def make_material(job: Job, image: Image, *, box: bool) -> Material:
    """A material whose base colour is the picture."""
    material = bpy.data.materials.new(image.name)
    tree = _node_tree(material)
    shader = _shader(tree)
    texture = _image_node(tree)
    texture.image = image
    texture.location = (shader.location.x - 320, shader.location.y)
    if box:
        texture.projection = "BOX"
        texture.projection_blend = BOX_BLEND
        _link_object_coordinates(tree, texture)
    tree.links.new(_output(texture, "Color"), shader.inputs["Base Color"])
    # Solid views in texture colours show the active texture node.
    tree.nodes.active = texture
    write_recipe(material, job)
    return material


def wear(obj: Object, mesh: Mesh, material: Material) -> None:
    """Put the material into the object's active slot; what was there stays in the file."""
    if not mesh.materials:
        mesh.materials.append(material)
        return
    slot = obj.material_slots[min(obj.active_material_index or 0, len(mesh.materials) - 1)]
    former = slot.material
    if former is not None and former != material and former.library is None and former.users <= 1:
        former.use_fake_user = True
    # The slot knows whether it is the mesh's or, by its link, this object's own.
    slot.material = material


def _node_tree(material: Material) -> NodeTree:
    if material.node_tree is None:  # before 5.0 a new material has none
        material.use_nodes = True
    assert material.node_tree is not None  # noqa: S101 - just made
    return material.node_tree


def _output(node: Node, name: str) -> NodeSocket:
    return node.outputs[name]


def _shader(tree: NodeTree) -> Node:
    found = next((node for node in tree.nodes if node.type == "BSDF_PRINCIPLED"), None)
    if found is not None:
        return found
    shader = tree.nodes.new("ShaderNodeBsdfPrincipled")
    output = tree.nodes.new("ShaderNodeOutputMaterial")
    output.location = (shader.location.x + 300, shader.location.y)
    tree.links.new(shader.outputs["BSDF"], output.inputs["Surface"])
    return shader


def _image_node(tree: NodeTree) -> ShaderNodeTexImage:
    node = tree.nodes.new("ShaderNodeTexImage")
    assert isinstance(node, bpy.types.ShaderNodeTexImage)  # noqa: S101 - just made
    return node


def _link_object_coordinates(tree: NodeTree, texture: Node) -> None:
    coordinates = tree.nodes.new("ShaderNodeTexCoord")
    mapping = tree.nodes.new("ShaderNodeMapping")
    mapping.location = (texture.location.x - 200, texture.location.y)
    coordinates.location = (mapping.location.x - 200, texture.location.y)
    tree.links.new(coordinates.outputs["Object"], mapping.inputs["Vector"])
    tree.links.new(mapping.outputs["Vector"], texture.inputs["Vector"])
