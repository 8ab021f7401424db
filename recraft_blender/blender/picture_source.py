# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An image of this Blender as a picture that can be sent. Nothing of the scene is changed.

A file or packed file of a kind that the service reads goes as it is; everything else goes as the
PNG of what Blender shows.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from ..client.catalog.endpoints import RASTER_KINDS
from ..client.picture import Picture

if TYPE_CHECKING:
    import numpy as np
    from bpy.types import Image
    from numpy.typing import NDArray

NO_PICTURE = "Choose the image to work from first."


class PictureSourceError(Exception):
    """The image cannot be sent; the message is a sentence."""


def picture_of(image: Image | None) -> Picture:
    """The picture of an image datablock. Raises PictureSourceError."""
    if image is None:
        raise PictureSourceError(NO_PICTURE)
    try:
        return _picture_of(image)
    except (OSError, RuntimeError, MemoryError) as error:
        text = f"{image.name} could not be read ({error}); save it elsewhere and choose that."
        raise PictureSourceError(text) from error


def _picture_of(image: Image) -> Picture:
    if image.source in ("VIEWER", "TILED", "SEQUENCE", "MOVIE"):
        name = image.source.lower()
        text = f"{image.name} is of the kind '{name}', which cannot be sent yet; save it as a file."
        raise PictureSourceError(text)
    if image.source == "FILE" and not image.is_dirty:
        stored = _stored(image)
        if stored is not None:
            return stored
    if not image.has_data:
        _pixels(image)[:4]  # Blender reads the file when its pixels are asked for
    if not image.has_data or 0 in image.size:
        text = f"{image.name} has no pixels; its file may be missing. Choose another image."
        raise PictureSourceError(text)
    return Picture(content=_as_png(image))


def _stored(image: Image) -> Picture | None:
    """The file as it is, if the service reads its kind."""
    if image.packed_file is not None:
        picture = Picture(content=bytes(image.packed_file.data))
    else:
        path = Path(bpy.path.abspath(image.filepath, library=image.library))
        if not path.is_file():
            raise PictureSourceError(f"The file of {image.name} is missing; choose another image.")
        picture = Picture(path=path)
    kind = picture.kind
    return picture if kind is not None and kind.name in RASTER_KINDS else None


def _as_png(image: Image) -> bytes:
    import numpy as np

    width, height = image.size
    pixels = np.empty(width * height * 4, np.float32)
    _pixels(image).foreach_get(pixels)
    space = image.colorspace_settings
    if image.is_float and not (space and space.is_data):
        pixels = _srgb(pixels)
    copy = bpy.data.images.new(image.name, width, height, alpha=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "picture.png"
        try:
            _pixels(copy).foreach_set(pixels)
            copy.file_format = "PNG"
            copy.filepath_raw = str(file)
            copy.save()
            return file.read_bytes()
        finally:
            bpy.data.images.remove(copy)


def _pixels(image: Image) -> Any:  # noqa: ANN401 - the stubs take it for a number
    return image.pixels


def _srgb(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scene linear to sRGB; alpha stays."""
    import numpy as np

    rgba = pixels.reshape(-1, 4)
    linear = np.clip(rgba[:, :3], 0.0, 1.0)
    rgba[:, :3] = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return pixels
