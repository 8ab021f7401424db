# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sidebar at 200 pixels, at twice the scale, light, and in other languages: to be looked at.

Every panel is open on a high screen, with jobs that are done, failed and of unknown outcome.
"""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window
from window_extension import JOBS, drag_sidebar_to, redraw, use_service, wait_for

from .conftest import TOKEN

pytestmark = pytest.mark.timeout(600)

ASK_FOR = """
chosen = bpy.context.scene.recraft
chosen.make, chosen.prompt = {make!r}, {prompt!r}
bpy.ops.recraft.generate()
"""
FILL_IN = """
chosen, look = bpy.context.scene.recraft, bpy.context.scene.recraft_look
bpy.ops.recraft.use_style(key="recraftv3|Young adult book 2|")
chosen.prompt = "a harbor in the morning, fishing boats, mist"
for step in range(7):
    look.colors.add().color = (step / 6, 0.3, 1 - step / 6)
look.words.add().text = "HARBOR"
chosen.picture = next(image for image in bpy.data.images if "recraft_job" in image)
bpy.context.scene.recraft_source.prompt = "at night"
"""
LIGHT = """
import pathlib
folder = next(iter(bpy.utils.preset_paths("interface_theme")))
bpy.ops.script.execute_preset(
    filepath=str(pathlib.Path(folder) / "Blender_Light.xml"),
    menu_idname="USERPREF_MT_interface_theme_presets")
"""
# In the first panel and in the jobs, which come after all the others but the results.
BUTTONS = ("recraft.generate", "recraft.look_again")


@pytest.fixture
def size() -> tuple[int, int]:
    return (1000, 4000)


@pytest.fixture
def opened() -> tuple[str, ...]:
    return (
        *("placement", "style", "colors", "advanced", "custom_styles"),
        *("from_picture", "recipe"),
    )


@pytest.fixture
def filled(recraft_on_sandbox: Window, sandbox: SandboxServer) -> Window:
    """With something in every panel."""
    window = recraft_on_sandbox
    # So that nothing of the scene is behind the panels.
    window.ask("setattr(bpy.context.preferences.system, 'use_region_overlap', False)")
    for make, prompt in (("TEXTURE", "mossy stone wall"), ("ALPHA_PLANE", "red fox")):
        window.ask(ASK_FOR.format(make=make, prompt=prompt))
        wait_for(window, "placed")
    use_service(window, sandbox.base_url, "wrong")
    window.ask(ASK_FOR.format(make="CURVES", prompt="green leaf"))
    wait_for(window, "failed")
    use_service(window, sandbox.base_url, TOKEN)
    sandbox.faults = ["paid-server-error*1"]
    window.ask(ASK_FOR.format(make="TEXTURE", prompt="rusty metal plates with rivets"))
    wait_for(window, "unknown")
    window.wait_until(f"{JOBS}[0].balance_after is not None", 60, "the balance is known")
    window.ask(FILL_IN)
    redraw(window)
    return window


def _check(window: Window, picture: Path, buttons: tuple[str, ...] = BUTTONS) -> None:
    """Keep the sidebar as pictures, and find its buttons: none is pushed out of it."""
    for operator in buttons:
        assert window.find_button(operator)
    left, top, width, height = window.find_area("VIEW_3D", "UI")
    for number in (1, 2):
        for _ in range(5):
            redraw(window)
        window.move(*window.find_area("VIEW_3D", "WINDOW").centre)
        shown = window.screen.pixels()[top : top + height, left : left + width]
        Image.fromarray(shown).save(picture.with_stem(f"{picture.stem}-{number}"))
        window.scroll(left + width / 2, top + height / 2, 100)


def test_narrow_sidebar(filled: Window, pictures: Path) -> None:
    drag_sidebar_to(filled, 200)
    _check(filled, pictures / "narrow.png")


def test_light_theme(filled: Window, pictures: Path) -> None:
    filled.ask(LIGHT)
    _check(filled, pictures / "light.png")
    left, top, width, height = filled.find_area("VIEW_3D", "UI")
    shown = filled.screen.pixels()[top : top + height, left : left + width - 40]
    assert np.median(shown) > 128, "the sidebar is not light"


def test_twice_the_scale(filled: Window, pictures: Path) -> None:
    before = filled.find_area("VIEW_3D", "UI").width
    filled.ask("setattr(bpy.context.preferences.view, 'ui_scale', 2.0)")
    filled.settle()
    assert filled.find_area("VIEW_3D", "UI").width == pytest.approx(2 * before, abs=8)
    # The jobs are below the window's end then, and each look takes long on so high a screen.
    _check(filled, pictures / "twice.png", BUTTONS[:1])


@pytest.mark.parametrize("language", ["fr_FR", "ja_JP"])
def test_other_languages(filled: Window, pictures: Path, language: str) -> None:
    """The one with the longest texts, and one whose lines break between any two letters."""
    filled.ask(f"setattr(bpy.context.preferences.view, 'language', '{language}')")
    spoken = "__import__('bl_ext.user_default.recraft_blender.blender.language', fromlist=['x'])"
    filled.wait_until(f"{spoken}.translated('Jobs') != 'Jobs'", 10, "the language is spoken")
    _check(filled, pictures / f"{language}.png")
