# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resizes and blurs: fields of numbers, and pictures with their colours weighted by opacity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from .noise import Field
from .pixels import Pixels

LANCZOS = Image.Resampling.LANCZOS
BICUBIC = Image.Resampling.BICUBIC
BILINEAR = Image.Resampling.BILINEAR
BOX = Image.Resampling.BOX
NEAREST = Image.Resampling.NEAREST

# Wider blurs than this are made on a smaller picture, where nobody sees the difference.
_WIDEST_DIRECT_PX = 3.0


def resized(field: Field, width: int, height: int, *, kind: Image.Resampling = BILINEAR) -> Field:
    """A field of (height, width) or (height, width, channels), resampled to another size."""
    if field.shape[:2] == (height, width):
        return field
    if field.ndim == 3:
        layers = [resized(layer, width, height, kind=kind) for layer in np.moveaxis(field, 2, 0)]
        return np.stack(layers, axis=2)
    image = Image.fromarray(np.ascontiguousarray(field, np.float32))
    return np.asarray(image.resize((width, height), kind))


def resized_mask(mask: NDArray[np.bool_], width: int, height: int) -> Field:
    """The share of each new pixel that the mask covers, 0..1."""
    kind = BOX if width < mask.shape[1] else BILINEAR
    return resized(mask.astype(np.float32), width, height, kind=kind)


def resized_pixels(
    pixels: Pixels, width: int, height: int, *, kind: Image.Resampling = LANCZOS
) -> Pixels:
    """A picture in another size, without dark or light seams where it is transparent."""
    if pixels.shape[:2] == (height, width):
        return pixels
    image = Image.fromarray(np.ascontiguousarray(pixels))
    # Of RGBA, Pillow weights the colours by their opacity.
    return np.asarray(image.resize((width, height), kind))


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """The size with its longer side no more than `longest` pixels, in the same proportion."""
    scale = min(1.0, longest / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def blurred(field: Field, radius: float) -> Field:
    """A field of (height, width) or (height, width, channels) under a Gaussian of that deviation.

    The picture's edge pixels continue beyond it.
    """
    if radius <= 0:
        return field
    if radius <= _WIDEST_DIRECT_PX:
        return _convolved(_convolved(field, radius, axis=0), radius, axis=1)
    height, width = field.shape[:2]
    factor = radius / (_WIDEST_DIRECT_PX * 0.6)
    small = max(1, round(width / factor)), max(1, round(height / factor))
    # Shrinking and growing blur a little themselves.
    rest = (radius * radius - factor * factor * 0.25) ** 0.5 / factor
    # Not BOX: it may pass over single pixels where the sizes do not divide.
    shrunk = resized(field, *small, kind=BILINEAR)
    return resized(blurred(shrunk, min(rest, _WIDEST_DIRECT_PX)), width, height, kind=BICUBIC)


def _convolved(field: Field, radius: float, *, axis: int) -> Field:
    reach = max(1, int(np.ceil(radius * 2.5)))
    weights = np.exp(-0.5 * (np.arange(reach + 1) / radius) ** 2)
    weights /= weights[0] + 2 * weights[1:].sum()
    padding = [(0, 0)] * field.ndim
    padding[axis] = (reach, reach)
    padded = np.pad(field, padding, mode="edge")
    size = field.shape[axis]

    def moved(by: int) -> Field:
        window = [slice(None)] * field.ndim
        window[axis] = slice(reach + by, reach + by + size)
        return padded[tuple(window)]

    out = moved(0) * np.float32(weights[0])
    for step in range(1, reach + 1):
        pair = moved(step) + moved(-step)
        pair *= np.float32(weights[step])
        out += pair
    return out


def spread(field: Field, weight: Field, radius: float) -> Field:
    """The average of (height, width, channels) values round each pixel, by (height, width) weight.

    Where no weight is near, what is a little further, and in the end the average of all, counts.
    """
    total = np.maximum(weight.sum(dtype=np.float64), 1e-9)
    mean = (field * weight[:, :, None]).sum(axis=(0, 1), dtype=np.float64) / total
    out = np.broadcast_to(mean.astype(np.float32), field.shape)
    for wide in (radius * 8, radius * 3, radius):
        share = blurred(weight, wide)
        near = blurred(field * weight[:, :, None], wide)
        # The wider average counts as much as this share of a full neighbourhood.
        prior = np.float32(0.002)
        share = np.maximum(share, 0.0)[:, :, None]
        out = (near + out * prior) / (share + prior)
    return out
