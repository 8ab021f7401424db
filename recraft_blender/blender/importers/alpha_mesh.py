# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mesh of an alpha plane: a quad, or cut along the silhouette, on the picture's frame.

A frame says where a whole picture lies in an object's own space. The mesh covers a part of it and
its UV map says which, so the file is never cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
import numpy as np
from mathutils import Vector
from numpy.typing import NDArray

from ...raster.silhouette import enclosed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import Mesh

    from ...raster.silhouette import Polygon
    from ...raster.trim import Box

Points = NDArray[np.float64]
_CLOSE_PX = 0.01
_ALL_TRIANGLES = 0
"""`delaunay_2d_cdt` can leave out holes itself, but 5.2 finds others than 4.2 does."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The lower left corner of a picture in an object's space, and its edges from there, (3,)."""

    corner: Points
    right: Points
    up: Points

    def at(self, uv: Points) -> Points:
        """Where points of a UV map, (n, 2), lie in the object's space, (n, 3)."""
        placed: Points = self.corner + uv[:, :1] * self.right + uv[:, 1:] * self.up
        return placed


def quad_mesh(name: str, frame: Frame, box: Box, size: tuple[int, int]) -> Mesh:
    """A quad with the pixels in a box; `size` is the picture's width and height in pixels."""
    x = np.array((box.left, box.right, box.right, box.left))
    y = np.array((box.bottom, box.bottom, box.top, box.top))
    uv = np.stack((x / size[0], 1 - y / size[1]), axis=1)
    return _mesh(name, frame, uv, [(0, 1, 2, 3)])


def cut_mesh(name: str, frame: Frame, outlines: Sequence[Polygon], size: tuple[int, int]) -> Mesh:
    """A mesh of what lies inside the outlines and outside their holes, as far as the picture."""
    from mathutils.geometry import delaunay_2d_cdt

    # Upwards, as Blender's faces are.
    loops = [np.clip(outline, 0, size) * (1, -1) + (0, size[1]) for outline in outlines]
    corners: list[Vector] = []
    edges: list[tuple[int, int]] = []
    for loop in loops:
        ring = range(len(corners), len(corners) + len(loop))
        edges += zip(ring, (*ring[1:], ring[0]), strict=True)
        corners += map(Vector, loop.tolist())
    made = delaunay_2d_cdt(corners, edges, [], _ALL_TRIANGLES, _CLOSE_PX)
    points = np.array([(point[0], point[1]) for point in made[0]])
    triangles = np.array(made[2])
    triangles = triangles[enclosed(points[triangles].mean(axis=1), loops)]
    return _mesh(name, frame, *_used(points / size, triangles))


def _used(points: Points, faces: NDArray[np.int64]) -> tuple[Points, list[list[int]]]:
    """Only the points that faces have, and the faces in their new numbers."""
    used, numbers = np.unique(faces, return_inverse=True)
    return points[used], numbers.reshape(faces.shape).tolist()


def _mesh(name: str, frame: Frame, uv: Points, faces: Sequence[Sequence[int]]) -> Mesh:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(frame.at(uv).tolist(), [], faces)
    corners = np.empty(len(mesh.loops), np.int32)
    mesh.loops.foreach_get("vertex_index", corners)
    layer = mesh.uv_layers.new(name="UVMap")
    layer.uv.foreach_set("vector", uv[corners].astype(np.float32).ravel())
    mesh.validate()
    return mesh
