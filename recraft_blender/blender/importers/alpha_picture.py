# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture as an alpha plane needs it: the image, which part counts, and colour to its very edge.

EEVEE mixes the colours of invisible pixels into the edge, so these are bled. A worker should have
done so in the file; here it is done in memory for packed pictures that need it, since a picture in
the user's folder is not ours to change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...raster.bleed import bleed, needs_bleed
from ...raster.subject import Subject, find_subject
from ...raster.trim import Box
from .alpha_material import has_alpha
from .image import load_readable, pack_again

if TYPE_CHECKING:
    from pathlib import Path

    from bpy.types import ID, Image

    from ...jobs.job import Job

_LOOKED_AT = "recraft_bled"
"""The custom property of an image whose pixels need no bleeding any more."""

_MOST_BLED = 2048 * 2048
"""Pixels; larger pictures would hold Blender up for many seconds, for their edges' sake."""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image, its width and height in pixels, and where its subject is."""

    image: Image
    size: tuple[int, int]
    subject: Subject

    @property
    def whole(self) -> Box:
        """All of it."""
        return Box(0, 0, *self.size)

    @property
    def body(self) -> Box:
        """The subject, or all where there is nothing to see."""
        return self.subject.box or self.whole


def load_picture(
    job: Job,
    file: Path,
    made: list[ID],
    *,
    pack: bool,
    subject: Subject | None = None,
    outlines: bool = False,
    margin_px: int = 0,
) -> Picture:
    """Load a picture, or use it again, and find its subject.

    `subject`, if it is known, saves reading the pixels. Raises ImportRefusedError as
    `load_readable` does.
    """
    image = load_readable(job, file, made, pack=pack)
    # PNG and WebP are; interpolation and film would be wrong with any other.
    if image.alpha_mode != "STRAIGHT" and not image.is_float:  # setting it reads the file anew
        image.alpha_mode = "STRAIGHT"
    size = (image.size[0], image.size[1])
    if subject is not None:
        return Picture(image, size, subject)
    if not has_alpha(image):
        return Picture(image, size, Subject(Box(0, 0, *size)))
    pixels = _pixels(image)
    is_small = size[0] * size[1] <= _MOST_BLED
    if is_small and image.packed_file and not _needs_no_bleed(image):
        _bleed(image, pixels)
        image[_LOOKED_AT] = True
    # Blender has the bottom row first.
    alpha = pixels[::-1, :, 3]
    return Picture(image, size, find_subject(alpha, outlines=outlines, margin_px=margin_px))


def _needs_no_bleed(image: Image) -> bool:
    return bool(image.is_float or image.is_dirty or image.get(_LOOKED_AT))


def _pixels(image: Image) -> NDArray[np.float32]:
    width, height = image.size
    pixels = np.empty(width * height * image.channels, np.float32)
    _buffer(image).foreach_get(pixels)
    return pixels.reshape(height, width, image.channels)


def _buffer(image: Image) -> Any:  # noqa: ANN401 - the stubs know it as one number
    return image.pixels


def _bleed(image: Image, pixels: NDArray[np.float32]) -> None:
    straight = (pixels * 255 + np.float32(0.5)).astype(np.uint8)
    if needs_bleed(straight):
        _buffer(image).foreach_set(bleed(straight).ravel() / np.float32(255))
        pack_again(image)
