# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be built in Blender, as arrays that Blender takes without another look at them.

Made from a `Drawing` in the worker or in slices, stored in a file that maps into memory, and built
by `blender/importers`. Coordinates are user units of the page, y up, origin at the page's lower
left corner; where it lands and how large is decided when it is built.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .drawing import Paint

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Material:
    """One colour or gradient with one opacity; gradients are in the plan's coordinates."""

    name: str
    paint: Paint
    opacity: float


@dataclass(frozen=True, slots=True)
class CurveObject:
    """One curve datablock: bezier splines that fill without crossing within a material slot.

    For s splines with p points in all: `counts` (s,) points of each spline; `points`,
    `left_handles`, `right_handles` (p, 3), z being the paint depth in steps above the object's own
    `depth`, 0 throughout where the object has one layer;
    `is_vector` (p, 2) tells of each left and right handle whether its segment is straight;
    `resolution` (s,) steps a segment; `slot` (s,) index into `materials`, which are indices into
    the plan's. A material may have several slots: shapes that touch are filled apart. All splines
    are closed; outer ones run against the clock seen from +z, holes with it.
    """

    name: str
    group: str
    depth: int
    counts: Ints
    points: Floats
    left_handles: Floats
    right_handles: Floats
    is_vector: NDArray[np.bool_]
    resolution: Ints
    slot: Ints
    materials: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MeshObject:
    """One mesh datablock: `vertices` (v, 3), `triangles` (t, 3), `slot` (t,).

    z is in depth steps above the object's own `depth`. Triangles face upwards (+z). `edges` (e, 2)
    has each edge once, its vertices in rising order; `corner_edges` (t, 3) is the edge from each
    corner to the next. Blender would take ten times as long to find them as for all the rest.
    """

    name: str
    group: str
    depth: int
    vertices: Floats
    triangles: Ints
    edges: Ints
    corner_edges: Ints
    slot: Ints
    materials: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All objects of a drawing. `depths` is how many depth steps the page is deep.

    Objects and materials may share names: runs of one colour or group are named alike.
    """

    title: str
    width: float
    height: float
    width_m: float | None
    height_m: float | None
    depths: int
    materials: tuple[Material, ...]
    curves: tuple[CurveObject, ...] = ()
    meshes: tuple[MeshObject, ...] = ()
    simplified: tuple[str, ...] = ()
