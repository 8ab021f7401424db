# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG to outlines, colours and paint order, with numpy and without Blender.

`parse_svg` and `parse_in_steps` are loaded when they are first asked for, because Blender imports
this package when the extension is enabled and numpy takes its time.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .drawing import Drawing as Drawing
    from .drawing import DrawingError as DrawingError
    from .parse import parse_in_steps as parse_in_steps
    from .parse import parse_svg as parse_svg

_HOMES = {
    "Drawing": "drawing",
    "DrawingError": "drawing",
    "parse_in_steps": "parse",
    "parse_svg": "parse",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
