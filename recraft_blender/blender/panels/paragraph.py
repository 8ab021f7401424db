# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences in a panel, in Blender's language and broken into lines that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..language import translated
from .line_breaking import lines

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

# Blender tells no text width; its interface font averages this many points a character.
CHARACTER_WIDTH = 6.0
MARGIN = 56


def line_length(context: Context) -> int:
    """How many characters a line of the region holds, about; half as many Chinese ones."""
    width = context.region.width if context.region else 300
    scale = bpy.context.preferences.system.ui_scale if bpy.context.preferences else 1.0
    return max(16, int((width / scale - MARGIN) / CHARACTER_WIDTH))


def paragraph(
    layout: UILayout, context: Context, text: str, icon: str = "NONE", *, translate: bool = True
) -> None:
    """Draw `text` over as many lines as the region's width asks for, the icon before the first.

    A person's own words, such as a prompt, are not to be translated.
    """
    said = translated(text) if translate else text
    column = layout.column(align=True)
    column.scale_y = 0.75
    for number, line in enumerate(lines(said, line_length(context))):
        first = icon if number == 0 else ("BLANK1" if icon != "NONE" else "NONE")
        column.label(text=line, icon=first, translate=False)  # type: ignore[arg-type]
