# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures become textures: image, material, and the meshes that wear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import Mapping
from ..recipe import write_recipe

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

NAME_LENGTH = 40
BOX_BLEND = 0.2


def import_textures(
    job: Job, files: Sequence[Path], targets: Sequence[Object], mapping: Mapping, *, pack: bool
) -> list[Material]:
    """Make a material of each picture and put the first on the targets, which must be editable.

    A target without a UV map wears a twin of the material that projects from six sides. The other
    pictures wait as materials of their own, kept by a fake user.
    """
    images = [load_image(job, file, pack=pack) for file in files]
    meshes = {obj.data: obj for obj in targets if isinstance(obj.data, bpy.types.Mesh)}
    by_box = {mesh: mapping is Mapping.BOX or not mesh.uv_layers for mesh in meshes}
    made: dict[bool, Material] = {}
    for mesh, obj in meshes.items():
        box = by_box[mesh]
        if box not in made:
            made[box] = make_material(job, images[0], box=box)
        wear(mesh, made[box], obj.active_material_index or 0)
    materials = list(made.values())
    waiting = images if not materials else images[1:]
    for image in waiting:
        material = make_material(job, image, box=mapping is Mapping.BOX)
        material.use_fake_user = True
        materials.append(material)
    return materials


def load_image(job: Job, file: Path, *, pack: bool) -> Image:
    """The picture as an image datablock that carries its recipe; its pixels are not read yet."""
    image = bpy.data.images.load(str(file))
    image.name = title(job)
    if pack:
        image.pack()
        # Where it goes if it is ever unpacked; a path into the user's folder is nobody's business.
        image.filepath_raw = f"//textures/recraft/{file.name}"
    write_recipe(image, job)
    return image


def title(job: Job) -> str:
    """A datablock's name: the first words of the prompt."""
    words = " ".join(job.request.prompt.split())
    if len(words) > NAME_LENGTH:
        words = words[:NAME_LENGTH].rpartition(" ")[0] or words[:NAME_LENGTH]
    return words[:1].upper() + words[1:]


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


def wear(mesh: Mesh, material: Material, slot: int) -> None:
    """Put the material into the slot; what was there stays in the file."""
    if not mesh.materials:
        mesh.materials.append(material)
        return
    slot = min(slot, len(mesh.materials) - 1)
    former = mesh.materials[slot]
    if former is not None and former.library is None and former.users <= 1:
        former.use_fake_user = True
    mesh.materials[slot] = material


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
