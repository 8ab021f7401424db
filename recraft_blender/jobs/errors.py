# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the ledger raises. Apart, so that the interface can name it without importing SQLite."""


class LedgerError(Exception):
    """The ledger cannot be used; the message is a sentence for the person."""


class StaleJobError(Exception):
    """The job is not in a state from which it can go on; somebody else was first."""
