# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A logo as curves, in few flat colors."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "CURVES"
recraft.prompt = (
    "Minimal flat logo of a mountain with a rising sun, simple geometric shapes, thick "
    "lines, centered, plain background, no lettering"
)
recraft.vector_model = "recraftv4_1_vector"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
look.use_background = True
look.background = (1.0000, 1.0000, 1.0000)
