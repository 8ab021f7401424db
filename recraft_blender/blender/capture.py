# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the context says at the moment of the click, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..jobs.spec import Mapping, TexturePlacement
from .properties import settings
from .session import session

if TYPE_CHECKING:
    from bpy.types import Context, Object


def selected_meshes(context: Context) -> list[Object]:
    """The selected mesh objects, the active one first."""
    layer = context.view_layer
    if layer is None:
        return []
    meshes = [obj for obj in layer.objects.selected if obj.type == "MESH"]
    return sorted(meshes, key=lambda obj: (obj != layer.objects.active, obj.name))


def texture_placement(context: Context) -> TexturePlacement:
    """A texture on what is selected now."""
    meshes = selected_meshes(context)
    return TexturePlacement(
        file=session().file,
        objects=tuple(obj.name for obj in meshes if obj.library is None),
        linked=tuple(obj.name for obj in meshes if obj.library is not None),
        mapping=Mapping(settings(context).mapping),
    )
