# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The custom styles that panels can offer: a copy in memory, as it was last read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomStyle:
    """A style made of pictures: its id, the person's name for it, the model it was made for."""

    id: str
    name: str
    model: str


_listed: tuple[CustomStyle, ...] = ()


def custom_styles() -> tuple[CustomStyle, ...]:
    """The custom styles of the chosen service, in the order to show them in."""
    return _listed


def listed_style(style_id: str) -> CustomStyle | None:
    """The custom style of an id, or None where the list does not have it."""
    return next((style for style in _listed if style.id == style_id), None)


def show_custom_styles(styles: tuple[CustomStyle, ...]) -> None:
    """Take over what was read; the panels show it from their next drawing on."""
    global _listed  # noqa: PLW0603 - the copy that the panels draw
    _listed = styles
