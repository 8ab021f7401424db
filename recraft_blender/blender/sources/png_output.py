# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images written as PNG, as they look in Blender, and without notes about this computer.

Blender shows an image through its plain view transform, and one with View as Render through the
scene's own (the same choice as the Image Editor makes). Blender's writer does both; pixels are
never passed through Python.
"""

from __future__ import annotations

import shutil
import struct
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

import bpy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bpy.types import Image, ImageFormatSettings, Scene

# In the order in which they depend on each other; media_type is there from 5.0 on.
_PNG = {
    "media_type": "IMAGE",
    "file_format": "PNG",
    "color_mode": "RGBA",
    "color_depth": "8",
    "compression": 15,
    "color_management": "FOLLOW_SCENE",
}
_NOTES = (b"tEXt", b"iTXt", b"zTXt")
_SIGNATURE_LENGTH = 8


def write_shown(image: Image, file: Path, scene: Scene) -> None:
    """Write an image as the Image Editor shows it. Raises RuntimeError, OSError.

    A UDIM image wants its marker in the file's name, and gives a file for each tile.
    """
    if image.use_view_as_render or image.type == "RENDER_RESULT":
        with _writing_png(scene.render.image_settings):
            image.save_render(str(file), scene=scene)
    else:
        with _plain_scene() as plain:
            image.save_render(str(file), scene=plain)
    if file.is_file():
        drop_notes(file)


@contextmanager
def _plain_scene() -> Iterator[Scene]:
    """A scene for a moment, whose view transform changes nothing but what the display needs."""
    scene = bpy.data.scenes.new("Recraft")
    try:
        # Blender itself looks for this view by its name, and takes the first where there is none.
        view = scene.view_settings
        assert view is not None  # noqa: S101 - every scene has them
        with suppress(TypeError):
            view.view_transform = "Standard"  # type: ignore[assignment] # in a stub without names
        _set(scene.render.image_settings, _PNG)
        yield scene
    finally:
        bpy.data.scenes.remove(scene)


@contextmanager
def _writing_png(settings: ImageFormatSettings) -> Iterator[None]:
    """The person's settings of the output as PNG for a moment."""
    former = {name: getattr(settings, name) for name in _PNG if hasattr(settings, name)}
    try:
        _set(settings, _PNG)
        yield
    finally:
        _set(settings, former)


def _set(settings: ImageFormatSettings, values: dict[str, object]) -> None:
    for name, value in values.items():
        if hasattr(settings, name):
            setattr(settings, name, value)


def drop_notes(file: Path) -> None:
    """Take the texts out of a PNG: Blender writes the .blend's path and more into renders.

    Only those before the pixels, which is where Blender writes them.
    """
    with file.open("rb") as former:
        kept, dropped = _head(former)
        if not dropped:
            return
        clean = file.with_suffix(".clean")
        with clean.open("wb") as new:
            new.write(kept)
            shutil.copyfileobj(former, new)
    clean.replace(file)


def _head(file: BinaryIO) -> tuple[bytes, bool]:
    """What a PNG has before its pixels, without texts, and whether there were any."""
    kept, dropped = file.read(_SIGNATURE_LENGTH), False
    while True:
        start = file.read(8)
        if len(start) < 8 or start[4:] == b"IDAT":
            return kept + start, dropped
        (length,) = struct.unpack(">I", start[:4])
        body = file.read(length + 4)
        if start[4:] in _NOTES:
            dropped = True
        else:
            kept += start + body
