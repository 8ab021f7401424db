# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The moment between a click and the sending, in which a job costs nothing to cancel.

Only for clicks: a script means what it says. Play units need no second thought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .preferences import SANDBOX, preferences

if TYPE_CHECKING:
    from bpy.types import Context, Operator

_MARK = "by_hand"


def mark_by_hand(operator: Operator) -> None:
    """The operator was started by a person: its `invoke` was called."""
    setattr(operator, _MARK, True)


def grace_s(context: Context, operator: Operator) -> float:
    """How many seconds a job of this operator waits before it is sent."""
    prefs = preferences(context)
    if prefs.service == SANDBOX or not getattr(operator, _MARK, False):
        return 0.0
    return float(prefs.grace)
