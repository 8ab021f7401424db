# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colors from palettes, ramps, brushes and images, and back, to the byte."""

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

import installed
from installed import context, data, ops

from .known_pictures import write_png

# Known pairs of the sRGB standard (IEC 61966-2-1): encoded 0..255, linear.
KNOWN = ((0, 0.0), (10, 0.003035), (51, 0.033105), (128, 0.215861), (188, 0.502886), (255, 1.0))
UNIFIED = "unified_paint_settings"


def look() -> Any:
    return context.scene.recraft_look


def colors() -> list[tuple[int, ...]]:
    """What a request would ask for."""
    controls = installed.module("blender.properties").chain(installed.settings()).first.controls
    return list(controls.colors) if controls else []


def sources() -> Any:
    return installed.module("blender.color_sources")


def new_palette(*values: tuple[float, float, float]) -> Any:
    palette = data.palettes.new("Test")
    for value in values:
        palette.colors.new().color = value
    return palette


def ramp_of_a_new_material() -> Any:
    ops.mesh.primitive_cube_add()
    material = data.materials.new("Test")
    if material.node_tree is None:
        material.use_nodes = True
    context.object.data.materials.append(material)
    return material.node_tree.nodes.new("ShaderNodeValToRGB").color_ramp


@pytest.mark.parametrize(("encoded", "linear"), KNOWN)
def test_palette_shows_the_same_color_in_every_blender(encoded: int, linear: float) -> None:
    """Palettes hold sRGB up to 4.5 and linear values since 5.0."""
    stored = linear if bpy.app.version >= (5, 0) else encoded / 255
    palette = new_palette((stored, stored, stored))
    assert ops.recraft.colors_from_palette(palette=palette.name) == {"FINISHED"}
    assert colors() == [(encoded,) * 3]


def test_all_bytes_survive_the_way_into_a_palette_and_back() -> None:
    palette = data.palettes.new("Test")
    wanted = [(value, 255 - value, value // 2) for value in range(256)]
    sources().fill_palette(palette, wanted)
    assert sources().palette_colors(palette) == wanted


def test_colors_go_back_into_a_palette() -> None:
    for color in ((1.0, 0.0, 0.0), (0.2, 0.4, 0.6)):
        ops.recraft.add_color()
        look().colors[-1].color = color
    assert ops.recraft.colors_to_palette() == {"FINISHED"}
    (palette,) = data.palettes
    assert sources().palette_colors(palette) == colors() == [(255, 0, 0), (51, 102, 153)]
    assert context.tool_settings.image_paint.palette == palette
    linear = bpy.app.version >= (5, 0)
    expected = (0.033105, 0.132868, 0.318547) if linear else (0.2, 0.4, 0.6)
    assert tuple(palette.colors[1].color) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("encoded", "linear"), KNOWN)
def test_stops_of_a_ramp_are_linear_in_every_blender(encoded: int, linear: float) -> None:
    ramp = ramp_of_a_new_material()
    ramp.elements[0].color = (linear, 0.0, 1.0, 1.0)
    ramp.elements[1].color = (0.0, 0.215861, 0.0, 1.0)
    ops.recraft.colors_from_ramp()
    assert colors() == [(encoded, 0, 255), (0, 128, 0)]


def test_ramp_with_many_stops_is_sampled_evenly() -> None:
    ramp = ramp_of_a_new_material()
    for step in range(1, 20):
        ramp.elements.new(step / 20)
    assert len(ramp.elements) == 21
    ops.recraft.colors_from_ramp()
    found = colors()
    assert len(found) == 10
    assert (found[0], found[-1]) == ((0, 0, 0), (255, 255, 255))
    assert found == sorted(found)


def test_only_as_many_colors_as_the_service_takes_each_once() -> None:
    values = [(step / 30, 0.0, 0.0) for step in range(30)]
    palette = new_palette(*values, *values[:2])
    ops.recraft.colors_from_palette(palette=palette.name)
    assert len(colors()) == 10
    assert not ops.recraft.add_color.poll()
    ops.recraft.remove_color(index=0)
    assert ops.recraft.add_color.poll()
    ops.recraft.clear_colors()
    assert colors() == []


@pytest.mark.parametrize("is_shared", [False, True])
def test_colors_of_a_brush(*, is_shared: bool) -> None:
    """Brushes hold sRGB up to 4.5 and linear values since 5.0, and may share one pair of colors."""
    ops.mesh.primitive_cube_add()
    ops.object.mode_set(mode="TEXTURE_PAINT")
    paint = context.tool_settings.image_paint
    assert paint.brush
    shared = getattr(paint if bpy.app.version >= (5, 0) else context.tool_settings, UNIFIED)
    shared.use_unified_color = is_shared
    used, other = (shared, paint.brush) if is_shared else (paint.brush, shared)
    second = 0.033105 if bpy.app.version >= (5, 0) else 0.2
    used.color, used.secondary_color = (1.0, 0.0, 0.0), (0.0, second, 1.0)
    other.color = other.secondary_color = (0.0, 0.0, 0.0)
    ops.recraft.colors_from_brush()
    assert colors() == [(255, 0, 0), (0, 51, 255)]
    ops.object.mode_set(mode="OBJECT")


@pytest.mark.parametrize("is_float", [False, True])
def test_colors_of_an_image(tmp_path: Path, *, is_float: bool) -> None:
    pixels = np.full((40, 60, 3), (128, 10, 200), np.uint8)
    pixels[:10] = (255, 255, 0)
    image = data.images.load(str(write_png(tmp_path / "known.png", pixels)))
    if is_float:
        flat = np.empty(40 * 60 * 4, np.float32)
        image.pixels.foreach_get(flat)
        low, high = flat / 12.92, ((flat + 0.055) / 1.055) ** 2.4
        linear = np.where(flat <= 0.04045, low, high).astype(np.float32)
        image = data.images.new("float", 60, 40, float_buffer=True)
        image.pixels.foreach_set(linear)
    ops.recraft.colors_from_image(image=image.name)
    assert colors() == [(128, 10, 200), (255, 255, 0)]


def test_what_has_no_colors_says_so_and_changes_nothing() -> None:
    look().colors.add().color = (1.0, 0.0, 0.0)
    new_palette()
    data.images.new("empty", 1, 1).source = "FILE"
    for refused, said in (
        (lambda: ops.recraft.colors_from_palette(palette="Test"), "palette is empty"),
        (lambda: ops.recraft.colors_from_palette(palette="Gone"), "no longer there"),
        (ops.recraft.colors_from_ramp, "Color Ramp node"),
        (lambda: ops.recraft.colors_from_image(image="empty"), "no pixels"),
    ):
        with pytest.raises(RuntimeError, match=said):
            refused()
    assert colors() == [(255, 0, 0)]
