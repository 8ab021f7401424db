# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the result of a tool goes, as the context is at the click: in the picture's place or anew.

What cannot be replaced is found out here, before anything is paid.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..jobs.spec import AlphaPlanePlacement, ImagePlacement, PlacementKind
from .capture import placement
from .importers.image import ImportRefusedError
from .sources.files import is_drawing
from .sources.source import SourceKind
from .sources.taking import image_of, object_of
from .tools import ALPHA_PLANE, AS_SUITS, CURVES, REPLACE, TOOLS

if TYPE_CHECKING:
    from bpy.types import Context, Image

    from ..client.picture import Picture
    from ..jobs.spec import Placement
    from .sources.source import Captured, Source

NOTHING_TO_REPLACE = "There is no image to replace, so the result becomes a new one."


def tool_placement(
    context: Context, tool: str, source: Source, captured: Captured, becomes: str = AS_SUITS
) -> tuple[Placement, str]:
    """Where a tool's result goes, and a sentence where that is not what was asked for, or empty.

    `becomes` is one of the panel's choices. Raises PictureSourceError when the source is gone.
    """
    kind = _kind(tool, source, captured.picture, becomes)
    image = image_of(source)
    if kind != REPLACE:
        return replace(placement(context, PlacementKind[kind]), name=captured.name), ""
    if tool == "REMOVE_BACKGROUND":
        return _in_place_of_object(context, source, captured)
    found = _replaceable(image)
    if found is None:
        note = NOTHING_TO_REPLACE if becomes == REPLACE or image is not None else ""
        return replace(placement(context, PlacementKind.IMAGE), name=captured.name), note
    where = placement(context, PlacementKind.IMAGE)
    assert isinstance(where, ImagePlacement)  # noqa: S101 - by its kind
    return replace(where, replaces=found.name, name=found.name), ""


def _kind(tool: str, source: Source, picture: Picture, becomes: str) -> str:
    own = TOOLS[tool].becomes
    if own == CURVES or (own == ALPHA_PLANE and is_drawing(picture)):
        return CURVES  # the service gives SVG
    if own == ALPHA_PLANE and source.kind is SourceKind.OBJECT and becomes in (AS_SUITS, REPLACE):
        return REPLACE
    if own == ALPHA_PLANE and becomes == REPLACE:
        return ALPHA_PLANE
    return own if becomes == AS_SUITS else becomes


def _in_place_of_object(
    context: Context, source: Source, captured: Captured
) -> tuple[AlphaPlanePlacement, str]:
    where = replace(placement(context, PlacementKind.ALPHA_PLANE), name=captured.name)
    assert isinstance(where, AlphaPlanePlacement)  # noqa: S101 - by its kind
    from .importers.alpha_replaced import replaced_frame  # late: enabling imports no numpy

    obj = object_of(source)
    try:
        replaced_frame(obj, captured.picture.pixel_size() or (1, 1))
    except ImportRefusedError as error:
        return where, f"{error} The cut-out becomes a plane of its own."
    return replace(where, replaces=obj.name), ""


def _replaceable(image: Image | None) -> Image | None:
    """The image, if another can take its place: one of this file, and no set of tiles."""
    if image is None or image.library is not None or image.override_library is not None:
        return None
    return None if image.source in ("TILED", "VIEWER") else image
