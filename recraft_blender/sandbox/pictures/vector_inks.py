# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The few flat colours of a vector drawing, by the part they play in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .palette import Palette, Rgb, luminance, names_colours, palette, palette_of_colours
from .pixels import generator

# Colours nearer than this, in 0..1, cannot be told apart where they meet.
_APART = 0.16
_DARK_GROUND = 0.4
_DARK_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours by role; see the motifs for the letters."""

    ground: Rgb
    main: Rgb
    shade: Rgb
    light: Rgb
    accent: Rgb
    dark: Rgb
    tones: tuple[Rgb, ...]
    """All that may be used freely, dark to light, without the ground."""

    def role(self, letter: str) -> Rgb:
        """The colour of a role."""
        roles = {"m": self.main, "s": self.shade, "l": self.light}
        return (roles | {"a": self.accent, "d": self.dark, "g": self.ground})[letter]


def inks(
    prompt: str,
    *,
    seed: int,
    colors: Sequence[Rgb],
    background: Rgb | None,
    natural: str = "",
    two_tone: bool = False,
) -> Inks:
    """The colours for a prompt: requested ones, or those it names, or those of its mood.

    natural: words for the colours of what is drawn, used where the prompt says nothing of colours;
    the last is the ground's. two_tone: the ground and one more.
    """
    chosen = palette(prompt, seed=seed, colors=colors, background=background)
    if natural and not colors and not names_colours(prompt):
        chosen = palette_of_colours(natural, seed=seed)
        if background is not None:
            chosen[0] = np.array(background, np.float32) / 255
    tones = _distinct(chosen[1:])
    if background is None:
        dark = generator("inks", prompt, seed).random() < _DARK_SHARE
        ground = _ground(chosen[0], tones, are_requested=bool(colors), dark=dark)
    else:
        ground = chosen[0]
    far = np.abs(tones - ground).max(axis=1) > _APART
    tones = tones[far] if far.any() else _toward(ground, _opposite(ground), 0.75)[None, :]
    if two_tone:
        apart = np.abs(luminance(tones) - luminance(ground[None, :]))
        one, back = _rgb(tones[int(apart.argmax())]), _rgb(ground)
        return Inks(back, one, one, back, one, one, (one,))
    return _by_role(tones, ground)


def mixed(first: Rgb, second: Rgb, share: float) -> Rgb:
    """The colour that is so much of the second, 0..1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _ground(chosen: Palette, tones: Palette, *, are_requested: bool, dark: bool) -> Palette:
    """A pale ground, or a dark one if the palette has a dark colour for it."""
    if are_requested:
        return tones[-1] if len(tones) > 2 else _toward(tones[-1], 1.0, 0.9)
    if dark and float(luminance(chosen[None, :])[0]) < _DARK_GROUND:
        return _toward(chosen, 0.06, 0.45)
    return _toward(tones[-1], 1.0, 0.72)


def _by_role(tones: Palette, ground: Palette) -> Inks:
    order = np.argsort(-_strength(tones, ground), kind="stable")
    main = tones[order[0]]
    accent = _toward(main, _opposite(main), 0.45)
    if len(tones) > 1:
        # As strong as can be and yet another colour than the main one.
        others = np.abs(tones - main).sum(axis=1)
        strength = np.where(others > 0, _strength(tones, ground) * 0.5 + others, -1.0)
        accent = tones[int(strength.argmax())]
    dark = _toward(tones[0], 0.04, 0.5)
    if abs(float(luminance(dark[None, :])[0] - luminance(ground[None, :])[0])) < _APART:
        dark = _toward(tones[-1], 1.0, 0.3)
    return Inks(
        ground=_rgb(ground),
        main=_rgb(main),
        shade=_rgb(_toward(main, 0.0, 0.2)),
        light=_rgb(_toward(main, 1.0, 0.55)),
        accent=_rgb(accent),
        dark=_rgb(dark),
        tones=tuple(_rgb(tone) for tone in tones),
    )


def _distinct(tones: Palette) -> Palette:
    kept = [tones[0]]
    for tone in tones[1:]:
        if all(float(np.abs(tone - other).max()) > 0.04 for other in kept):
            kept.append(tone)
    found = np.stack(kept)
    ordered: Palette = found[np.argsort(luminance(found), kind="stable")]
    return ordered


def _strength(tones: Palette, ground: Palette) -> Palette:
    """How well each tone stands out: by its own colour, and from the ground."""
    colourful = tones.max(axis=1) - tones.min(axis=1)
    apart: Palette = np.abs(tones - ground).max(axis=1) + colourful * np.float32(1.3)
    return apart


def _toward(colour: Palette, level: float, share: float) -> Palette:
    return colour + (np.float32(level) - colour) * np.float32(share)


def _opposite(colour: Palette) -> float:
    return 0.05 if float(luminance(colour[None, :])[0]) > 0.5 else 0.97


def _rgb(colour: Palette) -> Rgb:
    red, green, blue = (round(min(max(float(value), 0.0), 1.0) * 255) for value in colour)
    return red, green, blue
