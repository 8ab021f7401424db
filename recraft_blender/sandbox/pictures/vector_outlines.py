# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closed lines of simple forms, to draw with: ellipses, polygons, stars, blobs and waves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .recraft_svg import Outline, Points

# How long the handles of four curves are that make a circle of radius 1.
_KAPPA = 0.5522847498


def polygon_outline(points: Sequence[Sequence[float]] | Points) -> Outline:
    """Straight lines through (n, 2) points and back to the first."""
    corners = np.asarray(points, np.float64)
    return Outline(corners[0], tuple(corner[None, :] for corner in (*corners[1:], corners[0])))


def rectangle(left: float, top: float, right: float, bottom: float) -> Outline:
    """An upright rectangle."""
    return polygon_outline([(left, top), (right, top), (right, bottom), (left, bottom)])


def ellipse(
    x: float, y: float, rx: float, ry: float | None = None, *, turn: float = 0.0, hole: bool = False
) -> Outline:
    """An ellipse about (x, y), turned clockwise by radians; as a hole it runs the other way."""
    k = _KAPPA
    quarter = np.array([(1.0, k), (k, 1.0), (0.0, 1.0)])
    parts = []
    for _ in range(4):
        parts.append(quarter)
        quarter = np.stack([-quarter[:, 1], quarter[:, 0]], axis=1)
    cosine, sine = np.cos(turn), np.sin(turn)
    sizes = np.diag([rx, (rx if ry is None else ry) * (-1 if hole else 1)])
    matrix = np.array([[cosine, -sine], [sine, cosine]]) @ sizes
    return Outline(np.array([1.0, 0.0]), tuple(parts)).transformed(matrix, (x, y))


def ring(x: float, y: float, outer: float, inner: float) -> tuple[Outline, Outline]:
    """A circle with a round hole."""
    return ellipse(x, y, outer), ellipse(x, y, inner, hole=True)


def star_points(count: int, inner: float, *, turn: float = 0.0) -> Points:
    """(2 count, 2) corners of a star of radius 1 whose notches lie at `inner`; a tip is on top."""
    angle = np.arange(2 * count) * (np.pi / count) + turn
    radius = np.where(np.arange(2 * count) % 2 == 0, 1.0, inner)
    return np.stack([np.sin(angle) * radius, -np.cos(angle) * radius], axis=1)


def smooth(points: Sequence[Sequence[float]] | Points, tension: float = 1.0) -> Outline:
    """A closed curve through (n, 2) points, with the tangents of their neighbours."""
    nodes = np.asarray(points, np.float64)
    tangents = (np.roll(nodes, -1, axis=0) - np.roll(nodes, 1, axis=0)) * (tension / 6)
    segments = []
    for number in range(len(nodes)):
        following = (number + 1) % len(nodes)
        first = nodes[number] + tangents[number]
        second = nodes[following] - tangents[following]
        segments.append(np.stack([first, second, nodes[following]]))
    return Outline(nodes[0], tuple(segments))


def blob(
    rng: np.random.Generator, x: float, y: float, radius: float, rough: float = 0.3
) -> Outline:
    """A soft, irregular form about (x, y)."""
    count = 7
    angle = (np.arange(count) + rng.uniform(-0.25, 0.25, count)) * (2 * np.pi / count)
    reach = radius * (1.0 + rng.uniform(-rough, rough, count))
    return smooth(np.stack([x + np.cos(angle) * reach, y + np.sin(angle) * reach], axis=1))


def hills(heights: Points, left: float, right: float, bottom: float) -> Outline:
    """Ground below a smooth line through `heights` that are even steps from left to right."""
    x = np.linspace(left, right, len(heights))
    step = x[1] - x[0]
    slope = np.gradient(heights)
    segments = []
    for number in range(len(x) - 1):
        first = (x[number] + step / 3, heights[number] + slope[number] / 3)
        second = (x[number + 1] - step / 3, heights[number + 1] - slope[number + 1] / 3)
        segments.append(np.array([first, second, (x[number + 1], heights[number + 1])]))
    corners = [np.array([corner]) for corner in ((right, bottom), (left, bottom))]
    start = np.array([left, heights[0]])
    return Outline(start, (*segments, *corners, start[None, :]))


def turned(outline: Outline, angle: float, *, scale: float = 1.0) -> Outline:
    """The outline turned clockwise about 0, 0 by radians, and scaled."""
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    return outline.transformed(np.array([[c, -s], [s, c]]))
