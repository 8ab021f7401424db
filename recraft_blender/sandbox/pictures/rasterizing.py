# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws an SVG as pixels, and takes away an SVG's background."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .flattening import covered, polygon
from .noise import Field
from .pixels import Pixels, as_bytes
from .recraft_svg import Gradient, Paint, Shape
from .resampling import BOX, resized
from .svg_reading import Drawing, read_svg

# Each pixel is looked at in so many rows and columns.
_SUPERSAMPLING = 4


def rasterize(svg: str, width: int, height: int) -> Pixels:
    """(height, width, 4) pixels of an SVG, transparent where it paints nothing.

    Raises UnreadablePictureError for what cannot be read.
    """
    drawing = read_svg(svg)
    scale, offset = _fit(drawing, width, height)
    canvas = np.zeros((height, width, 4), np.float32)
    for shape in drawing.shapes:
        placed = tuple(one.transformed(np.diag(scale), offset) for one in shape.outlines)
        _paint(canvas, replace(shape, outlines=placed), scale, offset)
    opacity = canvas[:, :, 3:]
    rgb = canvas[:, :, :3] / np.maximum(opacity, 1e-6)
    return as_bytes(np.concatenate([rgb, opacity], axis=2))


def remove_svg_background(svg: str) -> str:
    """The SVG without the paths at its beginning that cover all of the page.

    Raises UnreadablePictureError for what cannot be read.
    """
    drawing = read_svg(svg)
    left, top, width, height = drawing.view
    count = 0
    for shape in drawing.shapes:
        if len(shape.outlines) != 1:
            break
        points = polygon(shape.outlines[0]) - (left, top)
        x, y = points.T
        area = abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2
        if area < width * height * 0.995:
            break
        count += 1
    for _ in range(count):
        start = svg.index("<path")
        self_closed, closed = svg.find("/>", start), svg.find("</path>", start)
        end = self_closed + 2 if closed < 0 or self_closed < closed else closed + 7
        svg = svg[:start].rstrip(" ") + svg[end:].lstrip("\n")
    return svg


def _fit(
    drawing: Drawing, width: int, height: int
) -> tuple[tuple[float, float], tuple[float, float]]:
    """What the view's coordinates are multiplied by, and then moved by, to be pixels."""
    left, top, view_width, view_height = drawing.view
    x, y = width / view_width, height / view_height
    if not drawing.is_stretched:
        x = y = min(x, y)
    return (x, y), (
        (width - view_width * x) / 2 - left * x,
        (height - view_height * y) / 2 - top * y,
    )


def _paint(
    canvas: Field, shape: Shape, scale: tuple[float, float], offset: tuple[float, float]
) -> None:
    """Lays a shape, its outlines in pixels, over premultiplied colours and opacity."""
    height, width = canvas.shape[:2]
    if not shape.outlines:
        return
    points = np.concatenate([polygon(outline) for outline in shape.outlines])
    left, top = np.maximum(np.floor(points.min(axis=0)).astype(int), 0).tolist()
    right, bottom = np.ceil(points.max(axis=0)).astype(int).tolist()
    right, bottom = min(right, width), min(bottom, height)
    if right <= left or bottom <= top:
        return
    moved = [outline.transformed(np.eye(2), (-left, -top)) for outline in shape.outlines]
    size = right - left, bottom - top
    fine = covered(
        moved,
        size[0] * _SUPERSAMPLING,
        size[1] * _SUPERSAMPLING,
        (_SUPERSAMPLING, _SUPERSAMPLING),
    )
    share = np.clip(resized(fine.astype(np.float32), *size, kind=BOX), 0.0, 1.0)[:, :, None]
    window = canvas[top:bottom, left:right]
    window *= 1.0 - share
    window[:, :, :3] += _colours(shape.paint, (left, top), size, scale, offset) * share
    window[:, :, 3:] += share


def _colours(
    paint: Paint,
    corner: tuple[int, int],
    size: tuple[int, int],
    scale: tuple[float, float],
    offset: tuple[float, float],
) -> Field:
    """The paint's colours in 0..1: of one pixel, or of all in a window at that corner."""
    if not isinstance(paint, Gradient):
        return np.array(paint, np.float32) / 255
    start = np.array(paint.start)
    across = np.array(paint.end) - start
    # In the view's own coordinates, as a stretched page would turn the gradient's direction.
    x = (np.arange(size[0]) + corner[0] + 0.5 - offset[0]) / scale[0] - start[0]
    y = (np.arange(size[1]) + corner[1] + 0.5 - offset[1]) / scale[1] - start[1]
    along = x[None, :] * across[0] + y[:, None] * across[1]
    t = np.clip(along / max(float(across @ across), 1e-9), 0.0, 1.0)[:, :, None]
    first, last = np.array(paint.first), np.array(paint.last)
    colours: Field = ((first + (last - first) * t) / 255).astype(np.float32)
    return colours
