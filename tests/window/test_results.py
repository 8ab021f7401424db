# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results' panel with 10,000 pictures: turn pages, search, choose, place, with the mouse."""

from pathlib import Path

import pytest

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window
from window_extension import ADDON, PREFERENCES, wait_for

pytestmark = pytest.mark.timeout(300)  # it finds a dozen buttons by pointing everywhere

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
SESSION = f"__import__('{ADDON}.blender.session', fromlist=['x']).session()"
VIEW = f"__import__('{ADDON}.blender.gallery', fromlist=['x']).gallery().view"
TITLES = f"[one.result.job.title for one in {VIEW}.thumbnails]"
MANY = 10_000
ASK_FOR = """
settings = bpy.context.scene.recraft
settings.prompt, settings.make, settings.count, settings.ratio = {prompt!r}, {make!r}, {n}, "1:1"
bpy.ops.recraft.generate()
"""
LENGTHEN = """
import sys
sys.path.append({scripts!r})
import long_history
long_history.lengthen({session}.ledger, {many})
"""


@pytest.fixture
def alone() -> tuple[str, ...]:
    return ("results", "recipe")


@pytest.fixture
def results(recraft_on_sandbox: Window) -> Window:
    """Three real results and so many older ones that there are 10,000."""
    window = recraft_on_sandbox
    window.ask(f"setattr({PREFERENCES}, 'confirm_above', 30)")
    for prompt, make, n in (("mossy stone wall", "TEXTURE", 2), ("fox logo", "CURVES", 1)):
        window.ask(ASK_FOR.format(prompt=prompt, make=make, n=n))
        wait_for(window, "placed")
    window.ask(LENGTHEN.format(scripts=str(SCRIPTS), session=SESSION, many=MANY), timeout_s=120)
    window.wait_until(f"{VIEW}.has_older", 30, "the list is long")
    return window


def _turn(window: Window, page: str) -> None:
    before = window.ask(TITLES)
    window.click(*window.find_button("recraft.turn_results", having=page))
    assert window.ask(TITLES) != before


def test_ten_thousand_results(results: Window, sandbox: SandboxServer, pictures: Path) -> None:
    window = results
    newest = window.ask(TITLES)
    assert newest[:3] == ["fox logo", "mossy stone wall", "mossy stone wall"]
    assert len(newest) == 12
    window.screenshot(pictures / "1-newest.png")
    _turn(window, "OLDER")
    _turn(window, "OLDER")
    assert window.ask(f"{VIEW}.number") == 3
    window.screenshot(pictures / "2-third-page.png")
    _turn(window, "NEWER")
    _turn(window, "NEWEST")
    assert window.ask(TITLES) == newest

    window.click(*window.find_property("words"))
    window.type_text("very first")
    window.key("Return")
    found = f"{VIEW}.is_whole and {VIEW}.is_filtered and {TITLES}"
    assert set(window.wait_until(found, 60, "the search is done")) == {"the very first"}
    oldest = window.ask(f"{VIEW}.thumbnails[-1].result.id")
    assert window.ask(f"{VIEW}.chosen.result.id") != oldest
    window.click(*window.find_button("recraft.choose_result", having=f"result={oldest}"))
    assert window.ask(f"{VIEW}.chosen.result.id") == oldest
    window.screenshot(pictures / "3-found.png")

    # It costs more than the person spends unasked, however long ago it was made.
    before, jobs = list(sandbox.charged), window.ask(f"len({SESSION}.jobs)")
    window.click(*window.find_button("recraft.run_again"))
    window.screenshot(pictures / "4-again-asks.png")
    assert window.ask(f"len({SESSION}.jobs)") == jobs
    window.key("Escape")
    assert window.ask(f"len({SESSION}.jobs)") == jobs
    assert sandbox.charged == before


def test_result_is_placed_as_one_thing_or_another(results: Window, pictures: Path) -> None:
    window = results
    second = window.ask(f"{VIEW}.thumbnails[1].result.id")
    window.ask(f"bpy.ops.recraft.choose_result(result={second})")
    window.ask(
        "bpy.context.scene.cursor.location = (3, 0, 0)\n"
        "bpy.data.objects['Cube'].data.materials.clear()\n"
        "bpy.ops.object.select_all(action='DESELECT')\n"
        "bpy.data.objects['Cube'].select_set(True)"
    )
    x, y = window.find_button("recraft.place_result")
    window.click(x, y)
    materials = "[m.name for m in bpy.data.objects['Cube'].data.materials]"
    window.wait_until(f"len({materials}) == 1", 30, "the cube has the texture")
    image = f"{VIEW}.chosen.result.file.path.name"
    images = "[image.get('recraft_file') for image in bpy.data.images]"
    assert window.ask(f"{image} in {images}")
    window.screenshot(pictures / "1-texture.png")

    before = window.ask("sorted(bpy.data.objects.keys())")
    sidebar = window.find_area("VIEW_3D", "UI")
    window.click(sidebar.left + sidebar.width - 45, y)
    window.screenshot(pictures / "2-menu.png")
    window.key("r")
    made = f"sorted(set(bpy.data.objects.keys()) - set({before!r}))"
    (name,) = window.wait_until(made, 30, "the reference is there")
    assert window.ask(f"bpy.data.objects[{name!r}].empty_display_type") == "IMAGE"
    assert window.ask(f"list(bpy.data.objects[{name!r}].location)") == [3, 0, 0]
    window.screenshot(pictures / "3-reference.png")
