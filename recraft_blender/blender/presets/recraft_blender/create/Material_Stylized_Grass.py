# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A material: painted by hand, for stylized scenes."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "TEXTURE"
recraft.prompt = (
    "Tileable ground of short grass with small flowers and pebbles, seen straight from "
    "above, broad hand-painted strokes, few colors"
)
recraft.model = "recraftv3"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
look.style = "Seamless Digital"
look.no_text = True
look.use_artistic_level = True
look.artistic_level = 1
look.negative_prompt = "horizon, sky, shadows, border"
