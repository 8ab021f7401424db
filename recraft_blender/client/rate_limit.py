# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The service's rate limits, kept on our side so that we are not refused.

Source: appendix of Recraft's documentation: 5 requests a second, 100 pictures a minute per user.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

REQUESTS_PER_SECOND = 5
IMAGES_PER_MINUTE = 100


class RateLimiter:
    """Sliding windows shared by all threads that use one token.

    `wait` sleeps for some seconds, and may raise to give up; `clock` counts seconds.
    """

    def __init__(
        self,
        *,
        requests_per_second: int = REQUESTS_PER_SECOND,
        images_per_minute: int = IMAGES_PER_MINUTE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._requests = _Window(requests_per_second, 1.0)
        self._images = _Window(images_per_minute, 60.0)
        self._clock = clock
        self._lock = threading.Lock()

    def acquire(self, images: int, wait: Callable[[float], None]) -> None:
        """Take a place for one request that makes `images` pictures, waiting for it if need be."""
        while (delay := self._try(images)) > 0:
            wait(delay)

    def _try(self, images: int) -> float:
        with self._lock:
            now = self._clock()
            delay = max(self._requests.delay(now, 1), self._images.delay(now, images))
            if delay <= 0:
                self._requests.add(now, 1)
                self._images.add(now, images)
            return delay


class _Window:
    def __init__(self, limit: int, length_s: float) -> None:
        self._limit = limit
        self._length_s = length_s
        self._times: deque[float] = deque()

    def delay(self, now: float, count: int) -> float:
        while self._times and now - self._times[0] >= self._length_s:
            self._times.popleft()
        excess = len(self._times) + min(count, self._limit) - self._limit
        return self._times[excess - 1] + self._length_s - now if excess > 0 else 0.0

    def add(self, now: float, count: int) -> None:
        self._times.extend([now] * count)
