# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes whose outlines cross, rebuilt from outlines that do not.

Skia unites the area, touching corners are drawn apart, and the result is tried: no crossing left
in what Blender will sample, and the same painted area as before. What fails is tried again: turned
and sampled finer, and then as polygons. What is too tangled for Skia stays as it is.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .outline import Flags, Index, Rings, empty, join
from .outline_boolean import WAYS, Way, polygonal, united, ways_of
from .outline_flatten import boxes, flattened
from .outline_skia import Skia
from .overlap_area import painted_areas
from .overlap_fills import Fills, Sampling, fills_of, picked
from .overlap_touching import pulled_apart

FINER = 8.0
"""How much finer shapes are sampled that fail at first."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Repaired fills, and how many shapes came out only nearly as they should."""

    fills: list[Fills]
    imperfect: int


def repaired(
    shapes: list[Rings], owners: Index, even_odd: Flags, sampling: Sampling, skia: Skia
) -> Repair:
    """Fills of shapes that cross themselves; `owners` are their numbers, to be kept."""
    done: list[Fills] = []
    ways = [ways_of(skia, shape) for shape in shapes]
    hopeless = [k for k, some in enumerate(ways) if not some]
    left = np.array([k for k, some in enumerate(ways) if some], np.int64)
    nearest, rules, least = list(shapes), even_odd.copy(), np.full(len(shapes), np.inf)
    finer = replace(sampling, tolerance=sampling.tolerance / FINER)
    for way in WAYS:
        if not len(left):
            break
        fineness = sampling if way is WAYS[0] else finer
        simple = [
            _simple(skia, shapes[k], way, fineness, even_odd=bool(even_odd[k]))
            if way in ways[k]
            else empty()
            for k in left.tolist()
        ]
        rings, owner = together(simple)
        fills, crossing = fills_of(rings, owner, np.ones(len(left), np.bool_), fineness)
        off = _excess([shapes[k] for k in left], even_odd[left], rings, owner, fineness)
        failed = crossing | (off > 0.0)
        fills = picked(fills, np.flatnonzero(~failed[fills.owner]))
        done.append(replace(fills, owner=owners[left][fills.owner]))
        for k, number in enumerate(left.tolist()):
            if off[k] < least[number] and way in ways[number]:
                nearest[number], rules[number], least[number] = simple[k], True, off[k]
        left = left[failed]
    rest = np.array([*left, *hopeless], np.int64)
    if len(rest):
        done.append(unrepaired([nearest[k] for k in rest], owners[rest], rules[rest], finer))
    return Repair(done, int((least[rest] > 0.0).sum()))


def _simple(skia: Skia, shape: Rings, way: Way, sampling: Sampling, *, even_odd: bool) -> Rings:
    source = polygonal(shape, sampling.tolerance) if way.as_polygons else shape
    return pulled_apart(united(skia, source, way.angle, even_odd=even_odd), sampling.page)


def _excess(
    before: list[Rings], even_odd: Flags, after: Rings, after_owner: Index, sampling: Sampling
) -> NDArray[np.float64]:
    """How far each shape's painted area is off, beyond what sampling explains; 0 if it is not."""
    source, source_owner = together(before)
    polygons = flattened(source, sampling.steps(source))
    box = boxes(polygons)
    spans = np.tile(np.array([np.inf, -np.inf, 0.0]), (len(before), 1))
    np.minimum.at(spans[:, 0], source_owner, box[:, 1])
    np.maximum.at(spans[:, 1], source_owner, box[:, 3])
    spans[~np.isfinite(spans).all(axis=1)] = 0.0
    np.maximum.at(spans[:, 2], source_owner, box[:, 2] - box[:, 0])
    wanted = painted_areas(polygons, source_owner, even_odd, spans[:, :2])
    counted = np.ones(len(before), np.bool_)
    result = flattened(after, sampling.steps(after))
    got = painted_areas(result, after_owner, counted, spans[:, :2])
    around = spans[:, 2] + spans[:, 1] - spans[:, 0]
    allowed = 0.002 * wanted + 0.3 * sampling.tolerance * around
    return np.asarray(np.maximum(np.abs(got - wanted) - allowed, 0.0))


def together(shapes: list[Rings]) -> tuple[Rings, Index]:
    """All rings of these shapes in one, and the number of its shape for each ring."""
    counts = np.array([len(shape) for shape in shapes], np.int64)
    return join(shapes), np.repeat(np.arange(len(shapes)), counts)


def unrepaired(shapes: list[Rings], owners: Index, even_odd: Flags, sampling: Sampling) -> Fills:
    """The shapes as they are, for want of better: overlapping rings are to be filled apart."""
    rings, owner = together(shapes)
    fills, _ = fills_of(rings, owner, even_odd, sampling, strict=False)
    return replace(fills, owner=owners[fills.owner])
