# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture that an object shows: an image empty's, or that of a plane's material."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from .source import PictureSourceError

if TYPE_CHECKING:
    from bpy.types import Image, Material, Node, NodeSocket, Object


def image_on(obj: Object) -> Image:
    """The image of an empty, or the one that gives the active material its colour.

    Raises PictureSourceError when the object shows none.
    """
    found = image_shown_by(obj)
    if found is None:
        text = f"{obj.name} shows no picture. Choose a plane with a picture, or an image empty."
        raise PictureSourceError(text)
    return found


def image_shown_by(obj: Object) -> Image | None:
    """As `image_on`; None when the object shows none."""
    if isinstance(obj.data, bpy.types.Image):
        return obj.data
    return _image_of(obj.active_material) if obj.active_material else None


def _image_of(material: Material) -> Image | None:
    nodes = list(material.node_tree.nodes) if material.node_tree else []
    for node in nodes:
        if isinstance(node, bpy.types.ShaderNodeBsdfPrincipled) and node.inputs:
            found = _feeding(node.inputs["Base Color"], set())
            if found is not None:
                return found
    return next((image for image in map(_held, nodes) if image is not None), None)


def _feeding(socket: NodeSocket, seen: set[str]) -> Image | None:
    """The first image up the links of a socket."""
    for link in socket.links or ():
        node = link.from_node
        if node is None or node.name in seen:
            continue
        seen.add(node.name)
        found = _held(node)
        for upper in node.inputs if found is None else ():
            found = found or _feeding(upper, seen)
        if found is not None:
            return found
    return None


def _held(node: Node) -> Image | None:
    return node.image if isinstance(node, bpy.types.ShaderNodeTexImage) else None
