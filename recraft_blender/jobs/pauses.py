# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long to leave alone what has just failed: longer after each failure, up to a limit."""

import time
from collections.abc import Callable

FIRST_S = 1.0
LONGEST_S = 60.0


class Pauses:
    """A pause of its own for each name; each failure in a row makes it twice as long."""

    def __init__(
        self,
        first_s: float = FIRST_S,
        longest_s: float = LONGEST_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._clock = clock
        self._pauses: dict[str, tuple[float, float]] = {}

    def begin(self, name: str) -> float:
        """It failed (once more): leave it alone for so many seconds."""
        _, former_s = self._pauses.get(name, (0.0, 0.0))
        pause_s = min(2 * former_s, self._longest_s) if former_s else self._first_s
        self._pauses[name] = (self._clock() + pause_s, pause_s)
        return pause_s

    def holds(self, name: str) -> bool:
        """True while it is to be left alone."""
        return name in self._pauses and self._clock() < self._pauses[name][0]

    def forget(self, name: str) -> None:
        """It did not fail, or is not to be tried any more."""
        self._pauses.pop(name, None)
