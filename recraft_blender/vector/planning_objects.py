# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Curve and mesh objects from filled rings: the arrays that Blender takes."""

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .layers import slots
from .outline import Index, ragged
from .overlap_fills import TOUCH, Fills, picked
from .plan import CurveObject, MeshObject
from .planning_arrangement import Bundle, Members
from .triangulate import edges_of, triangulated

PLAIN_RESOLUTION = 12
"""Blender's own, for rings of lines alone: it costs nothing until somebody bends one."""


@dataclass(frozen=True, slots=True)
class Page:
    """What turns the drawing's coordinates into the plan's."""

    height: float
    longer: float


@dataclass(frozen=True, slots=True)
class Stock:
    """All filled rings, and what is known of the pieces they belong to.

    `order` (r,) sorts the rings by piece; `first` (n + 1,) is where each of n pieces begins in it.
    """

    fills: Fills
    members: Members
    order: Index
    first: Index

    def rings_of(self, pieces: Index) -> Fills:
        """The rings of these pieces, in this order."""
        places = ragged(self.first[pieces], np.diff(self.first)[pieces])
        return picked(self.fills, self.order[places])


def curve_object(stock: Stock, bundle: Bundle, page: Page) -> CurveObject:
    """The curve datablock of some pieces."""
    fills = stock.rings_of(bundle.members)
    rings = fills.rings
    count = np.diff(rings.starts)
    before = np.arange(-1, len(rings.curves) - 1)
    before[rings.starts[:-1]] = rings.starts[1:] - 1
    depth = stock.members.layer[fills.owner] - bundle.depth
    z = np.repeat(depth, count)
    slot, materials = _ring_slots(fills, stock.members.material, page)
    bent = np.where(rings.is_line, 0, fills.steps)
    resolution = np.maximum.reduceat(bent, rings.starts[:-1])
    return CurveObject(
        name=bundle.name,
        group=bundle.group,
        depth=bundle.depth,
        counts=count.astype(np.int32),
        points=_upwards(rings.curves[:, 0], z, page.height),
        left_handles=_upwards(rings.curves[before, 2], z, page.height),
        right_handles=_upwards(rings.curves[:, 1], z, page.height),
        is_vector=np.stack([rings.is_line[before], rings.is_line], axis=1),
        resolution=np.where(resolution == 0, PLAIN_RESOLUTION, resolution).astype(np.int32),
        slot=slot.astype(np.int32),
        materials=tuple(materials.tolist()),
    )


def _ring_slots(fills: Fills, material: Index, page: Page) -> tuple[Index, Index]:
    """The slot of each ring, and each slot's material."""
    lane = np.where(fills.parent >= 0, fills.parent, np.arange(len(fills.owner)))
    # Pieces are filled as a whole, loose rings each with its own holes.
    key = np.where(fills.loose, lane + len(material), fills.owner)
    _, first, unit = np.unique(key, return_index=True, return_inverse=True)
    # In the order in which they come, so that the first of a colour has the first slot.
    order = np.argsort(first, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    unit = place[unit]
    boxes = np.tile(np.array([np.inf, np.inf, -np.inf, -np.inf]), (len(order), 1))
    np.minimum.at(boxes[:, :2], unit, fills.boxes[:, :2])
    np.maximum.at(boxes[:, 2:], unit, fills.boxes[:, 2:])
    slot, materials = slots(boxes, material[fills.owner[first[order]]], TOUCH * page.longer)
    return slot[unit], materials


def parted(stock: Stock, bundle: Bundle, most: int) -> list[Bundle]:
    """The bundle in parts of about `most` polygon points each, in its own order."""
    rings = np.diff(stock.fills.polygons.starts)[stock.order]
    of_piece = np.add.reduceat(rings, stock.first[:-1])[bundle.members]
    part = (np.cumsum(of_piece) - of_piece) // most
    parts = np.split(bundle.members, np.flatnonzero(np.diff(part)) + 1)
    layer = stock.members.layer
    return [replace(bundle, depth=int(layer[some].min()), members=some) for some in parts]


def mesh_object(
    stock: Stock, bundle: Bundle, page: Page, at_once: int
) -> Generator[None, None, MeshObject]:
    """The mesh datablock of some pieces, a few pieces at a time. Needs mapbox_earcut."""
    vertices: list[NDArray[np.float32]] = [np.zeros((0, 3), np.float32)]
    triangles: list[Index] = [np.zeros((0, 3), np.int64)]
    edges: list[Index] = [np.zeros((0, 2), np.int64)]
    corner_edges: list[Index] = [np.zeros((0, 3), np.int64)]
    owners: list[Index] = [np.zeros(0, np.int64)]
    base = base_edge = 0
    for begin in range(0, len(bundle.members), at_once):
        fills = stock.rings_of(bundle.members[begin : begin + at_once])
        points, found, of_vertex, of_triangle = triangulated(
            fills.polygons, fills.depth, fills.parent, fills.owner
        )
        z = stock.members.layer[of_vertex] - bundle.depth
        vertices.append(_upwards(points, z, page.height))
        # Turning y upwards turns triangles over.
        found = found[:, ::-1] + base
        triangles.append(found)
        owners.append(of_triangle)
        # Pieces share no points, so no edges either.
        some, after_corner = edges_of(found)
        edges.append(some)
        corner_edges.append(after_corner + base_edge)
        base += len(points)
        base_edge += len(some)
        yield
    materials, slot = np.unique(stock.members.material[np.concatenate(owners)], return_inverse=True)
    return MeshObject(
        name=bundle.name,
        group=bundle.group,
        depth=bundle.depth,
        vertices=np.concatenate(vertices),
        triangles=np.concatenate(triangles).astype(np.int32),
        edges=np.concatenate(edges).astype(np.int32),
        corner_edges=np.concatenate(corner_edges).astype(np.int32),
        slot=slot.astype(np.int32),
        materials=tuple(materials.tolist()),
    )


def _upwards(
    points: NDArray[np.float64], z: NDArray[np.int64], height: float
) -> NDArray[np.float32]:
    result = np.empty((len(points), 3), np.float32)
    result[:, 0] = points[:, 0]
    result[:, 1] = height - points[:, 1]
    result[:, 2] = z
    return result
