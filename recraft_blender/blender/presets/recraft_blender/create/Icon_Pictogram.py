# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An icon as curves, in one color."""

import bpy

recraft = bpy.context.scene.recraft
look = bpy.context.scene.recraft_look

recraft.make = "CURVES"
recraft.prompt = "Pictogram of a potted plant, solid shapes, simple, centered"
recraft.vector_model = "recraftv2_vector"
recraft.ratio = "1:1"
recraft.count = 1
recraft.upscale = "NONE"
look.style = "Pictogram"
look.colors.add().color = (0.0784, 0.0784, 0.0784)
