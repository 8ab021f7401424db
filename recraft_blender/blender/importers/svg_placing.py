# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an SVG lands and how large: from the page's user units to Blender's.

The objects of one import share a frame: coordinates in it are the page's, scaled and shifted to the
chosen origin, and its z axis is the paint depth. Gradients use the same coordinates, so moving,
turning or scaling an object keeps them right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import pi
from typing import TYPE_CHECKING

import bpy
import numpy as np
from mathutils import Euler, Matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpy.types import Context, RegionView3D
    from numpy.typing import NDArray

    from ...vector.plan import Plan

CSS_PIXEL_M = 0.0254 / 96
"""A user unit without further word is a CSS pixel of 1/96 inch (CSS Values and Units 3)."""
DEEPEST = 0.05
"""A relative gap is made smaller where all gaps together would exceed this part of the page."""


class Measure(StrEnum):
    """What the wanted size is a size of; `FILE` takes the size that the file states."""

    HEIGHT = "HEIGHT"
    WIDTH = "WIDTH"
    FILE = "FILE"


class Facing(StrEnum):
    """Which way the picture looks: at the front view, up, or at the viewer."""

    STANDING = "STANDING"
    FLAT = "FLAT"
    VIEW = "VIEW"


class Origin(StrEnum):
    """The point of the page that lies at the origin of the objects."""

    CENTER = "CENTER"
    BOTTOM = "BOTTOM"
    BOTTOM_LEFT = "BOTTOM_LEFT"
    TOP_LEFT = "TOP_LEFT"


@dataclass(frozen=True, slots=True)
class Placing:
    """Size, place, direction, and the gap between layers of paint.

    Lengths are Blender units, which are metres unless the scene's unit scale says otherwise. `gap`
    is a part of the page's larger side (0.0005 is a two-thousandth), or a length when
    `gap_is_length`; 0 puts all paint into one plane.
    """

    measure: Measure = Measure.HEIGHT
    size: float = 1.0
    at_cursor: bool = True
    facing: Facing = Facing.STANDING
    origin: Origin = Origin.CENTER
    gap: float = 0.0005
    gap_is_length: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page's user units become local coordinates, and where these lie in the world.

    Local is (page - `origin`) times `scale`; `step` is the height of one depth step and `size` the
    page's larger side, both in Blender units.
    """

    scale: float
    origin: tuple[float, float]
    step: float
    size: float
    matrix: Matrix

    def local(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Page coordinates with depth steps, (n, 3), as local ones (n, 3)."""
        scale = np.array((self.scale, self.scale, self.step), np.float32)
        shift = np.array((*self.origin, 0.0), np.float32)
        return (points - shift) * scale


def frame(context: Context, plan: Plan, placing: Placing) -> Frame:
    """The frame of a plan in the current scene; it reads the cursor and the view."""
    scene = context.scene
    scale = _scale(plan, placing, scene.unit_settings.scale_length if scene else 1.0)
    matrix = _rotation(context, placing.facing)
    if placing.at_cursor and scene:
        matrix = Matrix.Translation(scene.cursor.location) @ matrix
    return Frame(
        scale=scale,
        origin=_origin(plan, placing.origin),
        step=_step(plan, placing, scale),
        size=max(plan.width, plan.height) * scale,
        matrix=matrix,
    )


def _scale(plan: Plan, placing: Placing, unit_m: float) -> float:
    """How many Blender units, of `unit_m` metres, a user unit is long."""
    match placing.measure:
        case Measure.HEIGHT:
            return placing.size / plan.height
        case Measure.WIDTH:
            return placing.size / plan.width
        case Measure.FILE:
            metres = CSS_PIXEL_M
            if plan.width_m:
                metres = plan.width_m / plan.width
            elif plan.height_m:
                metres = plan.height_m / plan.height
            return metres / (unit_m or 1.0)


def _origin(plan: Plan, origin: Origin) -> tuple[float, float]:
    match origin:
        case Origin.CENTER:
            return plan.width / 2, plan.height / 2
        case Origin.BOTTOM:
            return plan.width / 2, 0.0
        case Origin.BOTTOM_LEFT:
            return 0.0, 0.0
        case Origin.TOP_LEFT:
            return 0.0, plan.height


def _step(plan: Plan, placing: Placing, scale: float) -> float:
    if placing.gap_is_length:
        return placing.gap
    side = max(plan.width, plan.height) * scale
    return side * min(placing.gap, DEEPEST / max(1, plan.depths))


def _rotation(context: Context, facing: Facing) -> Matrix:
    if facing is Facing.STANDING:
        return Euler((pi / 2, 0.0, 0.0)).to_matrix().to_4x4()
    view = next(_views(context), None) if facing is Facing.VIEW else None
    return view.view_rotation.to_matrix().to_4x4() if view else Matrix.Identity(4)


def _views(context: Context) -> Iterator[RegionView3D]:
    """The 3D views, the one in use first."""
    areas = [context.area] if context.area else []
    for window in context.window_manager.windows if context.window_manager else ():
        areas.extend(window.screen.areas)
    for area in areas:
        space = area.spaces.active
        if isinstance(space, bpy.types.SpaceView3D) and space.region_3d:
            yield space.region_3d
