# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Placed results under undo and redo with real keys, and another file opened while jobs run."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window
from window_extension import JOBS, wait_for

# Software OpenGL draws each of a hundred steps, which takes long on a busy machine.
pytestmark = pytest.mark.timeout(300)
SELECT_CUBE = """
bpy.context.scene.cursor.location = {cursor}
cube = bpy.data.objects["Cube"]
bpy.ops.object.select_all(action="DESELECT")
cube.select_set(True)
bpy.context.view_layer.objects.active = cube
"""
GENERATE = """
chosen = bpy.context.scene.recraft
chosen.prompt, chosen.make = {prompt!r}, {make!r}
bpy.ops.recraft.generate()
"""
# Everything that a result may leave in a file, and who wears it.
SCENE = """
def ours(blocks):
    return sorted(block.name for block in blocks if "recraft_job" in block)
data = bpy.data
result = {
    "objects": sorted((obj.name, obj.type) for obj in data.objects),
    "materials": ours(data.materials),
    "images": ours(data.images),
    "curves": sorted(curve.name for curve in data.curves),
    "worn": [material and material.name for material in data.objects["Cube"].data.materials],
    "scene": [bpy.context.scene.name, len(bpy.context.view_layer.objects)],
}
"""
# What is made, what it shows, and where the 3D cursor then stands: apart, so that all are seen.
MADE = (
    ("TEXTURE", "mossy stone wall", (0, 0, 0)),
    ("ALPHA_PLANE", "red fox", (3, -2, 0)),
    ("CURVES", "green leaf", (-2, -2, 0)),
    ("REFERENCE", "brass clock", (0, 4, 0)),
)
SWEEPS = 13
ALL_KEYS_S = 10.0
MANY = 10


def _asking(make: str, prompt: str, cursor: tuple[int, int, int]) -> str:
    return SELECT_CUBE.format(cursor=cursor) + GENERATE.format(make=make, prompt=prompt)


def _press(window: Window, key: str, times: int, scene: dict[str, Any]) -> None:
    """Press a key so many times, as quickly as the driver types, and come to this scene."""
    window.screen.xdotool("key", "--delay", "12", *[key] * times)
    deadline = time.monotonic() + ALL_KEYS_S
    while (found := window.ask(SCENE)) != scene and time.monotonic() < deadline:
        window.settle()
    assert found == scene


def _place_one_of_each(window: Window) -> list[dict[str, Any]]:
    """One result after the other; the scene before, between and after."""
    scenes = [window.ask(SCENE)]
    for made in MADE:
        window.ask(_asking(*made))
        wait_for(window, "placed")
        scenes.append(window.ask(SCENE))
    return scenes


def test_undo_and_redo_fifty_times(recraft_on_sandbox: Window, pictures: Path) -> None:
    window = recraft_on_sandbox
    window.ask("bpy.ops.ed.undo_push(message='Start')")
    scenes = _place_one_of_each(window)
    assert all(one != other for one, other in pairwise(scenes))
    window.screenshot(pictures / "1-placed.png")
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    assert SWEEPS * len(MADE) >= 50
    for sweep in range(SWEEPS):
        _press(window, "ctrl+z", len(MADE), scenes[0])
        if sweep == 0:
            window.screenshot(pictures / "2-all-undone.png")
        _press(window, "ctrl+shift+z", len(MADE), scenes[-1])
    window.screenshot(pictures / "3-after-the-last-redo.png")
    # Step by step, the other way round: each result is one undo step.
    for before in reversed(scenes[:-1]):
        window.key("ctrl+z")
        assert window.ask(SCENE) == before
    assert window.ask(f"[str(job.state) for job in {JOBS}]") == ["placed"] * len(MADE)
    # What was taken away can be placed again from the list.
    window.ask(SELECT_CUBE.format(cursor=(3, 0, 0)))
    window.click(*window.find_button("recraft.place"))
    window.wait_until("len([o for o in bpy.data.objects if o.type == 'EMPTY']) == 1", 10, "placed")
    window.screenshot(pictures / "4-placed-again.png")


def test_another_file_while_ten_jobs_run(
    recraft_on_sandbox: Window, sandbox: SandboxServer, pictures: Path
) -> None:
    window, other = recraft_on_sandbox, str(recraft_on_sandbox.folder / "other.blend")
    window.ask(f"bpy.ops.wm.save_as_mainfile(filepath={other!r}, copy=True)")
    sandbox.delay_s = 6.0
    window.ask("".join(_asking(*MADE[number % len(MADE)]) for number in range(MANY)))
    window.wait_until(f"sum(str(job.state) == 'sending' for job in {JOBS}) >= 4", 30, "some run")
    window.ask(f"bpy.ops.wm.open_mainfile(filepath={other!r})")
    still = window.ask(f"[job.title for job in {JOBS} if job.state.is_active]")
    assert len(still) == MANY, "a job ended before the other file was opened"
    sandbox.delay_s = 0.0
    window.settle()
    before = window.ask(SCENE)
    window.screenshot(pictures / "1-another-file.png")
    wait_for(window, "ready", count=MANY)
    assert window.ask(SCENE) == before
    assert not window.ask(f"[job.note for job in {JOBS} if job.note]")
    paid = window.ask(f"sum(job.units for job in {JOBS})")
    assert paid == sum(charge.units for charge in sandbox.charged) > 0
    window.open_sidebar("Recraft")
    window.screenshot(pictures / "2-offered.png")
    window.ask(SELECT_CUBE.format(cursor=(3, 0, 0)))
    window.click(*window.find_button("recraft.place"))
    newest = f"str({JOBS}[0].state) == 'placed'"
    window.wait_until(newest, 10, "the newest result is placed")
    after = window.ask(SCENE)
    assert after != before
    window.screenshot(pictures / "3-placed.png")
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    window.key("ctrl+z")
    assert window.ask(SCENE) == before
