# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking the picture that a source names. Main thread only; nothing of the scene is changed."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...jobs.folder import CAPTURED_PREFIX
from .. import ADDON
from .clipboard import clipboard_picture
from .files import picture_of_file
from .images import picture_of_image
from .on_object import image_on
from .renders import camera_render, last_render
from .source import Captured, PictureSourceError, Source, SourceKind
from .view import viewport_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpy.types import Context, Image, Object

NO_PICTURE = "Choose the image to work from first."
NO_FILE = "Choose the file to work from first."
STALE_S = 24 * 60 * 60
NO_OBJECT = "Select a plane with a picture, or an image empty, and make it the active object."


@contextmanager
def captures_folder() -> Iterator[Path]:
    """A folder for what is captured, beside the jobs, so that a job takes it by renaming.

    What no job took is deleted at the end, and what a Blender that died left, after a day.
    """
    home = Path(bpy.utils.extension_path_user(ADDON, create=True))
    _clear(home)
    with tempfile.TemporaryDirectory(dir=home, prefix=CAPTURED_PREFIX) as folder:
        yield Path(folder)


def _clear(home: Path) -> None:
    for folder in home.glob(f"{CAPTURED_PREFIX}*"):
        if time.time() - folder.stat().st_mtime > STALE_S:
            shutil.rmtree(folder, ignore_errors=True)


def missing(source: Source) -> str:
    """What is still to be chosen, as a sentence, or empty. Looks at nothing but the source."""
    if source.kind is SourceKind.IMAGE and not source.name:
        return NO_PICTURE
    if source.kind is SourceKind.OBJECT and not source.name:
        return NO_OBJECT
    return NO_FILE if source.kind is SourceKind.FILE and not source.path else ""


def picture_of(context: Context, source: Source, folder: Path) -> Captured:
    """The picture that a source names; what is made goes into `folder`.

    Raises PictureSourceError.
    """
    scene, sentence = context.scene, missing(source)
    if sentence or scene is None:
        raise PictureSourceError(sentence or "There is no scene here.")
    match source.kind:
        case SourceKind.FILE:
            return picture_of_file(source.path, folder, scene)
        case SourceKind.CLIPBOARD:
            return clipboard_picture(context, folder, scene)
        case SourceKind.CAMERA:
            return camera_render(context, folder, side=source.side, final=source.final)
        case SourceKind.VIEWPORT:
            return viewport_picture(context, folder, side=source.side)
        case SourceKind.RENDER:
            return last_render(scene, folder)
    image = image_of(source)
    assert image is not None  # noqa: S101 - the two kinds that are left name one
    if image.type == "RENDER_RESULT":
        return last_render(scene, folder)
    return picture_of_image(image, folder, scene, tile=source.tile)


def image_of(source: Source) -> Image | None:
    """The image datablock that a source takes its picture from, None where there is none.

    Raises PictureSourceError when it is gone.
    """
    if source.kind is SourceKind.OBJECT:
        return image_on(object_of(source))
    if source.kind is not SourceKind.IMAGE:
        return None
    image = bpy.data.images.get((source.name, source.library or None))
    if image is None:
        raise PictureSourceError(f"The image {source.name} is no longer in this file.")
    return image


def object_of(source: Source) -> Object:
    """The object that a source names. Raises PictureSourceError when it is gone."""
    obj = bpy.data.objects.get((source.name, source.library or None))
    if obj is None:
        raise PictureSourceError(f"{source.name} is no longer in this file.")
    return obj
