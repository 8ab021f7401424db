# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs what its arguments name, and kills this process at one exact point: `FUNCTION:EVENT COUNT`.

Put between Python and the worker's own file: the worker is the real one and so is the signal. A
profiler on its job threads watches for the COUNTth call of, or return from, a function of jobs/.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
from types import FrameType


class Killer:
    """Counts what happens on all threads, and ends the process when it is time."""

    def __init__(self, point: str, count: int) -> None:
        self._name, _, self._event = point.partition(":")
        self._left = count

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_name == self._name and event == self._event and "jobs" in code.co_filename:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    point, count = sys.argv[1:3]
    sys.argv[:3] = []
    threading.setprofile(Killer(point, int(count)))
    runpy.run_path(sys.argv[0], run_name="__main__")
