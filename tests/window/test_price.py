# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job above the person's limit asks first, with the price; nothing is sent until the answer."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window

ADDON = "bl_ext.user_default.recraft_blender"
TOKEN = "token-of-the-window"
JOBS = f"__import__('{ADDON}.blender.session', fromlist=['x']).session().jobs"
SET_UP = """
import bpy
bpy.ops.extensions.package_install_files(
    filepath={zip!r}, repo="user_default", enable_on_install=True)
prefs = bpy.context.preferences.addons[{addon!r}].preferences
prefs.service, prefs.base_url, prefs.token = "CUSTOM", {address!r}, {token!r}
prefs.confirm_above = 30
bpy.context.scene.recraft.prompt = "mossy stone wall"
"""


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer(token=TOKEN, rate_limited=False) as server:
        yield server


def test_expensive_job_asks_first(window: Window, sandbox: SandboxServer, pictures: Path) -> None:
    zip_file = str(Path(os.environ["RECRAFT_TEST_ZIP"]).resolve())
    window.ask(SET_UP.format(zip=zip_file, addon=ADDON, address=sandbox.base_url, token=TOKEN))
    window.open_sidebar("Recraft")
    button = window.find_button("recraft.generate")
    window.click(*button)
    window.settle()
    window.screenshot(pictures / "1-asked.png")
    assert window.ask(f"len({JOBS})") == 0
    window.key("Escape")
    window.settle()
    window.screenshot(pictures / "2-refused.png")
    assert window.ask(f"len({JOBS})") == 0
    assert not sandbox.charged
    window.click(*button)
    window.settle()
    window.key("Return")
    window.wait_until(f"[str(j.state) for j in {JOBS}[:1]] == ['placed']", 60, "placed")
    window.settle()
    window.screenshot(pictures / "3-agreed.png")
    assert [units for _, _, units in sandbox.charged] == [35]
