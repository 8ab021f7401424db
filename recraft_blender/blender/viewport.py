# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The 3D views: redrawn when the job list changes, and able to show a texture that was placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bpy.types import Area, Context, Object


def _areas(context: Context, kind: str) -> Iterator[Area]:
    manager = context.window_manager
    for window in manager.windows if manager else ():
        for area in window.screen.areas:
            if area.type == kind:
                yield area


def _views(context: Context) -> Iterator[Area]:
    yield from _areas(context, "VIEW_3D")


def redraw_sidebars(context: Context) -> None:
    """Have the sidebars drawn anew."""
    for area in _views(context):
        for region in area.regions:
            if region.type == "UI":
                region.tag_redraw()


def redraw_preferences(context: Context) -> None:
    """Have open preferences drawn anew: they show what an errand brought."""
    for area in _areas(context, "PREFERENCES"):
        area.tag_redraw()


def show_in_local_views(context: Context, objects: Sequence[Object]) -> None:
    """Let new objects be seen where a view shows only some of them."""
    scene = context.scene
    for area in _views(context):
        space = area.spaces.active
        if isinstance(space, bpy.types.SpaceView3D) and space.local_view:
            for obj in objects:
                if scene and obj.name in scene.objects:
                    obj.local_view_set(space, True)  # noqa: FBT003 - Blender's own


def show_textures(context: Context) -> None:
    """Let solid views show textures; other shading is left alone."""
    for area in _views(context):
        space = area.spaces.active
        if isinstance(space, bpy.types.SpaceView3D) and space.shading.type == "SOLID":
            space.shading.color_type = "TEXTURE"
