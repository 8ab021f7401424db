# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The API token: from the environment, or typed and kept in memory until Blender ends.

It is never a stored property: those are saved in userpref.blend in plain text.
"""

import os

from ..jobs.process import TOKEN_VARIABLE

MASK = "•"
_typed = ""


def from_environment() -> bool:
    """True when the environment provides the token, which then wins over a typed one."""
    return bool(os.environ.get(TOKEN_VARIABLE, "").strip())


def token() -> str:
    """The token, or an empty text."""
    return os.environ.get(TOKEN_VARIABLE, "").strip() or _typed


def masked() -> str:
    """What an interface may show: as many dots as there are characters, up to 24."""
    return MASK * min(len(_typed), 24)


def type_in(text: str) -> None:
    """Take what was typed into the masked field; the dots that were there do not count."""
    global _typed  # noqa: PLW0603 - one secret for one Blender
    new = text.replace(MASK, "").strip()
    if new or not text:
        _typed = new
