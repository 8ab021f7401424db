# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An errand as the ledger knows it: a frozen value, which the interface reads without SQLite."""

from dataclasses import dataclass
from enum import StrEnum


class ErrandKind(StrEnum):
    """What is asked."""

    TEST_TOKEN = "test token"  # noqa: S105 - a name
    BALANCE = "balance"
    LIST_STYLES = "list styles"
    DELETE_STYLE = "delete style"


class ErrandState(StrEnum):
    """Where an errand stands."""

    ASKED = "asked"
    TAKEN = "taken"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Errand:
    """One errand. `subject` is the style that is meant, `sentence` what came of it for the person.

    `asked_at` in Unix seconds.
    """

    id: int
    session: str
    worker: str
    service: str
    kind: ErrandKind
    subject: str
    state: ErrandState
    asked_at: float
    sentence: str

    @property
    def is_open(self) -> bool:
        """True while an answer is awaited."""
        return self.state in (ErrandState.ASKED, ErrandState.TAKEN)
