# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the service for free: whether the token works, the balance, the styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.errand import ErrandKind
from .. import pump
from ..errand_desk import ask
from ..preferences import take_change
from ..viewport import redraw_preferences
from .on_job import AtService, carry_out

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context


class RECRAFT_OT_test_token(AtService, bpy.types.Operator):
    """Ask the service whether it accepts the token; this costs nothing"""

    bl_idname = "recraft.test_token"
    bl_label = "Test Token"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _test_token(context))


class RECRAFT_OT_refresh_balance(AtService, bpy.types.Operator):
    """Ask the service for the balance now; this costs nothing"""

    bl_idname = "recraft.refresh_balance"
    bl_label = "Refresh Balance"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _refresh_balance(context))


class RECRAFT_OT_refresh_styles(AtService, bpy.types.Operator):
    """Ask the service for your custom styles, those of other computers too; this costs nothing"""

    bl_idname = "recraft.refresh_styles"
    bl_label = "Refresh Styles"

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _refresh_styles(context))


def _test_token(context: Context) -> None:
    take_change("token")
    ask(context, ErrandKind.TEST_TOKEN)
    redraw_preferences(context)
    pump.wake()


def _refresh_balance(context: Context) -> None:
    ask(context, ErrandKind.BALANCE)
    pump.wake()


def _refresh_styles(context: Context) -> None:
    ask(context, ErrandKind.LIST_STYLES)
    pump.wake()


CLASSES = (RECRAFT_OT_test_token, RECRAFT_OT_refresh_balance, RECRAFT_OT_refresh_styles)
