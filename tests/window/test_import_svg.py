# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SVG file through File > Import, the redo panel, undo, Edit Mode, colour and depth, by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from window_driver import Window
from window_search import Point

# Strokes (one with dashes), both kinds of gradient, a hole, and circles of which one covers the
# other.
BADGE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#1040c0"/><stop offset="1" stop-color="#ffe080"/>
    </linearGradient>
    <radialGradient id="sun">
      <stop offset="0" stop-color="#fff8d0"/><stop offset="1" stop-color="#ff9010"/>
    </radialGradient>
  </defs>
  <rect width="400" height="300" fill="url(#sky)"/>
  <circle cx="310" cy="80" r="45" fill="url(#sun)" stroke="#a03000" stroke-width="6"/>
  <path d="M0 300V220L90 130L170 210L230 160L400 260V300Z" fill="#206030"/>
  <circle cx="110" cy="190" r="60" fill="#d02020"/>
  <circle cx="160" cy="220" r="60" fill="#2080d0"/>
  <path fill-rule="evenodd" fill="#f0f0f0" d="M240 200h120v70h-120zM265 215v40h70v-40z"/>
  <path d="M40 40C90 0 140 90 200 40" fill="none" stroke="#f0f0f0" stroke-width="10"
    stroke-linecap="round"/>
  <path d="M40 90H200" fill="none" stroke="#101010" stroke-width="8" stroke-dasharray="24 12"/>
</svg>
"""
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
# Software OpenGL compiles the shaders of each new material, which takes long on a busy machine.
SHADERS_S = 180


def _browse_and_import(window: Window, name: str) -> None:
    """File > Import > SVG (Recraft), found by the menu's own search; the browser is at home."""
    window.click(38, 12)
    window.key("space")
    window.type_text("SVG (Recraft")
    window.key("Return")
    window.wait_until("bool(find_region('FILE_BROWSER', 'EXECUTE'))", 30, "the browser is open")
    window.settle()
    footer = window.find_area("FILE_BROWSER", "EXECUTE")
    window.click(footer.left + footer.width / 4, footer.centre.y)
    window.key("ctrl+a", "BackSpace")
    window.type_text(name)
    window.key("Return")
    window.click(*window.find_button("file.execute", area="FILE_BROWSER", region="EXECUTE"))
    window.wait_until("any(obj.type == 'CURVE' for obj in bpy.data.objects)", 60, "it is imported")
    window.settle()


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


def _open(window: Window) -> dict[str, Any]:
    """An empty front view, and the drawing imported into it; the scene before."""
    (window.folder / "badge.svg").write_text(BADGE, encoding="utf-8")
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    window.key("n", "Delete", "KP_1")
    before: dict[str, Any] = window.ask(SCENE)
    assert before["all"] == ["Camera", "Light"]
    _browse_and_import(window, "badge.svg")
    return before


# Blender starts once for all of it: each start costs more than the steps.
@pytest.mark.timeout(900)
def test_svg_is_imported_adjusted_undone_and_edited(recraft: Window, pictures: Path) -> None:
    window = recraft
    empty = _open(window)
    imported = window.ask(SCENE)
    assert len(imported["curves"]) == len(imported["data"]) == 4
    assert {"#2080d0", "#d02020", "linear gradient 1"} <= set(imported["materials"])
    assert imported["high"] == 1.0
    window.screenshot(pictures / "1-imported.png")

    _adjust_size(window)
    adjusted = window.ask(SCENE)
    assert adjusted == imported | {"high": HEIGHT_M}
    window.ask(SHOW_MATERIALS)
    _shaders(window)
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
