# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simple things to draw, each as a few filled forms on a field from -1 to 1.

A part is a closed form and the letter of its role in the colouring; see the forms for these.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np

from .recraft_svg import Outline
from .svg_reading import outlines
from .vector_forms import FORMS
from .vector_outlines import ellipse, polygon_outline, ring, star_points, turned

Part: TypeAlias = tuple[tuple[Outline, ...], str]
Motif: TypeAlias = tuple[Part, ...]


def _star() -> Motif:
    corners = star_points(5, 0.42)
    facets = tuple(
        polygon_outline([(0.0, 0.0), corners[tip], corners[(tip + 1) % 10]])
        for tip in range(0, 10, 2)
    )
    return ((polygon_outline(corners),), "m"), (facets, "s")


def _flower() -> Motif:
    def petals(count: int, reach: float, width: float, shift: float) -> tuple[Outline, ...]:
        petal = ellipse(0.0, -reach, width, reach * 0.86)
        return tuple(turned(petal, (k + shift) * 2 * np.pi / count) for k in range(count))

    return (
        (petals(8, 0.5, 0.26, 0.0), "s"),
        (petals(8, 0.42, 0.2, 0.5), "m"),
        ((ellipse(0, 0, 0.3),), "a"),
        (ring(0, 0, 0.2, 0.12), "d"),
    )


def _sun() -> Motif:
    ray = polygon_outline([(-0.11, -0.62), (0.0, -1.0), (0.11, -0.62)])
    rays = tuple(turned(ray, k * np.pi / 6) for k in range(12))
    return (rays, "a"), ((ellipse(0, 0, 0.54),), "m"), (ring(0, 0, 0.44, 0.36), "l")


def _with_spots(parts: Motif) -> Motif:
    spots = ((-0.45, -0.25, 0.17), (0.1, -0.55, 0.2), (0.55, -0.15, 0.15), (-0.02, -0.08, 0.1))
    return *parts, (tuple(ellipse(x, y, r, r * 0.85) for x, y, r in spots), "l")


def _with_eye(parts: Motif, x: float, y: float, radius: float) -> Motif:
    pupil = ellipse(x, y, radius * 0.55)
    return *parts, ((ellipse(x, y, radius),), "g"), ((pupil,), "d")


def _with_window(parts: Motif) -> Motif:
    return *parts, (ring(0, -0.16, 0.2, 0.13), "d"), ((ellipse(0, -0.16, 0.13),), "g")


def _with_jewels(parts: Motif) -> Motif:
    tips = tuple(ellipse(x, y, 0.11) for x, y in ((-1, -0.52), (0, -0.86), (1, -0.52)))
    stones = tuple(ellipse(x, 0.735, 0.07) for x in (-0.5, 0.0, 0.5))
    return *parts, (tips, "a"), (stones, "l")


def _form(name: str) -> Motif:
    return tuple((tuple(outlines(data)), role) for data, role in FORMS[name])


_BUILT: Mapping[str, Callable[[], Motif]] = {
    "star": _star,
    "flower": _flower,
    "sun": _sun,
    "mushroom": lambda: _with_spots(_form("mushroom")),
    "fish": lambda: _with_eye(_form("fish"), -0.66, -0.12, 0.1),
    "bird": lambda: _with_eye(_form("bird"), -0.5, -0.5, 0.09),
    "rocket": lambda: _with_window(_form("rocket")),
    "crown": lambda: _with_jewels(_form("crown")),
}

NAMES = tuple(sorted({*FORMS, *_BUILT}))
"""Every motif."""

_WORDS: Mapping[str, str] = {
    "leaf": "leaf leaves plant herb herbs foliage eco botanical organic vine",
    "star": "star stars sheriff favourite favorite",
    "heart": "heart hearts love valentine romance health",
    "flower": "flower flowers rose daisy bloom blossom floral lotus tulip sunflower",
    "moon": "moon night crescent lunar sleep",
    "mountain": "mountain mountains peak peaks alps summit hiking",
    "house": "house home cottage cabin hut building barn castle",
    "tree": "tree trees pine fir spruce oak christmas woods",
    "cat": "cat cats kitten fox foxes dog wolf tiger lion raccoon animal pet face",
    "fish": "fish fishes salmon trout shark goldfish whale dolphin",
    "bird": "bird birds sparrow robin owl parrot eagle chick duck",
    "cloud": "cloud clouds cloudy weather",
    "drop": "drop drops droplet water rain tear oil ink",
    "flame": "flame flames fire burning campfire torch hot",
    "mushroom": "mushroom mushrooms toadstool fungus fungi",
    "apple": "apple apples fruit fruits cherry peach food",
    "rocket": "rocket rockets spaceship spacecraft launch startup",
    "cup": "cup mug coffee tea cafe espresso drink",
    "crown": "crown king queen royal prince princess",
    "bolt": "bolt lightning thunder energy electric power flash",
    "gem": "gem gems diamond crystal jewel ruby emerald sapphire",
    "sun": "sun sunny sunshine solar summer",
}


NATURAL: Mapping[str, str] = {
    "apple": "crimson green cream", "bird": "azure coral cream", "bolt": "amber yellow navy",
    "cat": "orange brown cream", "cloud": "azure lavender ivory", "crown": "amber crimson cream",
    "cup": "teal brown cream", "drop": "azure navy ivory", "fish": "coral teal ivory",
    "flame": "orange yellow charcoal", "flower": "rose amber cream", "gem": "violet cyan ivory",
    "heart": "crimson pink cream", "house": "coral teal ivory", "leaf": "green lime cream",
    "moon": "lavender amber indigo", "mountain": "indigo lavender peach",
    "mushroom": "scarlet olive cream", "rocket": "cobalt coral ivory", "star": "amber orange navy",
    "sun": "amber orange cream", "tree": "emerald brown cream",
}  # fmt: skip
"""Words for colours that a motif has where the prompt names none; the last is the ground's."""


def motif(name: str) -> Motif:
    """The parts of a motif of NAMES, from back to front."""
    return _BUILT[name]() if name in _BUILT else _form(name)


def motif_named(asked: list[str]) -> str | None:
    """The motif that one of the words asks for, the last first, or None."""
    for word in reversed(asked):
        for name, triggers in _WORDS.items():
            if word in triggers.split():
                return name
    return None
