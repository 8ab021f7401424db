# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shapes made safe for Blender's fill: outlines that do not cross, with holes known as holes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outline import Flags, Index, Rings, join, offsets, ragged, reversed_rings, take
from .outline_flatten import (
    Polygons,
    boxes,
    curve_steps,
    flattened,
    ring_steps,
    signed_areas,
    spread_steps,
    taken,
)
from .overlap_crossings import crossing_owners
from .overlap_nesting import nesting

TOUCH = 1e-7
"""Outlines nearer than this part of the page touch: Blender keeps places in 32-bit floats."""
SPECK = 1e-9
"""Rings of less than this part of the page's square are dropped: nobody sees them."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How finely curves are sampled, in page units.

    `tolerance` is how far a chord may leave its curve, `by_curve` whether each curve has steps of
    its own (a mesh) or all of a ring the same (a Blender spline). `page` is the longer side.
    """

    tolerance: float
    page: float
    by_curve: bool = False

    def steps(self, rings: Rings) -> Index:
        """Steps of each curve (s,)."""
        if self.by_curve:
            return np.where(
                rings.is_line, 1, np.maximum(curve_steps(rings, self.tolerance), 2)
            ).astype(np.int64)
        return spread_steps(rings, ring_steps(rings, self.tolerance))


@dataclass(frozen=True, slots=True)
class Fills:
    """Rings that may be filled even-odd, in runs of one owner each.

    For r rings: `owner`, `depth` (odd: a hole), `parent` (the ring a hole lies in, or -1) and
    `boxes` (r, 4); `steps` is per curve, `polygons` are the rings so sampled. `loose` rings may
    cross others of their owner: each outer one must be filled apart from the rest, with its holes.
    """

    rings: Rings
    owner: Index
    depth: Index
    parent: Index
    boxes: NDArray[np.float64]
    steps: Index
    polygons: Polygons
    loose: Flags


def fills_of(
    rings: Rings, owner: Index, even_odd: Flags, sampling: Sampling, *, strict: bool = True
) -> tuple[Fills, Flags]:
    """Fills of the shapes whose outlines do not cross, and marks (n,) of those that do.

    `owner` (r,) is the shape of each ring, rising; `even_odd` (n,) the rule of each of n shapes.
    Unless `strict`, shapes that do cross are among the fills too, as loose rings.
    """
    steps = sampling.steps(rings)
    polygons = flattened(rings, steps)
    areas = signed_areas(polygons)
    seen = np.abs(areas) > SPECK * sampling.page**2
    if not seen.all():
        kept = np.flatnonzero(seen)
        steps = _of_rings(steps, rings, kept)
        rings, polygons = take(rings, kept), taken(polygons, kept)
        owner, areas = owner[kept], areas[kept]
    crossing = crossing_owners(polygons, owner, len(even_odd), TOUCH * sampling.page)
    ring_boxes = boxes(polygons)
    nested = nesting(polygons, areas, ring_boxes, owner, even_odd)
    loose = crossing[owner]
    kept_flags = nested.bounds & ~loose if strict else nested.bounds
    # Blender's y points up: outer rings are to run against the clock there, holes with it.
    flip = (areas > 0.0) == (nested.depth % 2 == 0)
    rings = reversed_rings(rings, flip)
    steps = _reversed_steps(steps, rings.starts, flip)
    result = Fills(rings, owner, nested.depth, nested.parent, ring_boxes, steps, polygons, loose)
    return picked(result, np.flatnonzero(kept_flags)), crossing


def picked(fills: Fills, index: Index) -> Fills:
    """The rings with these numbers, in this order; parents must be among them."""
    if len(index) == len(fills.owner) and (index[1:] > index[:-1]).all():
        return fills
    place = np.full(len(fills.owner) + 1, -1, np.int64)
    place[index] = np.arange(len(index))
    return Fills(
        rings=take(fills.rings, index),
        owner=fills.owner[index],
        depth=fills.depth[index],
        parent=place[fills.parent[index]],
        boxes=fills.boxes[index],
        steps=_of_rings(fills.steps, fills.rings, index),
        polygons=taken(fills.polygons, index),
        loose=fills.loose[index],
    )


def joined(parts: list[Fills], *, polygons: bool) -> Fills:
    """All rings of all parts, in the order of the parts; polygons are left empty unless wanted."""
    before = np.cumsum([0] + [len(part.owner) for part in parts])
    parents = [
        np.where(part.parent < 0, -1, part.parent + shift)
        for part, shift in zip(parts, before[:-1].tolist(), strict=True)
    ]
    sampled = [part.polygons for part in parts]
    if not polygons:
        sampled = [Polygons(part.points[:0], np.zeros_like(part.starts)) for part in sampled]
    return Fills(
        rings=join([part.rings for part in parts]),
        owner=np.concatenate([part.owner for part in parts]),
        depth=np.concatenate([part.depth for part in parts]),
        parent=np.concatenate(parents),
        boxes=np.concatenate([part.boxes for part in parts]),
        steps=np.concatenate([part.steps for part in parts]),
        polygons=Polygons(
            np.concatenate([part.points for part in sampled]),
            offsets(np.concatenate([np.diff(part.starts) for part in sampled])),
        ),
        loose=np.concatenate([part.loose for part in parts]),
    )


def _of_rings(values: Index, rings: Rings, index: Index) -> Index:
    """Values per curve, of the rings with these numbers."""
    return values[ragged(rings.starts[index], np.diff(rings.starts)[index])]


def _reversed_steps(steps: Index, starts: Index, which: Flags) -> Index:
    count = np.diff(starts)
    place = np.arange(len(steps))
    mirrored = np.repeat(starts[:-1] + starts[1:] - 1, count) - place
    return np.asarray(steps[np.where(np.repeat(which, count), mirrored, place)])
