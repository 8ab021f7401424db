# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of limit that parameters have: a list of words, a range, whole numbers, colours.

None is "not given" and breaks none of them.
"""

import math
from collections.abc import Iterable, Iterator

from ..errors import InvalidRequestError

MAX_UINT32 = 2**32 - 1


def choice_problems(
    name: str, value: str | None, allowed: Iterable[str]
) -> Iterator[InvalidRequestError]:
    """A word that is none of those allowed."""
    allowed = tuple(allowed)
    if value is not None and value not in allowed:
        yield InvalidRequestError(name, value, f"choose {' or '.join(allowed)}")


def range_problems(
    name: str, value: float | None, low: float, high: float
) -> Iterator[InvalidRequestError]:
    """A number out of its range, or no number at all (NaN)."""
    if value is not None and not low <= value <= high:
        yield InvalidRequestError(name, value, f"choose a number from {low:g} to {high:g}")


def whole_problems(
    name: str, value: float | None, low: int, high: int
) -> Iterator[InvalidRequestError]:
    """A number that is not whole, or out of its range."""
    if value is not None and not (is_whole(value) and low <= value <= high):
        yield InvalidRequestError(name, value, f"choose a whole number from {low} to {high}")


def channel_problems(name: str, color: tuple[int, ...]) -> Iterator[InvalidRequestError]:
    """A colour that is not three whole numbers from 0 to 255."""
    if len(color) != 3 or not all(is_whole(value) and 0 <= value <= 255 for value in color):
        yield InvalidRequestError(name, color, "a colour is three whole numbers from 0 to 255")


def weight_problems(
    name: str, weights: tuple[float, ...], count: int
) -> Iterator[InvalidRequestError]:
    """Weights that are not one for each of `count` things, or no positive numbers."""
    if weights and len(weights) != count:
        yield InvalidRequestError(name, weights, f"give {count} weights, one for each")
    elif not all(is_number(weight) and weight >= 0 for weight in weights):
        yield InvalidRequestError(name, weights, "weights are numbers from 0 upwards")


def is_whole(value: object) -> bool:
    """True for an int that is no truth value."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: float) -> bool:
    """True for a number that JSON can hold."""
    return math.isfinite(value)
