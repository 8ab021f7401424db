# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to take as a picture, as a frozen value, and what was taken.

Data-blocks are named with the file that they are linked from, and looked up when they are taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ...client.picture import Picture


class SourceKind(StrEnum):
    """Where a picture comes from."""

    IMAGE = "image"
    FILE = "file"
    CLIPBOARD = "clipboard"
    RENDER = "render"
    """The last render of the scene."""
    CAMERA = "camera"
    """A render made now of what the scene's camera sees."""
    VIEWPORT = "viewport"
    OBJECT = "object"
    """The picture on the active object: a plane's, or an image empty's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A picture to take.

    `name` and `library` (empty for this file) name an image or an object. `tile` is a UDIM
    number, 0 for the active tile. `side` is the longest side, in pixels, of what is drawn now;
    `final` renders with the scene's own engine and not with Workbench.
    """

    kind: SourceKind
    name: str = ""
    library: str = ""
    path: str = ""
    tile: int = 0
    side: int = 1024
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A picture that was taken, with a name for lists, and a sentence about it where one helps."""

    picture: Picture
    name: str = ""
    note: str = ""


class PictureSourceError(Exception):
    """The picture cannot be taken or sent; the message is a sentence."""
