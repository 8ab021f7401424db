# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The limits of spending: typed into the preferences, kept in the ledger for every Blender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .preferences import SANDBOX, RecraftPreferences, has_changed, take_change

if TYPE_CHECKING:
    from ..jobs.budget import Budget
    from ..jobs.ledger import Ledger


def caps_were_changed() -> bool:
    """True while the ledger does not know yet what the person changed here."""
    return has_changed("caps")


def keep_caps(prefs: RecraftPreferences, ledger: Ledger) -> None:
    """Have the same caps here and in the ledger, where scripts and other Blenders obey them.

    What the person changed here is written there; what was changed in another Blender is shown
    here. Raises LedgerError, and what was changed is then written the next time.
    """
    from ..jobs.budget import keep_budget, kept_budget

    kept = kept_budget(ledger)
    if kept is None or caps_were_changed():
        if kept != _caps(prefs):
            keep_budget(ledger, _caps(prefs))
    elif kept != _caps(prefs):
        prefs.confirm_above = kept.confirm_above or 0
        prefs.cap_per_day = kept.per_day or 0
        prefs.cap_per_file = kept.per_file or 0
    take_change("caps")


def budget(prefs: RecraftPreferences) -> Budget:
    """The limits that were set; play units have none."""
    from ..jobs.budget import Budget

    return Budget() if prefs.service == SANDBOX else _caps(prefs)


def _caps(prefs: RecraftPreferences) -> Budget:
    from ..jobs.budget import Budget

    return Budget(
        per_day=prefs.cap_per_day or None,
        per_file=prefs.cap_per_file or None,
        confirm_above=prefs.confirm_above or None,
    )
