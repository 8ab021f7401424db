# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A pen that writes contours one segment after the other: the plain path parser and the shapes.

Arcs become cubic curves of a quarter turn at most, whose distance from the true arc is below
0.03 % of the radius. Facts: https://www.w3.org/TR/SVG2/implnote.html#ArcImplementationNotes
"""

import math

import numpy as np

from .drawing import Contours, Matrix

JOINED = 1e-7
"""Ends nearer than this to the start of a contour that is closed are taken for the start."""


class Pen:
    """Contours in the making; they keep their order and are counted from 0.

    A contour of a start alone is dropped. One that is closed without a segment gets a segment of no
    length, because its caps paint a dot.
    """

    def __init__(self) -> None:
        self.points: list[float] = []
        self.begins: list[int] = []
        self.counts: list[int] = []
        self.closed: list[bool] = []
        self.is_line: list[bool] = []
        self.x = self.y = 0.0
        self._start = (0.0, 0.0)
        self._segments = 0
        self._open = False

    def move(self, x: float, y: float) -> None:
        """Begin a contour."""
        self.finish()
        self._start = (x, y)
        self.x, self.y = x, y

    def line(self, x: float, y: float) -> None:
        """A straight segment."""
        self._begin()
        dx, dy = (x - self.x) / 3, (y - self.y) / 3
        self._add(self.x + dx, self.y + dy, x - dx, y - dy, x, y)
        self.is_line.append(True)

    def cubic(  # noqa: PLR0917 - the six numbers of a C, in their order
        self, ax: float, ay: float, bx: float, by: float, x: float, y: float
    ) -> None:
        """A cubic segment with the control points a and b."""
        self._begin()
        self._add(ax, ay, bx, by, x, y)
        self.is_line.append(False)

    def quadratic(self, qx: float, qy: float, x: float, y: float) -> None:
        """A quadratic segment, as the cubic that is the same curve."""
        self.cubic(
            self.x + (qx - self.x) * 2 / 3,
            self.y + (qy - self.y) * 2 / 3,
            x + (qx - x) * 2 / 3,
            y + (qy - y) * 2 / 3,
            x,
            y,
        )

    def arc(
        self, rx: float, ry: float, degrees: float, x: float, y: float, *, large: bool, sweep: bool
    ) -> None:
        """An elliptical arc as `A` of path data has it."""
        rx, ry = abs(rx), abs(ry)
        if (x, y) == (self.x, self.y):
            return
        if not rx or not ry:
            self.line(x, y)
            return
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        half_x, half_y = (self.x - x) / 2, (self.y - y) / 2
        px, py = (cos * half_x + sin * half_y) / rx, (cos * half_y - sin * half_x) / ry
        square = px * px + py * py
        if not math.isfinite(square) or square == 0.0:
            self.line(x, y)
            return
        if square > 1.0:
            grow = math.sqrt(square)
            rx, ry, px, py, square = rx * grow, ry * grow, px / grow, py / grow, 1.0
        off = math.sqrt(max(1.0 / square - 1.0, 0.0)) * (-1.0 if large == sweep else 1.0)
        cx, cy = off * py, -off * px
        first = math.atan2(py - cy, px - cx)
        turn = math.atan2(-py - cy, -px - cx) - first
        if sweep and turn < 0:
            turn += math.tau
        elif not sweep and turn > 0:
            turn -= math.tau
        a, b, c, d = cos * rx, sin * rx, -sin * ry, cos * ry
        middle_x, middle_y = (self.x + x) / 2, (self.y + y) / 2
        frame = (a, b, c, d, a * cx + c * cy + middle_x, b * cx + d * cy + middle_y)
        self._turn(frame, first, turn, (x, y))

    def _turn(self, frame: Matrix, first: float, turn: float, end: tuple[float, float]) -> None:
        """Cubics along the unit circle from an angle on, led to the page by `frame`."""
        pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
        step = turn / pieces
        reach = 4 / 3 * math.tan(step / 4)
        a, b, c, d, e, f = frame

        def place(u: float, v: float) -> tuple[float, float]:
            return a * u + c * v + e, b * u + d * v + f

        for piece in range(pieces):
            start = first + piece * step
            cos, sin = math.cos(start), math.sin(start)
            cos_end, sin_end = math.cos(start + step), math.sin(start + step)
            out = place(cos - reach * sin, sin + reach * cos)
            into = place(cos_end + reach * sin_end, sin_end - reach * cos_end)
            there = end if piece == pieces - 1 else place(cos_end, sin_end)
            self.cubic(*out, *into, *there)

    def close(self) -> None:
        """Back to the start, where what follows without a move begins."""
        self._begin()
        x, y = self._start
        if self._segments and abs(self.x - x) <= JOINED and abs(self.y - y) <= JOINED:
            self.points[-2:] = (x, y)
            self.x, self.y = x, y
        else:
            self.line(x, y)
        self._end(closed=True)

    def finish(self) -> None:
        """End the contour that is open, if one is."""
        if self._open:
            self._end(closed=False)

    def contours(self) -> Contours:
        """All contours so far."""
        self.finish()
        starts = np.zeros(len(self.counts) + 1, np.int64)
        np.cumsum(np.array(self.counts, np.int64), out=starts[1:])
        return Contours(
            points=np.array(self.points, np.float64).reshape(-1, 2),
            starts=starts,
            closed=np.array(self.closed, np.bool_),
            is_line=np.array(self.is_line, np.bool_),
        )

    def _begin(self) -> None:
        if not self._open:
            self._open, self._segments = True, 0
            self.begins.append(len(self.points) // 2)
            self.points += self._start
            self.x, self.y = self._start

    def _add(self, *three_points: float) -> None:
        self.points += three_points
        self.x, self.y = three_points[4:]
        self._segments += 1

    def _end(self, *, closed: bool) -> None:
        self.counts.append(1 + 3 * self._segments)
        self.closed.append(closed)
        self._open = False
        self.x, self.y = self._start if closed else (self.x, self.y)
        self._start = (self.x, self.y)
