# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a narrow sidebar, as of 200 pixels, has otherwise: nothing that matters may be cut off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .line_breaking import width
from .paragraph import line_length

if TYPE_CHECKING:
    from bpy.types import Context, PropertyGroup, UILayout

NARROW = 28
"""In characters; the sidebar's width at first is some 35."""
ICON = 2


def is_narrow(context: Context) -> bool:
    """True where two buttons beside each other would lose their words."""
    return line_length(context) < NARROW


def strip(layout: UILayout, context: Context) -> UILayout:
    """A row for buttons, or a column where a row is too narrow."""
    return layout.column(align=True) if is_narrow(context) else layout.row(align=True)


def named_prop(layout: UILayout, context: Context, data: PropertyGroup, name: str) -> None:
    """A choice with its name before it, or above it where there is no room beside it."""
    if is_narrow(context):
        layout = layout.column(align=True)
        own = data.bl_rna.properties[name]
        layout.label(text=own.name, text_ctxt=own.translation_context)
        layout.prop(data, name, text="")
    else:
        layout.prop(data, name)


def priced(context: Context, text: str) -> str:
    """What a button that costs says: `label · units · money`, less of it where there is no room.

    In a narrow sidebar the number of units goes first. A menu is as wide as its words.
    """
    region = context.region
    if region is None or region.type != "UI":
        return text
    room = line_length(context) - ICON
    label, *cost = text.split(" · ")
    for words in (text, " · ".join((label, *cost[:1]))):
        if width(words) <= room:
            return words
    number = re.match(r"[\d.,]+", cost[0]) if cost else None
    return f"{number[0]} · {label}" if number else text
