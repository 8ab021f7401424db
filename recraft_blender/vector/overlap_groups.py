# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups that are see-through as one picture, as shapes that each know their own opacity.

Blender blends every face by itself. Where children of such a group overlap, the upper one would
let the lower one through, so the parts that lie beneath are cut away; where the upper one is
itself see-through, the overlap becomes a shape of the mixed colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from .drawing import Gradient, Group, Paint, Rgb
from .outline import Rings, empty
from .outline_boolean import area_of, combined
from .outline_shapes import Outliner, Piece
from .outline_skia import Skia, bounds

MAX_CHILDREN = 500
"""Groups of more shapes than this are not cut up; the work grows with their overlaps."""

NEARLY = (
    "A see-through group has overlapping shapes that cannot be cut apart; its shapes are each "
    "see-through instead, so the lower ones show through the upper ones."
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece with the box (4,) of its outlines; all parts of one picture are disjoint."""

    piece: Piece
    box: NDArray[np.float64]


def pieces(outliner: Outliner) -> Iterator[list[Piece]]:
    """All pieces of the drawing in paint order, a shape or a see-through group at a time."""
    shapes, groups = outliner.drawing.shapes, outliner.drawing.groups
    if not any(group.opacity < 1.0 for group in groups):
        yield from ([outliner.piece(number)] for number in range(len(shapes)))
        return
    chains = [_see_through(groups, shape.group) for shape in shapes]
    numbers = range(len(shapes))
    for group, run in groupby(numbers, key=lambda number: chains[number][:1]):
        if group:
            yield _picture(outliner, list(run), chains, 0)
        else:
            yield from ([outliner.piece(number)] for number in run)


def _see_through(groups: Sequence[Group], number: int) -> list[int]:
    """The groups with opacity around a shape, the outermost first."""
    chain = []
    while 0 <= number < len(groups):
        if groups[number].opacity < 1.0:
            chain.append(number)
        number = groups[number].parent
    return chain[::-1]


def _picture(
    outliner: Outliner, numbers: list[int], chains: list[list[int]], level: int
) -> list[Piece]:
    """The pieces of one see-through group, its inner ones resolved first."""
    inner = level + 1
    painted: list[Piece] = []
    for group, run in groupby(numbers, key=lambda number: chains[number][inner : inner + 1]):
        if group:
            painted += _picture(outliner, list(run), chains, inner)
        else:
            painted += [outliner.piece(number) for number in run]
    if len(painted) > 1:
        painted = _flattened(outliner, painted)
    opacity = outliner.drawing.groups[chains[numbers[0]][level]].opacity
    return [replace(piece, opacity=piece.opacity * opacity) for piece in painted]


def _flattened(outliner: Outliner, painted: list[Piece]) -> list[Piece]:
    """Pieces, lowest first, as ones that do not overlap and look the same."""
    shapes = outliner.drawing.shapes
    whole = [
        piece
        if piece.rings is not None
        else replace(piece, rings=outliner.fill(shapes[piece.shape]))
        for piece in painted
    ]
    parts = [
        _Part(piece, bounds(piece.rings)) for piece in whole if piece.rings and len(piece.rings)
    ]
    if len(parts) < 2 or not _any_touch(parts):
        return painted
    if outliner.skia is None or len(parts) > MAX_CHILDREN:
        outliner.simplified[NEARLY] = None
        return painted
    below: list[_Part] = []
    for part in [_counted_even_odd(outliner.skia, part) for part in parts]:
        below = _laid_over(outliner, outliner.skia, below, part)
    return [part.piece for part in below]


def _counted_even_odd(skia: Skia, part: _Part) -> _Part:
    if part.piece.even_odd or part.piece.rings is None:
        return part
    rings = area_of(skia, part.piece.rings, even_odd=False)
    return _Part(replace(part.piece, rings=rings, even_odd=True), part.box)


def _any_touch(parts: list[_Part]) -> bool:
    boxes = np.array([part.box for part in parts])
    apart = (boxes[:, None, :2] > boxes[None, :, 2:]).any(axis=2)
    touching = ~(apart | apart.T)
    return bool(touching.sum() > len(parts))


def _laid_over(outliner: Outliner, skia: Skia, below: list[_Part], upper: _Part) -> list[_Part]:
    """`below` with one more piece on top, all disjoint again."""
    result: list[_Part] = []
    covers = _opaque(upper.piece)
    for lower in below:
        if (lower.box[:2] > upper.box[2:]).any() or (upper.box[:2] > lower.box[2:]).any():
            result.append(lower)
        elif covers and _opaque(lower.piece) and lower.piece.paint == upper.piece.paint:
            upper = _combined(skia, upper, lower, "UNION")
        elif covers:
            result.append(_combined(skia, lower, upper, "DIFFERENCE"))
        else:
            mixed = _mixed(lower.piece, upper.piece)
            if mixed is None:
                outliner.simplified[NEARLY] = None
                result.append(lower)
                continue
            shared = _combined(skia, lower, upper, "INTERSECTION")
            if not _is_empty(shared):
                paint, opacity = mixed
                piece = replace(shared.piece, paint=paint, opacity=opacity)
                result += [
                    _combined(skia, lower, upper, "DIFFERENCE"),
                    replace(shared, piece=piece),
                ]
                upper = _combined(skia, upper, lower, "DIFFERENCE")
            else:
                result.append(lower)
    return [part for part in [*result, upper] if not _is_empty(part)]


def _combined(skia: Skia, one: _Part, two: _Part, operation: str) -> _Part:
    """The first part with its area changed by the second's."""
    rings = combined(skia, one.piece.rings or empty(), two.piece.rings or empty(), operation)
    return _Part(replace(one.piece, rings=rings), bounds(rings))


def _is_empty(part: _Part) -> bool:
    rings: Rings | None = part.piece.rings
    return rings is None or not len(rings)


def _opaque(piece: Piece) -> bool:
    if isinstance(piece.paint, Gradient) and any(stop.opacity < 1.0 for stop in piece.paint.stops):
        return False
    return piece.opacity >= 1.0


def _mixed(lower: Piece, upper: Piece) -> tuple[Paint, float] | None:
    """Colour and opacity of one plain colour over another, blended in sRGB as SVG does."""
    if isinstance(lower.paint, Gradient) or isinstance(upper.paint, Gradient):
        return None
    opacity = upper.opacity + lower.opacity * (1.0 - upper.opacity)
    if opacity <= 0.0:
        return None
    share = upper.opacity / opacity
    color: Rgb = (
        upper.paint[0] * share + lower.paint[0] * (1.0 - share),
        upper.paint[1] * share + lower.paint[1] * (1.0 - share),
        upper.paint[2] * share + lower.paint[2] * (1.0 - share),
    )
    return color, opacity
