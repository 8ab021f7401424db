# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Blender and answers a test's questions: `blender --python window_probe.py -- FOLDER`.

A timer looks into FOLDER for NNN.py, runs it in Blender's main thread and answers with NNN.json.
An expression answers with its value, statements with what they put into `result`.
"""

import json
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bpy

FOLDER = Path(sys.argv[sys.argv.index("--") + 1])
PERIOD_S = 0.01
# What Blender's type hints call optional is always there in a windowed Blender.
CONTEXT: Any = bpy.context
OPERATORS: Any = bpy.ops
_stopped = False


def stop() -> None:
    """Quit Blender in an orderly way, with no question about unsaved changes."""
    global _stopped  # noqa: PLW0603 - the timer below, a plain function, has to know
    _stopped = True
    OPERATORS.wm.quit_blender()


def _every_region() -> Iterator[tuple[bpy.types.Window, bpy.types.Area, bpy.types.Region]]:
    for window in CONTEXT.window_manager.windows:
        for area in window.screen.areas:
            for region in area.regions:
                if min(region.width, region.height) > 1:  # a closed one keeps a pixel
                    yield window, area, region


def regions() -> list[dict[str, object]]:
    """Areas (region None) and their open regions: x and y of the lower left corner, and sizes."""
    found: list[dict[str, object]] = []
    for window, area, region in _every_region():
        for name, part in ((None, area), (region.type, region)):
            place = (window.x + part.x, window.y + part.y, part.width, part.height)
            found.append({"area": area.type, "region": name, "place": place})
    return found


def find_region(area_type: str, region_type: str) -> bpy.types.Region | None:
    """The first open region of a type in an area of a type."""
    for _, area, region in _every_region():
        if (area.type, region.type) == (area_type, region_type):
            return region
    return None


def show_tab(area_type: str, region_type: str, tab: str) -> bool:
    """Show a tab of a region; False as long as it is not there, as before the first drawing."""
    region: Any = find_region(area_type, region_type)
    try:
        region.active_panel_category = tab
    except (AttributeError, TypeError):
        return False
    return bool(region.active_panel_category == tab)


def hovered() -> dict[str, object]:
    """What is under the mouse: a property's owner, path and index, or an operator's call."""
    manager = CONTEXT.window_manager
    for window, area, region in _every_region():
        with CONTEXT.temp_override(window=window, area=area, region=region):
            if owner_path_index := CONTEXT.property:
                owner, path, index = owner_path_index
                return {"owner": repr(owner), "path": path, "index": index}
            if OPERATORS.ui.copy_python_command_button.poll():
                manager.clipboard = ""
                OPERATORS.ui.copy_python_command_button()
                return {"operator": manager.clipboard}
    return {}


def _plain(value: object) -> object:
    """Vectors, colours, sets and data-blocks as JSON can hold them."""
    try:
        return list(value)  # type: ignore[call-overload]
    except TypeError:
        return repr(value)


def _run(code: str, name: str) -> object:
    helpers = (stop, regions, find_region, show_tab, hovered)
    scope = {"bpy": bpy, "result": None} | {helper.__name__: helper for helper in helpers}
    # A timer has no window in its context, and most operators want one.
    with CONTEXT.temp_override(window=CONTEXT.window_manager.windows[0]):
        try:
            expression = compile(code.strip(), name, "eval")
        except SyntaxError:
            exec(compile(code, name, "exec"), scope)  # noqa: S102 - that is the probe's whole job
            return scope["result"]
        return eval(expression, scope)  # noqa: S307


def _answer(request: Path) -> None:
    try:
        value = _run(request.read_text(encoding="utf-8"), request.name)
        text = json.dumps({"value": value}, default=_plain)
    except BaseException:  # noqa: BLE001 - whatever it was, the test must hear of it
        text = json.dumps({"error": traceback.format_exc()})
    request.unlink()
    unfinished = request.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(request.with_suffix(".json"))


def poll() -> float | None:
    """The timer: answer what was asked, and come again."""
    for request in sorted(FOLDER.glob("*.py")):
        _answer(request)
    return None if _stopped else PERIOD_S


CONTEXT.preferences.view.show_splash = False
bpy.app.timers.register(poll, persistent=True)
