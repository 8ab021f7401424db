# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which shapes Blender's curve fill would break on: outlines that cross, touch or fold back.

The test looks at the polygons that Blender will fill. Most outlines are seen to be simple from
their middle (star-shaped); only the rest has its edges compared.
"""

import numpy as np
from numpy.typing import NDArray

from .outline import Flags, Index, followers, next_in_ring
from .outline_flatten import Polygons, first_points, sums, taken
from .overlap_sweep import touching_pairs


def crossing_owners(polygons: Polygons, owner: Index, owners: int, reach: float) -> Flags:
    """For each of `owners` shapes: do its outlines cross, or come within `reach` of touching.

    `owner` (r,) tells the shape of each polygon.
    """
    simple = star_shaped(polygons)
    # One star alone is simple; several of one shape may still cross each other.
    rings = np.bincount(owner, minlength=owners)
    doubtful = ~simple | (rings[owner] > 1)
    result = np.zeros(owners, np.bool_)
    index = np.flatnonzero(doubtful)
    if len(index):
        some = taken(polygons, index)
        shapes, lanes = np.unique(owner[index], return_inverse=True)
        result[shapes] = _crossing(some, lanes.astype(np.int64), len(shapes), reach)
    return result


def star_shaped(polygons: Polygons) -> Flags:
    """Which polygons (r,) turn once around their middle, always the same way: surely simple."""
    here, there = polygons.points, followers(polygons.points, polygons.starts)
    count = np.diff(polygons.starts)
    base = np.repeat(first_points(polygons), count, axis=0)
    a, b = here - base, there - base
    cross = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    area = sums(cross, polygons.starts)
    safe = np.where(area == 0.0, 1.0, area) * 3.0
    middle = np.stack(
        [sums((a[:, k] + b[:, k]) * cross, polygons.starts) / safe for k in (0, 1)], axis=1
    )
    a -= np.repeat(middle, count, axis=0)
    b -= np.repeat(middle, count, axis=0)
    turn = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]) * np.repeat(np.sign(area), count)
    # A ray to the right is met once a turn; a hair of margin keeps rounding out of the verdict.
    meets = ((a[:, 1] < 0.0) != (b[:, 1] < 0.0)).astype(np.float64)
    steady = (turn > 1e-9 * np.repeat(np.abs(area), count)).astype(np.float64)
    return np.asarray(
        (sums(steady, polygons.starts) == count)
        & (sums(meets, polygons.starts) == 2.0)
        & (area != 0.0)
    )


def _crossing(polygons: Polygons, owner: Index, owners: int, reach: float) -> Flags:
    """The same as `crossing_owners`, by comparing all edges that come near each other."""
    count = np.diff(polygons.starts)
    following = next_in_ring(polygons.starts)
    here, there = polygons.points, followers(polygons.points, polygons.starts)
    lane = np.repeat(owner, count)
    result = np.zeros(owners, np.bool_)
    result[lane[folded_back(here, there, followers(there, polygons.starts), reach)]] = True
    edges = np.concatenate([np.minimum(here, there), np.maximum(here, there)], axis=1)
    for one, two in touching_pairs(edges, lane, reach):
        apart = (following[one] != two) & (following[two] != one) & ~result[lane[one]]
        i, j = one[apart], two[apart]
        hit = meeting(here[i], there[i], here[j], there[j], reach)
        result[lane[i[hit]]] = True
        if result.all():
            break
    return result


def crossings(polygons: Polygons, most: int) -> int:
    """How often the edges of these polygons cross one another, counted no farther than `most`."""
    following = next_in_ring(polygons.starts)
    here, there = polygons.points, polygons.points[following]
    edges = np.concatenate([np.minimum(here, there), np.maximum(here, there)], axis=1)
    total = 0
    for one, two in touching_pairs(edges, np.zeros(len(edges), np.int64)):
        apart = (following[one] != two) & (following[two] != one)
        i, j = one[apart], two[apart]
        total += int(meeting(here[i], there[i], here[j], there[j], 0.0).sum())
        if total > most:
            break
    return min(total, most)


def folded_back(
    a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64], reach: float
) -> Flags:
    """Where the edge from b to c runs back over the one from a to b."""
    one, two = b - a, c - b
    cross = one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
    longest = np.sqrt(np.maximum(_dot(one, one), _dot(two, two)))
    return np.asarray((_dot(one, two) < 0.0) & (np.abs(cross) <= reach * longest))


def _dot(one: NDArray[np.float64], two: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each pair of rows (n, 2); numpy takes ten times longer to sum so short rows."""
    return np.asarray(one[:, 0] * two[:, 0] + one[:, 1] * two[:, 1])


def meeting(
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    c: NDArray[np.float64],
    d: NDArray[np.float64],
    reach: float,
) -> Flags:
    """Where the edges a b and c d, all (n, 2), cross or come within `reach` of touching.

    For edges whose boxes touch: two ends on one side of the other edge's line are apart.
    """
    return np.asarray(~(_one_side(a, b, c, d, reach) | _one_side(c, d, a, b, reach)))


def _one_side(
    a: NDArray[np.float64],
    b: NDArray[np.float64],
    c: NDArray[np.float64],
    d: NDArray[np.float64],
    reach: float,
) -> Flags:
    along = b - a
    room = reach * np.sqrt(_dot(along, along))
    first = along[:, 0] * (c - a)[:, 1] - along[:, 1] * (c - a)[:, 0]
    second = along[:, 0] * (d - a)[:, 1] - along[:, 1] * (d - a)[:, 0]
    return np.asarray(((first > room) & (second > room)) | ((first < -room) & (second < -room)))
