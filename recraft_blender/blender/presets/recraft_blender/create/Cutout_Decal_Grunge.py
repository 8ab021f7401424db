# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dirt to be laid over other materials."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "ALPHA_PLANE"
recraft.prompt = (
    "A single irregular stain of dark dirt and water streaks running down, isolated, "
    "plain white background"
)
recraft.model = "recraftv4_1"
recraft.ratio = "2:3"
recraft.count = 1
recraft.upscale = "NONE"
look.use_background = True
look.background = (1.0000, 1.0000, 1.0000)
