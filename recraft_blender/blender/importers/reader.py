# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blender's picture reader, started before it is needed.

The first picture that a Blender reads takes it 10 ms (4.5, 5.0) to 50 ms (5.2) longer than the next
ones: too long for a stroke of the pump, and not noticed at the click that asks for a picture.
"""

from __future__ import annotations

import base64

import bpy

# One grey pixel as a PNG.
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNoaGgAAAMEAYFL09IQAAAAAElFTkSuQmCC"
)
_started = False


def start_reader() -> None:
    """Have Blender read a picture of one pixel, once; nothing of it stays."""
    global _started  # noqa: PLW0603 - one reader for one Blender
    if _started:
        return
    _started = True
    image = bpy.data.images.new("Recraft", 1, 1)
    try:
        image.pack(data=_PIXEL, data_len=len(_PIXEL))
        image.source = "FILE"
        tuple(image.size)  # the size is read from the picture
    finally:
        bpy.data.images.remove(image)
