# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to compose a vector drawing, by name.

A layout draws on a board whose shorter side is 1, from the upper left corner, and gives shapes in
painting order without the background.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from .recraft_svg import Shape
from .vector_board import Board
from .vector_emblems import badge, icon
from .vector_scenes import abstract, landscape, pattern

Layout: TypeAlias = Callable[[Board], list[Shape]]

LAYOUTS: Mapping[str, Layout] = {
    "abstract": abstract,
    "badge": badge,
    "icon": icon,
    "landscape": landscape,
    "pattern": pattern,
}
"""Every layout by its name."""
