# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main colours of a picture: the box of colours that varies most is cut, again and again.

Heckbert's median cut (SIGGRAPH 1982), but where the two sides vary least (Wan, Wong and
Prusinkiewicz 1990, Otsu's threshold), so that a small patch of another colour gets its own box.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

OPAQUE = 0.5
# Equal colours have a little of it by rounding; a step of 8 bits in one pixel has 1e-5.
NO_SPREAD = 1e-6


def main_colors(pixels: NDArray[np.float32], *, most: int) -> list[tuple[float, float, float]]:
    """Up to `most` colours of (height, width, 3 or 4) pixels, the commonest first.

    Pixels that are more transparent than not do not count; none at all gives an empty list.
    """
    colors = pixels.reshape(-1, pixels.shape[2])
    if colors.shape[1] > 3:
        colors = colors[colors[:, 3] >= OPAQUE]
    boxes = [colors[:, :3]] if len(colors) else []
    while len(boxes) < most:
        widest = max(range(len(boxes)), key=lambda place: _spread(boxes[place]), default=None)
        if widest is None or _spread(boxes[widest]) <= NO_SPREAD:
            break
        boxes[widest : widest + 1] = _halves(boxes[widest])
    boxes.sort(key=len, reverse=True)
    return [_mean(box) for box in boxes]


def _spread(box: NDArray[np.float32]) -> float:
    """How much a box gains by being cut: its variance along its widest channel."""
    return float(box.var(axis=0, dtype=np.float64).max() * len(box))


def _halves(box: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    channel = int(box.var(axis=0, dtype=np.float64).argmax())
    values = box[:, channel]
    ordered = np.sort(values).astype(np.float64)
    count = np.arange(1, len(ordered))
    away = np.cumsum(ordered - ordered.mean())[:-1]
    between = away**2 / (count * (len(ordered) - count))
    between[ordered[1:] == ordered[:-1]] = -1.0  # equal colours stay together
    low = values <= ordered[int(between.argmax())]
    return [box[low], box[~low]]


def _mean(box: NDArray[np.float32]) -> tuple[float, float, float]:
    red, green, blue = (float(value) for value in box.mean(axis=0, dtype=np.float64))
    return red, green, blue
