# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a real Blender window: real clicks and keys, and questions to its Python in between."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import windowed_blender
from virtual_screen import Screen
from window_search import Point, Rect, Search

REPOSITORY = Path(__file__).resolve().parents[1]
PROBE = Path(__file__).resolve().with_name("window_probe.py")
START_TIMEOUT_S = 180
ANSWER_EVERY_S = 0.005


class WindowError(AssertionError):
    """Says in one sentence what the window did not do."""


class Window:
    """One Blender in its window, from start to close; folder keeps its files and its output."""

    def __init__(
        self,
        folder: Path,
        *,
        machine: windowed_blender.Machine | None = None,
        size: tuple[int, int] = (1600, 1000),
        environment: Mapping[str, str] | None = None,
        arguments: Sequence[str] = (),
        factory_startup: bool = True,
    ) -> None:
        self.folder = folder.resolve()
        self.user_folder = self.folder / "user"
        self._questions = self.folder / "questions"
        self._asked = 0
        self.process: subprocess.Popen[bytes] | None = None
        shutil.rmtree(self._questions, ignore_errors=True)  # of an earlier window in this folder
        for needed in (self.user_folder, self._questions, self.folder / "tmp"):
            needed.mkdir(parents=True, exist_ok=True)
        self.machine = machine or windowed_blender.find(REPOSITORY, self.folder)
        self.screen = Screen(self.machine, *size, self.folder)
        try:
            flags = ("--factory-startup",) if factory_startup else ()
            self.process = self._start(size, (*flags, *arguments), environment or {})
            self.search = Search(self)
            self._wait_for_first_picture()
        except BaseException:
            self.kill()
            self.screen.close()
            raise

    def _start(
        self, size: tuple[int, int], arguments: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        private = {"BLENDER_USER_RESOURCES": str(self.user_folder), "HOME": str(self.folder)}
        private |= dict.fromkeys(("TEMP", "TMP", "TMPDIR"), str(self.folder / "tmp"))
        geometry = ("--window-geometry", "0", "0", *map(str, size))
        probe = ("--python", str(PROBE), "--", str(self._questions))
        with (self.folder / "blender.log").open("wb") as log:
            return self.machine.start(
                *(self.machine.blender, *geometry, *arguments, *probe),
                env={**self.screen.environment, **private, **environment},
                log=log,
            )

    def _wait_for_first_picture(self) -> None:
        self.ask("None", timeout_s=START_TIMEOUT_S)
        # The first drawing with software OpenGL compiles shaders: an answer after it is a start.
        self.wait_until("len(regions()) > 0", START_TIMEOUT_S, "Blender has drawn its window")
        self.settle()

    # Questions to Blender's Python

    def ask(self, code: str, *, timeout_s: float = 60) -> Any:
        """Run Python in Blender's main thread: an expression's value, or what is put in result."""
        self._asked += 1
        question = self._questions / f"{self._asked:05}.tmp"
        question.write_text(code, encoding="utf-8")
        question.rename(question.with_suffix(".py"))
        answer = question.with_suffix(".json")
        deadline = time.monotonic() + timeout_s
        while not answer.exists():
            self._check_alive()
            if time.monotonic() > deadline:
                raise WindowError(f"Blender gave no answer within {timeout_s:g} s to: {code}")
            time.sleep(ANSWER_EVERY_S)
        reply = json.loads(answer.read_text(encoding="utf-8"))
        answer.unlink()
        if "error" in reply:
            raise WindowError(f"Blender could not run: {code}\n{reply['error']}")
        return reply["value"]

    def _check_alive(self) -> None:
        code = self.process.poll() if self.process else None
        if code is not None:
            raise WindowError(f"Blender ended with code {code} and said:\n{self.output()[-3000:]}")

    def output(self) -> str:
        """What Blender has printed so far."""
        return (self.folder / "blender.log").read_text(encoding="utf-8", errors="replace")

    def wait_until(self, expression: str, timeout_s: float, what: str) -> Any:
        """Ask until the answer is true; give that answer."""
        deadline = time.monotonic() + timeout_s
        while not (value := self.ask(expression, timeout_s=timeout_s + 1)):
            if time.monotonic() > deadline:
                raise WindowError(f"After {timeout_s:g} s it was not so that {what}.")
            time.sleep(0.05)
        return value

    def settle(self) -> None:
        """Come back when Blender has dealt with the events sent so far.

        Blender runs its timers before an event's handlers, so one answer is not enough.
        """
        self.ask("None")
        self.ask("None")

    # Mouse and keyboard

    def move(self, x: float, y: float) -> None:
        """Point the mouse at a place."""
        # Not with --sync, which waits 15 s for a mouse that is there already.
        self.screen.xdotool("mousemove", str(round(x)), str(round(y)))
        self.settle()

    def click(self, x: float, y: float, button: int = 1) -> None:
        """Press and release a mouse button at a place."""
        self.move(x, y)
        self.screen.xdotool("mousedown", str(button))
        self.settle()
        self.screen.xdotool("mouseup", str(button))
        self.settle()

    def scroll(self, x: float, y: float, clicks: int) -> None:
        """Turn the mouse wheel at a place: down for positive clicks, up for negative ones."""
        self.move(x, y)
        for _ in range(abs(clicks)):
            self.screen.xdotool("click", "5" if clicks > 0 else "4")
        self.settle()

    def key(self, *names: str) -> None:
        """Press keys one after the other, by xdotool's names: "ctrl+z", "Return", "F3"."""
        for name in names:
            self.screen.xdotool("key", name)
            self.settle()

    def type_text(self, text: str) -> None:
        """Type into the field that is being edited; no line breaks."""
        if text.isascii():
            self.screen.xdotool("type", "--delay", "12", "--", text)
            self.settle()
        else:  # a bare screen has no input method for other letters: paste, as a person would
            self.ask(f"setattr(bpy.context.window_manager, 'clipboard', {text!r})")
            self.key("ctrl+v")

    # What the screen shows

    def screenshot(self, path: Path) -> None:
        """Keep a picture of the screen."""
        self.settle()
        self.screen.screenshot(path)

    def find_area(self, area: str, region: str | None = None) -> Rect:
        """The screen rectangle of the first area (of its region) of a type."""
        return self.search.area(area, region)

    def find_button(
        self,
        operator: str,
        *,
        having: str = "",
        area: str = "VIEW_3D",
        region: str = "UI",
        within: Rect | None = None,
    ) -> Point:
        """The middle of the button that runs an operator; `having` is part of its arguments.

        `within` is where to look, for icons that the search comes to late.
        """
        return self.search.button(operator, having, within or self.find_area(area, region))

    def find_property(
        self, name: str, *, index: int | None = None, area: str = "VIEW_3D", region: str = "UI"
    ) -> Point:
        """The middle of the field whose data path is name or ends with it."""
        return self.search.property(name, index, area, region)

    def find_in_popup(self, copied: str, within: Rect) -> Point:
        """The middle of the first control of a pop-up whose copy (ctrl+c) contains a text."""
        return self.search.in_popup(copied, within)

    def find_colour(
        self, colour: tuple[int, int, int], *, within: Rect | None = None, tolerance: int = 6
    ) -> Point:
        """The middle of all pixels of a colour."""
        return self.search.colour(colour, within, tolerance)

    def open_sidebar(self, tab: str) -> None:
        """Open the 3D view's sidebar by its key if it is closed, and show one of its tabs."""
        self.search.open_sidebar(tab)

    # The end

    def close(self) -> int:
        """Quit Blender in an orderly way, end what is left over; give its exit code."""
        process = self.process
        if process is None:
            raise WindowError("This window was killed or closed before.")
        try:
            if process.poll() is None:
                self.ask("stop()")
            return process.wait(60)
        except subprocess.TimeoutExpired:
            raise WindowError("Blender did not quit within 60 s and was killed.") from None
        finally:
            self.kill()
            self.screen.close()

    def kill(self) -> None:
        """End Blender and whatever it started at once, as a crash or a power cut would."""
        process, self.process = self.process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process is not None:
            self.close()
        else:
            self.screen.close()
