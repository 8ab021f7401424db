# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shader editor that is open: which material it shows, and where it is looking."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import bpy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpy.types import Area, Context


class ShaderEditor(NamedTuple):
    """A material's name, that of the group that is open in it, and the middle of what is seen."""

    material: str = ""
    group: str = ""
    at: tuple[float, float] = (0.0, 0.0)


def open_shader_editor(context: Context) -> ShaderEditor:
    """The first editor that shows a material of this file; all empty without one."""
    return next(_editors(context), ShaderEditor())


def shader_editor(area: Area | None) -> ShaderEditor | None:
    """What a shader editor shows; None where it is another editor, or shows no own material."""
    space = area.spaces.active if area else None
    if area is None or not isinstance(space, bpy.types.SpaceNodeEditor):
        return None
    owner, tree = space.id, space.edit_tree
    if not isinstance(owner, bpy.types.Material) or owner.library or tree is None:
        return None
    return ShaderEditor(owner.name, "" if tree == owner.node_tree else tree.name, _middle(area))


def _editors(context: Context) -> Iterator[ShaderEditor]:
    manager = context.window_manager
    for window in manager.windows if manager else ():
        yield from filter(None, map(shader_editor, window.screen.areas))


def _middle(area: Area) -> tuple[float, float]:
    """The place in the middle of an editor, in the units of node locations."""
    region = next((one for one in area.regions if one.type == "WINDOW"), None)
    if region is None:
        return (0.0, 0.0)
    x, y = region.view2d.region_to_view(region.width / 2, region.height / 2)
    # The view is in pixels of the screen, which high resolutions have more of.
    preferences = bpy.context.preferences
    scale = preferences.system.ui_scale if preferences else 1.0
    return (x / (scale or 1.0), y / (scale or 1.0))
