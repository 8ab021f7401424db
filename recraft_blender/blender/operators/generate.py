# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking: `recraft.generate` from the panel's settings, and what every question has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ...jobs.errors import BudgetExceededError, LedgerError
from ...jobs.spec import Chain, chain_estimate
from .. import pump
from ..capture import placement
from ..grace import grace_s, mark_by_hand
from ..importers.reader import start_reader
from ..language import translated, translated_report, translated_tip
from ..preferences import preferences
from ..properties import chain, make_kind, settings
from ..readiness import obstacle
from ..request_check import request_problem
from ..session import session
from ..spending_limits import budget

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Operator

    from ...jobs.spec import Placement


def submit(
    operator: Operator, context: Context, work: Chain, where: Placement
) -> set[OperatorReturnItems]:
    """Queue the work, or say why not."""
    try:
        session().submit(context, work, where, grace_s=grace_s(context, operator))
    except BudgetExceededError as error:
        operator.report({"ERROR"}, translated_report(str(error)))
        return {"CANCELLED"}
    except (LedgerError, OSError) as error:
        operator.report({"ERROR"}, translated_report(f"Nothing was sent: {error}"))
        return {"CANCELLED"}
    start_reader()
    pump.wake()
    return {"FINISHED"}


def confirmed(
    operator: Operator, context: Context, event: Event, work: Chain
) -> set[OperatorReturnItems]:
    """Go on, or ask first when it costs more than the person wants to spend unasked."""
    return confirmed_units(operator, context, event, chain_estimate(work))


def confirmed_units(
    operator: Operator, context: Context, event: Event, units: int | None
) -> set[OperatorReturnItems]:
    """`confirmed` for a price in API units, None where it is not known."""
    mark_by_hand(operator)
    manager = context.window_manager
    if manager is None or not budget(preferences(context)).needs_confirmation(units):
        return operator.execute(context)
    cost = "an unknown number of" if units is None else f"{units:,}"
    return manager.invoke_confirm(
        operator,
        event,
        title="Spend it?",
        message=translated(f"This costs {cost} API units."),
        confirm_text="Go On",
    )


class RECRAFT_OT_generate(bpy.types.Operator):
    """Make pictures of the prompt and put them into the scene"""

    bl_idname = "recraft.generate"
    bl_label = "Generate"

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        sentence = found.sentence if found else request_problem(context)
        if sentence:
            cls.poll_message_set(translated_tip(sentence))
        return not sentence

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        return confirmed(self, context, event, chain(settings(context)))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        chosen = settings(context)
        return submit(self, context, chain(chosen), placement(context, make_kind(chosen)))


CLASSES = (RECRAFT_OT_generate,)
