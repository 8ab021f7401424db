# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside Blender and answers a test's questions: `blender --python window_probe.py -- FOLDER`.

A timer looks into FOLDER for NNN.py, runs it in Blender's main thread and answers with NNN.json.
An expression answers with its value, statements with what they put into `result`. A generator is
taken on by one step a tick, so that Blender deals with events between; it answers with its value.
"""

import json
import sys
import traceback
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any

import bpy

FOLDER = Path(sys.argv[sys.argv.index("--") + 1])
PERIOD_S = 0.01
# What Blender's type hints call optional is always there in a windowed Blender.
CONTEXT: Any = bpy.context
OPERATORS: Any = bpy.ops
# How many ticks after a movement Blender surely knows what is under the mouse.
TICKS_TO_HOVER = 3
_stopped = False
_going: list[tuple[Path, Generator[None, None, object]]] = []


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


def hover(
    places: Sequence[tuple[float, float]], wanted: dict[str, Any]
) -> Generator[None, None, dict[str, object]]:
    """Point at one place of the screen after the other, up to a control that is wanted.

    The number of that place, or -1, and every control that was met.
    """
    window = CONTEXT.window_manager.windows[0]  # which lies in the screen's corner
    met: list[dict[str, object]] = []
    for number, (x, y) in enumerate(places):
        window.cursor_warp(round(x), window.height - 1 - round(y))
        for _ in range(TICKS_TO_HOVER):
            yield
        control = hovered()
        if control and control not in met:
            met.append(control)
        if control and is_wanted(control, **wanted):
            return {"number": number, "met": met}
    return {"number": -1, "met": met}


def is_wanted(
    control: dict[str, object],
    *,
    operator: str = "",
    having: str = "",
    path: str = "",
    index: object = None,
) -> bool:
    """Whether it is the button of an operator, or the field of a path or the end of one."""
    if operator:
        call = str(control.get("operator", ""))
        return call.startswith(f"bpy.ops.{operator}(") and having in call
    is_same = index is None or index == control.get("index")
    return is_same and f".{control.get('path', '')}".endswith(f".{path}")


def _plain(value: object) -> object:
    """Vectors, colours, sets and data-blocks as JSON can hold them."""
    try:
        return list(value)  # type: ignore[call-overload]
    except TypeError:
        return repr(value)


def _run(code: str, name: str) -> object:
    helpers = (stop, regions, find_region, show_tab, hovered, hover)
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
    except BaseException:  # noqa: BLE001 - whatever it was, the test must hear of it
        _reply(request, {"error": traceback.format_exc()})
        return
    if isinstance(value, Generator):
        _going.append((request, value))
        request.rename(request.with_suffix(".going"))
    else:
        _reply(request, {"value": value})


def _step(request: Path, generator: Generator[None, None, object]) -> None:
    try:
        with CONTEXT.temp_override(window=CONTEXT.window_manager.windows[0]):
            next(generator)
    except StopIteration as end:
        _going.clear()
        _reply(request, {"value": end.value})
    except BaseException:  # noqa: BLE001 - as above
        _going.clear()
        _reply(request, {"error": traceback.format_exc()})


def _reply(request: Path, reply: dict[str, object]) -> None:
    try:
        text = json.dumps(reply, default=_plain)
    except BaseException:  # noqa: BLE001 - as above
        text = json.dumps({"error": traceback.format_exc()})
    request.unlink(missing_ok=True)
    unfinished = request.with_suffix(".part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(request.with_suffix(".json"))


def poll() -> float | None:
    """The timer: answer what was asked, and come again."""
    if _going:
        _step(*_going[0])
    for request in sorted(FOLDER.glob("*.py")):
        _answer(request)
    return None if _stopped else PERIOD_S


CONTEXT.preferences.view.show_splash = False
bpy.app.timers.register(poll, persistent=True)
