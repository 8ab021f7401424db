# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of what was imported, seen straight from above, to be compared pixel by pixel."""

from pathlib import Path
from typing import Any

import numpy as np

from installed import context, data, ops

SIDE = 50


def seen_from_above(
    folder: Path, width: float = 1.0, side: int = SIDE, engine: str = "CYCLES"
) -> Any:
    """Render a square of `width` around the origin; (side, side, 4) sRGB 0..1, top row first."""
    scene = context.scene
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    camera.data.type, camera.data.ortho_scale = "ORTHO", width
    camera.location = (0, 0, 5)
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.world = scene.world or data.worlds.new("World")
    scene.render.engine = engine
    scene.display.shading.light, scene.display.shading.color_type = "FLAT", "TEXTURE"
    scene.display.render_aa = "OFF"
    scene.cycles.samples, scene.cycles.use_denoising = 4, False
    scene.cycles.pixel_filter_type = "BOX"
    scene.render.film_transparent = True
    scene.render.dither_intensity = 0
    scene.render.resolution_x = scene.render.resolution_y = side
    scene.render.resolution_percentage = 100
    scene.view_settings.view_transform = "Standard"
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGBA"
    scene.render.filepath = str(folder / "seen.png")
    ops.render.render(write_still=True)
    picture = data.images.load(scene.render.filepath)
    picture.alpha_mode = "CHANNEL_PACKED"
    pixels = np.empty(side * side * 4, np.float32)
    picture.pixels.foreach_get(pixels)
    data.images.remove(picture)
    data.objects.remove(camera)
    return pixels.reshape(side, side, 4)[::-1]


def at(picture: Any, x: float, y: float) -> tuple[float, ...]:
    """The pixel at a place of the page, 0..1 to the right and downwards, rounded."""
    side = len(picture)
    pixel = picture[int(y * side), int(x * side)]
    return tuple(round(float(value), 2) for value in pixel)


def near(one: tuple[float, ...], other: tuple[float, ...], tolerance: float = 0.02) -> bool:
    """Whether two pixels are alike in each channel."""
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))
