# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways through the sidebar by mouse and keys, each to its end in the scene; clicks counted."""

import os
import shutil
from pathlib import Path

import pytest

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window
from window_extension import JOBS, install, press, redraw, use_service, wait_for
from window_search import Point, Rect

from .conftest import TOKEN

pytestmark = pytest.mark.timeout(300)

BADGE = Path(__file__).with_name("badge.svg")
CUBE = "bpy.data.objects['Cube']"
NEW_IMAGE = """
import numpy as np
image = bpy.data.images.new("Disk", 512, 512, alpha=False)
y, x = np.mgrid[-1:1:512j, -1:1:512j]
inside = (x * x + y * y < 0.4)[..., None]
rgb = np.where(inside, (0.8, 0.1, 0.1), (0.9, 0.9, 0.9))
image.pixels.foreach_set(np.dstack([rgb, np.ones_like(x)]).astype(np.float32).ravel())
bpy.context.scene.recraft.picture = image
bpy.context.scene.cursor.location = (3, -2, 0)
"""
IMAGE_EDITOR = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "VIEW_3D")
area.type = "IMAGE_EDITOR"
area.spaces.active.image = bpy.data.images["Disk"]
area.spaces.active.show_region_ui = True
"""
VIEW_AGAIN = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "IMAGE_EDITOR")
area.type = "VIEW_3D"
"""
# Below the 3D view, from which it takes some room.
SPLIT = """
screen = bpy.context.window.screen
area = next(area for area in screen.areas if area.type == "VIEW_3D")
region = next(region for region in area.regions if region.type == "WINDOW")
with bpy.context.temp_override(area=area, region=region):
    bpy.ops.screen.area_split(direction="HORIZONTAL", factor=0.35)
views = [area for area in screen.areas if area.type == "VIEW_3D"]
min(views, key=lambda area: area.y).ui_type = "FILES"
"""
FILES = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "FILE_BROWSER")
params = area.spaces.active.params
if params is not None:
    params.directory = {folder!r}.encode()
    params.display_type = "LIST_VERTICAL"
    params.filename = ""
result = params is not None
"""
CHOSEN_FILE = """
area = next(area for area in bpy.context.window.screen.areas if area.type == "FILE_BROWSER")
result = area.spaces.active.params.filename
"""
# What Blender opens in a browser is written down here.
BROWSER = """
import os, stat
from pathlib import Path
program = Path({folder!r}) / "browser"
program.write_text("#!/bin/sh\\nprintf %s \\"$1\\" > {folder}/opened\\n")
program.chmod(0o755)
os.environ["BROWSER"] = str(program)
"""


@pytest.fixture
def size() -> tuple[int, int]:
    return (1600, 1700)


@pytest.fixture
def opened() -> tuple[str, ...]:
    return ("from_picture",)


class Hand:
    """A person's hand: clicks, and keys other than typed text, each counted."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.clicks = 0
        self.keys = 0

    def click(self, place: Point) -> None:
        """Click at a place that was found without clicking."""
        self.clicks += 1
        self.window.click(*place)

    def key(self, name: str) -> None:
        """Press a key."""
        self.keys += 1
        self.window.key(name)


def _tab(window: Window) -> Point:
    """Where the tab is: a person reads it, we try the places below one another."""
    left, top, width, height = window.find_area("VIEW_3D", "UI")
    shown = "find_region('VIEW_3D', 'UI').active_panel_category"
    former = window.ask(shown)
    for y in range(top + 30, top + height, 40):
        window.click(left + width - 14, y)
        if window.ask(shown) == "Recraft":
            window.ask(f"show_tab('VIEW_3D', 'UI', {former!r})")
            return Point(left + width - 14, y)
    raise AssertionError("There is no tab Recraft.")


def _make(window: Window, wanted: str) -> None:
    """Choose what to make by turning the wheel over its list with Ctrl held, as Blender has it."""
    place = window.find_property("recraft.make")
    for button in ("5", "4"):
        for _ in range(5):
            if window.ask("bpy.context.scene.recraft.make") == wanted:
                return
            window.move(*place)
            window.screen.xdotool("keydown", "ctrl", "click", button, "keyup", "ctrl")
            window.settle()
    raise AssertionError(f"The list has no {wanted}.")


def _prompt(window: Window, text: str) -> None:
    window.click(*window.find_property("recraft.prompt"))
    window.key("ctrl+a")
    window.type_text(text)
    window.key("Return")


def _edge(window: Window) -> Rect:
    """The icons at the right edge of the list of jobs."""
    left, top, width, height = window.find_area("VIEW_3D", "UI")
    return Rect(left + round(0.79 * width), top, round(0.06 * width), height)


def _new_objects(window: Window, before: list[str]) -> list[str]:
    names: list[str] = window.ask("[obj.name for obj in bpy.data.objects]")
    return [name for name in names if name not in before]


def test_clicks_from_a_fresh_install_to_a_texture(window: Window, pictures: Path) -> None:
    """Beside the prompt four clicks and one key, Enter after the prompt apart."""
    install(window, Path(os.environ["RECRAFT_TEST_ZIP"]))
    hand = Hand(window)
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    hand.key("n")
    window.wait_until("bool(find_region('VIEW_3D', 'UI'))", 10, "the sidebar is open")
    hand.click(_tab(window))
    window.wait_until(
        "find_region('VIEW_3D', 'UI').active_panel_category == 'Recraft'", 10, "the tab is shown"
    )
    hand.click(window.find_button("recraft.use_sandbox"))
    hand.click(window.find_property("recraft.prompt"))
    window.type_text("mossy stone wall")
    window.key("Return")
    hand.click(window.find_button("recraft.generate"))
    wait_for(window, "placed")
    window.screenshot(pictures / "textured.png")
    assert window.ask(f"[m.name for m in {CUBE}.data.materials]") == ["Mossy stone wall"]
    assert (hand.clicks, hand.keys) == (4, 1)


def test_prompt_to_curves_and_reference(recraft_on_sandbox: Window, pictures: Path) -> None:
    window = recraft_on_sandbox
    before = window.ask("[obj.name for obj in bpy.data.objects]")
    _make(window, "CURVES")
    _prompt(window, "green leaf")
    press(window, "recraft.generate")
    wait_for(window, "placed")
    curves = _new_objects(window, before)
    kinds = [window.ask(f"bpy.data.objects[{name!r}].type") for name in curves]
    assert sorted(set(kinds)) == ["CURVE", "EMPTY"], "curves and the parent that moves them"
    window.screenshot(pictures / "1-curves.png")
    _make(window, "REFERENCE")
    _prompt(window, "brass clock")
    press(window, "recraft.generate")
    wait_for(window, "placed")
    (reference,) = _new_objects(window, [*before, *curves])
    assert window.ask(f"bpy.data.objects[{reference!r}].empty_display_type") == "IMAGE"
    window.screenshot(pictures / "2-reference.png")
    window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
    window.key("ctrl+z")
    assert _new_objects(window, before) == curves


def test_picture_to_alpha_plane(recraft_on_sandbox: Window, pictures: Path) -> None:
    window = recraft_on_sandbox
    before = window.ask("[obj.name for obj in bpy.data.objects]")
    window.ask(NEW_IMAGE)
    redraw(window)
    window.click(*window.find_button("recraft.process_picture", having="REMOVE_BACKGROUND"))
    wait_for(window, "placed")
    (plane,) = _new_objects(window, before)
    assert window.ask(f"bpy.data.objects[{plane!r}].type") == "MESH"
    dimensions = window.ask(f"bpy.data.objects[{plane!r}].dimensions")
    _, width, height = sorted(dimensions)
    assert width == pytest.approx(height, rel=0.05), "it is trimmed to the disk"
    window.screenshot(pictures / "plane.png")


def test_clicks_from_an_open_image(
    recraft_on_sandbox: Window, sandbox: SandboxServer, pictures: Path
) -> None:
    """One for an alpha plane, one for curves."""
    window = recraft_on_sandbox
    window.ask(NEW_IMAGE)
    window.ask(IMAGE_EDITOR)
    window.settle()
    shown = "show_tab('IMAGE_EDITOR', 'UI', 'Recraft')"
    window.wait_until(shown, 10, "the Image Editor's sidebar shows our tab")
    before = window.ask("[obj.name for obj in bpy.data.objects]")
    hand = Hand(window)
    for tool, kind in (("REMOVE_BACKGROUND", "MESH"), ("VECTORIZE", "CURVE")):
        hand.click(window.find_button("recraft.process_picture", having=tool, area="IMAGE_EDITOR"))
        wait_for(window, "placed")
        made = _new_objects(window, before)
        assert kind in {window.ask(f"bpy.data.objects[{name!r}].type") for name in made}
        before += made
        window.screenshot(pictures / f"{kind.lower()}.png")
    window.ask(VIEW_AGAIN)
    window.settle()
    window.screenshot(pictures / "both.png")
    assert (hand.clicks, hand.keys) == (2, 0)
    assert [units for _, _, units in sandbox.charged] == [10, 10]


def test_svg_is_dropped_from_a_file_browser(recraft: Window, pictures: Path) -> None:
    """Blender's own drag from its file browser, and its own choice between importers."""
    window = recraft
    folder = window.folder / "drawings"
    folder.mkdir()
    shutil.copy(BADGE, folder)
    window.ask(SPLIT)
    window.settle()
    window.wait_until(FILES.format(folder=str(folder)), 10, "the file browser is there")
    window.settle()
    left, top, _, height = window.find_area("FILE_BROWSER", "WINDOW")
    for y in range(top + 12, top + height, 18):
        window.click(left + 60, y)
        if window.ask(CHOSEN_FILE) == BADGE.name:
            break
    else:
        raise AssertionError("The file is not in the list.")
    window.screen.xdotool("mousedown", "1")
    view = window.find_area("VIEW_3D", "WINDOW").centre
    for part in (0.05, 0.1, 0.4, 0.8, 1.0):
        window.move(left + 60 + part * (view.x - left - 60), y + part * (view.y - y))
    window.screenshot(pictures / "1-dragged.png")
    window.screen.xdotool("mouseup", "1")
    window.settle()
    window.screenshot(pictures / "2-choice.png")
    # Under the mouse is the second entry of three; the last one is ours.
    window.key("Down", "Return")
    window.wait_until("any(o.type == 'CURVE' for o in bpy.data.objects)", 60, "it is imported")
    window.ask("None", timeout_s=180)
    names = set(window.ask("bpy.data.materials.keys()"))
    assert {"sky", "sun", "#2080d0"} <= names
    window.screenshot(pictures / "3-dropped.png")


def test_job_is_cancelled_while_it_waits(
    recraft_on_sandbox: Window, sandbox: SandboxServer, pictures: Path
) -> None:
    window = recraft_on_sandbox
    sandbox.delay_s = 150.0
    materials = window.ask(f"[m.name for m in {CUBE}.data.materials]")
    _prompt(window, "mossy stone wall")
    for _ in range(5):  # four are sent at a time; the fifth waits
        window.click(*window.find_button("recraft.generate"))
    window.wait_until(f"sum(str(j.state) == 'sending' for j in {JOBS}) == 4", 30, "four are sent")
    waiting = window.ask(f"next(j.id for j in {JOBS} if str(j.state) == 'queued')")
    window.click(*window.find_button("recraft.cancel_job", having=waiting, within=_edge(window)))
    state = f"next(str(j.state) for j in {JOBS} if j.id == {waiting!r})"
    window.wait_until(f"{state} == 'cancelled'", 20, "it is cancelled")
    window.screenshot(pictures / "1-cancelled.png")
    sandbox.delay_s = 0.0
    press(window, "recraft.cancel_all")
    redraw(window)
    window.screenshot(pictures / "2-all-cancelled.png")
    assert window.ask(f"[m.name for m in {CUBE}.data.materials]") == materials
    sent = [one for one in sandbox.requests if one == ("POST", "/v1/images/generations")]
    assert len(sent) == 4


def test_error_and_its_remedy(
    recraft_on_sandbox: Window, sandbox: SandboxServer, pictures: Path
) -> None:
    window = recraft_on_sandbox
    use_service(window, sandbox.base_url, "wrong")
    _prompt(window, "mossy stone wall")
    press(window, "recraft.generate")
    wait_for(window, "failed")
    window.screenshot(pictures / "1-failed.png")
    press(window, "recraft.open_preferences")
    window.wait_until("bool(find_region('PREFERENCES', 'WINDOW'))", 20, "they are open")
    window.settle()
    window.click(*window.find_property("token", area="PREFERENCES", region="WINDOW"))
    window.key("ctrl+a", "BackSpace")
    window.type_text(TOKEN)
    window.key("Return")
    window.screenshot(pictures / "2-token.png")
    press(window, "recraft.run_again")
    wait_for(window, "placed")
    window.screenshot(pictures / "3-mended.png")
    assert window.ask(f"[m.name for m in {CUBE}.data.materials]") == ["Mossy stone wall"]
    assert [units for _, _, units in sandbox.charged] == [35]


def test_help_of_a_button(recraft: Window, pictures: Path) -> None:
    """The entry of its right-click menu opens its page."""
    window = recraft
    folder = window.folder
    window.ask(BROWSER.format(folder=str(folder)))
    press(window, "recraft.use_sandbox")
    x, y = window.find_button("recraft.generate")
    window.click(x, y, button=3)
    window.screenshot(pictures / "1-menu.png")
    window.key("o")  # the letter that is underlined in Online Manual
    window.wait_until(f"__import__('os').path.exists({str(folder / 'opened')!r})", 10, "opened")
    opened = (folder / "opened").read_text("utf-8")
    assert opened.startswith("file://")
    assert opened.endswith("/help/create.html")
    assert "<h1" in Path(opened.removeprefix("file://")).read_text("utf-8")
