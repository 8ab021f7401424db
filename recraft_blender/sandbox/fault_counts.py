# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The faults that a server was given, and how many requests each has struck."""

import re
import threading
from collections.abc import Iterable

from .faults import Fault, Misbehaviour, Oddity


class Faults:
    """The faults that a server was given, with their counts. Thread-safe."""

    def __init__(self, faults: Iterable[Fault | Oddity | Misbehaviour | str] = ()) -> None:
        self.given = tuple(_misbehaviour(fault) for fault in faults)
        self._struck: dict[Misbehaviour, int] = {}
        self._lock = threading.Lock()

    def strike(self, fault: Fault | Oddity, method: str, path: str, header: str) -> str | None:
        """The argument when the fault is to strike this request now, and None when it is not.

        A counted one has struck once more then.
        """
        for one in _of_header(header):
            if one.fault is fault and self._counts(one, method, path, by_header=True):
                return one.argument
        for one in self.given:
            if one.fault is fault and self._counts(one, method, path, by_header=False):
                return one.argument
        return None

    def _counts(self, one: Misbehaviour, method: str, path: str, *, by_header: bool) -> bool:
        if not one.covers(method, path, by_header=by_header):
            return False
        with self._lock:
            struck = self._struck.get(one, 0)
            if one.times is not None and struck >= one.times:
                return False
            self._struck[one] = struck + 1
            return True


def _misbehaviour(fault: Fault | Oddity | Misbehaviour | str) -> Misbehaviour:
    if isinstance(fault, Misbehaviour):
        return fault
    return Misbehaviour(fault) if isinstance(fault, Fault | Oddity) else Misbehaviour.parse(fault)


def _of_header(header: str) -> tuple[Misbehaviour, ...]:
    texts = [text for text in re.split(r",\s*", header.strip()) if text]
    return tuple(Misbehaviour.parse(text) for text in texts)
