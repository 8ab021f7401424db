# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the ledger raises. Apart, so that the interface can name it without importing SQLite."""


class LedgerError(Exception):
    """The ledger cannot be used; the message is a sentence for the person."""


class StaleJobError(Exception):
    """The job is not in a state from which it can go on; somebody else was first."""


class BudgetExceededError(Exception):
    """A cap would be passed, so the job was not queued; the message is a sentence.

    `limit`, `spent` (charged and still open) and `asked` in API units.
    """

    def __init__(self, message: str, *, limit: int, spent: int, asked: int) -> None:
        super().__init__(message)
        self.limit = limit
        self.spent = spent
        self.asked = asked


class RemovalError(Exception):
    """The files of a job could not be removed, and it stays in the list; a sentence."""


class StepNotSentError(Exception):
    """The next step of a chain was not begun, so nothing was charged for it; a sentence."""
