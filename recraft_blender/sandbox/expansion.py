# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far outpainting goes: its rules, and the frame that comes out."""

from dataclasses import dataclass

from ..client.catalog import endpoints
from . import pictures
from .call import Call
from .checks.model import accept_size
from .making import Making
from .pictures import Frame
from .refusals import wrong
from .sources import Source

_SIDES = ("left", "right", "top", "bottom")


@dataclass(frozen=True, slots=True)
class Expansion:
    """Pixels for each side, or the size of the whole; and a zoom that shrinks the picture first."""

    sides: tuple[int | None, int | None, int | None, int | None]
    size: tuple[int, int] | None
    zoom: float | None


def accept_expansion(call: Call, making: Making) -> Expansion:
    """The expansion of a request. Raises RefusedError for one that says nothing or too much."""
    fields = call.fields
    left, right, top, bottom = (
        fields.whole(f"expand_{side}", 0, endpoints.MAX_EXPAND) for side in _SIDES
    )
    size = accept_size(fields, making.model) if fields.has("size") else None
    zoom = fields.number("zoom_out_percentage")
    if zoom is not None and not 0 <= zoom < 100:
        raise wrong("zoom_out_percentage should be in [0, 100)")
    sides = (left, right, top, bottom)
    expands = any(side is not None for side in sides)
    if size and expands:
        raise wrong("size and expand_* exclude each other")
    if not size and not expands and zoom is None:
        raise wrong("one of size, expand_* and zoom_out_percentage is required")
    return Expansion(sides, size, zoom)


def frame_of(source: Source, expansion: Expansion) -> Frame:
    """Where the picture comes to lie. Raises RefusedError for a result that is too large."""
    left, right, top, bottom = (side or 0 for side in expansion.sides)
    frame = pictures.outpaint_frame(
        source.width,
        source.height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        size=expansion.size,
        zoom_out_percentage=expansion.zoom or 0.0,
    )
    if max(frame.width, frame.height) > endpoints.MAX_EXPAND:
        raise wrong(f"result sides should be at most {endpoints.MAX_EXPAND}")
    return frame
