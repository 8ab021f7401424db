# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many ended jobs the list keeps: older ones leave it when a new one is added."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from ..jobs.errors import LedgerError
from .preferences import preferences

if TYPE_CHECKING:
    from bpy.types import Context

    from ..jobs.ledger import Ledger

LOG = logging.getLogger(__name__)


def trim_history(context: Context, ledger: Ledger) -> None:
    """Take a few of the oldest off the list, their files as the preferences say. Never raises."""
    prefs = preferences(context)
    if not prefs.history_size:
        return
    from ..jobs.removal import Files, trim

    try:
        trim(ledger, prefs.history_size, Files[prefs.removed_files])
    except LedgerError:
        LOG.exception("the history was not trimmed")  # the next job will try again
