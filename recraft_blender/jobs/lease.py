# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether another process still lives: by its number, and by a counter that it keeps moving.

The clock on the wall takes no part: whoever looks measures with its own monotonic clock how long
it has seen the same counter, so that a clock that jumps or a computer that sleeps costs no live
worker its job.
"""

import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

HEARTBEAT_S = 2.0
LEASE_S = 15.0
MOST_A_LOOK_S = 10.0
"""What one look adds at most: after a sleep the other gets the time to beat again."""


@cache
def host() -> str:
    """The computer's name."""
    return platform.node()


@cache
def machine() -> str:
    """What two processes share that can see each other's numbers: computer, start and container."""
    parts = [host()]
    with suppress(OSError):  # only Linux has them
        parts.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
        parts.append(str(Path("/proc/self/ns/pid").readlink()))
    return " ".join(parts)


def is_running(pid: int) -> bool:
    """True unless no process has this number. A number may have gone to another process."""
    if sys.platform == "win32":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_running_on_windows(pid: int) -> bool:
    # os.kill would end the process there. Constants: Windows SDK, winnt.h and minwinbase.h.
    import ctypes  # noqa: PLC0415 - on Windows only

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - other systems' stubs lack it
    handle = kernel.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return bool(kernel.GetLastError() == 5)  # ERROR_ACCESS_DENIED: it is there
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE


class Watch:
    """How long values have been seen unchanged, by the monotonic clock of who looks."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, tuple[object, float, float]] = {}

    def unchanged_s(self, name: str, value: object) -> float:
        """Look once more; the seconds since `name` first had this value."""
        now = self._clock()
        former, last, total = self._seen.get(name, (None, now, 0.0))
        total = total + min(now - last, MOST_A_LOOK_S) if former == value else 0.0
        self._seen[name] = (value, now, total)
        return total

    def forget_all_but(self, names: set[str]) -> None:
        """Keep only what is still looked at."""
        self._seen = {name: seen for name, seen in self._seen.items() if name in names}


def is_dead(watch: Watch, name: str, *, pid: int, at: str, beats: int) -> bool:
    """True when a process has surely ended, or has not moved its counter for the whole lease."""
    if at == machine() and not is_running(pid):
        return True
    return watch.unchanged_s(name, beats) >= LEASE_S
