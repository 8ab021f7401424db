# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a picture stands and which way it looks, as the world matrix of its object.

A picture lies in its object's X and Y and looks along Z, as Blender's own planes and image empties
do. Turns are Euler angles XYZ in radians.
"""

from __future__ import annotations

from math import atan2, pi
from typing import TYPE_CHECKING

import bpy
from mathutils import Euler, Matrix, Vector

from ...jobs.placement import Facing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpy.types import Context, Object, RegionView3D, Scene

    from ...jobs.placement import Vector as Numbers

_TURNS = {
    Facing.FRONT: (pi / 2, 0.0, 0.0),
    Facing.SIDE: (pi / 2, 0.0, pi / 2),
    Facing.TOP: (0.0, 0.0, 0.0),
}
_STEEP = 0.1
"""A view that looks down by more than the sine of this has no side to stand up to."""


def view_rotation(context: Context) -> Numbers | None:
    """How the 3D view is turned, the one in use first; None without one."""
    view = next(_views(context), None)
    return _numbers(view.view_rotation.to_euler()) if view else None


def camera_rotation(camera: Object) -> Numbers:
    """How a camera, or any object, is turned in the world."""
    return _numbers(camera.matrix_world.to_euler())


def standing(
    scene: Scene,
    *,
    location: Numbers | None = None,
    rotation: Numbers | None = None,
    facing: Facing = Facing.FRONT,
    upright: bool = False,
) -> Matrix:
    """The world matrix of a picture in a scene; `location` None is the 3D cursor.

    `rotation` is that of the view or the camera which the picture faces; None takes the scene's
    camera for CAMERA, and else the front. `upright` only turns it round, so that it stands on the
    ground; where it is seen from above it lies as it is seen.
    """
    place = Vector(location) if location is not None else scene.cursor.location
    return Matrix.Translation(place) @ _turn(scene, rotation, facing, upright=upright)


def _turn(scene: Scene, rotation: Numbers | None, facing: Facing, *, upright: bool) -> Matrix:
    if facing in _TURNS:
        return Euler(_TURNS[facing]).to_matrix().to_4x4()
    if rotation is None and facing is Facing.CAMERA and scene.camera is not None:
        rotation = camera_rotation(scene.camera)
    if rotation is None:
        rotation = _TURNS[Facing.FRONT]
    turn = Euler(rotation).to_matrix()
    looks = turn @ Vector((0.0, 0.0, 1.0))
    if not upright or looks.xy.length < _STEEP:
        return turn.to_4x4()
    return Euler((pi / 2, 0.0, atan2(looks.y, looks.x) + pi / 2)).to_matrix().to_4x4()


def _numbers(euler: Euler) -> Numbers:
    return (euler.x, euler.y, euler.z)


def _views(context: Context) -> Iterator[RegionView3D]:
    areas = [context.area] if context.area else []
    for window in context.window_manager.windows if context.window_manager else ():
        areas.extend(window.screen.areas)
    for area in areas:
        space = area.spaces.active
        if isinstance(space, bpy.types.SpaceView3D) and space.region_3d:
            yield space.region_3d
