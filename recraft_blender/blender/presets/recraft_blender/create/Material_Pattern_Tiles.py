# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A material: a graphic pattern in three colors."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "TEXTURE"
recraft.prompt = (
    "Seamless tileable pattern of glazed ceramic tiles with a simple geometric ornament, "
    "seen straight on, flat light"
)
recraft.model = "recraftv4_1"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
look.colors.add().color = (0.0941, 0.2392, 0.3804)
look.colors.add().color = (0.9412, 0.9176, 0.8627)
look.colors.add().color = (0.7686, 0.3843, 0.1765)
