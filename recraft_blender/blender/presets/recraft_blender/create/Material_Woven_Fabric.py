# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A material: cloth, close up."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "TEXTURE"
recraft.prompt = (
    "Seamless tileable texture of coarse woven linen, close up, threads running straight "
    "up and across, evenly lit without folds"
)
recraft.model = "recraftv4_1"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
