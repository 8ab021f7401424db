# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension as Blender has it installed, for the demo, the tests and the bench.

Runs inside Blender or beside a bpy wheel. A wheel has no event loop and so no timers: `pump_until`
strokes the pump itself.
"""

import importlib
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import bpy

REPOSITORY = "user_default"
ADDON = f"bl_ext.{REPOSITORY}.recraft_blender"
STROKE_S = 0.02

# Blender's stubs call nearly everything optional, which a script that makes its own scene knows.
context: Any = bpy.context
data: Any = bpy.data
ops: Any = bpy.ops


def install(zip_file: Path) -> None:
    """Install and enable the zip through Blender's own extension system."""
    ops.extensions.package_install_files(
        filepath=str(zip_file), repo=REPOSITORY, enable_on_install=True
    )
    if ADDON not in context.preferences.addons:
        raise RuntimeError("Blender did not enable the extension; its messages above say why.")


def disable() -> None:
    """Disable the extension: a class or timer left behind hangs some Blenders at their end."""
    ops.preferences.addon_disable(module=ADDON)


def module(name: str) -> ModuleType:
    """A module of the installed extension, such as `blender.session`."""
    return importlib.import_module(f"{ADDON}.{name}")


def preferences() -> Any:
    """The extension's preferences."""
    return context.preferences.addons[ADDON].preferences


def settings() -> Any:
    """The settings of the current scene."""
    return context.scene.recraft


def session() -> Any:
    """The running session."""
    return module("blender.session").session()


def pump_until(condition: Callable[[], bool], timeout_s: float = 60.0) -> bool:
    """Stroke the pump until the condition holds; False when it took too long."""
    tick = module("blender.pump").tick
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        tick()
        if condition():
            return True
        time.sleep(STROKE_S)
    return False
