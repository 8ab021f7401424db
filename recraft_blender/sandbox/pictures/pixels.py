# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The arrays that pictures are handed round in, and their way to floating point and back."""

from __future__ import annotations

import hashlib
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .noise import Field

Pixels: TypeAlias = NDArray[np.uint8]
"""(height, width, 3 or 4) sRGB with straight alpha, top row first."""
Mask: TypeAlias = NDArray[np.bool_]
"""(height, width), true where something is to happen."""

OPAQUE = 255


def require_picture(pixels: Pixels) -> None:
    """Raises ValueError unless `pixels` are (height, width, 3 or 4) of uint8, and not empty."""
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or pixels.dtype != np.uint8:
        raise ValueError("A picture must be (height, width, 3 or 4) of uint8.")
    if pixels.size == 0:
        raise ValueError("A picture must have at least one pixel.")


def require_mask(mask: Mask, pixels: Pixels) -> None:
    """Raises ValueError unless both are a picture and a mask of its size."""
    require_picture(pixels)
    if mask.shape != pixels.shape[:2] or mask.dtype != np.bool_:
        raise ValueError("A mask must be (height, width) of bool and as large as its picture.")


def colour(pixels: Pixels) -> Field:
    """(height, width, 3) float32 sRGB in 0..1."""
    return pixels[:, :, :3].astype(np.float32) * np.float32(1 / 255)


def alpha(pixels: Pixels) -> Field:
    """(height, width) float32 opacity in 0..1; all 1 for a picture without alpha."""
    if pixels.shape[2] == 3:
        return np.ones(pixels.shape[:2], np.float32)
    return pixels[:, :, 3].astype(np.float32) * np.float32(1 / 255)


def as_bytes(field: Field) -> NDArray[np.uint8]:
    """Values in 0..1, rounded to 0..255; what is outside is clipped."""
    scaled = np.clip(field, 0.0, 1.0)
    scaled *= 255.0
    scaled += 0.5
    return scaled.astype(np.uint8)


def joined(rgb: Field, opacity: Field | None) -> Pixels:
    """A picture of colours in 0..1 and, if given, opacity in 0..1."""
    if opacity is None:
        return as_bytes(rgb)
    return np.concatenate([as_bytes(rgb), as_bytes(opacity)[:, :, None]], axis=2)


def like(pixels: Pixels, rgb: Field, opacity: Field) -> Pixels:
    """A picture of these colours, with the opacity only if `pixels` have one."""
    return joined(rgb, opacity if pixels.shape[2] == 4 else None)


def generator(*parts: object) -> np.random.Generator:
    """A random generator that depends on the parts' text and on nothing else."""
    text = "\0".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    return np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(text).digest()[:16])))
