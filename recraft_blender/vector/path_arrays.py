# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Path data of many paths at once, with numpy.

Reads M, L, H, V, C, S, Q and Z, absolute and relative, with every way of gluing numbers together.
A path with anything else (arcs, T, exponents, numbers of more than 16 digits or beyond a million)
or with an error is left to `path_data`, which it agrees with within 1e-6.

How: all bytes are classified by a table; what begins a number, holds a dot or is a letter becomes
an event; the digits of all numbers lie in one array without anything between them, where eight of
them are read as one 64-bit integer. Relative coordinates are running sums that begin anew wherever
an absolute one stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .drawing import Contours
from .path_chains import Rows, positions

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]

LARGEST = 1e6
_DIGITS = 16
_BLANK, _DIGIT, _DOT, _SIGN, _COMMA, _LETTER, _PATH, _BAD = range(8)
_LETTERS = b"MLHVCSQZ"
_ARITY_OF = dict(zip(_LETTERS, (2, 2, 1, 1, 6, 4, 4, 0), strict=True))


def _classes() -> Bytes:
    table = np.full(256, _BAD, np.uint8)
    table[[*b" \t\r\n\f"]] = _BLANK
    table[[*b"0123456789"]] = _DIGIT
    table[[*b"."]] = _DOT
    table[[*b"+-"]] = _SIGN
    table[[*b","]] = _COMMA
    table[[*_LETTERS, *_LETTERS.lower()]] = _LETTER
    table[0] = _PATH
    return table


def _arities() -> Ints:
    table = np.zeros(256, np.int64)
    for letter, arity in _ARITY_OF.items():
        table[letter] = table[letter | 32] = arity
    return table


_CLASS = _classes()
_ARITY = _arities()
_TENS = 10.0 ** np.arange(_DIGITS + 1)
_TENS_INT = (10 ** np.arange(9, dtype=np.uint64)).astype(np.uint64)
# A table is the cheapest way to say "one of these letters" of an array of bytes.
_IS_MOVE = np.isin(np.arange(256), [*b"Mm"])
_IS_CLOSE = np.isin(np.arange(256), [*b"Zz"])


@dataclass(frozen=True, slots=True)
class PathBatch:
    """The contours of many paths.

    `counts` (n,) says how many contours each path has; they follow each other in the paths' order.
    `plain` holds the indices of paths that have to be read command by command; their count is 0.
    """

    contours: Contours
    counts: Ints
    plain: Ints


@dataclass(frozen=True, slots=True)
class _Commands:
    """Commands of all good paths: letter, path, index of the first number, count of numbers."""

    letter: Bytes
    path: Ints
    first: Ints
    count: Ints


def read_paths(texts: Sequence[str]) -> PathBatch:
    """Read the path data of many paths; see `PathBatch`."""
    joined = "\0" + "\0".join(texts)
    if joined.count("\0") != len(texts):
        joined = "\0" + "\0".join(text.replace("\0", "?") for text in texts)
    data = np.frombuffer(joined.encode("ascii", "replace") + b" ", np.uint8)
    numbers, commands, bad = _tokens(data, len(texts))
    rows, path = _rows(numbers, commands)
    contours, contour_path = positions(rows, path)
    counts = np.bincount(contour_path, minlength=len(texts)).astype(np.int64)
    return PathBatch(contours, counts, np.flatnonzero(bad))


def _tokens(data: Bytes, paths: int) -> tuple[Floats, _Commands, Bools]:
    """All numbers, the commands of good paths, and which paths are not good."""
    code = _CLASS[data]
    before = np.empty_like(code)
    before[0] = _BLANK
    before[1:] = code[:-1]
    # Digits, dots and signs are 1 to 3, so one unsigned comparison finds them.
    after_number = (before - 1) <= _SIGN - 1
    events = np.flatnonzero((code > _DIGIT) | ((code == _DIGIT) & ~after_number))
    kind = code[events]
    begins = (kind == _SIGN) | ((kind <= _DOT) & ~after_number[events])
    dots = np.flatnonzero(kind == _DOT)
    run = np.cumsum(begins)[dots]
    begins[dots[1:][run[1:] == run[:-1]]] = True
    number = np.cumsum(begins) - 1
    path = np.cumsum(kind == _PATH) - 1
    tokens = np.flatnonzero(begins)
    values, wrong = _values(data, code, events[tokens], events[dots], number[dots])

    bad = np.zeros(paths, np.bool_)
    bad[path[kind == _BAD]] = True
    bad[path[tokens[wrong]]] = True
    bad[path[_misplaced_commas(kind)]] = True
    letters = np.flatnonzero((kind == _LETTER) | (kind == _PATH))
    first = number[letters] + 1
    commands = _Commands(
        letter=data[events[letters]],
        path=path[letters],
        first=first,
        count=np.diff(first, append=len(tokens)),
    )
    bad[commands.path[_ungrammatical(commands)]] = True
    good = ~bad[commands.path] & (commands.letter != 0)
    kept = _Commands(
        commands.letter[good], commands.path[good], commands.first[good], commands.count[good]
    )
    return values, kept, bad


def _misplaced_commas(kind: Bytes) -> Ints:
    """Events that are commas without a number on both sides."""
    commas = np.flatnonzero(kind == _COMMA)
    before = kind[commas - 1]
    after = kind[np.minimum(commas + 1, len(kind) - 1)]
    fine = (before - 1 <= _SIGN - 1) & (after - 1 <= _SIGN - 1)
    misplaced: Ints = commas[~fine]
    return misplaced


def _ungrammatical(commands: _Commands) -> Ints:
    """Commands with a wrong count of numbers or a wrong follower."""
    letter = commands.letter
    arity = _ARITY[letter]
    fine = np.where(
        arity > 0,
        (commands.count > 0) & (commands.count % np.maximum(arity, 1) == 0),
        commands.count == 0,
    )
    follower = np.append(letter[1:], np.uint8(0))
    # A path begins with a move; what follows a close without one is left to the plain reader.
    free = (letter != 0) & ~_IS_CLOSE[letter]
    fine &= free | _IS_MOVE[follower] | (follower == 0)
    return np.flatnonzero(~fine)


def _values(
    data: Bytes, code: Bytes, starts: Ints, dots: Ints, dot_owner: Ints
) -> tuple[Floats, Ints]:
    """The numbers that start at `starts`, and the indices of those that cannot be read here."""
    is_digit = code == _DIGIT
    digits = np.concatenate((data[is_digit] - 48, np.zeros(_DIGITS, np.uint8)))
    digits_up_to = np.cumsum(is_digit, dtype=np.int32)
    # The byte at a start may itself be a digit, so count up to the byte before it.
    first = (digits_up_to[starts] - is_digit[starts]).astype(np.int64)
    count = np.diff(first, append=len(digits) - _DIGITS)
    fraction = np.zeros(len(starts), np.int64)
    fraction[dot_owner] = first[dot_owner] + count[dot_owner] - digits_up_to[dots]
    length = np.minimum(count, _DIGITS)
    mantissa = _integer(digits, first, np.minimum(length, 8))
    long = np.flatnonzero(length > 8)
    if len(long):
        rest = length[long] - 8
        low = _integer(digits, first[long] + 8, rest)
        mantissa[long] = mantissa[long] * _TENS_INT[rest] + low
    values = mantissa.astype(np.float64) / _TENS[np.minimum(fraction, _DIGITS)]
    np.negative(values, out=values, where=data[starts] == ord("-"))
    wrong = (count == 0) | (count > _DIGITS) | (np.abs(values) > LARGEST)
    return values, np.flatnonzero(wrong)


def _integer(digits: Bytes, first: Ints, length: Ints) -> NDArray[np.uint64]:
    """Up to eight digits from `first` on as integers, by pairs, then fours, then all eight.

    The bytes of a little-endian word hold the digits in reading order; shifting up drops what
    follows the number and puts zeros in front.
    """
    words = np.lib.stride_tricks.sliding_window_view(digits, 8)[first].view("<u8")[:, 0]
    word = words << ((8 - np.maximum(length, 1)) * 8).astype(np.uint64)
    word = word * np.uint64(10) + (word >> np.uint64(8))
    even = np.uint64(0x000000FF000000FF)
    high = (word & even) * np.uint64(100 + (1000000 << 32))
    low = ((word >> np.uint64(16)) & even) * np.uint64(1 + (10000 << 32))
    return (high + low) >> np.uint64(32)


def _rows(numbers: Floats, commands: _Commands) -> tuple[Rows, Ints]:
    """One row for each move and segment, with the path of each; closes mark their last row."""
    arity = _ARITY[commands.letter]
    closes = arity == 0
    repeats = np.where(closes, 0, commands.count // np.maximum(arity, 1))
    owner = np.repeat(np.arange(len(repeats)), repeats)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    first = commands.first[owner] + within * arity[owner]
    letter = commands.letter[owner]
    lower = letter | 32
    is_move = (lower == ord("m")) & (within == 0)
    relative = letter >= ord("a")
    last = first + arity[owner] - 1
    is_h, is_v = lower == ord("h"), lower == ord("v")
    x = np.where(is_v, 0.0, numbers[np.where(is_v | is_h, first, last - 1)])
    y = np.where(is_h, 0.0, numbers[last])
    # What a path begins with is absolute even when it is written relative.
    begins = np.diff(commands.path[owner], prepend=-1) != 0
    closed = np.zeros(len(owner), np.bool_)
    closed[np.cumsum(repeats)[closes] - 1] = True
    rows = Rows(
        lower=lower,
        is_move=is_move,
        x=x,
        y=y,
        x_relative=(relative & ~begins) | is_v,
        y_relative=(relative & ~begins) | is_h,
        relative=relative,
        closed=closed,
        first=first,
        numbers=numbers,
    )
    return rows, commands.path[owner]
