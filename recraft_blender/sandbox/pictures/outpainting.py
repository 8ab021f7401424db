# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Continues a picture beyond its edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .erasing import layered, unlayered
from .matting import subject_mask
from .membrane import membrane, seamless
from .patches import fill
from .pixels import Mask, Pixels, generator, require_picture
from .regions import border, connected, grown
from .resampling import resized_pixels
from .trend import trend

_LARGEST_SUBJECT = 0.7
_WORKING_PX = 176


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the source lies in the larger picture; pixels, from the upper left corner."""

    width: int
    height: int
    x: int
    y: int
    source_width: int
    source_height: int


def outpaint_frame(
    width: int,
    height: int,
    *,
    left: int = 0,
    right: int = 0,
    top: int = 0,
    bottom: int = 0,
    size: tuple[int, int] | None = None,
    zoom_out_percentage: float = 0.0,
) -> Frame:
    """Where a source of width by height pixels lies when its canvas is enlarged.

    The source shrinks by the percentage about its middle. With a size it lies in the middle of a
    canvas of that size, smaller if it would not fit; else the canvas grows by so many pixels on
    each side.
    """
    scale = 1.0 - zoom_out_percentage / 100.0
    if size is not None:
        scale *= min(1.0, size[0] / width, size[1] / height)
    inner = max(1, round(width * scale)), max(1, round(height * scale))
    if size is not None:
        return Frame(*size, (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2, *inner)
    x, y = left + (width - inner[0]) // 2, top + (height - inner[1]) // 2
    return Frame(width + left + right, height + top + bottom, x, y, *inner)


def outpaint(pixels: Pixels, prompt: str, frame: Frame, *, seed: int) -> Pixels:
    """The picture in its frame, with the new part continuing its colours and texture.

    Of the prompt and the seed comes the chance in it. The source is kept as it is, or only resized
    if the frame has another size for it. Raises ValueError if it does not fit in.
    """
    require_picture(pixels)
    inner = resized_pixels(pixels, frame.source_width, frame.source_height)
    sides = _sides(frame)
    if min(min(pair) for pair in sides) < 0:
        raise ValueError("The source does not fit into the frame.")
    if max(max(pair) for pair in sides) == 0:
        return inner.copy()
    subject = _subject(inner)
    layers = layered(inner)
    course = trend(layers, np.flatnonzero(~subject))
    (top, bottom), (left, right) = sides
    # Mirrored at its edges, the ground is a good beginning for what lies beyond them.
    plate = membrane(layers - course.field(), subject)
    values = np.pad(plate, (*sides, (0, 0)), mode="symmetric")
    new = np.pad(np.zeros_like(subject), sides, constant_values=True)
    unknown = np.pad(subject, sides, constant_values=True)
    rng = generator("outpaint", prompt, seed)
    filled = fill(values, unknown, rng, start=values, longest=_WORKING_PX)
    filled = seamless(filled, values, new)
    filled += course.field(top=top, bottom=bottom, left=left, right=right)
    out = unlayered(filled, pixels.shape[2])
    out[~new] = inner.reshape(-1, pixels.shape[2])
    return out


def _subject(pixels: Pixels) -> Mask:
    """What stands free in the picture, and shall not stand a second time beside it.

    Something that reaches the edge goes on beyond it: it belongs to what is continued.
    """
    subject = grown(subject_mask(pixels), 3)
    free: Mask = subject & ~connected(subject, border(subject))
    return free if float(free.mean()) < _LARGEST_SUBJECT else np.zeros_like(free)


def _sides(frame: Frame) -> tuple[tuple[int, int], tuple[int, int]]:
    return (
        (frame.y, frame.height - frame.y - frame.source_height),
        (frame.x, frame.width - frame.x - frame.source_width),
    )
