# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Path data read command by command: exact, plain and complete.

The reference that `path_arrays` is tested against, and its fallback. An error ends the path: what
comes before it is drawn (https://www.w3.org/TR/SVG2/paths.html#PathDataErrorHandling).
"""

import math
import re
from collections.abc import Callable

from .pen import Pen

_SPACE = re.compile(r"[ \t\r\n\f]*")
_COMMA = re.compile(r"[ \t\r\n\f]*,?[ \t\r\n\f]*")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_FLAG = re.compile(r"[01]")
LARGEST = 1e30
"""A number beyond this is an error: it could not be placed."""


class PathDataError(ValueError):
    """The path data break off here."""


def draw_path(text: str, pen: Pen) -> None:
    """Draw path data with the pen, up to the first error. Ends the contour it draws."""
    pen.move(0.0, 0.0)
    try:
        _Reader(text, pen).read()
    except PathDataError:
        pass
    finally:
        pen.finish()


class _Reader:
    def __init__(self, text: str, pen: Pen) -> None:
        self.text = text
        self.pen = pen
        self.position = _space(text, 0)
        self.relative = False
        self.control: tuple[str, float, float] | None = None
        self.steps: dict[str, Callable[[], None]] = {
            "L": self._line,
            "H": self._horizontal,
            "V": self._vertical,
            "C": self._cubic,
            "S": self._smooth_cubic,
            "Q": self._quadratic,
            "T": self._smooth_quadratic,
            "A": self._arc,
        }

    def read(self) -> None:
        if self.text[self.position : self.position + 1] not in ("M", "m"):
            return
        while self.position < len(self.text):
            letter = self.text[self.position]
            self.position = _space(self.text, self.position + 1)
            kind, self.relative = letter.upper(), letter.islower()
            if kind == "Z":
                self.pen.close()
                self.control = None
                continue
            if kind == "M":
                self.pen.move(*self._point())
                self.control = None
                if not self._goes_on():
                    continue
                kind = "L"
            elif kind not in self.steps:
                raise PathDataError
            self._repeat(self.steps[kind])

    def _repeat(self, step: Callable[[], None]) -> None:
        step()
        while self._goes_on():
            step()

    def _goes_on(self) -> bool:
        """Whether another number follows; moves to it."""
        match = _COMMA.match(self.text, self.position)
        end = match.end() if match else self.position
        if _NUMBER.match(self.text, end):
            self.position = end
            return True
        if "," in self.text[self.position : end]:
            raise PathDataError
        self.position = end
        return False

    def _number(self) -> float:
        match = _NUMBER.match(self.text, self.position)
        if match is None:
            raise PathDataError
        value = float(match[0])
        if not abs(value) <= LARGEST:
            raise PathDataError
        self.position = match.end()
        return value

    def _next_number(self) -> float:
        self._separator()
        return self._number()

    def _separator(self) -> None:
        if match := _COMMA.match(self.text, self.position):
            self.position = match.end()

    def _next_flag(self) -> bool:
        self._separator()
        match = _FLAG.match(self.text, self.position)
        if match is None:
            raise PathDataError
        self.position = match.end()
        return match[0] == "1"

    def _point(self) -> tuple[float, float]:
        x = self._number()
        y = self._next_number()
        return (self.pen.x + x, self.pen.y + y) if self.relative else (x, y)

    def _next_point(self) -> tuple[float, float]:
        self._separator()
        return self._point()

    def _line(self) -> None:
        self.pen.line(*self._point())
        self.control = None

    def _horizontal(self) -> None:
        x = self._number()
        self.pen.line(self.pen.x + x if self.relative else x, self.pen.y)
        self.control = None

    def _vertical(self) -> None:
        y = self._number()
        self.pen.line(self.pen.x, self.pen.y + y if self.relative else y)
        self.control = None

    def _cubic(self) -> None:
        a = self._point()
        b = self._next_point()
        self.pen.cubic(*a, *b, *self._next_point())
        self.control = ("C", *b)

    def _smooth_cubic(self) -> None:
        a = self._mirrored("C")
        b = self._point()
        self.pen.cubic(*a, *b, *self._next_point())
        self.control = ("C", *b)

    def _quadratic(self) -> None:
        q = self._point()
        self.pen.quadratic(*q, *self._next_point())
        self.control = ("Q", *q)

    def _smooth_quadratic(self) -> None:
        q = self._mirrored("Q")
        self.pen.quadratic(*q, *self._point())
        self.control = ("Q", *q)

    def _arc(self) -> None:
        rx = self._number()
        ry, turn = self._next_number(), self._next_number()
        large, sweep = self._next_flag(), self._next_flag()
        x, y = self._next_point()
        self.pen.arc(rx, ry, math.fmod(turn, 360.0), x, y, large=large, sweep=sweep)
        self.control = None

    def _mirrored(self, kind: str) -> tuple[float, float]:
        """The last control point mirrored at the current point, if it is of this kind."""
        if self.control is None or self.control[0] != kind:
            return self.pen.x, self.pen.y
        return 2 * self.pen.x - self.control[1], 2 * self.pen.y - self.control[2]


def _space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
