# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds a Blender that can open a window, and the way to run programs beside it.

BLENDER=/path/to/blender names one of this machine; else Debian's is set up in a root folder.
Run as a script, it makes sure that there is one and prints its version.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import debian_blender
from debian_blender import NoWindowError

ALWAYS_NEEDED = {"xdotool": "xdotool", "import": "ImageMagick (import)"}
FOR_A_VIRTUAL_SCREEN = {"Xvfb": "Xvfb", "openbox": "openbox"}


@dataclass(frozen=True)
class Machine:
    """Where Blender and the screen's tools run: here, or in a root folder."""

    blender: str
    root: Path | None = None
    folders: tuple[Path, ...] = ()

    @property
    def has_virtual_screen(self) -> bool:
        """Whether Xvfb and a window manager can be started here."""
        return self.root is not None or all(map(shutil.which, FOR_A_VIRTUAL_SCREEN))

    def command(self, *argv: str) -> list[str]:
        """The command line that runs argv there."""
        if self.root is None:
            return list(argv)
        return debian_blender.entering(self.root, self.folders, *argv)

    def environment(self, changed: Mapping[str, str]) -> dict[str, str]:
        """The environment to run programs with there."""
        if self.root is None:
            base = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
            return {**base, **changed}
        base = {"PATH": debian_blender.SEARCH_PATH, "LANG": "C.UTF-8", "HOME": "/tmp"}  # noqa: S108
        return {**base, "LIBGL_ALWAYS_SOFTWARE": "1", **changed}

    def start(
        self,
        *argv: str,
        env: Mapping[str, str],
        log: IO[bytes] | int = subprocess.DEVNULL,
        pass_fds: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start a program there that goes on running, but never longer than this one."""
        tied = ("setpriv", "--pdeathsig", "KILL") if self.root or shutil.which("setpriv") else ()
        return subprocess.Popen(
            self.command(*tied, *argv),
            env=self.environment(env),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=pass_fds,
            start_new_session=True,  # ctrl+c in a terminal is for the test run, which then closes
        )

    def output(self, *argv: str, env: Mapping[str, str], timeout: float = 60) -> bytes:
        """Run a program there to its end; give what it printed."""
        done = subprocess.run(
            self.command(*argv),
            check=False,
            env=self.environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip() or "nothing"
            raise RuntimeError(f"{argv[0]} ended with code {done.returncode} and said: {said}")
        return done.stdout


def find(*folders: Path) -> Machine:
    """A machine with a Blender that sees folders; NoWindowError says what is missing."""
    if chosen := os.environ.get("BLENDER"):
        return _of_this_machine(chosen)
    return Machine("blender", debian_blender.prepare(), folders)


def is_at_hand() -> bool:
    """Whether find() has something to work with without setting up a root folder first."""
    return bool(os.environ.get("BLENDER")) or debian_blender.is_ready()


def _of_this_machine(chosen: str) -> Machine:
    program = shutil.which(chosen)
    if program is None:
        raise NoWindowError(f"BLENDER names {chosen}, which is not a program that can be run.")
    machine = Machine(program)
    needed = dict(ALWAYS_NEEDED)
    if not machine.has_virtual_screen and not os.environ.get("DISPLAY"):
        needed |= FOR_A_VIRTUAL_SCREEN
    missing = [name for tool, name in needed.items() if shutil.which(tool) is None]
    if missing:
        raise NoWindowError(f"Driving Blender's window needs {', '.join(missing)} on PATH.")
    return machine


def main() -> int:
    try:
        machine = find()
        said = machine.output(machine.blender, "--version", env={}).decode()
    except (NoWindowError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    print(said.splitlines()[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
