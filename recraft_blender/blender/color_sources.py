# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colors of this file as the service has them, and back: palettes, ramps, brushes, images.

Blender stores some colors as sRGB and some in the scene's linear space; palettes and brushes
changed over in 5.0. The property says which it is, and Blender's color management converts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mathutils import Color as LinearColor

from ..client import catalog
from .look import byte_color

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bpy.types import ColorRamp, Context, Image, Palette, ShaderNodeTree, bpy_struct

    from ..client.calls import Color

SAMPLED_SIDE = 128


def stored_color(owner: bpy_struct, name: str) -> Color:
    """A color property's value as sRGB 0..255, however it is stored."""
    value: Sequence[float] = getattr(owner, name)
    return byte_color(_to_srgb(value) if _is_linear(owner, name) else value)


def store_color(owner: bpy_struct, name: str, color: Color) -> None:
    """Give a color property an sRGB color 0..255; a fourth channel stays."""
    value = LinearColor([channel / 255 for channel in color])
    if _is_linear(owner, name):
        value = value.from_srgb_to_scene_linear()
    setattr(owner, name, [value.r, value.g, value.b, *getattr(owner, name)[3:]])


def palette_colors(palette: Palette) -> list[Color]:
    """The colors of a palette, in its order."""
    return [stored_color(one, "color") for one in palette.colors]


def fill_palette(palette: Palette, colors: Iterable[Color]) -> None:
    """Add colors to a palette."""
    for color in colors:
        store_color(palette.colors.new(), "color", color)


def ramp_colors(ramp: ColorRamp) -> list[Color]:
    """The stops of a color ramp, or evenly spaced samples where there are too many stops."""
    if len(ramp.elements) <= catalog.MAX_COLORS:
        return [stored_color(one, "color") for one in ramp.elements]
    last = catalog.MAX_COLORS - 1
    # What a ramp evaluates to is stored as its stops are: in the scene's linear space.
    return [byte_color(_to_srgb(list(ramp.evaluate(step / last)))) for step in range(last + 1)]


def active_ramp(context: Context) -> ColorRamp | None:
    """The ramp of the active Color Ramp node of the active material, else of its first one."""
    material = context.object.active_material if context.object else None
    tree: ShaderNodeTree | None = material.node_tree if material else None
    if tree is None:
        return None
    nodes = [tree.nodes.active, *tree.nodes]
    found = next((node for node in nodes if node and node.type == "VALTORGB"), None)
    return getattr(found, "color_ramp", None)


def brush_colors(context: Context) -> list[Color]:
    """The gradient of the active paint brush, or its two colors; empty without a brush."""
    tools = context.tool_settings
    paint = getattr(
        tools, "vertex_paint" if context.mode == "PAINT_VERTEX" else "image_paint", None
    )
    brush = paint.brush if paint else None
    if brush is None:
        return []
    if brush.color_type == "GRADIENT" and brush.gradient:
        return ramp_colors(brush.gradient)
    # All brushes may share their colors; each kind of paint has its own since 5.0.
    shared = getattr(paint, "unified_paint_settings", None) or getattr(
        tools, "unified_paint_settings", None
    )
    owner = shared if shared is not None and shared.use_unified_color else brush
    return [stored_color(owner, "color"), stored_color(owner, "secondary_color")]


def image_colors(image: Image) -> list[Color]:
    """The main colors of an image, the commonest first. Reads all of its pixels."""
    import numpy as np

    from ..raster.main_colors import main_colors

    width, height = image.size
    if not width or not height:
        return []
    flat = np.empty(width * height * image.channels, np.float32)
    image.pixels.foreach_get(flat)  # type: ignore[attr-defined]
    steps = (max(1, height // SAMPLED_SIDE), max(1, width // SAMPLED_SIDE))
    pixels = flat.reshape(height, width, -1)[:: steps[0], :: steps[1]]
    if image.channels < 3:
        pixels = np.repeat(pixels[:, :, :1], 3, axis=2)
    found = main_colors(pixels, most=catalog.MAX_COLORS // 2)
    stored = image.colorspace_settings
    is_linear = image.is_float and not (stored and stored.is_data)
    return [byte_color(_to_srgb(color) if is_linear else color) for color in found]


def _is_linear(owner: bpy_struct, name: str) -> bool:
    return owner.bl_rna.properties[name].subtype == "COLOR"


def _to_srgb(linear: Sequence[float]) -> tuple[float, float, float]:
    color = LinearColor((linear[0], linear[1], linear[2])).from_scene_linear_to_srgb()
    return color.r, color.g, color.b
