# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Leaves with transparency, for plants and scatters."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "ALPHA_PLANE"
recraft.prompt = (
    "A single fern leaf laid flat, seen straight from above, whole leaf visible, evenly "
    "lit, plain white background"
)
recraft.model = "recraftv4_1"
recraft.ratio = "2:3"
recraft.count = 1
recraft.upscale = "NONE"
look.use_background = True
look.background = (1.0000, 1.0000, 1.0000)
