# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Style, colors, presets and a long prompt, by mouse and keys; and how quickly the panels draw."""

import statistics
from pathlib import Path
from typing import Any

import pytest

from window_driver import Window
from window_extension import press, redraw
from window_search import Rect

LOOK = "bpy.context.scene.recraft_look"
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
def opened() -> tuple[str, ...]:
    return PANELS


@pytest.fixture
def recraft(recraft: Window) -> Window:
    """With the sandbox and a prompt."""
    recraft.ask("bpy.ops.recraft.use_sandbox()\nbpy.context.scene.recraft.prompt = 'a harbor'")
    # What a script sets is no undo step of its own: the first undo would take it away as well.
    recraft.ask("bpy.ops.ed.undo_push(message='Prompt')")
    redraw(recraft)
    return recraft


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
        redraw(window)
    window.screenshot(pictures / "1-everything.png")
    times = window.ask("bpy.app.driver_namespace['times']")
    medians = {name: statistics.median(times[name]) for name in names}
    (pictures / "draw-times-ms.txt").write_text(str(medians), "utf-8")
    assert all(len(found) >= 10 for found in times.values()), times
