# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`POST /colors/optimize`: many colours, reduced to few.

The call is in the contract only, and its price is not published: here it is free.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .answers import Answer
from .call import Call, Task
from .fields import finite
from .refusals import wrong

MAX_COLORS = 1000
_MAX_UINT = 2**32 - 1
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_ROUNDS = 30
_LEAST_WEIGHT = 1e-6


def accept_optimize_colors(call: Call) -> Task:
    """A colour for each colour, of up to `num_colors_limit` different ones. Costs nothing here."""
    given = call.fields.items("colors")
    if not 1 <= len(given) <= MAX_COLORS:
        raise wrong(f"number of colors should be in [1, {MAX_COLORS}]")
    colors = [_hex(entry) for entry in given]
    weights = [_weight(entry) for entry in given]
    limit = call.fields.whole("num_colors_limit", 1, _MAX_UINT)
    if limit is None:
        raise wrong("num_colors_limit is required")

    def work() -> Answer:
        reduced = reduced_colors(colors, weights, limit)
        mapping = [
            {"from": entry["hex"], "to": color} for entry, color in zip(given, reduced, strict=True)
        ]
        return Answer.of_json({"mapping": mapping, "credits": 0})

    return Task(work, 0)


def reduced_colors(colors: Sequence[str], weights: Sequence[float], limit: int) -> tuple[str, ...]:
    """For each `rrggbb` one of up to `limit` of them as `#rrggbb`, near it and of weight.

    Lloyd's algorithm in a perceptual space (OKLab), begun with the heaviest colour and then always
    with the one that is farthest from those chosen.
    """
    places = _oklab(np.array([[int(c[i : i + 2], 16) for i in (0, 2, 4)] for c in colors], float))
    mass = np.array(weights, float)
    # Colours of no weight count a little, so that they too get their nearest.
    mass = mass / max(float(mass.max()), 1e-100) + _LEAST_WEIGHT
    different = len(set(colors))
    centres = _beginning(places, mass, min(limit, different))
    nearest = _nearest(places, centres)
    for _ in range(_ROUNDS):
        means = [_mean(places, mass, nearest == number) for number in range(len(centres))]
        centres = np.array(
            [old if mean is None else mean for old, mean in zip(centres, means, strict=True)]
        )
        before, nearest = nearest, _nearest(places, centres)
        if np.array_equal(before, nearest):
            break
    return tuple(f"#{colors[_kept(places, centres, nearest, n)]}" for n in nearest)


def _beginning(
    places: NDArray[np.float64], mass: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    chosen = [int(np.argmax(mass))]
    distance = np.linalg.norm(places - places[chosen[0]], axis=1)
    while len(chosen) < count:
        chosen.append(int(np.argmax(distance)))
        distance = np.minimum(distance, np.linalg.norm(places - places[chosen[-1]], axis=1))
    return places[chosen]


def _nearest(places: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.intp]:
    distances = np.linalg.norm(places[:, None] - centres[None], axis=2)
    nearest: NDArray[np.intp] = distances.argmin(axis=1)
    return nearest


def _mean(
    places: NDArray[np.float64], mass: NDArray[np.float64], inside: NDArray[np.bool_]
) -> NDArray[np.float64] | None:
    total = float(mass[inside].sum())
    return None if total <= 0 else (places[inside] * mass[inside, None]).sum(axis=0) / total


def _kept(
    places: NDArray[np.float64],
    centres: NDArray[np.float64],
    nearest: NDArray[np.intp],
    number: int,
) -> int:
    """The given colour that stands for a group: the one next to its middle."""
    inside = np.flatnonzero(nearest == number)
    return int(inside[np.linalg.norm(places[inside] - centres[number], axis=1).argmin()])


def _oklab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """sRGB 0..255 to OKLab (Bjoern Ottosson, 2020)."""
    value = rgb / 255
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    cones = linear @ np.array(
        [
            [0.4122214708, 0.2119034982, 0.0883024619],
            [0.5363325363, 0.6806995451, 0.2817188376],
            [0.0514459929, 0.1073969566, 0.6299787005],
        ]
    )
    lab: NDArray[np.float64] = np.cbrt(cones) @ np.array(
        [
            [0.2104542553, 1.9779984951, 0.0259040371],
            [0.7936177850, -2.4285922050, 0.7827717662],
            [-0.0040720468, 0.4505937099, -0.8086757660],
        ]
    )
    return lab


def _hex(entry: object) -> str:
    text = entry.get("hex") if isinstance(entry, dict) else None
    found = _HEX.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise wrong("hex should be a color of the form #rrggbb")
    return found[1].lower()


def _weight(entry: dict[str, object]) -> float:
    weight = entry.get("weight")
    # The contract gives no range: what is below nothing counts as nothing.
    return 1.0 if weight is None else max(0.0, finite(weight, "weight"))
