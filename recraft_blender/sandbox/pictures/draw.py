# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the picture for a prompt: a pattern, coloured and lit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .colouring import coloured, ramp, tones
from .noise import Field, smoothstep
from .palette import Palette, Rgb, overgrowth, palette
from .patterns import PATTERNS, pattern_name
from .surface import Canvas, Surface

# How far each of several requested colours keeps to itself instead of blending into the next.
_PLATEAU = 0.85
# Below this share of the picture the material leaves the darkest colour to the ground.
_MOSTLY_MATERIAL = 0.75
# Above this share the ground is next to invisible: where one is asked for, the deepest tones open,
# from none of the material to all of it between these ranks.
_HARDLY_OPEN = 0.9
_DEEPEST = (0.07, 0.16)
_DETAIL_LIGHT = 0.22
SMALLEST_SIDE = 16
"""The smallest width and height, in pixels, that a texture can have."""


def draw_texture(
    prompt: str,
    *,
    width: int,
    height: int,
    seed: int,
    colors: Sequence[Rgb] = (),
    background: Rgb | None = None,
) -> NDArray[np.uint8]:
    """A tileable texture for `prompt`: (height, width, 3) uint8 sRGB, top row first.

    width, height: pixels, at least 16. colors: sRGB 0..255 that make up the picture. background:
    the colour of joints, gaps and whatever else lies behind. Equal arguments give equal bytes.
    Raises ValueError for smaller sizes.
    """
    if min(width, height) < SMALLEST_SIDE:
        raise ValueError(f"A texture's sides must be at least {SMALLEST_SIDE} pixels.")
    canvas = Canvas(width, height, _generator(prompt, seed))
    kind = pattern_name(prompt, seed)
    surface = PATTERNS[kind](canvas)
    chosen = palette(prompt, seed=seed, colors=colors, background=background)
    if background is not None:
        surface = _uncovered(surface)
    ground, material = chosen[0], _material(chosen, surface)
    if colors:
        rgb = _requested(surface, material)
        crisp = replace(surface, cover=smoothstep(0.2, 0.8, surface.cover))
        return coloured(canvas, crisp, rgb, ground, calm=True)
    steps = tones(surface.tone + surface.detail, surface.cover, spread=surface.spread)
    rgb = ramp(material, plateau=0.0)[steps]
    layer = overgrowth(prompt, kind=kind)
    if layer is not None:
        surface, rgb = _overgrown(canvas, surface, rgb, layer)
    return coloured(canvas, surface, rgb, ground, calm=False)


def _uncovered(surface: Surface) -> Surface:
    """The surface, showing the ground in its deepest tones if it hardly does elsewhere."""
    if _share(surface) < _HARDLY_OPEN:
        return surface
    depth = tones(surface.tone + surface.detail, surface.cover, spread=1.0).astype(np.float32)
    low, high = _DEEPEST
    bare = smoothstep(low, high, depth * np.float32(1.0 / depth.max()))
    return replace(surface, cover=surface.cover * bare)


def _requested(surface: Surface, material: Palette) -> Field:
    """Each requested colour in its own parts of the surface, with detail as light and dark only."""
    rgb: Field = ramp(material, plateau=_PLATEAU)[tones(surface.tone, surface.cover, spread=1.0)]
    detail = np.clip(np.atleast_2d(surface.detail), -1.0, 1.0).astype(np.float32)
    # Summed as whole numbers: the order in which machines add fractions is not the same on all.
    steps = np.rint(detail * 256.0).astype(np.int64)
    detail = detail - float(int(steps.sum()) / (256 * steps.size))
    return np.clip(rgb * (1.0 + detail[..., None] * _DETAIL_LIGHT), 0.0, 1.0)


def _share(surface: Surface) -> float:
    """How much of the picture the material covers, 0..1."""
    return float(surface.cover.mean(dtype=np.float64))


def _material(chosen: Palette, surface: Surface) -> Palette:
    """The material's colours, without the ground's own where much of it shows anyway."""
    others = chosen[1:][(chosen[1:] != chosen[0]).any(axis=1)]
    return chosen[1:] if _share(surface) > _MOSTLY_MATERIAL or not len(others) else others


def _overgrown(
    canvas: Canvas, surface: Surface, rgb: Field, layer: Palette
) -> tuple[Surface, Field]:
    """The surface and its colours under patches of `layer`, thickest where the ground is near."""
    tufts = canvas.noise(24, 4, gain=0.7)
    thick = canvas.noise(3, 6, gain=0.6) + tufts * 0.25 + (1 - surface.cover) * 0.35 - 0.12
    amount = smoothstep(-0.02, 0.16, thick)
    full = np.ones_like(amount)
    grown = ramp(layer, plateau=0.0)[tones(tufts + thick * 0.5, full, spread=0.6)]
    rgb += (grown - rgb) * amount[:, :, None]
    relief = surface.relief + amount * (0.004 + tufts * 0.006)
    cover = np.maximum(surface.cover, amount)
    return replace(surface, relief=relief, cover=cover, gloss=surface.gloss * 0.4), rgb


def _generator(prompt: str, seed: int) -> np.random.Generator:
    digest = hashlib.sha256(f"{seed}\0{prompt}".encode("utf-8", "surrogatepass")).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))
