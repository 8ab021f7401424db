# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Enlarges pictures: crisply as they are, or creatively with fine detail that was not there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from .noise import Field, bands, fbm
from .pixels import OPAQUE, Pixels, generator, require_picture
from .resampling import BILINEAR, blurred, resized, resized_pixels

# Detail repeats after so many pixels; a wave of it is a few pixels of the result wide.
_TILE_PX = 512
_DETAIL_CELLS = 96
_DETAIL = 15.0
_EVERYWHERE = 0.16
_RADIUS_PX = 0.6
_SHARPENING_PERCENT = 40
_CREATIVE_PERCENT = 130


def upscale(pixels: Pixels, factor: int, *, creative: bool = False, seed: int = 0) -> Pixels:
    """`pixels` enlarged by a whole factor, with as many channels.

    Crisp: a Lanczos filter and gentle sharpening that never overshoots. Creative: sharper, with
    detail drawn in by the seed where the picture has structure; the seed means nothing otherwise.
    Raises ValueError for a factor below 1.
    """
    require_picture(pixels)
    if factor < 1:
        raise ValueError("A picture can be enlarged by 1 or more.")
    height, width = pixels.shape[0] * factor, pixels.shape[1] * factor
    percent = _CREATIVE_PERCENT if creative else _SHARPENING_PERCENT
    crisp = pixels.copy()
    crisp[:, :, :3] = sharpened(pixels[:, :, :3], radius=_RADIUS_PX, percent=percent)
    if not creative:
        return _kept_in_range(resized_pixels(crisp, width, height), pixels)
    large = resized_pixels(crisp, width, height)
    rgb = detailed(large[:, :, :3], _structure(pixels), seed=seed)
    return np.concatenate([rgb, large[:, :, 3:]], axis=2) if large.shape[2] == 4 else rgb


def sharpened(rgb: NDArray[np.uint8], *, radius: float, percent: int) -> NDArray[np.uint8]:
    """(height, width, 3) colours under an unsharp mask of that radius in pixels."""
    image = Image.fromarray(np.ascontiguousarray(rgb))
    return np.asarray(image.filter(ImageFilter.UnsharpMask(radius, percent, threshold=0)))


def detailed(
    rgb: NDArray[np.uint8], strength: Field, *, seed: int, amount: float = _DETAIL
) -> NDArray[np.uint8]:
    """Fine light and dark detail on (height, width, 3) colours, `amount` of 255 at the most.

    strength: a field of any size with the picture's proportions, 0..1.
    """
    height, width = rgb.shape[:2]
    tile = _tile(seed)
    across = np.arange(width) % _TILE_PX
    wanted = resized(strength, width, height)
    out = np.empty_like(rgb)
    for rows in bands(height):
        down = np.arange(rows.start, rows.stop) % _TILE_PX
        wave = tile[down[:, None], across] * wanted[rows] * np.float32(amount)
        # Deep shadows and bright lights have less room for it.
        light = rgb[rows].max(axis=2).astype(np.float32) * np.float32(1 / OPAQUE)
        wave *= 0.35 + 2.6 * light * (1.0 - light)
        out[rows] = np.clip(rgb[rows] + wave[:, :, None] + 0.5, 0, OPAQUE)
    return out


def _tile(seed: int) -> Field:
    """A periodic square of detail in -1..1: short strokes in all directions, and grain."""
    rng = generator("detail", seed)
    cells = (_DETAIL_CELLS, _DETAIL_CELLS)
    strokes = fbm(rng, _TILE_PX, _TILE_PX, cells=cells, octaves=2, ridged=True)
    grain = fbm(rng, _TILE_PX, _TILE_PX, cells=(180, 180), octaves=1)
    tile = strokes - float(strokes.mean()) + grain * 0.5
    return np.clip(tile / (float(np.abs(tile).max()) * 0.7), -1.0, 1.0).astype(np.float32)


def _structure(pixels: Pixels) -> Field:
    """Where the picture has texture and shading, 0..1: flat paper and sky stay nearly clean."""
    light = pixels[:, :, :3].astype(np.float32).mean(axis=2) * np.float32(1 / OPAQUE)
    contrast = np.sqrt(np.maximum(blurred((light - blurred(light, 3.0)) ** 2, 3.0), 0.0))
    # A hard edge between flat colours is not texture: what is spread over its surroundings is.
    contrast = np.minimum(contrast, 2.0 * blurred(np.minimum(contrast, 0.06), 6.0))
    strength = np.clip(contrast / 0.05, 0.0, 1.0)
    return np.asarray(_EVERYWHERE + (1 - _EVERYWHERE) * strength, np.float32)


def _kept_in_range(large: Pixels, small: Pixels) -> Pixels:
    """The large picture within what the neighbours in the small one have: no halos at edges."""
    image = Image.fromarray(np.ascontiguousarray(small[:, :, :3]))
    size = large.shape[1], large.shape[0]
    if min(image.size) < 3:
        return large
    low = np.asarray(image.filter(ImageFilter.MinFilter(3)).resize(size, BILINEAR))
    high = np.asarray(image.filter(ImageFilter.MaxFilter(3)).resize(size, BILINEAR))
    out = large.copy()
    for rows in bands(large.shape[0]):
        inside = np.minimum(np.maximum(large[rows, :, :3], low[rows]), high[rows])
        out[rows, :, :3] = inside
    return out
