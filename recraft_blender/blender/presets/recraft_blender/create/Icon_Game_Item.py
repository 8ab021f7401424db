# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An item for a game's inventory, cut out."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "ALPHA_PLANE"
recraft.prompt = (
    "Game inventory icon of a glass potion bottle with a cork, glowing liquid, "
    "three-quarter view, bold shapes, centered, plain background"
)
recraft.model = "recraftv4_1"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
