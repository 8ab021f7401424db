# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture from the clipboard, by Blender's own means. Needs a window.

Blender reads pictures from the clipboard of Windows, macOS and Wayland, and only in an Image
Editor: where none is open, another area is one for a moment.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import bpy

from .images import picture_of_image
from .source import Captured, PictureSourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bpy.types import Area, Context, Scene, SpaceImageEditor

NO_WINDOW = "There is no clipboard without a window. Save the picture as a file and choose File."
UNREADABLE = (
    "No picture could be read from the clipboard. Copy one, or save it as a file and choose File."
)


def clipboard_picture(context: Context, folder: Path, scene: Scene) -> Captured:
    """The picture in the clipboard. Raises PictureSourceError."""
    if bpy.app.background or context.window is None:
        raise PictureSourceError(NO_WINDOW)
    known = set(bpy.data.images)
    with _image_editor(context) as area, context.temp_override(area=area, region=area.regions[-1]):
        try:
            paste: Any = bpy.ops.image.clipboard_paste
            if paste.poll():
                paste()
        except RuntimeError as error:
            raise PictureSourceError(UNREADABLE) from error
    pasted = [image for image in bpy.data.images if image not in known]
    if not pasted:
        raise PictureSourceError(UNREADABLE)
    try:
        captured = picture_of_image(pasted[0], folder, scene)
    finally:
        bpy.data.batch_remove(pasted)
    return Captured(picture=captured.picture, name="Clipboard")


@contextmanager
def _image_editor(context: Context) -> Iterator[Area]:
    """An Image Editor, which shows its image again afterwards."""
    assert context.window is not None  # noqa: S101 - the caller looked
    areas = list(context.window.screen.areas)
    area = next((one for one in areas if one.type == "IMAGE_EDITOR"), None)
    if area is None:  # not the one whose button is being pressed, if there is another
        area = next((one for one in areas if one != context.area), areas[0])
    former_type = area.ui_type
    if area.type != "IMAGE_EDITOR":
        area.ui_type = "IMAGE_EDITOR"
    editor: SpaceImageEditor = area.spaces.active  # type: ignore[assignment]
    former_image = editor.image
    try:
        yield area
    finally:
        editor.image = former_image
        if area.ui_type != former_type:
            area.ui_type = former_type
