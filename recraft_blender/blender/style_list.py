# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The custom styles of the chosen service, as the session last read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .session import session

if TYPE_CHECKING:
    from ..jobs.custom_style import CustomStyle


def custom_styles() -> tuple[CustomStyle, ...]:
    """The styles (`id`, `name`, `model`, …), the newest first; no file is read."""
    return session().styles


def listed_style(style_id: str) -> CustomStyle | None:
    """The custom style of an id, or None where the list does not have it."""
    return next((style for style in session().styles if style.id == style_id), None)
