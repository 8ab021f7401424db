# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A material: stone, seen straight on."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "TEXTURE"
recraft.prompt = (
    "Seamless tileable texture of an old mossy stone wall, irregular blocks with mortar, "
    "seen straight on, evenly lit without shadows, filling the whole picture"
)
recraft.model = "recraftv4_1"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
