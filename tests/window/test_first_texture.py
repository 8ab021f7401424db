# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The product in a real window: from a fresh install to a textured object, with mouse and keys."""

from pathlib import Path

import numpy as np

from window_driver import Window
from window_extension import ADDON, JOBS, press, use_service, wait_for

PROMPT = "mossy stone wall"
CUBE = "bpy.data.objects['Cube']"


def _type_prompt(window: Window, prompt: str) -> None:
    window.click(*window.find_property("prompt"))
    window.key("ctrl+a", "BackSpace")
    if prompt:
        window.type_text(prompt)
    window.key("Return")
    window.settle()


def _colours_of_the_object(window: Window) -> int:
    """How many distinct colours the middle of the 3D view shows."""
    view = window.find_area("VIEW_3D", "WINDOW")
    x, y = (round(value) for value in view.centre)
    middle = window.screen.pixels()[y - 40 : y + 40, x - 40 : x + 40].reshape(-1, 3)
    return len(np.unique(middle, axis=0))


def test_from_a_fresh_install_to_a_textured_object(recraft: Window, pictures: Path) -> None:
    window = recraft
    window.screenshot(pictures / "1-first-run.png")
    assert window.ask("bpy.ops.recraft.generate.poll()") is False
    plain = _colours_of_the_object(window)
    press(window, "recraft.use_sandbox")
    _type_prompt(window, PROMPT)
    assert window.ask("bpy.context.scene.recraft.prompt") == PROMPT
    window.screenshot(pictures / "2-prompt.png")
    press(window, "recraft.generate")
    window.screenshot(pictures / "3-running.png")
    wait_for(window, "placed")
    window.screenshot(pictures / "4-placed.png")
    assert window.ask(f"[m.name for m in {CUBE}.data.materials]") == ["Mossy stone wall"]
    assert window.ask(f"{JOBS}[0].units") == 35
    assert _colours_of_the_object(window) > plain + 100


def test_undo_takes_the_texture_away_and_redo_brings_it_back(
    recraft: Window, pictures: Path
) -> None:
    window = recraft
    press(window, "recraft.use_sandbox")
    _type_prompt(window, PROMPT)
    before = window.ask(f"[m.name for m in {CUBE}.data.materials]")
    press(window, "recraft.generate")
    wait_for(window, "placed")
    after = window.ask(f"[m.name for m in {CUBE}.data.materials]")
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    for _ in range(5):
        window.key("ctrl+z")
        window.settle()
        assert window.ask(f"[m.name for m in {CUBE}.data.materials]") == before
        assert not window.ask("[i.name for i in bpy.data.images if 'recraft_job' in i]")
        window.key("ctrl+shift+z")
        window.settle()
        assert window.ask(f"[m.name for m in {CUBE}.data.materials]") == after
    window.screenshot(pictures / "after-redo.png")


def test_every_state_of_a_job_can_be_read(recraft: Window, pictures: Path) -> None:
    window = recraft
    use_service(window, "http://127.0.0.1:9/v1", "x")
    _type_prompt(window, "a picture that nobody will make")
    press(window, "recraft.generate")
    wait_for(window, "failed")
    window.screenshot(pictures / "1-server-gone.png")
    window.ask("bpy.ops.object.select_all(action='DESELECT')")
    press(window, "recraft.open_preferences")
    window.settle()
    window.screenshot(pictures / "2-preferences.png")
    window.ask("bpy.ops.recraft.use_sandbox()")
    _type_prompt(window, "red brick wall")
    press(window, "recraft.generate")
    window.wait_until(f"bool({JOBS}[0].note)", 60, "the result waits")
    window.settle()
    window.screenshot(pictures / "3-nothing-selected.png")
    window.ask(f"{CUBE}.select_set(True)")
    press(window, "recraft.place")
    wait_for(window, "placed")
    assert window.ask(f"[m.name for m in {CUBE}.data.materials]") == ["Red brick wall"]
    _type_prompt(window, "")
    window.screenshot(pictures / "4-empty-prompt.png")
    assert window.ask("bpy.ops.recraft.generate.poll()") is False


INFO_LOG = """
window = bpy.context.window_manager.windows[0]
area = next(a for a in window.screen.areas if a.type in {'DOPESHEET_EDITOR', 'INFO'})
area.type = 'INFO'
region = next(r for r in area.regions if r.type == 'WINDOW')
with bpy.context.temp_override(window=window, area=area, region=region):
    bpy.ops.info.select_all(action='SELECT')
    bpy.ops.info.report_copy()
result = bpy.context.window_manager.clipboard
"""


def test_typed_token_shows_nowhere(recraft: Window, pictures: Path) -> None:
    window = recraft
    press(window, "recraft.open_preferences")
    window.settle()
    point = window.find_property("token", area="PREFERENCES", region="WINDOW")
    window.click(*point)
    window.type_text("typed-secret-4711")
    window.key("Return")
    window.settle()
    window.screenshot(pictures / "1-typed.png")
    secret = f"__import__('{ADDON}.blender.secret', fromlist=['x'])"
    assert window.ask(f"{secret}.token()") == "typed-secret-4711"
    log = window.ask(INFO_LOG)
    assert "recraft.open_preferences" in log or "bpy." in log
    assert "typed-secret" not in log
    assert "typed-secret" not in window.output()
