# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes become filled strokes of one Grease Pencil, bottom paint first.

Strokes as arrays exist since Blender 4.3 (`GreasePencilDrawing.add_strokes`); strokes that are
filled together, which is what holes need, since 5.2 (`fill_id`). Gradients become their average
colour: Grease Pencil has no counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import bpy
import numpy as np

from ...vector.drawing import Gradient
from .svg_attributes import write_strokes
from .svg_gradients import average
from .svg_materials import linear

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpy.types import ID, Material
    from numpy.typing import NDArray

    from ...vector.plan import CurveObject
    from ...vector.plan import Material as Paint
    from .svg_placing import Frame
    from .svg_slices import Sliced

    Array = NDArray[np.float32]

SINCE = (4, 3, 0)
HOLES_SINCE = (5, 2, 0)
TOO_OLD = "Grease Pencil needs Blender 4.3 or newer here; import it as curves or mesh."
HOLES_FILLED = "Grease Pencil fills holes before Blender 5.2; import it as curves or mesh."
GRADIENTS_FLAT = "Gradients became their average colour, Grease Pencil has no such gradients."


@dataclass(frozen=True, slots=True)
class _Strokes:
    """Outlines as polygons: `points` (p, 3); of each of the s polygons the rest."""

    sizes: NDArray[np.int64]
    depths: Array
    slots: NDArray[np.int32]
    fills: NDArray[np.int32]
    points: Array


def fill_materials(paints: Sequence[Paint], made: Callable[[ID], None]) -> Sliced[list[Material]]:
    """A Grease Pencil material for each paint: a plain fill without a stroke."""
    materials = []
    for paint in paints:
        gradient = paint.paint if isinstance(paint.paint, Gradient) else None
        color = average(gradient.stops) if gradient else paint.paint
        assert isinstance(color, tuple)  # noqa: S101 - what is no gradient is a colour
        material = bpy.data.materials.new(paint.name)
        made(material)
        bpy.data.materials.create_gpencil_data(material)
        style: Any = material.grease_pencil
        if bpy.app.version < HOLES_SINCE:  # from there on the strokes tell
            style.show_stroke, style.show_fill = False, True
        style.fill_color = (*linear(color), paint.opacity)
        materials.append(material)
        yield len(materials) / len(paints)
    return materials


def new_grease_pencil(name: str) -> ID:
    """An empty Grease Pencil data-block. Only in a Blender from `SINCE` on."""
    data: Any = bpy.data
    blocks = data.grease_pencils if bpy.app.version >= (5, 0, 0) else data.grease_pencils_v3
    pencil: ID = blocks.new(name)
    return pencil


def fill_grease_pencil(
    block: ID, sources: Sequence[CurveObject], materials: Sequence[Material], frame: Frame
) -> Sliced[None]:
    """Put all shapes into one drawing of one layer; yields the part done."""
    pencil: Any = block
    for material in materials:
        pencil.materials.append(material)
    parts: list[_Strokes] = []
    for source in sources:
        parts.append(_flatten(source, sum(int(part.fills.max(initial=0)) for part in parts)))
        yield 0.8 * len(parts) / len(sources)
    if not parts:
        return
    strokes = _in_paint_order(parts)
    pencil.stroke_depth_order = "2D"
    layer = pencil.layers.new(pencil.name)
    layer.frames.new(bpy.context.scene.frame_start if bpy.context.scene else 1)
    layer.frames[0].drawing.add_strokes(strokes.sizes.tolist())
    yield 0.9
    # Looked up again: what is inside a data-block may be elsewhere after a slice.
    drawing = pencil.layers[0].frames[0].drawing
    write_strokes(drawing, "position", frame.local(strokes.points))
    count = len(strokes.sizes)
    write_strokes(drawing, "cyclic", np.ones(count, np.bool_))
    write_strokes(drawing, "material_index", strokes.slots)
    if bpy.app.version >= HOLES_SINCE:
        write_strokes(drawing, "fill_id", strokes.fills)
        write_strokes(drawing, "hide_stroke", np.ones(count, np.bool_))


def _flatten(source: CurveObject, fills_before: int) -> _Strokes:
    counts = np.asarray(source.counts, np.int64)
    ends = np.cumsum(counts)
    # Each point starts a segment; that of a spline's last point leads back to its first.
    following = np.arange(1, len(source.points) + 1)
    following[ends - 1] = ends - counts
    straight = source.is_vector[:, 1] & source.is_vector[following, 0]
    steps = np.where(straight, 1, np.repeat(source.resolution, counts)).astype(np.int64)
    segment = np.repeat(np.arange(len(steps)), steps)
    first = np.cumsum(steps) - steps
    t = ((np.arange(len(segment)) - first[segment]) / steps[segment])[:, None].astype(np.float32)
    s = 1 - t
    target = following[segment]
    points = s**3 * source.points[segment] + t**3 * source.points[target]
    points += 3 * s * t * (s * source.right_handles[segment] + t * source.left_handles[target])
    depths = source.points[ends - counts, 2] + source.depth
    points[:, 2] += source.depth
    slots = np.asarray(source.materials, np.int32)[source.slot]
    # Splines of one slot at one depth are one filled area.
    pairs = np.stack((np.asarray(source.slot, np.float64), depths.astype(np.float64)), axis=1)
    _, fills = np.unique(pairs, axis=0, return_inverse=True)
    return _Strokes(
        sizes=np.add.reduceat(steps, ends - counts),
        depths=depths,
        slots=slots,
        fills=(fills.reshape(-1) + 1 + fills_before).astype(np.int32),
        points=points,
    )


def _in_paint_order(parts: Sequence[_Strokes]) -> _Strokes:
    sizes = np.concatenate([part.sizes for part in parts])
    depths = np.concatenate([part.depths for part in parts])
    order = np.argsort(depths, kind="stable")
    starts = np.cumsum(sizes) - sizes
    new_sizes = sizes[order]
    shift = np.repeat(starts[order] - (np.cumsum(new_sizes) - new_sizes), new_sizes)
    points = np.concatenate([part.points for part in parts])
    return _Strokes(
        sizes=new_sizes,
        depths=depths[order],
        slots=np.concatenate([part.slots for part in parts])[order],
        fills=np.concatenate([part.fills for part in parts])[order],
        points=points[np.arange(len(points)) + shift],
    )
