# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job above the person's limit asks first, with the price; nothing is sent until the answer."""

from pathlib import Path

from recraft_blender.sandbox.server import SandboxServer
from window_driver import Window
from window_extension import JOBS, PREFERENCES, wait_for


def test_expensive_job_asks_first(
    recraft_on_sandbox: Window, sandbox: SandboxServer, pictures: Path
) -> None:
    window = recraft_on_sandbox
    window.ask(f"setattr({PREFERENCES}, 'confirm_above', 30)")
    window.ask("setattr(bpy.context.scene.recraft, 'prompt', 'mossy stone wall')")
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
    wait_for(window, "placed")
    window.screenshot(pictures / "3-agreed.png")
    assert [units for _, _, units in sandbox.charged] == [35]
