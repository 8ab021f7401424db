# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes become native curves: one Curve data-block for each `CurveObject` of a plan.

Filled with arrays in slices, before the curve is linked anywhere: linking and evaluating in between
would have Blender fill everything again after each slice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bpy.types import Curve, Material, Spline
    from numpy.typing import NDArray

    from ...vector.plan import CurveObject
    from .svg_placing import Frame
    from .svg_slices import Sliced

# Measured in Blender 4.2 to 5.2: what a spline and a point cost. Machines are not alike, and
# a slice may be twice as long as planned before anyone notices.
SPLINE_US = 14.0
POINT_US = 0.06
SLICE_US = 2000.0
FREE, VECTOR = 0, 2
"""Numbers of Blender's handle types (`BezierSplinePoint.handle_left_type`)."""
MOST_STEPS = 1024
"""What Blender allows for `resolution_u`."""


@dataclass(frozen=True, slots=True)
class CurveStyle:
    """Depth and roundness in Blender units; `resolution` multiplies the plan's steps."""

    extrude: float = 0.0
    bevel: float = 0.0
    resolution: float = 1.0


def fill_curve(
    curve: Curve,
    source: CurveObject,
    materials: Sequence[Material],
    frame: Frame,
    style: CurveStyle,
) -> Sliced[None]:
    """Put splines, materials and settings into an empty curve; the part done after each slice.

    `materials` are all of the plan's. Nothing is evaluated. Raises nothing of its own.
    """
    # Points keep a depth of their own only when they come after this.
    curve.dimensions = "2D"
    curve.fill_mode = "BOTH"  # type: ignore[assignment] # the stubs know of those in 3D only
    curve.extrude = style.extrude
    curve.bevel_depth = style.bevel
    # material_index is clamped to the slots that exist.
    for index in source.materials:
        curve.materials.append(materials[index])
    for first, end, start, stop in _slices(np.asarray(source.counts)):
        _add_splines(curve, source, frame, slice(first, end), slice(start, stop))
        yield stop / len(source.points)
    steps = np.clip(np.rint(source.resolution * style.resolution), 1, MOST_STEPS)
    splines = curve.splines
    splines.foreach_set("use_cyclic_u", np.ones(len(source.counts), np.bool_))
    splines.foreach_set("resolution_u", steps.astype(np.int32))
    splines.foreach_set("material_index", np.ascontiguousarray(source.slot, np.int32))


def _slices(counts: NDArray[np.int32]) -> Iterator[tuple[int, int, int, int]]:
    """First and end spline, first and end point of each slice."""
    if not len(counts):
        return
    points = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    cost = np.arange(len(points)) * SPLINE_US + points * POINT_US
    first = 0
    while first < len(counts):
        end = int(np.searchsorted(cost, cost[first] + SLICE_US, side="right")) - 1
        end = max(end, first + 1)
        yield first, end, int(points[first]), int(points[end])
        first = end


def _add_splines(
    curve: Curve, source: CurveObject, frame: Frame, splines: slice, points: slice
) -> None:
    here = frame.local(source.points[points]).reshape(-1)
    left = frame.local(source.left_handles[points]).reshape(-1)
    right = frame.local(source.right_handles[points]).reshape(-1)
    straight = source.is_vector[points]
    counts = source.counts[splines]
    starts = np.cumsum(counts) - counts
    has_lines = np.logical_or.reduceat(straight.any(axis=1), starts).tolist()
    left_types = np.where(straight[:, 0], VECTOR, FREE).astype(np.int32)
    right_types = np.where(straight[:, 1], VECTOR, FREE).astype(np.int32)
    start = 0
    for count, lines in zip(counts.tolist(), has_lines, strict=True):
        spline: Spline = curve.splines.new("BEZIER")
        bezier = spline.bezier_points
        bezier.add(count - 1)
        one = slice(3 * start, 3 * (start + count))
        bezier.foreach_set("co", here[one])
        bezier.foreach_set("handle_left", left[one])
        bezier.foreach_set("handle_right", right[one])
        if lines:  # new points are free
            bezier.foreach_set("handle_left_type", left_types[start : start + count])
            bezier.foreach_set("handle_right_type", right_types[start : start + count])
        start += count
