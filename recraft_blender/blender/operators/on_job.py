# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operators on a job of the list have in common."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ...jobs.errors import BudgetExceededError, LedgerError, RemovalError, StaleJobError
from ..language import translated_report, translated_tip
from ..placing import PlacementError
from ..readiness import obstacle
from ..session import session
from ..translated_props import StringProperty

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Operator

_STALE = "The job has moved on meanwhile; look at the list again."


class RefusedError(Exception):
    """What was asked for cannot be done; the message is a sentence, and nothing was changed."""


class OnJob:
    """The id of the job."""

    if TYPE_CHECKING:
        job: str
    else:
        job: StringProperty(options={"HIDDEN", "SKIP_SAVE"})


class AtService:
    """What the operators that go to the service have in common."""

    @classmethod
    def poll(cls, context: Context) -> bool:
        found = obstacle(context)
        if found:
            cls.poll_message_set(translated_tip(found.sentence))  # type: ignore[attr-defined] # of Operator
        return found is None


class Asking(OnJob, AtService):
    """What the operators that go to the service for a job have in common."""


def carry_out(
    operator: Operator, context: Context, action: Callable[[], str | None]
) -> set[OperatorReturnItems]:
    """Do it, report its sentence, and have the list read anew."""
    try:
        sentence = action()
    except (
        RefusedError,
        PlacementError,
        BudgetExceededError,
        RemovalError,
        LedgerError,
        OSError,
    ) as error:
        operator.report({"ERROR"}, translated_report(str(error)))
        return {"CANCELLED"}
    except (StaleJobError, KeyError):
        operator.report({"ERROR"}, translated_report(_STALE))
        return {"CANCELLED"}
    with suppress(LedgerError):  # it is done; the pump reads the list anyway
        session().refresh(context)
    if sentence:
        operator.report({"INFO"}, translated_report(sentence))
    return {"FINISHED"}
