# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of an image datablock, which stays as it is: unsaved strokes, path and all.

A file or packed file of a kind that the service reads goes as it is, where Blender shows it as it
is; everything else goes as the PNG of what Blender shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...client.catalog.endpoints import RASTER_KINDS
from ...client.media import sniff
from ...client.picture import Picture
from ...client.sizing import MAX_PIXELS
from ..language import unprefixed
from .png_output import write_shown
from .source import Captured, PictureSourceError

if TYPE_CHECKING:
    from bpy.types import ColorManagedInputColorspaceSettings, Image, Scene

_UDIM = "<UDIM>"
_HEAD = 4096
SUFFIXES = ("png", "jpg", "jpeg", "webp", "tif", "tiff", "exr", "hdr", "tga", "bmp")


def picture_of_image(image: Image, folder: Path, scene: Scene, *, tile: int = 0) -> Captured:
    """The picture of an image, or of one tile (0 is the active one) of a UDIM image.

    What is made goes into `folder`. Raises PictureSourceError.
    """
    try:
        if image.source == "TILED":
            return _tile(image, folder, scene, tile)
        return _whole(image, folder, scene)
    except (OSError, RuntimeError, MemoryError) as error:
        reason = " ".join(unprefixed(error).split()).rstrip(".")
        text = f"{image.name} could not be read ({reason}). Save it elsewhere and choose that."
        raise PictureSourceError(text) from error


def _whole(image: Image, folder: Path, scene: Scene) -> Captured:
    if image.source in ("SEQUENCE", "MOVIE"):
        kind = "an image sequence" if image.source == "SEQUENCE" else "a movie"
        text = f"{image.name} is {kind}. Save the frame that you want as a file and choose that."
        raise PictureSourceError(text)
    if image.source == "FILE" and not image.is_dirty:
        path = _path(image, image.filepath)
        if image.packed_file is None and not path.is_file():
            raise PictureSourceError(f"The file of {image.name} is missing. Choose another image.")
        if _is_shown_as_stored(image):
            stored = _stored(image, path, image.packed_file, folder)
            if stored is not None:
                return Captured(picture=stored, name=image.name)
    _check_size(image.name, _size_of(image))
    file = folder / f"{_file_name(image.name)}.png"
    write_shown(image, file, scene)
    return Captured(picture=Picture(path=file), name=image.name)


def _tile(image: Image, folder: Path, scene: Scene, number: int) -> Captured:
    tiles = {tile.number: tile for tile in image.tiles}
    if not number:
        active = image.tiles.active
        number = active.number if active else 1001
    if number not in tiles:
        numbers = ", ".join(str(one) for one in tiles)
        raise PictureSourceError(f"{image.name} has no tile {number}. Its tiles are {numbers}.")
    name = f"{image.name} {number}"
    path = _path(image, image.filepath.replace(_UDIM, str(number)))
    if image.filepath and not image.is_dirty:
        packed = next((one for one in image.packed_files if one.tile_number == number), None)
        if packed is None and not path.is_file():
            text = f"The file of tile {number} of {image.name} is missing. Choose another tile."
            raise PictureSourceError(text)
        if _is_shown_as_stored(image):
            stored = _stored(image, path, packed.packed_file if packed else None, folder)
            if stored is not None:
                return Captured(picture=stored, name=name)
    _check_size(name, (tiles[number].size[0], tiles[number].size[1]))
    made = folder / f"{_file_name(image.name)}.{number}.png"
    try:
        write_shown(image, folder / f"{_file_name(image.name)}.{_UDIM}.png", scene)
    except RuntimeError:  # another tile may be empty, which is no matter
        if not made.is_file():
            raise
    return Captured(picture=Picture(path=made), name=name)


def _is_shown_as_stored(image: Image) -> bool:
    """True when Blender shows the numbers of the file unchanged."""
    if image.use_view_as_render or image.alpha_mode == "NONE":
        return False
    space = _space_of(image)
    return space.is_data or space.name == _usual_space()


def _usual_space() -> str:
    """The name that this Blender's colour configuration gives the space of pictures for display."""
    image = bpy.data.images.new("Recraft", 1, 1)
    try:
        return _space_of(image).name
    finally:
        bpy.data.images.remove(image)


def _space_of(image: Image) -> ColorManagedInputColorspaceSettings:
    space = image.colorspace_settings
    assert space is not None  # noqa: S101 - every image has one
    return space


def _stored(
    image: Image, path: Path, packed: bpy.types.PackedFile | None, folder: Path
) -> Picture | None:
    """The file as it is, if the service reads its kind."""
    if packed is None:
        kind = Picture(path=path).kind
        return Picture(path=path) if kind is not None and kind.name in RASTER_KINDS else None
    content = bytes(packed.data)
    kind = sniff(content[:_HEAD])
    if kind is None or kind.name not in RASTER_KINDS:
        return None
    file = folder / f"{_file_name(image.name)}{kind.suffix}"
    file.write_bytes(content)
    return Picture(path=file)


def _size_of(image: Image) -> tuple[int, int]:
    """Width and height; Blender reads the file for it, but a pattern is not drawn."""
    if image.source == "GENERATED" and not image.has_data:
        return image.generated_width, image.generated_height
    return image.size[0], image.size[1]


def _check_size(name: str, size: tuple[int, int]) -> None:
    if 0 in size:
        text = f"{name} has no pixels, or its file cannot be read. Choose another image."
        raise PictureSourceError(text)
    if size[0] * size[1] > MAX_PIXELS:
        text = f"{name} has {size[0]} x {size[1]} pixels, too many to work on. Scale it down first."
        raise PictureSourceError(text)


def _path(image: Image, path: str) -> Path:
    return Path(bpy.path.abspath(path, library=image.library))


def _file_name(name: str) -> str:
    """The image's name as a file's, without the suffix that an image often has in its name."""
    stem, _, suffix = name.rpartition(".")
    plain = stem if stem and suffix.lower() in SUFFIXES else name
    return bpy.path.clean_name(plain)[:60] or "picture"
