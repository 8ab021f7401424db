# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object from three sides, to model after."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "REFERENCE"
recraft.prompt = (
    "Orthographic reference sheet of an old brass lantern: front, side and top view side "
    "by side at the same scale, without perspective, evenly lit, plain gray background"
)
recraft.model = "recraftv4_1"
recraft.ratio = "3:2"
recraft.count = 1
recraft.upscale = "NONE"
look.use_background = True
look.background = (0.7843, 0.7843, 0.7843)
