# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a worker that dies is started again: a few times within some minutes, then no more."""

import time
from collections import deque
from collections.abc import Callable

from .failure import Failure, FailureKind, Remedy

DEATHS = 3
WITHIN_S = 300.0

FAILURE = Failure(
    FailureKind.INTERNAL,
    "The extension's worker process ended several times before this was sent, so it was not charged"
    " (worker.log says why); run it again.",
    Remedy.RUN_AGAIN,
)


class RestartLimit:
    """Counts deaths; `allows` is False after `deaths` of them within `within_s` seconds."""

    def __init__(
        self,
        deaths: int = DEATHS,
        within_s: float = WITHIN_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._deaths: deque[float] = deque(maxlen=deaths)
        self._within_s = within_s
        self._clock = clock

    def record_death(self) -> None:
        """A worker ended that was not let go."""
        self._deaths.append(self._clock())

    @property
    def allows(self) -> bool:
        """True when a worker may be started without being asked for."""
        full = len(self._deaths) == self._deaths.maxlen
        return not full or self._clock() - self._deaths[0] > self._within_s

    def forgive(self) -> None:
        """The person asked for something: begin anew."""
        self._deaths.clear()
