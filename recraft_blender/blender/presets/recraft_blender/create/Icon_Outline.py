# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An icon as curves, in thin lines."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "CURVES"
recraft.prompt = "Icon of a camera, thin even outline, simple, centered"
recraft.vector_model = "recraftv2_vector"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
look.style = "Outline"
