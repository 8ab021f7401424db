# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Thumbnails of files, made by Blender: PNG, JPEG, WebP and SVG, in jobs of its own.

Asking for one notes the file's name and reads nothing; Blender reads it when it is first drawn, and
keeps the thumbnail in the system's cache. Only the last ones that were asked for stay in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy.utils.previews

if TYPE_CHECKING:
    from pathlib import Path

    from bpy.utils.previews import ImagePreviewCollection

# A thumbnail takes up to 256 KB.
KEPT = 96

_collection: ImagePreviewCollection | None = None


def icon_of(file: Path) -> int:
    """The icon that shows a file; not for drawing code, as it may let go of an older one."""
    global _collection  # noqa: PLW0603 - one collection for one Blender
    if _collection is None:
        _collection = bpy.utils.previews.new()
    name = str(file)
    if name in _collection:
        _collection[name] = _collection.pop(name)  # now the one that was asked for last
        return _collection[name].icon_id
    while len(_collection) >= KEPT:
        del _collection[next(iter(_collection))]
    return _collection.load(name, name, "IMAGE").icon_id


def close() -> None:
    """Let go of all."""
    global _collection  # noqa: PLW0603
    if _collection is not None:
        bpy.utils.previews.remove(_collection)
        _collection = None
