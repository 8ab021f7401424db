# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Boolean work on rings that is checked, because Skia sometimes loses parts without a word.

The area of every result is compared with one counted along lines. What is wrong is tried again,
turned by an odd angle and then as polygons; the nearest try is taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .outline import Rings, empty, join, polygon_rings, rotated, take
from .outline_flatten import curve_steps, flattened
from .outline_skia import PAGE, Skia, bounds
from .overlap_area import painted_areas
from .overlap_crossings import crossings

TURN = 0.3217
FINE = 0.05
"""Tolerance of sampling here, in Skia's units: a 40,000th of the page."""


HARMLESS = 150
TANGLED = 4_000
HOPELESS = 100_000
"""Fewer curves than HARMLESS cost Skia little in any case; with more, crossings are counted.
Measured: 200 random curves 0.3 s, 400 1.5 s, 800 over 40 s; 800 random lines 0.8 s."""
LONGEST, LONGEST_CUT = 20_000, 60_000
"""Curves of one shape that are handed to Skia to be mended, or to be cut by a clip: even where few
cross, its time grows with their square (25,000 take 3 s)."""


@dataclass(frozen=True, slots=True)
class Way:
    """A form in which to hand outlines to Skia: as polygons or not, turned by an angle."""

    as_polygons: bool
    angle: float


# Turned because Skia stumbles over outlines that meet in just one way.
WAYS = (
    Way(as_polygons=False, angle=0.0),
    Way(as_polygons=False, angle=TURN),
    Way(as_polygons=True, angle=0.0),
    Way(as_polygons=True, angle=TURN),
)


def united(skia: Skia, rings: Rings, angle: float, *, even_odd: bool) -> Rings:
    """One unchecked try at the same area in rings that do not cross, counted even-odd."""
    path = skia.path(rotated(rings, angle) if angle else rings, even_odd=even_odd)
    result = skia.rings(skia.united(path))
    return rotated(result, -angle) if angle else result


def area_of(skia: Skia, rings: Rings, *, even_odd: bool) -> Rings:
    """The same area in rings that do not cross, counted even-odd; none if it is too tangled."""
    rings = filled(rings)
    ways = ways_of(skia, rings, LONGEST_CUT)
    if not len(rings) or not ways:
        return empty()
    spans = _spans(rings)
    wanted = _painted(skia, rings, spans, even_odd=even_odd)
    tries = (united(skia, _in_way(skia, rings, way), way.angle, even_odd=even_odd) for way in ways)
    return _nearest(skia, tries, wanted, spans)


def combined(skia: Skia, one: Rings, two: Rings, operation: str) -> Rings:
    """DIFFERENCE, INTERSECTION or UNION of two areas counted even-odd, as such an area."""
    if not len(one) or not len(two):
        return {"DIFFERENCE": one, "INTERSECTION": empty(), "UNION": one if len(one) else two}[
            operation
        ]
    spans = _spans(join([one, two]))
    first, second = (_painted(skia, rings, spans, even_odd=True) for rings in (one, two))
    # Counted even-odd together, two areas cancel where both are: that tells what they share.
    shared = (first + second - _painted(skia, join([one, two]), spans, even_odd=True)) * 0.5
    wanted = {
        "DIFFERENCE": first - shared,
        "INTERSECTION": shared,
        "UNION": first + second - shared,
    }[operation]
    tries = (
        _combined(skia, _in_way(skia, one, way), _in_way(skia, two, way), operation, way.angle)
        for way in WAYS
    )
    return _nearest(skia, tries, wanted, spans)


def _combined(skia: Skia, one: Rings, two: Rings, operation: str, angle: float) -> Rings:
    if angle:
        one, two = rotated(one, angle), rotated(two, angle)
    first, second = skia.path(one, even_odd=True), skia.path(two, even_odd=True)
    result = skia.rings(skia.combined(first, second, operation))
    return rotated(result, -angle) if angle else result


def _in_way(skia: Skia, rings: Rings, way: Way) -> Rings:
    return polygonal(rings, FINE / skia.scale) if way.as_polygons else rings


def ways_of(skia: Skia, rings: Rings, longest: int = LONGEST) -> tuple[Way, ...]:
    """The ways to try on outlines: Skia's time grows with their crossings, for curves steeply.

    None for outlines of `HOPELESS` crossings or more than `longest` curves, so that no picture can
    hold everything up.
    """
    if len(rings.curves) <= HARMLESS:
        return WAYS
    if len(rings.curves) > longest:
        return ()
    polygons = flattened(rings, curve_steps(rings, 20.0 * FINE / skia.scale))
    count = crossings(polygons, HOPELESS)
    if count >= HOPELESS:
        return ()
    return WAYS if count < TANGLED else WAYS[2:]


def _nearest(
    skia: Skia, tries: Iterator[Rings], wanted: float, spans: NDArray[np.float64]
) -> Rings:
    """The first try with the wanted area, or the one that comes nearest."""
    best, least = empty(), np.inf
    around = PAGE / skia.scale
    for rings in tries:
        off = abs(_painted(skia, rings, spans, even_odd=True) - wanted)
        if off < least:
            best, least = rings, off
        if off <= 0.001 * wanted + 1e-7 * around**2:
            break
    return best


def _painted(skia: Skia, rings: Rings, spans: NDArray[np.float64], *, even_odd: bool) -> float:
    polygons = flattened(rings, curve_steps(rings, FINE / skia.scale))
    owner = np.zeros(len(rings), np.int64)
    return float(painted_areas(polygons, owner, np.array([even_odd]), spans)[0])


def _spans(rings: Rings) -> NDArray[np.float64]:
    _, top, _, bottom = bounds(rings).tolist()
    return np.array([[top, bottom]])


def polygonal(rings: Rings, tolerance: float) -> Rings:
    """The rings as polygons no farther than `tolerance` from them."""
    polygons = flattened(rings, curve_steps(rings, tolerance))
    return polygon_rings(polygons.points, polygons.starts)


def filled(rings: Rings) -> Rings:
    """The rings that have any curve."""
    return take(rings, np.flatnonzero(np.diff(rings.starts) > 0))
