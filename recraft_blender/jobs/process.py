# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker process as Blender sees it: started, woken, watched and let go, without a thread.

Plain Python, main thread. Nothing here waits, so that Blender never does.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from .config import WorkerConfig

CRASH_NAME = "worker-crash.log"
TOKEN_VARIABLE = "RECRAFT_API_TOKEN"  # noqa: S105 - the name of a variable
# Without it Windows shows a console.
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)
# Workers that were let go and may still be finishing; asking them lets the system forget the ended.
_finishing: list[subprocess.Popen[bytes]] = []
_BOOTSTRAP = Path(__file__).with_name("bootstrap.py")


def bootstrap_command(python: Sequence[str], part: str, folders: Sequence[str] = ()) -> list[str]:
    """The command that runs a part of the package in a process of its own."""
    return [*python, str(_BOOTSTRAP), os.pathsep.join(folders), part]


def wait_for_former(timeout_s: float) -> bool:
    """Wait until all workers that were let go have ended; True when they did. Not for Blender."""
    deadline = time.monotonic() + timeout_s
    while any(one.poll() is None for one in _finishing):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


class WorkerProcess:
    """A worker that was started; it goes on until `let_go` or the end of this process.

    `python` is the interpreter and its options, `folders` are put on the worker's module path.
    Raises OSError when the process cannot be started.
    """

    def __init__(
        self, config: WorkerConfig, *, python: Sequence[str], folders: Sequence[str]
    ) -> None:
        self.config = config
        home = Path(config.home)
        home.mkdir(parents=True, exist_ok=True)
        with (home / CRASH_NAME).open("wb") as crash_log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                bootstrap_command(python, "jobs.worker", folders),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=crash_log,
                env={key: value for key, value in os.environ.items() if key != TOKEN_VARIABLE},
                creationflags=_NO_CONSOLE,
                start_new_session=sys.platform != "win32",
            )
        self._write(replace(config, folders=tuple(folders)).to_line())

    @property
    def is_alive(self) -> bool:
        """True while the process runs."""
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How the process ended: 0 when it was let go, below 0 a signal; None while it runs."""
        return self._process.poll()

    def wake(self) -> None:
        """Tell the worker that there is something new in the ledger."""
        self._write(b"wake\n")

    def let_go(self) -> None:
        """Close the worker's input: it finishes what was sent, and ends."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            with suppress(OSError):
                self._process.stdin.close()
            _finishing[:] = [one for one in (*_finishing, self._process) if one.poll() is None]

    def wait(self, timeout_s: float) -> bool:
        """Wait for the process to end; True when it did."""
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()
        self._process.wait()

    def _write(self, line: bytes) -> None:
        if self._process.stdin is None or self._process.stdin.closed:
            return
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError:
            return  # it has ended; `is_alive` tells
