# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Style, colors, presets and a long prompt, by mouse and keys; and how quickly the panels draw."""

import os
import statistics
from pathlib import Path
from typing import Any

import pytest

from window_driver import Window
from window_search import Rect

ADDON = "bl_ext.user_default.recraft_blender"
SET_UP = """
import bpy
bpy.ops.extensions.package_install_files(
    filepath={zip!r}, repo="user_default", enable_on_install=True)
bpy.ops.recraft.use_sandbox()
bpy.context.scene.recraft.prompt = "a harbor"
"""
LOOK = "bpy.context.scene.recraft_look"
# Below the Generate button, at a scale of 1: the headers of Style, Colors and Advanced.
HEADERS = (89, 63, 37)
PANELS = ("create", "style", "colors", "advanced")
TIME_DRAWING = """
import time
def timed(name):
    kind = getattr(bpy.types, name)
    draw = kind.draw
    def measured(self, context):
        started = time.perf_counter()
        draw(self, context)
        times[name].append(1000 * (time.perf_counter() - started))
    times[name] = []
    kind.draw = measured
times = bpy.app.driver_namespace["times"] = {{}}
for name in {names!r}:
    timed(name)
"""


@pytest.fixture
def recraft(window: Window) -> Window:
    """The built zip, with the sandbox, and the sub-panels open."""
    window.ask(SET_UP.format(zip=str(Path(os.environ["RECRAFT_TEST_ZIP"]).resolve())))
    window.open_sidebar("Recraft")
    x, y = window.find_button("recraft.generate")
    for below in HEADERS:  # the last one first: an open one moves those below it
        window.click(x - 60, y + below)
        window.settle()
    return window


def press(window: Window, operator: str) -> None:
    window.click(*window.find_button(operator))
    window.settle()


def look(window: Window, name: str) -> Any:
    return window.ask(f"{LOOK}.{name}")


def test_style_by_its_name_and_a_color(recraft: Window, pictures: Path) -> None:
    window = recraft
    window.screenshot(pictures / "1-open.png")
    press(window, "recraft.search_style")
    window.type_text("noir")
    window.screenshot(pictures / "2-search.png")
    window.key("Return")
    assert look(window, "style") == "Noir"
    assert window.ask("bpy.context.scene.recraft.model") == "recraftv3"
    press(window, "recraft.favourite_style")
    press(window, "recraft.add_color")
    assert window.ask(f"len({LOOK}.colors)") == 1
    window.screenshot(pictures / "3-chosen.png")
    press(window, "recraft.leave_style")
    assert look(window, "style") == ""
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    window.key("ctrl+z")
    assert look(window, "style") == "Noir"


def test_preset_from_the_menu_and_undo(recraft: Window, pictures: Path) -> None:
    window = recraft
    x, y = window.find_button("recraft.add_preset")
    window.click(x - 80, y)
    window.settle()
    window.screenshot(pictures / "1-menu.png")
    menu = Rect(round(x) - 220, round(y), 240, 420)
    window.click(*window.find_in_popup("Logo_Flat", menu))
    window.settle()
    assert window.ask("bpy.context.scene.recraft.make") == "CURVES"
    assert window.ask("bpy.context.scene.recraft.prompt").startswith("Minimal flat logo")
    window.screenshot(pictures / "2-loaded.png")
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    window.key("ctrl+z")
    assert window.ask("bpy.context.scene.recraft.prompt") == "a harbor"


def test_long_prompt_in_a_text_editor(recraft: Window, pictures: Path) -> None:
    window = recraft
    press(window, "recraft.edit_prompt")
    windows = "bpy.context.window_manager.windows"
    window.wait_until(f"len({windows}) == 2", 20, "a second window is there")
    shown = f"[a.spaces.active.text.name for a in {windows}[-1].screen.areas]"
    assert window.ask(shown) == [look(window, "text.name")]
    assert window.ask(f"{LOOK}.text.as_string().strip()") == "a harbor"
    window.screenshot(pictures / "1-editor.png")


def test_panels_draw_quickly_with_everything_set(recraft: Window, pictures: Path) -> None:
    window = recraft
    names = [f"RECRAFT_PT_{name}" for name in PANELS]
    window.ask(
        "bpy.context.scene.recraft.model = 'recraftv3'\n"
        f"look = {LOOK}\n"
        "bpy.ops.recraft.use_style(key='recraftv3|Young adult book 2|')\n"
        "for step in range(10):\n"
        "    look.colors.add().color = (step / 9, 0.3, 1 - step / 9)\n"
        "look.words.add().text = 'HARBOR'\n" + TIME_DRAWING.format(names=names)
    )
    for _ in range(20):
        window.ask("[area.tag_redraw() for area in bpy.context.screen.areas]")
        window.settle()
    window.screenshot(pictures / "1-everything.png")
    times = window.ask("bpy.app.driver_namespace['times']")
    medians = {name: statistics.median(times[name]) for name in names}
    (pictures / "draw-times-ms.txt").write_text(str(medians), "utf-8")
    assert all(len(found) >= 10 for found in times.values()), times
