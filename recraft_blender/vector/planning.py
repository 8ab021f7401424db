# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a drawing to a plan: the background part of importing an SVG.

`plan` does it at once, for the worker; `plan_steps` in pieces of a few milliseconds, for a main
thread that must stay awake.
"""

import math
from collections.abc import Generator
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from .drawing import Drawing
from .layers import paint_layers
from .outline import Index
from .outline_shapes import Outliner, Piece
from .outline_skia import skia_for
from .overlap_fills import Fills, Sampling, joined
from .overlap_groups import pieces as outlined_pieces
from .plan import CurveObject, MeshObject, Plan
from .planning_arrangement import Arrangement, Members, bundles
from .planning_fills import AWAKE, SWIFT, Pace, safe_fills
from .planning_materials import Palette
from .planning_objects import Page, Stock, curve_object, mesh_object, parted
from .triangulate import earcut

__all__ = [
    "AWAKE",
    "SWIFT",
    "Arrangement",
    "Pace",
    "PlanOptions",
    "Target",
    "default_tolerance",
    "plan",
    "plan_steps",
]

NO_EARCUT = "The picture comes as curves: this platform has no mapbox_earcut package for meshes."

Steps = Generator[float, None, Plan]


class Target(StrEnum):
    """What shapes become in Blender."""

    CURVES = "curves"
    MESH = "mesh"


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """How a drawing is planned.

    `tolerance` is how far a chord may leave its curve, in page units; None takes
    `default_tolerance`. `most_layers` is up to how many paint layers ONE makes an object of each
    (0: never). `most_shapes` is how many shapes one curve object has at most, and `most_points` how
    many points a mesh has, unless it is of one shape: Blender takes each in one stroke.
    """

    target: Target = Target.CURVES
    arrangement: Arrangement = Arrangement.ONE
    tolerance: float | None = None
    most_layers: int = 48
    most_shapes: int = 125
    most_points: int = 50_000


def default_tolerance(drawing: Drawing) -> float:
    """A 4096th of the page's longer side, and up to twice that in pictures of many shapes.

    Blender's time to fill a curve grows faster than its points do, and where there are thousands of
    shapes each is small.
    """
    factor = min(math.sqrt(max(len(drawing.shapes) / 250.0, 1.0)), 2.0)
    return factor * max(drawing.width, drawing.height) / 4096.0


def plan(drawing: Drawing, options: PlanOptions | None = None) -> Plan:
    """The plan of a drawing, in one go."""
    steps = plan_steps(drawing, options, SWIFT)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Plan = end.value
            return result


def plan_steps(drawing: Drawing, options: PlanOptions | None = None, pace: Pace = AWAKE) -> Steps:
    """The plan of a drawing in small strokes; yields how much is done, 0..1."""
    options = options or PlanOptions()
    longer = max(drawing.width, drawing.height)
    mesh = options.target is Target.MESH and earcut() is not None
    tolerance = options.tolerance or default_tolerance(drawing)
    sampling = Sampling(tolerance, longer, by_curve=mesh)
    outliner = Outliner(drawing, skia_for(longer))
    pieces = yield from _outlined(outliner, pace)
    parts, imperfect = yield from _scaled(safe_fills(outliner, pieces, sampling, pace))
    palette = Palette(drawing.height)
    stock = yield from _layered(joined(parts, polygons=mesh), pieces, palette, pace)
    curves, meshes = yield from _objects(drawing, stock, palette, options, pace, mesh=mesh)
    simplified = dict.fromkeys(drawing.simplified) | outliner.simplified
    if imperfect:
        simplified[_nearly(imperfect)] = None
    if options.target is Target.MESH and not mesh:
        simplified[NO_EARCUT] = None
    return Plan(
        title=drawing.title,
        width=drawing.width,
        height=drawing.height,
        width_m=drawing.width_m,
        height_m=drawing.height_m,
        depths=int(stock.members.layer.max(initial=-1)) + 1,
        materials=tuple(palette.materials),
        curves=tuple(curves),
        meshes=tuple(meshes),
        simplified=tuple(simplified),
    )


def _scaled(
    steps: Generator[float, None, tuple[list[Fills], int]],
) -> Generator[float, None, tuple[list[Fills], int]]:
    """The same steps, telling 0.2..0.8."""
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            result: tuple[list[Fills], int] = end.value
            return result
        yield 0.2 + 0.6 * done


def _outlined(outliner: Outliner, pace: Pace) -> Generator[float, None, list[Piece]]:
    """All that is painted and can be seen, in paint order."""
    pieces: list[Piece] = []
    work = 0
    for some in outlined_pieces(outliner):
        pieces += [piece for piece in some if piece.opacity > 0.0]
        work += sum(10 + len(piece.rings or ()) * 200 for piece in some)
        if work > pace.curves:
            work = 0
            yield 0.2 * len(pieces) / (len(pieces) + len(outliner.drawing.shapes))
    return pieces


def _nearly(count: int) -> str:
    if count == 1:
        return "One shape crosses itself in a way that may be filled only nearly right."
    return f"{count} shapes cross themselves in a way that may be filled only nearly right."


def _layered(
    fills: Fills, pieces: list[Piece], palette: Palette, pace: Pace
) -> Generator[float, None, Stock]:
    """The pieces that have an area, with their layers and materials, renumbered from 0."""
    yield 0.8
    order = np.argsort(fills.owner, kind="stable")
    seen, first = np.unique(fills.owner[order], return_index=True)
    boxes = np.empty((len(seen), 4))
    if len(seen):
        boxes[:, :2] = np.minimum.reduceat(fills.boxes[order, :2], first, axis=0)
        boxes[:, 2:] = np.maximum.reduceat(fills.boxes[order, 2:], first, axis=0)
    layers: list[Index] = [np.zeros(0, np.int64)]
    for some in paint_layers(boxes, pace.shapes):
        layers.append(some)
        yield 0.8
    kept = [pieces[number] for number in seen.tolist()]
    material = [palette.number(piece.paint, piece.opacity) for piece in kept]
    members = Members(
        layer=np.concatenate(layers),
        material=np.array(material, np.int64),
        shape=np.array([piece.shape for piece in kept], np.int64),
    )
    owner = np.searchsorted(seen, fills.owner)
    return Stock(replace(fills, owner=owner), members, order, np.append(first, len(order)))


def _objects(
    drawing: Drawing,
    stock: Stock,
    palette: Palette,
    options: PlanOptions,
    pace: Pace,
    *,
    mesh: bool,
) -> Generator[float, None, tuple[list[CurveObject], list[MeshObject]]]:
    found = bundles(
        drawing,
        stock.members,
        palette.materials,
        options.arrangement,
        most=None if mesh else options.most_shapes,
        most_layers=options.most_layers,
    )
    if mesh:
        found = [part for one in found for part in parted(stock, one, options.most_points)]
    page = Page(drawing.height, max(drawing.width, drawing.height))
    curves: list[CurveObject] = []
    meshes: list[MeshObject] = []
    for number, bundle in enumerate(found):
        done = 0.8 + 0.2 * number / len(found)
        yield done
        if not mesh:
            curves.append(curve_object(stock, bundle, page))
            continue
        builder = mesh_object(stock, bundle, page, pace.shapes)
        while True:
            try:
                next(builder)
            except StopIteration as end:
                meshes.append(end.value)
                break
            yield done
    return curves, meshes
