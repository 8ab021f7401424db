# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A custom style as the list has it: a frozen value, and its name."""

from dataclasses import dataclass

MAX_NAME = 60
_NAMES = {
    "any": "Free",
    "realistic_image": "Realistic",
    "digital_illustration": "Illustration",
    "vector_illustration": "Drawing",
    "icon": "Icon",
    "logo_raster": "Logo",
}


@dataclass(frozen=True, slots=True)
class CustomStyle:
    """A style of the account: `model` is the one it was made for, empty where nobody told.

    `base` is its base style or empty, `created` in Unix seconds, `job` the job that made it here.
    """

    id: str
    name: str
    model: str
    base: str
    created: float
    job: str


def tidy(name: str) -> str:
    """A name on one line, and not too long for a list."""
    return " ".join(name.split())[:MAX_NAME].strip()


def name_of(style_id: str, base: str) -> str:
    """A name for a style that nobody has named."""
    return f"{_NAMES.get(base, 'Style')} {style_id[:8]}"
