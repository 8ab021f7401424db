# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A custom style by mouse and keys: made of two images, renamed, deleted; and the token's test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window
from window_extension import ADDON, PREFERENCES, press, redraw
from window_search import Rect

from .conftest import TOKEN

pytestmark = pytest.mark.timeout(300)  # it finds a dozen buttons by pointing everywhere

SESSION = f"__import__('{ADDON}.blender.session', fromlist=['x']).session()"
NAMES = f"[style.name for style in {SESSION}.styles]"
IMAGES = """
for name, color in (("Ink", (0.05, 0.07, 0.3, 1)), ("Wash", (0.7, 0.75, 0.9, 1))):
    bpy.data.images.new(name, 64, 64).generated_color = color
"""


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer(token=TOKEN, rate_limited=False, balance=12_345) as server:
        yield server


@pytest.fixture
def size() -> tuple[int, int]:
    return (1600, 1400)


@pytest.fixture
def opened() -> tuple[str, ...]:
    return ("custom_styles",)


@pytest.fixture
def recraft(recraft: Window, sandbox: SandboxServer) -> Window:
    """With the sandbox as a service that costs, but no token yet."""
    recraft.ask(
        f"prefs = {PREFERENCES}\nprefs.service, prefs.base_url = 'CUSTOM', {sandbox.base_url!r}"
    )
    return recraft


def _give_token(window: Window) -> None:
    window.ask(f"setattr({PREFERENCES}, 'token', '{TOKEN}')")
    redraw(window)


def _press_icon(window: Window, operator: str) -> None:
    """Press one of the icons at the right edge, beside the lists."""
    left, top, width, height = window.find_area("VIEW_3D", "UI")
    edge = Rect(left + round(0.79 * width), top, round(0.06 * width), height)
    window.click(*window.find_button(operator, within=edge))
    window.settle()


def test_style_of_two_images(recraft: Window, sandbox: SandboxServer, pictures: Path) -> None:
    window = recraft
    window.ask(IMAGES)
    _give_token(window)
    window.screenshot(pictures / "1-empty.png")
    for name in ("Ink", "Wash"):
        window.ask(f"setattr(bpy.context.scene.recraft, 'picture', bpy.data.images['{name}'])")
        _press_icon(window, "recraft.add_style_image")
    window.click(*window.find_property("recraft_style.name"))
    window.type_text("Ink and wash")
    window.key("Return")
    window.screenshot(pictures / "2-chosen.png")
    press(window, "recraft.create_style")
    window.screenshot(pictures / "3-sent-soon.png")
    window.wait_until(f"{NAMES} == ['Ink and wash']", 60, "the style is in the list")
    window.wait_until(f"str({SESSION}.jobs[0].state) == 'placed'", 60, "the job is done")
    window.screenshot(pictures / "4-made.png")
    assert [charge.units for charge in sandbox.charged] == [5]
    assert not window.ask("[i.name for i in bpy.data.images if 'recraft_job' in i]")

    # A row of a list is its index, until a double click makes a field of its name.
    x, y = window.find_property("recraft_styles.active")
    window.screen.xdotool("click", "--repeat", "2", "--delay", "60", "1")
    window.settle()
    window.key("ctrl+a")
    window.type_text("Blue hour")
    window.key("Return")
    window.wait_until(f"{NAMES} == ['Blue hour']", 20, "the name is kept")
    window.move(x, y + 400)
    window.screenshot(pictures / "5-renamed.png")

    _press_icon(window, "recraft.delete_style")
    window.screenshot(pictures / "6-asked.png")
    assert len(sandbox.context.styles.all()) == 1
    window.key("Return")
    window.wait_until(f"{NAMES} == []", 20, "the style is gone")
    window.screenshot(pictures / "7-deleted.png")
    assert not sandbox.context.styles.all()


def test_job_is_cancelled_in_its_grace(
    recraft: Window, sandbox: SandboxServer, pictures: Path
) -> None:
    window = recraft
    _give_token(window)
    window.ask(f"setattr({PREFERENCES}, 'grace', 60)")
    window.ask("setattr(bpy.context.scene.recraft, 'prompt', 'mossy stone wall')")
    redraw(window)
    press(window, "recraft.generate")
    window.screenshot(pictures / "1-sent-soon.png")
    _press_icon(window, "recraft.cancel_job")
    window.wait_until(f"str({SESSION}.jobs[0].state) == 'cancelled'", 20, "it is cancelled")
    window.screenshot(pictures / "2-cancelled.png")
    assert ("POST", "/v1/images/generations") not in sandbox.requests
    assert not sandbox.charged


def test_token_is_tested(recraft: Window, sandbox: SandboxServer, pictures: Path) -> None:
    window = recraft
    window.ask(f"setattr({PREFERENCES}, 'service', 'RECRAFT')")
    redraw(window)
    window.screenshot(pictures / "1-first-run.png")
    window.ask(f"setattr({PREFERENCES}, 'service', 'CUSTOM')")
    redraw(window)
    press(window, "recraft.open_preferences")
    errand = f"[(e.kind, e.sentence) for e in {SESSION}.errands if not e.is_open]"
    for token, sentence in (
        ("wrong", "The service does not accept this API token"),
        (TOKEN, "Your token works: 12,345 units."),
    ):
        window.click(*window.find_property("token", area="PREFERENCES", region="WINDOW"))
        window.key("ctrl+a", "BackSpace")
        window.type_text(token)
        window.key("Return")
        window.settle()
        left, top, width, height = window.find_area("PREFERENCES", "WINDOW")
        right = Rect(left + round(0.7 * width), top, round(0.2 * width), height)
        window.click(*window.find_button("recraft.test_token", within=right))
        window.wait_until(f"{sentence!r} in str({errand})", 30, sentence)
        window.settle()
        window.screenshot(pictures / f"2-{token[:5]}.png")
    assert not sandbox.charged
