# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Long work in slices: generators that yield the part done so far and return their result.

Whoever runs them decides how many slices fit before Blender must draw again; closing one ends the
work, and its `finally` takes back what it began.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Generic, TypeAlias, TypeVar

Result = TypeVar("Result")
Sliced: TypeAlias = Generator[float, None, Result]
"""Yields the part of the work that is done, 0 to 1; returns its result."""


def part_of(steps: Sliced[Result], start: float, end: float) -> Sliced[Result]:
    """The same work as the part from `start` to `end` of a larger one."""
    try:
        while True:
            try:
                done = next(steps)
            except StopIteration as last:
                result: Result = last.value
                return result
            yield start + (end - start) * done
    finally:
        steps.close()


def untold(steps: Generator[object, None, Result]) -> Sliced[Result]:
    """Work that does not tell how much of it is done."""
    try:
        while True:
            try:
                next(steps)
            except StopIteration as last:
                result: Result = last.value
                return result
            yield 0.5
    finally:
        steps.close()


def run(steps: Sliced[Result]) -> Result:
    """Do all of it now."""
    while True:
        try:
            next(steps)
        except StopIteration as last:
            result: Result = last.value
            return result


class Stepper(Generic[Result]):
    """Work that is carried on for a moment at a time; `result` is there when `is_done`."""

    def __init__(self, steps: Sliced[Result]) -> None:
        self._steps = steps
        self.done = 0.0
        self.is_done = False
        self._results: list[Result] = []

    @property
    def result(self) -> Result:
        """What came of it, once it is done."""
        return self._results[0]

    def carry_on(self, seconds: float) -> None:
        """Take slices until the time is over, at least one. Raises what the work raises."""
        deadline = time.perf_counter() + seconds
        while not self.is_done:
            try:
                self.done = next(self._steps)
            except StopIteration as last:
                self.is_done = True
                self._results.append(last.value)
            if time.perf_counter() >= deadline:
                return

    def close(self) -> None:
        """End the work early and take back what it began."""
        self._steps.close()
