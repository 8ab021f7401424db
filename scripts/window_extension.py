# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our extension in a driven window: installed, its panels shown, its buttons pressed, its jobs."""

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from window_driver import Window, WindowError
from window_search import Point

ADDON = "bl_ext.user_default.recraft_blender"
# Software OpenGL compiles the shaders of each new material, which takes long on a busy machine.
SHADERS_S = 240
COLORFUL = 40
"""Levels between the strongest and the weakest of red, green and blue."""
# Expressions for Blender's Python.
PREFERENCES = f"bpy.context.preferences.addons['{ADDON}'].preferences"
JOBS = f"__import__('{ADDON}.blender.session', fromlist=['x']).session().jobs"
_INSTALL = """
bpy.ops.extensions.package_install_files(
    filepath={zip!r}, repo="user_default", enable_on_install=True)
"""
_SHOW_PANELS = f"""
import importlib
registered = importlib.import_module("{ADDON}.blender.registration").CLASSES
panels = [one for one in registered if issubclass(one, bpy.types.Panel)]
panels = [one for one in panels if one.bl_space_type == "VIEW_3D"]
for panel in reversed(panels):
    bpy.utils.unregister_class(panel)
for panel in panels:
    name = panel.__name__.removeprefix("RECRAFT_PT_")
    if name in {{opened!r}}:
        panel.bl_options = set()
    if {{alone!r}} and name not in {{alone!r}}:
        panel.bl_category = "Other"
    bpy.utils.register_class(panel)
"""
_USE_SERVICE = f"""
prefs = {PREFERENCES}
prefs.service, prefs.base_url, prefs.token = "CUSTOM", {{address!r}}, {{token!r}}
"""


def install(window: Window, zip_file: Path) -> None:
    """Install the built zip by Blender's extension system, and enable it."""
    window.ask(_INSTALL.format(zip=str(zip_file.resolve())))


def show_panels(window: Window, opened: Sequence[str], alone: Sequence[str] = ()) -> None:
    """Have panels open, by their names without RECRAFT_PT_, and with `alone` no others in our tab.

    Before the sidebar is open for the first time: it remembers.
    """
    window.ask(_SHOW_PANELS.format(opened=tuple(opened), alone=tuple(alone)))


def use_service(window: Window, address: str, token: str) -> None:
    """Choose a service at an address."""
    window.ask(_USE_SERVICE.format(address=address, token=token))


def press(window: Window, operator: str) -> None:
    """Click the button that runs an operator."""
    window.click(*window.find_button(operator))
    window.settle()


def redraw(window: Window) -> None:
    """Draw everything, after a change that no person made."""
    window.ask("[area.tag_redraw() for area in bpy.context.window.screen.areas] and None")
    window.settle()


def wait_for(window: Window, state: str, *, count: int = 1) -> None:
    """Wait until the newest jobs are in a state."""
    states = f"[str(job.state) for job in {JOBS}[:{count}]]"
    what = "the newest job is" if count == 1 else f"the newest {count} jobs are"
    window.wait_until(f"{states} == ['{state}'] * {count}", 60, f"{what} {state}")
    window.settle()


def wait_for_color(window: Window, place: Point) -> None:
    """Wait until the screen shows a color there that is no gray.

    EEVEE draws objects only when its shaders are compiled, which no API tells.
    """
    deadline = time.monotonic() + SHADERS_S
    while np.ptp(window.screen.pixels()[round(place.y), round(place.x)].astype(int)) < COLORFUL:
        if time.monotonic() > deadline:
            raise WindowError(f"After {SHADERS_S} s the materials were not shown.")
        window.ask("None", timeout_s=SHADERS_S)
        time.sleep(0.5)


def import_by_menu(window: Window, name: str) -> None:
    """File > Import > SVG (Recraft), found by the menu's own search; the browser is at home."""
    window.click(38, 12)
    window.key("space")
    window.type_text("SVG (Recraft")
    window.key("Return")
    window.wait_until("bool(find_region('FILE_BROWSER', 'EXECUTE'))", 30, "the browser is open")
    window.settle()
    footer = window.find_area("FILE_BROWSER", "EXECUTE")
    window.click(footer.left + footer.width / 4, footer.centre.y)
    window.key("ctrl+a", "BackSpace")
    window.type_text(name)
    window.key("Return")
    window.click(*window.find_button("file.execute", area="FILE_BROWSER", region="EXECUTE"))
    window.wait_until("any(obj.type == 'CURVE' for obj in bpy.data.objects)", 60, "it is imported")
    window.settle()


def drag_sidebar_to(window: Window, width: int) -> None:
    """Drag the sidebar's edge with the mouse until it is so wide, in pixels."""
    left, top, before, height = window.find_area("VIEW_3D", "UI")
    x, y = left + 1, top + height - 60
    window.move(x, y)
    window.screen.xdotool("mousedown", "1")
    window.settle()
    for part in (0.25, 0.5, 0.75, 1.0):
        window.move(x + part * (before - width), y)
    window.screen.xdotool("mouseup", "1")
    window.settle()
    found = window.find_area("VIEW_3D", "UI").width
    if abs(found - width) > 20:
        raise WindowError(f"The sidebar is {found} pixels wide instead of {width}.")
