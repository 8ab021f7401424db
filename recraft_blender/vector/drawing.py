# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A drawing: what an SVG paints, in paint order, with everything resolved.

No style is left to inherit, no transform to apply, no reference to follow. Coordinates are user
units of the page with x to the right and y down; colours are sRGB. Contours of all shapes share
one array, because a drawing may have ten thousand of them.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Rgb = tuple[float, float, float]
"""sRGB, each channel 0..1."""
Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f as SVG has them: x' = a x + c y + e, y' = b x + d y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class DrawingError(ValueError):
    """The content is no SVG that can be drawn; the message is a sentence for people."""


class FillRule(StrEnum):
    """Which side of the outlines is inside."""

    NONZERO = "nonzero"
    EVENODD = "evenodd"


class Spread(StrEnum):
    """What a gradient shows beyond its ends."""

    PAD = "pad"
    REFLECT = "reflect"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Stop:
    """A colour at a place along a gradient; offset and opacity are 0..1."""

    offset: float
    color: Rgb
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Gradient:
    """A linear or radial gradient; `matrix` leads from gradient space to the page.

    In gradient space a linear one runs along x from 0 to 1; a radial one is the unit circle around
    the origin, with its focal point at `focus` and its focal radius `focus_radius`. `name` is its
    id in the file; gradients that look the same are equal whatever their names.
    """

    radial: bool
    stops: tuple[Stop, ...]
    matrix: Matrix
    spread: Spread = Spread.PAD
    focus: tuple[float, float] = (0.0, 0.0)
    focus_radius: float = 0.0
    name: str = field(default="", compare=False)


Paint = Rgb | Gradient


class Cap(StrEnum):
    """The ends of open strokes."""

    BUTT = "butt"
    ROUND = "round"
    SQUARE = "square"


class Join(StrEnum):
    """The corners of strokes."""

    MITER = "miter"
    MITER_CLIP = "miter-clip"
    ROUND = "round"
    BEVEL = "bevel"


@dataclass(frozen=True, slots=True)
class Stroke:
    """How contours are stroked. Lengths are in the units before `matrix`, which leads to the page.

    A stroke is shaped before the element's transform: unequal scales make it thick and thin.
    """

    width: float
    cap: Cap = Cap.BUTT
    join: Join = Join.MITER
    miter_limit: float = 4.0
    dashes: tuple[float, ...] = ()
    dash_offset: float = 0.0
    matrix: Matrix = IDENTITY


@dataclass(frozen=True, slots=True)
class Clip:
    """The part of the page that may be painted: the union of `parts`, cut by `within` if given.

    Each part is a range of contours (first, end) of the drawing's clip contours, its fill rule, and
    a clip of its own or None.
    """

    parts: tuple[tuple[int, int, FillRule, "Clip | None"], ...]
    within: "Clip | None" = None


@dataclass(frozen=True, slots=True)
class Shape:
    """One painted area: contours `first` to `end` (excluded) of the drawing, filled or stroked.

    `opacity` is that of the fill or stroke times its element's. Opacity of groups whose children
    overlap is in `group`, which see.
    """

    first: int
    end: int
    paint: Paint
    opacity: float = 1.0
    rule: FillRule = FillRule.NONZERO
    stroke: Stroke | None = None
    clip: Clip | None = None
    group: int = -1
    name: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A `g`, `svg` or `use` with what is painted in it; `parent` is -1 at the top.

    `opacity` below 1 is to be applied to the children as one picture.
    """

    name: str
    parent: int = -1
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Contours:
    """Outlines as cubic curves, one after the other.

    `points` is (n, 2): each contour is its start followed by three points a segment; contour `i`
    holds points `starts[i]` to `starts[i + 1]` (excluded), 3 k + 1 of them for k segments. `closed`
    tells of each contour whether it was closed by `z`; a closed one ends where it began. `is_line`
    has one entry a segment, in order: a straight segment has its control points at the thirds.
    """

    points: Points
    starts: NDArray[np.int64]
    closed: NDArray[np.bool_]
    is_line: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.closed)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page of `width` by `height` user units whose top left corner is the origin.

    `width_m` and `height_m` are the page's size in metres if the file tells one in real units,
    else None. `shapes` are in paint order. `simplified` says in plain words, one sentence each,
    what the file asks for that is not drawn or only nearly.
    """

    width: float
    height: float
    contours: Contours
    clip_contours: Contours
    shapes: tuple[Shape, ...]
    groups: tuple[Group, ...] = ()
    width_m: float | None = None
    height_m: float | None = None
    title: str = ""
    simplified: tuple[str, ...] = field(default=())
