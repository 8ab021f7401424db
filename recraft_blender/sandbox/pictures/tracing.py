# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a picture into an SVG: traced by vtracer, rewritten in Recraft's form."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Literal, TypeAlias

import numpy as np
import vtracer
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .colour_model import clusters, thinned
from .gradient_fitting import with_gradients
from .noise import bands
from .palette import Rgb
from .pixels import OPAQUE, Pixels, alpha, require_picture
from .recraft_svg import PAGE, Outline, Shape, document, page_background
from .regions import border
from .resampling import BOX, fitted, resized_pixels

Stacking: TypeAlias = Literal["hierarchical", "cut_out"]

# Larger pictures are traced on a smaller copy: outlines are smooth, so that little is lost.
_TRACED_PX = 560
_COLOURS, _FEW_COLOURS = 24, 10
_SPECKLE, _LARGE_SPECKLE = 6, 16
# Colours that differ less belong to one shape, if that may have a gradient.
_GRADIENT_STEP = 40
_VTRACER_STACKING = {"hierarchical": "stacked", "cut_out": "cutout"}
_PATH = re.compile(r'<path d="([^"]*)" fill="#([0-9A-Fa-f]{6})"(?: transform="([^"]*)")?')
_TOKEN = re.compile(r"[MLCZ]|-?[0-9.]+(?:e-?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """The switches of the service's vectorizer."""

    svg_compression: bool = False
    """A shorter file: whole numbers and short colours."""
    limit_num_shapes: bool = False
    """Keep only the largest `max_num_shapes` shapes, the background among them."""
    max_num_shapes: int | None = None
    color_reduction: bool = False
    """Few colours: `max_num_colors`, or ten."""
    max_num_colors: int | None = None
    return_gradients: bool = False
    """Shaded parts become one shape with a linear gradient, not many of one colour each."""
    small_shape_filter: bool = False
    """Leave out small shapes."""
    shape_stacking: Stacking = "hierarchical"
    """Shapes on top of each other, or beside each other without overlap (and without a background
    path, as one would lie under all of them)."""
    strict_color_palette: tuple[Rgb, ...] = ()
    """No other colours than these."""


def trace(pixels: Pixels, options: TraceOptions = TraceOptions()) -> str:
    """An SVG of (height, width, 3 or 4) pixels, shown in the same size.

    The first path is the background, unless the picture's border is transparent.
    """
    require_picture(pixels)
    height, width = pixels.shape[:2]
    small = _prepared(pixels, options)
    # vtracer cannot trace nothing.
    shapes = _traced(small, options) if small[:, :, 3].any() else []
    if options.return_gradients:
        shapes = with_gradients(shapes, small, strict=options.strict_color_palette)
    if options.shape_stacking == "hierarchical" and _is_opaque(small):
        shapes = [_background(small, shapes), *(one for one in shapes if not _fills_page(one))]
    if options.limit_num_shapes and options.max_num_shapes:
        shapes = _largest(shapes, options.max_num_shapes)
    return document(shapes, width=width, height=height, compact=options.svg_compression)


def _prepared(pixels: Pixels, options: TraceOptions) -> Pixels:
    """The picture to trace: small, without noise, of few colours, and either opaque or not."""
    size = fitted(pixels.shape[1], pixels.shape[0], _TRACED_PX)
    small = resized_pixels(pixels, *size, kind=BOX)
    smooth = Image.fromarray(np.ascontiguousarray(small[:, :, :3]))
    smooth = smooth.filter(ImageFilter.MedianFilter(5 if options.small_shape_filter else 3))
    rgb = np.asarray(smooth)
    opacity = np.where(alpha(small) >= 0.5, OPAQUE, 0).astype(np.uint8)
    if options.strict_color_palette:
        rgb = _nearest(rgb, np.array(options.strict_color_palette, np.float64))
    elif options.color_reduction or options.max_num_colors:
        rgb = _quantized(rgb, opacity, options.max_num_colors or _FEW_COLOURS)
    elif not options.return_gradients:
        rgb = _quantized(rgb, opacity, _COLOURS)
    return np.concatenate([rgb, opacity[:, :, None]], axis=2)


def _quantized(rgb: Pixels, opacity: NDArray[np.uint8], count: int) -> Pixels:
    seen = rgb[opacity > 0]
    if not len(seen):
        return rgb
    chosen = seen[thinned(seen)]
    _, belongs = clusters(chosen.astype(np.float32) / OPAQUE, count)
    # The median, and not the mean, leaves plain white exactly white.
    found = [np.median(chosen[belongs == number], axis=0) for number in set(belongs.tolist())]
    return _nearest(rgb, np.unique(np.rint(found), axis=0))


def _nearest(rgb: Pixels, colours: NDArray[np.float64]) -> Pixels:
    """Every pixel as the nearest of (n, 3) colours in 0..255."""
    table = colours.astype(np.float32)
    squares = (table * table).sum(axis=1)
    out = np.empty_like(rgb)
    for rows in bands(rgb.shape[0]):
        flat = rgb[rows].reshape(-1, 3).astype(np.float32)
        which = (squares - 2.0 * (flat @ table.T)).argmin(axis=1)
        out[rows] = colours[which].astype(np.uint8).reshape(rgb[rows].shape)
    return out


def _traced(small: Pixels, options: TraceOptions) -> list[Shape]:
    height, width = small.shape[:2]
    shaded = options.return_gradients and not (
        options.strict_color_palette or options.color_reduction or options.max_num_colors
    )
    config = vtracer.Config(
        hierarchical=_VTRACER_STACKING[options.shape_stacking],
        filter_speckle=_LARGE_SPECKLE if options.small_shape_filter else _SPECKLE,
        color_precision=7 if shaded else 8,
        layer_difference=_GRADIENT_STEP if shaded else 1,
        path_precision=3,
        optimize=0,
    )
    text = config.convert_pixels(small.tobytes(), width, height)
    scale = PAGE / width, PAGE / height
    shapes = [_shape(match, scale) for match in _PATH.finditer(text)]
    return shapes if shaded else _of_few_colours(shapes, small)


def _of_few_colours(shapes: list[Shape], small: Pixels) -> list[Shape]:
    """The shapes in the picture's own colours: vtracer mixes in those of the specks it drops."""
    table = np.unique(small[small[:, :, 3] > 0][:, :3], axis=0)
    fills = np.array([shape.paint for shape in shapes], np.uint8).reshape(1, -1, 3)
    exact = _nearest(fills, table.astype(np.float64))[0].tolist()
    return [replace(shape, paint=(r, g, b)) for shape, (r, g, b) in zip(shapes, exact, strict=True)]


def _shape(match: re.Match[str], scale: tuple[float, float]) -> Shape:
    data, fill, transform = match.groups()
    moved = [float(value) for value in re.findall(r"-?[0-9.]+", transform or "")] or [0.0, 0.0]
    outlines = tuple(
        outline.transformed(np.diag(scale), np.multiply(moved, scale)) for outline in _read(data)
    )
    red, green, blue = bytes.fromhex(fill)
    return Shape(outlines, (red, green, blue))


def _read(data: str) -> list[Outline]:
    """The outlines of path data in vtracer's absolute M, L, C and Z."""
    tokens = _TOKEN.findall(data)
    outlines: list[Outline] = []
    start, segments, letter = np.zeros(2), list[NDArray[np.float64]](), ""
    place = 0
    while place < len(tokens):
        if tokens[place] in "MLCZ":
            letter = tokens[place]
            place += 1
            if letter == "Z":
                outlines.append(Outline(start, tuple(segments)))
                segments = []
            continue
        count = 6 if letter == "C" else 2
        points = np.array(tokens[place : place + count], np.float64).reshape(-1, 2)
        place += count
        if letter == "M":
            start, letter = points[0], "L"
        else:
            segments.append(points)
    return outlines


def _is_opaque(small: Pixels) -> bool:
    opaque = small[:, :, 3] > 0
    return float(opaque[border(opaque)].mean()) > 0.5


def _background(small: Pixels, shapes: list[Shape]) -> Shape:
    """A page painted as the shape that covers it all, or as most of the picture's border is."""
    for shape in shapes:
        if _fills_page(shape):
            return page_background(shape.paint)
    frame = small[border(small[:, :, 3] > 0)][:, :3]
    (red, green, blue), _ = max(Counter(map(tuple, frame.tolist())).items(), key=itemgetter(1))
    return page_background((red, green, blue))


def _fills_page(shape: Shape) -> bool:
    return len(shape.outlines) == 1 and shape_area(shape) > PAGE * PAGE * 0.9999


def _largest(shapes: list[Shape], count: int) -> list[Shape]:
    """The largest shapes in their order; the first always stays."""
    sizes = np.array([shape_area(shape) for shape in shapes])
    sizes[:1] = np.inf
    kept = set(np.argsort(-sizes, kind="stable")[:count].tolist())
    return [shape for number, shape in enumerate(shapes) if number in kept]


def shape_area(shape: Shape) -> float:
    """The area of the polygons through a shape's nodes, in square units of the page."""
    total = 0.0
    for outline in shape.outlines:
        points = np.stack([outline.start, *(part[-1] for part in outline.segments)])
        x, y = points.T
        total += float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2
    return abs(total)
