# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's account: who may ask, how many units are left, and how often one may ask."""

import threading
import time
import uuid
from collections import deque
from typing import NamedTuple

REQUESTS_PER_SECOND = 5
IMAGES_PER_MINUTE = 100


class Charge(NamedTuple):
    """What one request cost."""

    request_id: str
    path: str
    units: int


class Account:
    """A balance in API units, and the service's rate limits. Thread-safe.

    `token` None accepts any token that is not empty. `charged` lists what was paid, in order.
    """

    def __init__(self, *, token: str | None, balance: int, rate_limited: bool) -> None:
        self.id = str(uuid.uuid4())
        self.charged: list[Charge] = []
        self._token = token
        self._balance = balance
        self._rate_limited = rate_limited
        self._requests: deque[float] = deque()
        self._images: deque[float] = deque()
        self._lock = threading.Lock()

    @property
    def balance(self) -> int:
        """The units that are left."""
        return self._balance

    def admits(self, authorization: str) -> bool:
        """True when the Authorization header carries the token."""
        scheme, _, token = authorization.partition(" ")
        right = bool(token.strip()) if self._token is None else token == self._token
        return scheme == "Bearer" and right

    def allows(self, images: int) -> bool:
        """True when one more request for so many pictures is within the rate limits."""
        if not self._rate_limited:
            return True
        with self._lock:
            now = time.monotonic()
            _forget(self._requests, now - 1.0)
            _forget(self._images, now - 60.0)
            allowed = (
                len(self._requests) < REQUESTS_PER_SECOND
                and len(self._images) + images <= IMAGES_PER_MINUTE
            )
            if allowed:
                self._requests.append(now)
                self._images.extend([now] * images)
            return allowed

    def charge(self, units: int, *, request_id: str = "", path: str = "") -> bool:
        """Take units; False, and nothing taken, when there are not enough."""
        with self._lock:
            if self._balance < max(units, 1):
                return False
            self._balance -= units
            self.charged.append(Charge(request_id, path, units))
            return True

    def refund(self, request_id: str) -> None:
        """Give back what a request cost that could not be carried out."""
        with self._lock:
            for charge in [one for one in self.charged if one.request_id == request_id]:
                self.charged.remove(charge)
                self._balance += charge.units


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] < before:
        times.popleft()
