# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The material of a texture: a Principled shader, and by choice relief made of its brightness.

All that one may want to change is an input of a node with a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ...jobs.png import has_opacity
from ..recipe import write_recipe
from .alpha_material import has_alpha

if TYPE_CHECKING:
    from bpy.types import Image, Material, Node, NodeSocket, NodeTree, ShaderNodeTexImage

    from ...jobs.job import Job

BUMP_M = 0.01
"""How far the brightest stand out over the darkest, in metres, before the strength."""
BUMP_STRENGTH = 0.4
ROUGH, SMOOTH = 0.9, 0.45
"""The roughness of the darkest and of the brightest: hollows are rough."""
_HEAD_BYTES = 64


@dataclass(frozen=True, slots=True)
class MaterialOptions:
    """How a picture is mapped, and what is made of its brightness.

    `repeats` is how often it repeats in a Blender unit of the object (box), or in the whole UV map.
    """

    box: bool = False
    box_blend: float = 0.2
    repeats: float = 1.0
    bump: bool = False
    roughness: bool = False


def make_material(
    job: Job, image: Image, file: Path, options: MaterialOptions, *, unit: float
) -> Material:
    """A material whose base colour is the picture; `unit` is a metre in Blender units."""
    material = bpy.data.materials.new(image.name)
    tree = node_tree(material)
    shader = _shader(tree)
    picture = add_picture(tree, image, (shader.location.x - 600, shader.location.y))
    tree.links.new(_output(picture, "Color"), shader.inputs["Base Color"])
    if _shows_alpha(image, file):
        tree.links.new(_output(picture, "Alpha"), shader.inputs["Alpha"])
        material.surface_render_method = "DITHERED"
        material.use_transparent_shadow = True
    if options.box:
        picture.projection = "BOX"
        picture.projection_blend = options.box_blend
    if options.box or options.repeats != 1.0:
        _map(tree, picture, options)
    if options.bump or options.roughness:
        _add_relief(tree, picture, shader, options, unit)
    # Solid views in texture colours show the active texture node.
    tree.nodes.active = picture
    write_recipe(material, job)
    return material


def node_tree(material: Material) -> NodeTree:
    """The nodes of a material."""
    if material.node_tree is None:  # before 5.0 a new material has none
        material.use_nodes = True
    assert material.node_tree is not None  # noqa: S101 - just made
    return material.node_tree


def add_picture(tree: NodeTree, image: Image, at: tuple[float, float]) -> ShaderNodeTexImage:
    """A node that shows the image."""
    node = tree.nodes.new("ShaderNodeTexImage")
    assert isinstance(node, bpy.types.ShaderNodeTexImage)  # noqa: S101 - just made
    node.image = image
    node.name = "Picture"
    node.location = at
    return node


def _shows_alpha(image: Image, file: Path) -> bool:
    """True when the picture has an opacity; Blender reads it only where its head says nothing."""
    try:
        with file.open("rb") as opened:
            found = has_opacity(opened.read(_HEAD_BYTES))
    except OSError:
        found = None
    return has_alpha(image) if found is None else found


def _shader(tree: NodeTree) -> Node:
    found = next((node for node in tree.nodes if node.type == "BSDF_PRINCIPLED"), None)
    if found is not None:
        return found
    shader = tree.nodes.new("ShaderNodeBsdfPrincipled")
    output = tree.nodes.new("ShaderNodeOutputMaterial")
    output.location = (shader.location.x + 300, shader.location.y)
    tree.links.new(shader.outputs["BSDF"], output.inputs["Surface"])
    return shader


def _map(tree: NodeTree, picture: Node, options: MaterialOptions) -> None:
    left, top = picture.location.x, picture.location.y
    coordinates = _node(tree, "ShaderNodeTexCoord", "Coordinates", left - 400, top)
    mapping = _node(tree, "ShaderNodeMapping", "Repeats", left - 200, top)
    _set(mapping.inputs["Scale"], (options.repeats,) * 3)
    source = coordinates.outputs["Object" if options.box else "UV"]
    tree.links.new(source, mapping.inputs["Vector"])
    tree.links.new(mapping.outputs["Vector"], picture.inputs["Vector"])


def _add_relief(
    tree: NodeTree, picture: Node, shader: Node, options: MaterialOptions, unit: float
) -> None:
    frame = _node(tree, "NodeFrame", "Relief", 0, 0)
    frame.label = "From the picture's brightness"
    left, top = picture.location.x, picture.location.y
    gray = _node(tree, "ShaderNodeRGBToBW", "Brightness", left + 40, top - 320)
    tree.links.new(_output(picture, "Color"), gray.inputs["Color"])
    parts = [gray]
    if options.roughness:
        rough = _node(tree, "ShaderNodeMapRange", "Roughness", left + 280, top - 300)
        _set(rough.inputs["To Min"], ROUGH)
        _set(rough.inputs["To Max"], SMOOTH)
        tree.links.new(gray.outputs[0], rough.inputs["Value"])
        tree.links.new(rough.outputs["Result"], shader.inputs["Roughness"])
        parts.append(rough)
    if options.bump:
        bump = _node(tree, "ShaderNodeBump", "Bump", left + 280, top - 600)
        _set(bump.inputs["Strength"], BUMP_STRENGTH)
        _set(bump.inputs["Distance"], BUMP_M * unit)
        tree.links.new(gray.outputs[0], bump.inputs["Height"])
        tree.links.new(bump.outputs["Normal"], shader.inputs["Normal"])
        parts.append(bump)
    for node in parts:
        node.parent = frame


def _node(tree: NodeTree, kind: str, name: str, x: float, y: float) -> Node:
    node = tree.nodes.new(kind)
    node.name = name
    node.location = (x, y)
    return node


def _output(node: Node, name: str) -> NodeSocket:
    return node.outputs[name]


def _set(socket: NodeSocket, value: Any) -> None:  # noqa: ANN401 - a number or three
    socket.default_value = value  # type: ignore[attr-defined] # its kind has one
