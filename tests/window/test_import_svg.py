# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SVG file through File > Import, the redo panel, undo, Edit Mode, colour and depth, by hand."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from window_driver import Window
from window_extension import SHADERS_S, import_by_menu, wait_for_color
from window_search import Point

# Strokes (one with dashes), both kinds of gradient, a hole, and circles of which one covers the
# other.
BADGE = Path(__file__).with_name("badge.svg")
PAGE, HEIGHT_M = (400, 300), 4.0
SCENE = """
curves = [obj for obj in bpy.data.objects if obj.type == "CURVE"]
result = {
    "curves": sorted(obj.name for obj in curves),
    "all": sorted(obj.name for obj in bpy.data.objects),
    "data": sorted(curve.name for curve in bpy.data.curves),
    "materials": sorted(material.name for material in bpy.data.materials),
    "high": round(max((obj.dimensions.y for obj in curves), default=0), 4),
}
"""
ON_SCREEN = """
from bpy_extras.view3d_utils import location_3d_to_region_2d
window = bpy.context.window
area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
region = next(region for region in area.regions if region.type == "WINDOW")
view = area.spaces.active.region_3d
x, y = location_3d_to_region_2d(region, view, {place})
result = (region.x + x, window.height - region.y - y)
"""
SHOW_MATERIALS = """
bpy.context.scene.view_settings.view_transform = "Standard"
for area in bpy.context.window.screen.areas:
    if area.type == "VIEW_3D":
        area.spaces.active.shading.type = "MATERIAL"
        area.spaces.active.overlay.show_cursor = False
"""
SHOW_TAB = """
areas = bpy.context.window.screen.areas
next(area for area in areas if area.type == "PROPERTIES").spaces.active.context = {tab!r}
"""
POINTS = """
[[round(part, 3) for part in point.co]
 for spline in bpy.context.object.data.splines for point in spline.bezier_points]
"""
BASE_COLOUR = """
nodes = bpy.context.object.active_material.node_tree.nodes
shader = next(node for node in nodes if node.type == "BSDF_PRINCIPLED")
result = [round(part, 3) for part in shader.inputs["Base Color"].default_value]
"""


def _on_screen(window: Window, x: float, y: float) -> Point:
    """Where a place of the SVG's page is on the screen."""
    scale = HEIGHT_M / PAGE[1]
    place = ((x - PAGE[0] / 2) * scale, 0.0, (PAGE[1] / 2 - y) * scale)
    return Point(*window.ask(ON_SCREEN.format(place=place)))


def _shaders(window: Window) -> None:
    window.ask("None", timeout_s=SHADERS_S)
    window.ask("None", timeout_s=SHADERS_S)


def _strongest(window: Window, x: float, y: float) -> int:
    """Which of red, green and blue is strongest at a place of the page."""
    point = _on_screen(window, x, y)
    return int(window.screen.pixels()[round(point.y), round(point.x)].argmax())


def _adjust_size(window: Window) -> None:
    """Another length in the redo panel, which stands closed in the view's corner."""
    window.click(*window.find_area("VIEW_3D", "HUD").centre)
    panel = window.find_area("VIEW_3D", "HUD")
    window.click(*window.find_in_popup("1", panel))
    _type_value(window, HEIGHT_M)


def _type_value(window: Window, value: float) -> None:
    window.key("ctrl+a")
    window.type_text(str(value))
    window.key("Return")
    _shaders(window)


def _move_a_point(window: Window, x: float, y: float) -> None:
    """In Edit Mode, by one metre along x."""
    window.key("Tab")
    assert window.ask("bpy.context.mode") == "EDIT_CURVE"
    window.click(*_on_screen(window, x, y))
    window.key("g", "x", "1", "Return", "Tab")
    _shaders(window)


def _paste_colour(window: Window, colour: Sequence[float]) -> None:
    """Onto the base colour in the material's tab."""
    window.ask(SHOW_TAB.format(tab="MATERIAL"))
    _shaders(window)
    field = window.find_property("inputs[0].default_value", area="PROPERTIES", region="WINDOW")
    window.move(*field)
    window.ask(f"setattr(bpy.context.window_manager, 'clipboard', '{list(colour)}')")
    window.key("ctrl+v")
    _shaders(window)


def _extrude(window: Window, depth: float) -> None:
    """In the curve's tab, whose search opens the panel."""
    window.ask(SHOW_TAB.format(tab="DATA"))
    window.move(*window.find_area("PROPERTIES", "WINDOW").centre)
    window.key("ctrl+f")
    window.type_text("Extrude")
    window.key("Return")
    window.click(*window.find_property("extrude", area="PROPERTIES", region="WINDOW"))
    _type_value(window, depth)


def _edits(window: Window) -> list[Any]:
    """The moved point's curve, its color and its depth."""
    depth = round(window.ask("bpy.context.object.data.extrude"), 3)
    return [window.ask(POINTS), window.ask(BASE_COLOUR), depth]


def _undo_and_redo_the_edits(window: Window, pictures: Path) -> None:
    """Depth, color and point go one after the other, and come back."""
    edited = _edits(window)
    seen = [edited]
    for _ in range(12):  # entering and leaving Edit Mode and selecting are steps too
        window.key("ctrl+z")
        _shaders(window)
        if window.ask("bpy.context.mode") == "EDIT_CURVE":
            continue
        if (now := _edits(window)) != seen[-1]:
            seen.append(now)
        if len(seen) == 4:
            break
    points, colors, depths = zip(*seen, strict=True)
    assert depths == (0.2, 0.0, 0.0, 0.0)
    assert colors[0] == colors[1] == [0.9, 0.1, 0.0, 1.0]
    assert colors[1] != colors[2] == colors[3]
    assert points[0] == points[1] == points[2] != points[3]
    window.screenshot(pictures / "7-edits-undone.png")
    for _ in range(12):
        window.key("ctrl+shift+z")
        _shaders(window)
    assert _edits(window) == edited
    window.screenshot(pictures / "8-edits-redone.png")


def _open(window: Window) -> dict[str, Any]:
    """An empty front view, and the drawing imported into it; the scene before."""
    shutil.copy(BADGE, window.folder)
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    window.key("n", "Delete", "KP_1")
    before: dict[str, Any] = window.ask(SCENE)
    assert before["all"] == ["Camera", "Light"]
    import_by_menu(window, BADGE.name)
    return before


# Blender starts once for all of it: each start costs more than the steps.
@pytest.mark.timeout(900)
def test_svg_is_imported_adjusted_undone_and_edited(recraft: Window, pictures: Path) -> None:
    window = recraft
    empty = _open(window)
    imported = window.ask(SCENE)
    assert len(imported["curves"]) == len(imported["data"]) == 4
    # Colors by their numbers, gradients by their names in the file.
    assert {"#2080d0", "#d02020", "sky", "sun"} <= set(imported["materials"])
    assert imported["high"] == 1.0
    window.screenshot(pictures / "1-imported.png")

    _adjust_size(window)
    adjusted = window.ask(SCENE)
    assert adjusted == imported | {"high": HEIGHT_M}
    window.ask(SHOW_MATERIALS)
    wait_for_color(window, _on_screen(window, 70, 190))
    window.screenshot(pictures / "2-adjusted.png")
    red, green, blue = range(3)
    # Red alone, blue over red, green through the hole, the sky, the sun.
    places = ((70, 190), (140, 200), (300, 245), (20, 20), (310, 115))
    assert [_strongest(window, *place) for place in places] == [red, blue, green, blue, red]

    window.move(*_on_screen(window, 390, -40))
    window.key("ctrl+z")
    assert window.ask(SCENE)["all"] == empty["all"]
    window.key("ctrl+shift+z")
    _shaders(window)
    assert window.ask(SCENE) == adjusted
    wait_for_color(window, _on_screen(window, 70, 190))
    window.screenshot(pictures / "3-undone-and-redone.png")

    window.click(*_on_screen(window, 175, 235))
    assert window.ask("bpy.context.object.active_material.name") == "#2080d0"
    before = window.ask(POINTS)
    _move_a_point(window, 160, 160)
    moved = [new for old, new in zip(before, window.ask(POINTS), strict=True) if old != new]
    assert moved == [[0.467, -0.133, 0.0]]
    assert _strongest(window, 175, 235) == blue, "it is filled still, and on top"
    window.screenshot(pictures / "4-point-moved.png")

    _paste_colour(window, (0.9, 0.1, 0.0, 1.0))
    assert window.ask(BASE_COLOUR) == [0.9, 0.1, 0.0, 1.0]
    assert _strongest(window, 175, 235) == red
    window.screenshot(pictures / "5-colour.png")
    _extrude(window, 0.2)
    assert round(window.ask("bpy.context.object.dimensions.z"), 3) == 0.4
    window.move(*_on_screen(window, 390, -40))
    window.key("KP_4", "KP_4", "KP_8")
    _shaders(window)
    window.screenshot(pictures / "6-extruded.png")
    assert window.ask(SCENE)["all"] == adjusted["all"]
    _undo_and_redo_the_edits(window, pictures)
