# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen to open Blender on, with the mouse, the keyboard and pictures of what it shows.

It is a virtual one (Xvfb with openbox) where that can be started, else the one DISPLAY names.
"""

import os
import select
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt

from windowed_blender import Machine

# Windows without frames: Blender's window then starts at the screen's corner.
OPENBOX_SETTINGS = """<?xml version="1.0"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew></focus>
  <theme><keepBorder>no</keepBorder></theme>
  <applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>
"""


class ScreenError(RuntimeError):
    """Says in one sentence why there is no screen."""


class Screen:
    """An X display in use; positions are pixels from its upper left corner."""

    def __init__(self, machine: Machine, width: int, height: int, folder: Path) -> None:
        self.machine = machine
        self.size = (width, height)
        self.folder = folder
        self._programs: list[subprocess.Popen[bytes]] = []
        if machine.has_virtual_screen:
            self.environment = {"DISPLAY": self._start_server(), "WAYLAND_DISPLAY": ""}
            self._start_window_manager()
        else:
            self.environment = {"DISPLAY": os.environ["DISPLAY"], "WAYLAND_DISPLAY": ""}
            said = machine.output("xdotool", "getdisplaygeometry", env=self.environment).split()
            self.size = (int(said[0]), int(said[1]))

    def _start_server(self) -> str:
        """Start Xvfb on a free display, whose name it tells when it is ready."""
        reading, writing = os.pipe()
        mode = "x".join(map(str, (*self.size, 24)))
        try:
            with (self.folder / "xvfb.log").open("wb") as log:
                server = ("Xvfb", "-displayfd", str(writing), "-screen", "0", mode)
                quiet = ("-nolisten", "tcp", "-noreset")
                self._programs.append(
                    self.machine.start(*server, *quiet, env={}, log=log, pass_fds=(writing,))
                )
            os.close(writing)
            number = _line(reading, 30)
        finally:
            os.close(reading)
        if not number:
            self.close()
            raise ScreenError(f"Xvfb did not start: see {self.folder / 'xvfb.log'}.")
        return f":{number}"

    def _start_window_manager(self) -> None:
        settings = self.folder / "openbox.xml"
        settings.write_text(OPENBOX_SETTINGS, encoding="utf-8")
        with (self.folder / "openbox.log").open("wb") as log:
            argv = ("openbox", "--config-file", str(settings))
            self._programs.append(self.machine.start(*argv, env=self.environment, log=log))

    def xdotool(self, *argv: str) -> None:
        """Move the mouse, click or press keys."""
        self.machine.output("xdotool", *argv, env=self.environment)

    def pixels(self) -> npt.NDArray[np.uint8]:
        """The screen as rows of red, green and blue."""
        argv = ("import", "-silent", "-window", "root", "-depth", "8", "rgb:-")
        raw = self.machine.output(*argv, env=self.environment)
        return np.frombuffer(raw, np.uint8).reshape(self.size[1], self.size[0], 3)

    def screenshot(self, path: Path) -> None:
        """Keep a picture of the screen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        argv = ("import", "-silent", "-window", "root", str(path))
        self.machine.output(*argv, env=self.environment)

    def close(self) -> None:
        """End the programs that were started, the last one first."""
        while self._programs:
            program = self._programs.pop()
            program.terminate()
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()


def _line(reading: int, timeout_s: float) -> str:
    """What a pipe gives up to the end of a line or of the writer, or nothing after a time."""
    said = b""
    while not said.endswith(b"\n"):
        ready, _, _ = select.select([reading], [], [], timeout_s)
        more = os.read(reading, 32) if ready else b""
        if not more:
            break
        said += more
    return said.decode().strip()
