# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture from a file on the disk, also of kinds that only Blender reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...client.media import SVG
from ...client.picture import NAMES, Picture
from .images import picture_of_image
from .source import Captured, PictureSourceError

if TYPE_CHECKING:
    from bpy.types import Scene


def picture_of_file(path: str, folder: Path, scene: Scene) -> Captured:
    """The file as it is where the service reads its kind, else what Blender shows of it as PNG.

    Raises PictureSourceError.
    """
    file = Path(bpy.path.abspath(path))
    if not file.is_file():
        raise PictureSourceError(f"There is no file {file.name}. Choose another one.")
    picture = Picture(path=file)
    try:
        kind = picture.kind
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise PictureSourceError(f"{file.name} was not read: {reason}.") from error
    if kind is not None and kind.name in NAMES:
        return Captured(picture=picture, name=file.stem)
    try:
        image = bpy.data.images.load(str(file), check_existing=False)
    except RuntimeError as error:
        raise PictureSourceError(f"Blender cannot open {file.name}. Choose a picture.") from error
    try:
        image.source = "FILE"  # a number in the name does not make it part of a sequence
        captured = picture_of_image(image, folder, scene)
    finally:
        bpy.data.images.remove(image)
    return Captured(picture=captured.picture, name=file.stem)


def is_drawing(picture: Picture) -> bool:
    """True for SVG."""
    return picture.kind is SVG
