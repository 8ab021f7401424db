# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A seamless copy of an image, made here and free; the image itself stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import bpy
import numpy as np
from numpy.typing import NDArray

from ...raster.seamless import LEAST_SIDE, seam_score, seamless
from ..recipe import put_recipe, recipe_of
from .image import ImportRefusedError, all_or_nothing, take_over

if TYPE_CHECKING:
    from bpy.types import Image

    Pixels = NDArray[np.float32]

_UNREADABLE = ("VIEWER", "TILED", "SEQUENCE", "MOVIE")
SUFFIX = " seamless"


class Mended(NamedTuple):
    """The new image, and the seam's score before and after; 1 is no seam."""

    image: Image
    before: float
    after: float


def make_seamless(former: Image, *, take_its_place: bool) -> Mended:
    """Make a seamless copy, packed; by choice every user of the former image gets it.

    The former image stays in the file. Raises ImportRefusedError; then nothing is changed.
    """
    if former.source in _UNREADABLE:
        raise ImportRefusedError(
            f"{former.name} is no single still picture; choose another image, or save it as one."
        )
    pixels = _pixels(former)
    before = seam_score(pixels)
    result = _unpremultiplied(seamless(pixels))
    if not former.is_float:
        result = np.clip(result, 0, 1)
    with all_or_nothing() as made:
        image = _new_image(former, result)
        made.append(image)
        if take_its_place:
            take_over(image, former)
        else:
            image.use_fake_user = True
    return Mended(image, before, seam_score(_premultiplied(result)))


def _pixels(image: Image) -> Pixels:
    """(height, width, 4) with premultiplied colours, bottom row first."""
    width, height = image.size  # Blender reads the picture here
    if min(width, height) < 1:
        raise ImportRefusedError(
            f"{image.name} has no pixels; its file may be missing. Choose another image."
        )
    if min(width, height) < LEAST_SIDE:
        raise ImportRefusedError(
            f"{image.name} has {width} × {height} pixels; at least {LEAST_SIDE} a side are needed."
        )
    stored = np.empty(width * height * image.channels, np.float32)
    _buffer(image).foreach_get(stored)
    pixels = np.ones((height, width, 4), np.float32)
    shown = stored.reshape(height, width, image.channels)
    if image.channels < 3:
        pixels[:, :, :3] = shown[:, :, :1]
    else:
        pixels[:, :, : image.channels] = shown
    return _premultiplied(pixels)


def _new_image(former: Image, pixels: Pixels) -> Image:
    height, width = pixels.shape[:2]
    image = bpy.data.images.new(
        former.name[:50] + SUFFIX,
        width,
        height,
        alpha=bool((pixels[:, :, 3] < 1).any()),
        float_buffer=former.is_float,
    )
    found = recipe_of(former)
    space, wanted = image.colorspace_settings, former.colorspace_settings
    if space and wanted:
        space.name = wanted.name
    image.alpha_mode = former.alpha_mode
    _buffer(image).foreach_set(pixels.ravel())
    image.pack()
    if found is not None:
        put_recipe(image, found)
    return image


def _premultiplied(pixels: Pixels) -> Pixels:
    result = pixels.copy()
    result[:, :, :3] *= pixels[:, :, 3:]
    return result


def _unpremultiplied(pixels: Pixels) -> Pixels:
    result = pixels.copy()
    result[:, :, 3] = np.clip(pixels[:, :, 3], 0, 1)
    result[:, :, :3] /= np.maximum(result[:, :, 3:], 1 / 512)
    return result


def _buffer(image: Image) -> Any:  # noqa: ANN401 - the stubs know it as one number
    return image.pixels
