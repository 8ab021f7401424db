# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emblem as a cut-out picture, for signs and decals."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "ALPHA_PLANE"
recraft.prompt = (
    "Round vintage emblem of a sailing ship with rope and stars, centered, plain background"
)
recraft.model = "recraftv3"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
look.style = "Vintage Emblem"
