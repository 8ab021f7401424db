# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings made by hand, for tests of planning."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from recraft_blender.vector.drawing import (
    Clip,
    Contours,
    Drawing,
    FillRule,
    Group,
    Paint,
    Shape,
    Stroke,
)

Point = tuple[float, float]
Path = tuple[list[Point], list[bool], bool]
"""Points of one contour (3 k + 1), which of its k segments are straight, and whether closed."""

RED, GREEN, BLUE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)


def polygon(*corners: Point, closed: bool = True) -> Path:
    """Straight segments through the corners, and back to the first if closed."""
    stops = [*corners, corners[0]] if closed else list(corners)
    points = [stops[0]]
    for (x, y), (u, v) in pairwise(stops):
        points += [
            (x + (u - x) / 3, y + (v - y) / 3),
            (x + (u - x) * 2 / 3, y + (v - y) * 2 / 3),
            (u, v),
        ]
    return points, [True] * (len(stops) - 1), closed


def rectangle(x: float, y: float, width: float, height: float, *, back: bool = False) -> Path:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return polygon(*(corners[::-1] if back else corners))


def circle(x: float, y: float, radius: float, *, back: bool = False) -> Path:
    """Four cubics, each right to 3 parts in 10,000 of the radius."""
    k = 4 / 3 * math.tan(math.pi / 8)
    points: list[Point] = [(x + radius, y)]
    for quarter in range(4):
        c, s = math.cos(quarter * math.pi / 2), math.sin(quarter * math.pi / 2)
        for u, v in ((1, k), (k, 1), (0, 1)):
            points.append((x + radius * (u * c - v * s), y + radius * (u * s + v * c)))
    points[-1] = points[0]
    return (points[::-1] if back else points), [False] * 4, True


def curve(*points: Point, closed: bool = False) -> Path:
    return list(points), [False] * ((len(points) - 1) // 3), closed


def contours(paths: Sequence[Path]) -> Contours:
    points = [point for path, _, _ in paths for point in path]
    return Contours(
        points=np.array(points, np.float64).reshape(-1, 2),
        starts=np.cumsum([0, *(len(path) for path, _, _ in paths)]).astype(np.int64),
        closed=np.array([closed for _, _, closed in paths], np.bool_),
        is_line=np.array([line for _, lines, _ in paths for line in lines], np.bool_),
    )


class Sketch:
    """Collects shapes, groups and clips for a drawing."""

    def __init__(self, width: float = 100.0, height: float = 100.0) -> None:
        self.width, self.height = width, height
        self.paths: list[Path] = []
        self.clip_paths: list[Path] = []
        self.shapes: list[Shape] = []
        self.groups: list[Group] = []

    def add(
        self,
        *paths: Path,
        paint: Paint = RED,
        opacity: float = 1.0,
        rule: FillRule = FillRule.NONZERO,
        stroke: Stroke | None = None,
        clip: Clip | None = None,
        group: int = -1,
        name: str = "",
    ) -> None:
        first = len(self.paths)
        self.paths += paths
        self.shapes.append(
            Shape(first, len(self.paths), paint, opacity, rule, stroke, clip, group, name)
        )

    def group(self, name: str = "", parent: int = -1, opacity: float = 1.0) -> int:
        self.groups.append(Group(name, parent, opacity))
        return len(self.groups) - 1

    def clip(
        self,
        *paths: Path,
        rule: FillRule = FillRule.NONZERO,
        own: Clip | None = None,
        within: Clip | None = None,
    ) -> Clip:
        first = len(self.clip_paths)
        self.clip_paths += paths
        return Clip(((first, len(self.clip_paths), rule, own),), within)

    def drawing(self, title: str = "sketch") -> Drawing:
        return Drawing(
            self.width,
            self.height,
            contours(self.paths),
            contours(self.clip_paths),
            tuple(self.shapes),
            tuple(self.groups),
            title=title,
        )
