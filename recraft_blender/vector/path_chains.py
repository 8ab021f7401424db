# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of path commands to cubic contours: relative coordinates resolved for all rows at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .drawing import Contours
from .pen import JOINED

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_PAIR = np.arange(2)


@dataclass(frozen=True, slots=True)
class Rows:
    """One row (n,) for each move and each segment.

    `lower` is the command's letter in lower case, `x` and `y` its end as written, absolute or
    relative to the point before; `closed` marks rows that a close follows. `first` is the index of
    the row's first number in `numbers`, `relative` says how its control points are written.
    """

    lower: NDArray[np.integer[Any]]
    is_move: Bools
    x: Floats
    y: Floats
    x_relative: Bools
    y_relative: Bools
    relative: Bools
    closed: Bools
    first: Ints
    numbers: Floats


@dataclass(frozen=True, slots=True)
class _Spans:
    """Each contour's first and last row, whether it is closed, whether it begins a path."""

    moves: Ints
    ends: Ints
    closed: Bools
    new_path: Bools


def positions(rows: Rows, path: Ints) -> tuple[Contours, Ints]:
    """The contours of the rows, and the path that each contour belongs to."""
    moves = np.flatnonzero(rows.is_move)
    ends = np.append(moves[1:], len(rows.is_move)) - 1 if len(moves) else moves
    closed = rows.closed[ends]
    new_path = np.diff(path[moves], prepend=-1) != 0
    spans = _Spans(moves, ends, closed, new_path)
    place = np.empty((len(rows.x), 2))
    for axis, (value, relative) in enumerate(
        ((rows.x, rows.x_relative), (rows.y, rows.y_relative))
    ):
        place[:, axis] = _resolve(value, relative, rows.is_move, spans)
    return _contours(rows, place, spans, path)


def _resolve(value: Floats, relative: Bools, is_move: Bools, spans: _Spans) -> Floats:
    """One coordinate of all rows, absolute."""
    moves, ends, closed, new_path = spans.moves, spans.ends, spans.closed, spans.new_path
    resets = is_move | ~relative
    offset, base = _running(value, resets)
    if not relative[moves].any():
        return value[base] + offset
    # A relative move starts from where the contour before it ended; that place depends on that
    # contour's own move, unless an absolute coordinate came between.
    floating = closed | is_move[base[ends]]
    carry = np.where(closed, 0.0, offset[ends])
    fixed = value[base[ends]] + offset[ends]
    before_floats = np.append(False, floating[:-1])
    before_carry = np.append(0.0, carry[:-1])
    before_fixed = np.append(0.0, fixed[:-1])
    chained = relative[moves] & ~new_path
    written = value[moves]
    step = np.where(chained, written + np.where(before_floats, before_carry, before_fixed), written)
    move_offset, move_base = _running(step, ~(chained & before_floats))
    start = value.copy()
    start[moves] = step[move_base] + move_offset
    return start[base] + offset


def _running(step: Floats, resets: Bools) -> tuple[Floats, Ints]:
    """The sum of the steps since the last reset, and the index of that reset."""
    total = np.cumsum(np.where(resets, 0.0, step))
    base = np.maximum.accumulate(np.where(resets, np.arange(len(step)), 0))
    return total - total[base], base


def _contours(rows: Rows, place: Floats, spans: _Spans, path: Ints) -> tuple[Contours, Ints]:
    """Moves and segments with their control points, and the lines that closes add."""
    moves, ends, closed = spans.moves, spans.ends, spans.closed
    segments = ends - moves
    gap = np.abs(place[ends] - place[moves]).max(axis=1, initial=0.0) > JOINED
    snapped = closed & (segments > 0) & ~gap
    place[ends[snapped]] = place[moves[snapped]]
    closing = closed & (gap | (segments == 0))
    kept = (segments > 0) | closed

    totals = (segments + closing)[kept]
    starts = np.zeros(len(totals) + 1, np.int64)
    np.cumsum(3 * totals + 1, out=starts[1:])
    points = np.empty((int(starts[-1]), 2))
    points[starts[:-1]] = place[moves[kept]]
    is_line = np.ones(int(totals.sum()), np.bool_)
    before = np.cumsum(totals) - totals

    drawn = np.flatnonzero(~rows.is_move)
    owner = np.repeat(np.arange(len(totals)), segments[kept])
    segment = drawn - moves[kept][owner] - 1
    is_line[before[owner] + segment] = np.isin(rows.lower[drawn], [*b"lhvm"])
    at = starts[owner] + 1 + 3 * segment
    points[at], points[at + 1] = _controls(rows, place, drawn)
    points[at + 2] = place[drawn]

    shut = np.flatnonzero(closing[kept])
    tail = starts[shut + 1] - 3
    last, first = place[ends[kept][shut]], place[moves[kept][shut]]
    points[tail] = last + (first - last) / 3
    points[tail + 1] = first - (first - last) / 3
    points[tail + 2] = first
    return Contours(points, starts, closed[kept], is_line), path[moves[kept]]


def _controls(rows: Rows, place: Floats, drawn: Ints) -> tuple[Floats, Floats]:
    """Both control points of every drawn row; of straight ones at the thirds."""
    end, here = place[drawn], place[drawn - 1]
    out = here + (end - here) / 3
    into = end - (end - here) / 3
    lower, first = rows.lower[drawn], rows.first[drawn]
    base = np.where(rows.relative[drawn, None], here, 0.0)
    numbers = rows.numbers

    cubic = np.flatnonzero(lower == ord("c"))
    out[cubic] = numbers[first[cubic, None] + _PAIR] + base[cubic]
    into[cubic] = numbers[first[cubic, None] + 2 + _PAIR] + base[cubic]

    smooth = np.flatnonzero(lower == ord("s"))
    into[smooth] = numbers[first[smooth, None] + _PAIR] + base[smooth]
    previous = rows.lower[drawn[smooth] - 1]
    mirrors = (previous == ord("c")) | (previous == ord("s"))
    out[smooth] = here[smooth]
    turned = smooth[mirrors]
    out[turned] = 2 * here[turned] - into[turned - 1]

    quadratic = np.flatnonzero(lower == ord("q"))
    control = numbers[first[quadratic, None] + _PAIR] + base[quadratic]
    out[quadratic] = here[quadratic] + (control - here[quadratic]) * (2 / 3)
    into[quadratic] = end[quadratic] + (control - end[quadratic]) * (2 / 3)
    return out, into
