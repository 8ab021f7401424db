# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways out of an obstacle (the sandbox, the preferences), and to the files on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ...jobs.worker_log import LOG_NAME
from .. import ADDON
from ..placing import PlacementError
from ..preferences import SANDBOX, preferences
from .on_job import carry_out

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context


class RECRAFT_OT_use_sandbox(bpy.types.Operator):
    """Use the sandbox: free pictures drawn on this computer, without token or network"""

    bl_idname = "recraft.use_sandbox"
    bl_label = "Use the Sandbox"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        preferences(context).service = SANDBOX
        return {"FINISHED"}


class RECRAFT_OT_open_preferences(bpy.types.Operator):
    """Show this extension's preferences"""

    bl_idname = "recraft.open_preferences"
    bl_label = "Open Preferences"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        bpy.ops.preferences.addon_show(module=ADDON)
        return {"FINISHED"}


class RECRAFT_OT_show_log(bpy.types.Operator):
    """Open what the worker process wrote down: requests without their contents, and errors"""

    bl_idname = "recraft.show_log"
    bl_label = "Show Log"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, _show_log)


class RECRAFT_OT_show_folder(bpy.types.Operator):
    """Open the folder with all results, their receipts and the job list"""

    bl_idname = "recraft.show_folder"
    bl_label = "Show Folder"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _open(user_folder()))


def user_folder() -> Path:
    """Where the extension keeps its files."""
    return Path(bpy.utils.extension_path_user(ADDON, create=True))


def _show_log() -> None:
    path = user_folder() / LOG_NAME
    if not path.is_file():
        raise PlacementError("There is no log yet: nothing was asked of a service so far.")
    _open(path)


def _open(path: Path) -> None:
    try:
        bpy.ops.wm.path_open(filepath=str(path))
    except RuntimeError:
        raise PlacementError(f"The system has no program to show it; it is {path}.") from None


CLASSES = (
    RECRAFT_OT_use_sandbox,
    RECRAFT_OT_open_preferences,
    RECRAFT_OT_show_log,
    RECRAFT_OT_show_folder,
)
