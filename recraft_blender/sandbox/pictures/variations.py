# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a picture out of another one: near to it or far from it, in another shape, or refined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np

from .colouring import ramp
from .draw import SMALLEST_SIDE, draw_texture
from .noise import Field, displaced, fbm, normalized, smoothstep
from .palette import Rgb, luminance, palette
from .pixels import OPAQUE, Pixels, alpha, as_bytes, colour, generator, like, require_picture
from .resampling import blurred, resized_pixels
from .upscaling import detailed, sharpened

Refinement: TypeAlias = Literal["subtle", "moderate"]

# Bands of detail: the wider the blur (as a share of the shorter side), the later it is replaced.
_BANDS = (0.0, 0.004, 0.016, 0.06)
_EARLIEST, _LATEST = 0.9, 1.6
_COMPOSITION = 0.6
_REFINED: dict[str, tuple[int, float, float]] = {
    "subtle": (45, 0.12, 5.0),
    "moderate": (95, 0.3, 10.0),
}
"""Sharpening in percent, local contrast, and the height of the detail in 1/255."""


def image_to_image(
    pixels: Pixels,
    prompt: str,
    *,
    strength: float,
    seed: int,
    colors: Sequence[Rgb] = (),
    background: Rgb | None = None,
) -> Pixels:
    """`pixels` repainted in the colours and the texture of a prompt, on the same composition.

    strength: 0 leaves the picture as it is, 1 repaints all of it; fine detail gives way first.
    """
    require_picture(pixels)
    source = colour(pixels)
    target = _repainted(source, prompt, seed, colors, background)
    difference = target - source
    out = source.copy()
    short = min(source.shape[:2])
    for number, radius in enumerate(_BANDS):
        coarser = _BANDS[number + 1] if number + 1 < len(_BANDS) else None
        band = blurred(difference, radius * short)
        if coarser is not None:
            band = band - blurred(difference, coarser * short)
        power = _EARLIEST + (_LATEST - _EARLIEST) * number / (len(_BANDS) - 1)
        out += band * np.float32(strength**power)
    return like(pixels, out, alpha(pixels))


def variate(pixels: Pixels, *, width: int, height: int, seed: int) -> Pixels:
    """Another take on the picture in that size: its parts shifted and bent, its colours turned."""
    require_picture(pixels)
    rng = generator("variate", seed)
    bent = _bent(_cropped(pixels, width, height, rng), rng)
    rgb = colour(bent)
    grey = rgb.mean(axis=2, keepdims=True)
    # A small turn between the colour channels, so that greys stay grey.
    turn = np.eye(3) + (rng.random((3, 3)) - 0.5) * 0.24
    turn /= turn.sum(axis=1, keepdims=True)
    saturation = 0.9 + 0.3 * float(rng.random())
    rgb = grey + ((rgb - grey) @ turn.T.astype(np.float32)) * np.float32(saturation)
    rgb *= np.float32(0.94 + 0.12 * float(rng.random()))
    return like(bent, rgb, alpha(bent))


def refine(
    pixels: Pixels, refinement: Refinement, *, width: int, height: int, seed: int = 0
) -> Pixels:
    """The picture in that size with crisper edges, more local contrast and fine detail."""
    require_picture(pixels)
    percent, contrast, amount = _REFINED[refinement]
    large = resized_pixels(pixels, width, height)
    radius = max(0.8, min(2.0, 0.8 * width / pixels.shape[1]))
    rgb = sharpened(large[:, :, :3], radius=radius, percent=percent)
    light = rgb.astype(np.float32).mean(axis=2) * np.float32(1 / OPAQUE)
    local = light - blurred(light, min(width, height) * 0.02)
    boosted = colour(rgb) + (np.clip(local, -0.25, 0.25) * np.float32(contrast))[:, :, None]
    texture = blurred(np.abs(light - blurred(light, 2.0)), 6.0)
    strength = 0.25 + 0.75 * smoothstep(0.004, 0.03, texture)
    rgb = detailed(as_bytes(boosted), strength, seed=seed, amount=amount)
    return rgb if pixels.shape[2] == 3 else np.concatenate([rgb, large[:, :, 3:]], axis=2)


def _repainted(
    source: Field, prompt: str, seed: int, colors: Sequence[Rgb], background: Rgb | None
) -> Field:
    """What full strength leads to: the prompt's texture, light and dark where the source is."""
    height, width = source.shape[:2]
    drawn = draw_texture(
        prompt,
        width=max(width, SMALLEST_SIDE),
        height=max(height, SMALLEST_SIDE),
        seed=seed,
        colors=colors,
        background=background,
    )
    texture = colour(drawn)[:height, :width]
    light = blurred(source.mean(axis=2), min(height, width) * 0.006)
    rank = _evened(light)
    shades = palette(prompt, seed=seed, colors=colors, background=background)
    shades = shades[np.argsort(luminance(shades), kind="stable")]
    steps = ramp(shades, plateau=0.0)
    composed = steps[(rank * (len(steps) - 1)).astype(np.intp)]
    fine = texture - blurred(texture, min(height, width) * 0.03)
    repainted: Field = composed * _COMPOSITION + texture * (1 - _COMPOSITION)
    return repainted + fine * _COMPOSITION


def _evened(field: Field) -> Field:
    """The field with its values spread, half evenly and half as they are, over 0..1."""
    own = normalized(field)
    counts, edges = np.histogram(own, bins=256, range=(0.0, 1.0))
    share = np.cumsum(counts) / field.size
    even = np.interp(own, edges[1:], share)
    return np.clip(own * 0.5 + even * 0.5, 0.0, 1.0).astype(np.float32)


def _cropped(pixels: Pixels, width: int, height: int, rng: np.random.Generator) -> Pixels:
    """A part of the picture in the new proportion, perhaps mirrored, in the new size."""
    rows, columns = pixels.shape[:2]
    zoom = 0.82 + 0.16 * float(rng.random())
    scale = min(rows / height, columns / width) * zoom
    part = max(1, int(height * scale)), max(1, int(width * scale))
    top = int(rng.integers(0, rows - part[0] + 1))
    left = int(rng.integers(0, columns - part[1] + 1))
    crop = pixels[top : top + part[0], left : left + part[1]]
    if rng.random() < 0.5:
        crop = crop[:, ::-1]
    return resized_pixels(crop, width, height)


def _bent(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """The picture drawn out here and pushed together there, most in its middle."""
    height, width = pixels.shape[:2]
    reach = min(width, height) * 0.09
    down = np.linspace(0.0, 1.0, height, dtype=np.float32)[:, None]
    across = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :]
    # Nothing may be taken from beyond the edges.
    free = smoothstep(0.0, 0.25, np.minimum(down, 1 - down))
    free = free * smoothstep(0.0, 0.25, np.minimum(across, 1 - across)) * np.float32(reach)
    dx = fbm(rng, width, height, cells=(3, 3), octaves=2) * free
    dy = fbm(rng, width, height, cells=(3, 3), octaves=2) * free
    out = np.empty_like(pixels)
    for channel in range(pixels.shape[2]):
        layer = displaced(pixels[:, :, channel].astype(np.float32), dx, dy)
        out[:, :, channel] = np.clip(layer + 0.5, 0, OPAQUE)
    return out
