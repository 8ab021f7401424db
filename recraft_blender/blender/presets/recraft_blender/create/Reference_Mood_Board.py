# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A place in four lights, for look and color."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "REFERENCE"
recraft.prompt = (
    "A small harbor town in the mountains, wide view, painted concept art with clear "
    "shapes and light"
)
recraft.model = "recraftv4_1"
recraft.ratio = "16:9"
recraft.count = 4
recraft.upscale = "NONE"
