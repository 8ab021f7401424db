# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first thing that a newcomer reads: three steps, of which the first one is free and enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..preferences import RECRAFT, preferences
from ..session import session
from .paragraph import paragraph

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

TOKEN_PAGE = "https://www.recraft.ai/docs/api-reference/api-portal"  # noqa: S105 - an address


def is_first_run(context: Context) -> bool:
    """True while nothing was ever asked for and Recraft itself is still the service."""
    return not session().jobs and preferences(context).service == RECRAFT


def draw_first_steps(layout: UILayout, context: Context) -> None:
    """What to do, in the order of its price."""
    box = layout.box()
    box.label(text="Three steps to your pictures", icon="INFO")
    _step(box, context, "1. Try it free: pictures drawn on this computer.")
    box.operator("recraft.use_sandbox", icon="EXPERIMENTAL")
    if bpy.app.online_access:
        _step(box, context, "2. Online access is allowed.", "CHECKMARK")
    else:
        _step(box, context, "2. For Recraft's own pictures let Blender go online.")
        box.operator("extensions.userpref_allow_online", text="Allow Online Access")
    _step(box, context, "3. Enter your API token in the preferences.")
    row = box.row(align=True)
    row.operator("wm.url_open", text="Get a Token", icon="URL").url = TOKEN_PAGE
    row.operator("recraft.open_preferences", text="Preferences", icon="PREFERENCES")


def _step(layout: UILayout, context: Context, text: str, icon: str = "NONE") -> None:
    layout.separator(factor=0.5)
    paragraph(layout, context, text, icon)
