# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways out of an obstacle: the sandbox, and the preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from .. import ADDON
from ..preferences import SANDBOX, preferences

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


CLASSES = (RECRAFT_OT_use_sandbox, RECRAFT_OT_open_preferences)
