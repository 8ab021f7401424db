# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The material of an alpha plane, alike in EEVEE and Cycles from Blender 4.2 on.

Shaded it is matt like paper: no highlight lies over the picture, and in even white light it has
exactly the picture's colours. Shadeless it has them in any light and sheds none on the scene.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..recipe import write_recipe

if TYPE_CHECKING:
    from bpy.types import Image, Material, Node, NodeSocket, NodeTree

    from ...jobs.job import Job

_BITS_WITH_ALPHA = (32, 64, 128)


def has_alpha(image: Image) -> bool:
    """True when the picture has an alpha channel; reads the picture."""
    return image.depth in _BITS_WITH_ALPHA


def make_alpha_material(job: Job, image: Image, *, shadeless: bool, blended: bool) -> Material:
    """A material that shows the picture and lets its transparent parts through, shadow too.

    `blended` is smoother in EEVEE, but it sorts whole objects and has no depth; else it dithers.
    Cycles makes no difference.
    """
    material = bpy.data.materials.new(image.name)
    material.surface_render_method = "BLENDED" if blended else "DITHERED"
    material.use_transparent_shadow = True
    material.use_backface_culling = False
    # A single sheet needs no second layer, which would only be sorted wrongly.
    material.use_transparency_overlap = False
    tree = _emptied(material)
    picture = _node(tree, "ShaderNodeTexImage", "Picture", -600, 0)
    assert isinstance(picture, bpy.types.ShaderNodeTexImage)  # noqa: S101 - just made
    picture.image = image
    # What is cut off by the picture's border ends there, and does not wrap round.
    picture.extension = "EXTEND"
    output = _node(tree, "ShaderNodeOutputMaterial", "Output", 600, 0)
    surface = _shadeless(tree, picture) if shadeless else _shaded(tree, picture)
    tree.links.new(surface, output.inputs["Surface"])
    # Solid views in texture colours show the active texture node.
    tree.nodes.active = picture
    write_recipe(material, job)
    return material


def _shaded(tree: NodeTree, picture: Node) -> NodeSocket:
    shader = _node(tree, "ShaderNodeBsdfPrincipled", "Paper", 0, 0)
    _set(shader.inputs["Roughness"], 1.0)
    _set(shader.inputs["Specular IOR Level"], 0.0)
    tree.links.new(picture.outputs["Color"], shader.inputs["Base Color"])
    if _shows_alpha(picture):
        tree.links.new(picture.outputs["Alpha"], shader.inputs["Alpha"])
    return shader.outputs["BSDF"]


def _shadeless(tree: NodeTree, picture: Node) -> NodeSocket:
    shader = _node(tree, "ShaderNodeEmission", "Shadeless", 0, -100)
    tree.links.new(picture.outputs["Color"], shader.inputs["Color"])
    tree.links.new(_is_looked_at(tree), shader.inputs["Strength"])
    if not _shows_alpha(picture):
        return shader.outputs["Emission"]
    clear = _node(tree, "ShaderNodeBsdfTransparent", "Clear", 0, 50)
    mix = _node(tree, "ShaderNodeMixShader", "Opacity", 300, 0)
    tree.links.new(picture.outputs["Alpha"], mix.inputs[0])
    tree.links.new(clear.outputs[0], mix.inputs[1])
    tree.links.new(shader.outputs[0], mix.inputs[2])
    return mix.outputs[0]


def _is_looked_at(tree: NodeTree) -> NodeSocket:
    """1 for the camera, mirrors and glass, 0 for all that would make it a lamp."""
    rays = _node(tree, "ShaderNodeLightPath", "Rays", -800, -350)
    looked_at = rays.outputs["Is Camera Ray"]
    for number, name in enumerate(("Is Glossy Ray", "Is Transmission Ray")):
        either = _node(tree, "ShaderNodeMath", name, -500 + number * 200, -350)
        assert isinstance(either, bpy.types.ShaderNodeMath)  # noqa: S101 - just made
        either.operation = "MAXIMUM"
        tree.links.new(looked_at, _input(either, 0))
        tree.links.new(rays.outputs[name], _input(either, 1))
        looked_at = _output(either)
    return looked_at


def _shows_alpha(picture: Node) -> bool:
    assert isinstance(picture, bpy.types.ShaderNodeTexImage)  # noqa: S101 - the only kind made
    return picture.image is not None and has_alpha(picture.image)


def _emptied(material: Material) -> NodeTree:
    if material.node_tree is None:  # before 5.0 a new material has none
        material.use_nodes = True
    assert material.node_tree is not None  # noqa: S101 - just made
    material.node_tree.nodes.clear()
    return material.node_tree


def _node(tree: NodeTree, kind: str, name: str, x: float, y: float) -> Node:
    node = tree.nodes.new(kind)
    node.name = name
    node.location = (x, y)
    return node


def _input(node: Node, number: int) -> NodeSocket:
    return node.inputs[number]


def _output(node: Node) -> NodeSocket:
    return node.outputs[0]


def _set(socket: NodeSocket, value: float) -> None:
    socket.default_value = value  # type: ignore[attr-defined] # its kind has one
