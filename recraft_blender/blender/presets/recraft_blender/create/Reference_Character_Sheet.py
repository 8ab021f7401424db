# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A character from the front, the side and behind, to model after."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "REFERENCE"
recraft.prompt = (
    "Character turnaround sheet of a young explorer with a backpack: the same figure from "
    "the front, from the side and from behind, in a neutral pose with arms away from the "
    "body, equal height, evenly lit, plain gray background"
)
recraft.model = "recraftv4_1"
recraft.ratio = "16:9"
recraft.count = 1
recraft.upscale = "NONE"
look.use_background = True
look.background = (0.7843, 0.7843, 0.7843)
