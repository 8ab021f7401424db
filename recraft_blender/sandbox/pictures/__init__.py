# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Honest, procedural pictures that answer a prompt offline, and the files they are sent in."""

from __future__ import annotations

from .draw import draw_texture
from .patterns import pattern_name
from .png import encode_png
from .webp import encode_webp

__all__ = ["draw_texture", "encode_png", "encode_webp", "pattern_name"]
