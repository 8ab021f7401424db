# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons of Recraft's tools for a picture, each with its price, for any panel or menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...jobs.spec import chain_estimate
from ..language import translated
from ..preferences import preferences, service_name
from ..source_settings import source_settings, words
from ..tools import TOOLS, priced_chain
from .create import price
from .narrow import priced

if TYPE_CHECKING:
    from bpy.types import Context, UILayout


def draw_tool(layout: UILayout, context: Context, key: str, *, shown: bool = False) -> None:
    """One tool; with `shown` it works on what the editor shows and not on the chosen source."""
    tool = TOOLS[key]
    units = chain_estimate(priced_chain(key, words(source_settings(context))))
    cost = price(units, service_name(preferences(context)))
    text = priced(context, translated(f"{tool.label} · {cost}"))
    button = layout.operator("recraft.process_picture", text=text, icon=tool.icon)  # type: ignore[arg-type]
    button.tool, button.shown = key, shown


def draw_tools(layout: UILayout, context: Context, *, shown: bool = False) -> None:
    """Those that read no words, so that one click is enough."""
    for key, tool in TOOLS.items():
        if not tool.redraws:
            draw_tool(layout, context, key, shown=shown)
