# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What only a window has: the viewport as a picture, the clipboard, and the panel itself."""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window

ADDON = "bl_ext.user_default.recraft_blender"
TOKEN = "token-of-the-window"
SESSION = f"__import__('{ADDON}.blender.session', fromlist=['x']).session()"
SET_UP = """
import bpy
bpy.ops.extensions.package_install_files(
    filepath={zip!r}, repo="user_default", enable_on_install=True)
prefs = bpy.context.preferences.addons[{addon!r}].preferences
prefs.service, prefs.base_url, prefs.token = "CUSTOM", {address!r}, {token!r}
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
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer(token=TOKEN, rate_limited=False) as server:
        yield server


@pytest.fixture
def recraft(window: Window, sandbox: SandboxServer) -> Window:
    zip_file = str(Path(os.environ["RECRAFT_TEST_ZIP"]).resolve())
    window.ask(SET_UP.format(zip=zip_file, addon=ADDON, address=sandbox.base_url, token=TOKEN))
    window.open_sidebar("Recraft")
    return window


def test_viewport_is_sent_as_it_looks(recraft: Window, pictures: Path) -> None:
    window = recraft
    window.ask("setattr(bpy.context.scene.recraft_source, 'kind', 'VIEWPORT')")
    width, height = window.ask(NATIVE)
    window.screenshot(pictures / "1-panel.png")
    before = window.ask(STATE)
    window.click(*window.find_button("recraft.process_picture", having="VECTORIZE"))
    window.wait_until(f"[str(j.state) for j in {SESSION}.jobs[:1]] == ['placed']", 60, "placed")
    sent = window.ask(f"str({SESSION}.jobs[0].folder)") + "/input-1.png"
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
    assert window.ask(f"len({SESSION}.jobs)") == 0


def test_panel_shows_what_each_source_asks(recraft: Window, pictures: Path) -> None:
    recraft.ask("setattr(bpy.context.scene.recraft_source, 'prompt', 'a moonlit garden')")
    for kind in ("IMAGE", "FILE", "OBJECT", "RENDER", "CAMERA", "CLIPBOARD"):
        recraft.ask(f"setattr(bpy.context.scene.recraft_source, 'kind', {kind!r})")
        recraft.settle()
        recraft.screenshot(pictures / f"{kind.lower()}.png")
    assert "Traceback" not in recraft.output()
