# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each shape of a drawing paints, as outlines: strokes widened, clips cut away.

Most shapes are plain fills, which stay ranges of the drawing's contours until thousands of them
are gathered at once. The rest goes through Skia one by one.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from .drawing import Clip, Drawing, FillRule, Paint, Shape
from .outline import Index, Rings, empty, rings_of, segment_offsets
from .outline_boolean import LONGEST_CUT, area_of, combined, ways_of
from .outline_skia import Skia, bounds
from .stroke import stroked
from .stroke_plain import plainly_stroked

NO_SKIA = (
    "Clip paths were left out and strokes drawn plainly: this platform has no skia-pathops package."
)
TANGLED = "A shape that crosses itself 100,000 times and more cannot be clipped and is left out."
DASHES = "A stroke of more than 20,000 dashes is drawn as an unbroken line."


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the page with one paint. `rings` is None for a plain fill of its shape's contours.

    `shape` is the number of the shape it comes from.
    """

    shape: int
    paint: Paint
    opacity: float
    even_odd: bool
    rings: Rings | None = None


@dataclass(slots=True)
class Outliner:
    """Outlines the shapes of one drawing; `skia` is None where there is no Skia.

    `simplified` collects sentences about what could not be done.
    """

    drawing: Drawing
    skia: Skia | None
    simplified: dict[str, None] = field(default_factory=dict)
    _regions: dict[int, Rings] = field(default_factory=dict)
    _segments: Index = field(init=False)
    _clip_segments: Index = field(init=False)

    def __post_init__(self) -> None:
        self._segments = segment_offsets(self.drawing.contours)
        self._clip_segments = segment_offsets(self.drawing.clip_contours)

    def piece(self, number: int) -> Piece:
        """What one shape paints, clipped; plain fills keep `rings` None."""
        shape = self.drawing.shapes[number]
        plain = Piece(number, shape.paint, shape.opacity, shape.rule is FillRule.EVENODD)
        if shape.stroke is None and shape.clip is None:
            return plain
        if shape.stroke is None:
            piece = replace(plain, rings=self.fill(shape))
        else:
            piece = replace(plain, rings=self._stroke(shape), even_odd=False)
        return piece if shape.clip is None else self._clipped(piece, shape.clip)

    def fill(self, shape: Shape) -> Rings:
        """The outlines of one shape's area, its stroke and clip left aside."""
        return self.fills(np.arange(shape.first, shape.end))

    def fills(self, index: Index) -> Rings:
        """A ring for each of these contours, as `rings_of` makes them."""
        return rings_of(self.drawing.contours, index, self._segments)

    def size(self, number: int) -> int:
        """How many curves the outlines of a plain fill have."""
        shape = self.drawing.shapes[number]
        return int(self._segments[shape.end] - self._segments[shape.first])

    def _stroke(self, shape: Shape) -> Rings:
        index = np.arange(shape.first, shape.end)
        assert shape.stroke is not None  # noqa: S101 - told to the type checker
        if self.skia is None:
            self.simplified[NO_SKIA] = None
            return plainly_stroked(self.drawing.contours, index, shape.stroke)
        rings, left_out = stroked(self.drawing.contours, index, shape.stroke)
        if left_out:
            self.simplified[DASHES] = None
        return rings

    def _clipped(self, piece: Piece, clip: Clip) -> Piece:
        if self.skia is None:
            self.simplified[NO_SKIA] = None
            return piece
        rings = piece.rings or empty()
        region = self._region(clip, self.skia)
        if within_rectangle(rings, region):
            return piece
        area = area_of(self.skia, rings, even_odd=piece.even_odd)
        if not ways_of(self.skia, rings, LONGEST_CUT):
            self.simplified[TANGLED] = None
        return replace(
            piece, rings=combined(self.skia, area, region, "INTERSECTION"), even_odd=True
        )

    def _region(self, clip: Clip, skia: Skia) -> Rings:
        """The part of the page that a clip leaves, to be counted even-odd."""
        known = self._regions.get(id(clip))
        if known is not None:
            return known
        region = empty()
        for first, end, rule, inner in clip.parts:
            rings = rings_of(self.drawing.clip_contours, np.arange(first, end), self._clip_segments)
            part = area_of(skia, rings, even_odd=rule is FillRule.EVENODD)
            if inner is not None:
                part = combined(skia, part, self._region(inner, skia), "INTERSECTION")
            region = combined(skia, region, part, "UNION") if len(region) else part
        if clip.within is not None:
            outer = self._region(clip.within, skia)
            region = combined(skia, region, outer, "INTERSECTION")
        self._regions[id(clip)] = region
        return region


def within_rectangle(rings: Rings, region: Rings) -> bool:
    """Whether a region is an upright rectangle with all of `rings` in it: nothing to cut."""
    if len(region) != 1 or len(region.curves) != 4 or not region.is_line.all():
        return False
    ends = region.curves[:, 3] - region.curves[:, 0]
    if not ((ends == 0.0).sum(axis=1) == 1).all():
        return False
    box, frame = bounds(rings), bounds(region)
    return bool((box[:2] >= frame[:2]).all() and (box[2:] <= frame[2:]).all())
