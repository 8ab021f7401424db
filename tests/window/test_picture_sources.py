# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only a window has: the viewport as a picture, the clipboard, and the panel itself."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from window_driver import Window
from window_extension import ADDON, JOBS, redraw, wait_for

SET_UP = """
scene, cube = bpy.context.scene, bpy.data.objects["Cube"]
cube.color = (0.9, 0.2, 0.05, 1)
space = next(
    area.spaces.active for area in bpy.context.window_manager.windows[0].screen.areas
    if area.type == "VIEW_3D")
space.shading.color_type = "OBJECT"
space.show_gizmo = False
"""
NATIVE = """
area = next(
    area for area in bpy.context.window_manager.windows[0].screen.areas if area.type == "VIEW_3D")
region = next(region for region in area.regions if region.type == "WINDOW")
bpy.context.scene.recraft_source.side = max(region.width, region.height)
result = [region.width, region.height]
"""
STATE = """
space = next(
    area.spaces.active for area in bpy.context.window_manager.windows[0].screen.areas
    if area.type == "VIEW_3D")
areas = [area.ui_type for area in bpy.context.window_manager.windows[0].screen.areas]
result = [
    space.overlay.show_overlays, sorted(bpy.data.images.keys()), areas,
    sorted(bpy.data.scenes.keys())]
"""
PASTE = """
from importlib import import_module
taking = import_module({addon!r} + ".blender.sources.taking")
source = import_module({addon!r} + ".blender.sources.source")
window = bpy.context.window_manager.windows[0]
area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
with bpy.context.temp_override(window=window, area=area):
    try:
        with taking.captures_folder() as folder:
            taken = taking.picture_of(
                bpy.context, source.Source(kind=source.SourceKind.CLIPBOARD), folder)
        result = taken.name
    except source.PictureSourceError as error:
        result = str(error)
"""


@pytest.fixture
def opened() -> tuple[str, ...]:
    return ("from_picture",)


@pytest.fixture
def alone() -> tuple[str, ...]:
    return ("from_picture", "jobs")


@pytest.fixture
def recraft(recraft_on_sandbox: Window) -> Window:
    recraft_on_sandbox.ask(SET_UP)
    return recraft_on_sandbox


def test_viewport_is_sent_as_it_looks(recraft: Window, pictures: Path) -> None:
    window = recraft
    window.ask("setattr(bpy.context.scene.recraft_source, 'kind', 'VIEWPORT')")
    width, height = window.ask(NATIVE)
    window.screenshot(pictures / "1-panel.png")
    before = window.ask(STATE)
    window.click(*window.find_button("recraft.process_picture", having="VECTORIZE"))
    wait_for(window, "placed")
    sent = window.ask(f"str({JOBS}[0].folder)") + "/input-1.png"
    assert window.ask(STATE) == before
    window.ask("[setattr(o, 'hide_viewport', o.type == 'CURVE') for o in bpy.data.objects]")
    window.ask(
        "[setattr(a.spaces.active.overlay, 'show_overlays', False)"
        " for a in bpy.context.window_manager.windows[0].screen.areas if a.type == 'VIEW_3D']"
    )
    window.screenshot(pictures / "2-seen.png")
    with Image.open(sent) as opened:
        opened.save(pictures / "sent.png")
        taken = np.asarray(opened.convert("RGB")).astype(int)
    assert taken.shape[:2] == (height, width)
    view = window.find_area("VIEW_3D", "WINDOW")
    x, y = (round(value) for value in view.centre)
    screen = window.screen.pixels()[y - 60 : y + 60, x - 60 : x + 60, :3].astype(int)
    row, column = height // 2, width // 2
    middle = taken[row - 60 : row + 60, column - 60 : column + 60]
    assert len(np.unique(middle.reshape(-1, 3), axis=0)) > 2  # faces of the cube
    assert np.median(np.abs(middle - screen)) <= 1
    assert np.abs(middle.mean((0, 1)) - screen.mean((0, 1))).max() < 3


def test_clipboard_of_x11_is_refused_in_a_sentence(recraft: Window, pictures: Path) -> None:
    window = recraft
    before = window.ask(STATE)
    assert "No picture could be read from the clipboard" in window.ask(PASTE.format(addon=ADDON))
    assert window.ask(STATE) == before
    window.settle()
    window.screenshot(pictures / "1-after.png")
    assert window.ask(f"len({JOBS})") == 0


def test_panel_shows_what_each_source_asks(recraft: Window, pictures: Path) -> None:
    recraft.ask("setattr(bpy.context.scene.recraft_source, 'prompt', 'a moonlit garden')")
    for kind in ("IMAGE", "FILE", "OBJECT", "RENDER", "CAMERA", "CLIPBOARD"):
        recraft.ask(f"setattr(bpy.context.scene.recraft_source, 'kind', {kind!r})")
        redraw(recraft)
        recraft.screenshot(pictures / f"{kind.lower()}.png")
