# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paints what a prompt asks for into a part of a picture, or behind its subject."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .draw import SMALLEST_SIDE, draw_texture
from .matting import remove_background
from .membrane import membrane
from .noise import Field, smoothstep
from .palette import Rgb
from .pixels import Mask, Pixels, alpha, colour, like, require_mask, require_picture
from .resampling import blurred

# The new part takes on this much of the light and dark round it.
_LIGHT = 0.6
_DARKEST, _BRIGHTEST = 0.7, 1.3
# Widths as shares of the picture's shorter side.
_SOFT_EDGE = 0.012
_SHADOW = 0.03
_SHADOW_DEPTH = 0.4
_FAR_BLUR = 0.0015


def inpaint(
    pixels: Pixels,
    mask: Mask,
    prompt: str,
    *,
    seed: int,
    colors: Sequence[Rgb] = (),
    background: Rgb | None = None,
) -> Pixels:
    """`pixels` with a texture for the prompt under the mask, lit as its surroundings are.

    Its edge is soft towards the inside: outside the mask every pixel stays as it is. Raises
    ValueError for a mask of another size.
    """
    require_mask(mask, pixels)
    texture = _texture(pixels, prompt, seed, colors, background)
    if not mask.any():
        return pixels.copy()
    rgb = colour(pixels)
    if not mask.all():
        around = membrane(rgb, mask)
        texture = _lit(texture, around, mask)
        inside = _inside(mask)[:, :, None]
        texture = around + (texture - around) * inside
    opacity = _opacity_under(alpha(pixels), mask)
    out = pixels.copy()
    out[mask] = like(pixels, texture, opacity)[mask]
    return out


def generate_background(
    pixels: Pixels,
    mask: Mask,
    prompt: str,
    *,
    seed: int,
    colors: Sequence[Rgb] = (),
    background: Rgb | None = None,
) -> Pixels:
    """`pixels` with a ground for the prompt under the mask, on which the rest casts a soft shadow.

    Outside the mask every pixel stays as it is. Raises ValueError for a mask of another size.
    """
    require_mask(mask, pixels)
    ground = _ground(_texture(pixels, prompt, seed, colors, background), ~mask * np.float32(1.0))
    out = pixels.copy()
    out[mask] = like(pixels, ground, np.ones(mask.shape, np.float32))[mask]
    return out


def replace_background(
    pixels: Pixels,
    prompt: str,
    *,
    seed: int,
    colors: Sequence[Rgb] = (),
    background: Rgb | None = None,
) -> Pixels:
    """The picture's subject, found as remove_background() does, on a ground for the prompt."""
    require_picture(pixels)
    cut = remove_background(pixels)
    share = alpha(cut)
    ground = _ground(_texture(pixels, prompt, seed, colors, background), share)
    rgb = ground + (colour(cut) - ground) * share[:, :, None]
    return like(pixels, rgb, np.ones_like(share))


def _texture(
    pixels: Pixels, prompt: str, seed: int, colors: Sequence[Rgb], background: Rgb | None
) -> Field:
    height, width = pixels.shape[:2]
    drawn = draw_texture(
        prompt,
        width=max(width, SMALLEST_SIDE),
        height=max(height, SMALLEST_SIDE),
        seed=seed,
        colors=colors,
        background=background,
    )
    return colour(drawn)[:height, :width]


def _lit(texture: Field, around: Field, mask: Mask) -> Field:
    """The texture, lighter and darker as its surroundings are lighter and darker on average."""
    light = around.mean(axis=2)
    light = blurred(light, min(mask.shape) * 0.02)
    mean = max(float(light[mask].mean()), 0.02)
    gain = np.clip(1.0 + (light / mean - 1.0) * _LIGHT, _DARKEST, _BRIGHTEST)
    lit: Field = texture * gain[:, :, None]
    return lit


def _inside(mask: Mask) -> Field:
    """0 at the mask's edge and 1 further in, but 1 in the middle of however narrow a mask."""
    radius = max(1.0, min(mask.shape) * _SOFT_EDGE)
    # Blurred, the mask is a half at a straight edge and less at corners.
    depth = blurred(mask.astype(np.float32), radius)
    return smoothstep(0.35, 0.95, depth / max(float(depth.max()), 1e-3))


def _opacity_under(opacity: Field, mask: Mask) -> Field:
    """Opaque where something is painted."""
    return np.where(mask, np.float32(1.0), opacity)


def _ground(texture: Field, subject: Field) -> Field:
    """The texture as a ground behind the subject: a little out of focus, and in its shadow."""
    short = min(subject.shape)
    far = blurred(texture, short * _FAR_BLUR)
    shadow = blurred(subject, short * _SHADOW)
    drop = round(short * _SHADOW * 0.5)
    lowered = np.zeros_like(shadow)
    lowered[drop:] = shadow[: shadow.shape[0] - drop]
    light: Field = 1.0 - _SHADOW_DEPTH * smoothstep(0.0, 1.0, lowered)
    return far * light[:, :, None]
