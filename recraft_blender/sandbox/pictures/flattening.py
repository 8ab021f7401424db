# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Outlines as polygons, and polygons as pixels."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from .recraft_svg import Outline, Points

# Steps along a curve; a curve of a traced shape is short.
_STEPS = 8


def polygon(outline: Outline, steps: int = _STEPS) -> Points:
    """(n, 2) points along an outline."""
    t = (np.arange(1, steps + 1) / steps)[:, None]
    parts = [outline.start[None, :]]
    for segment in outline.segments:
        if len(segment) == 1:
            parts.append(segment)
            continue
        first, second, last = segment
        start, s = parts[-1][-1], 1 - t
        parts.append(
            start * s**3 + first * (3 * s * s * t) + second * (3 * s * t * t) + last * t**3
        )
    return np.concatenate(parts)


def covered(
    outlines: Iterable[Outline], width: int, height: int, scale: tuple[float, float]
) -> NDArray[np.bool_]:
    """(height, width) what the outlines fill, their coordinates multiplied by the scale.

    Outlines inside others are holes or not by which way round they run (non-zero rule).
    """
    polygons = [polygon(outline) * np.array(scale) for outline in outlines]
    areas = [_signed_area(points) for points in polygons]
    if not areas:
        return np.zeros((height, width), np.bool_)
    if len(polygons) == 1:
        return np.asarray(_drawn(polygons[0], width, height)) > 0
    # The winding number, limited to what it is in drawings: added up where outlines overlap.
    winding = np.zeros((height, width), np.int16)
    for points, area in zip(polygons, areas, strict=True):
        left, top = np.maximum(np.floor(points.min(axis=0)).astype(int), 0)
        right, bottom = np.minimum(np.ceil(points.max(axis=0)).astype(int) + 1, (width, height))
        if right <= left or bottom <= top:
            continue
        patch = np.asarray(_drawn(points - (left, top), right - left, bottom - top)) > 0
        winding[top:bottom, left:right] += patch.astype(np.int16) * (1 if area > 0 else -1)
    inside: NDArray[np.bool_] = winding != 0
    return inside


def _drawn(points: Points, width: int, height: int) -> Image.Image:
    image = Image.new("1", (int(width), int(height)))
    if len(points) > 2:
        ImageDraw.Draw(image).polygon([(float(x), float(y)) for x, y in points - 0.5], fill=1)
    return image


def _signed_area(points: Points) -> float:
    x, y = points.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
