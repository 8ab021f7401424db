# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Killed at every recorded step and at random: nothing lost, sent twice, unaccounted or broken.

`scripts/crash.py 200` does the same at more points and for longer.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .crashes import POINTS, Damage, killed_at, killed_at_random

SHORT = (0, 2, 4, 5, 6, 7, 8, 10, 11, 13, 15, 16, 17, 18, 23, 24)
"""One of each kind, and all around the sending."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


def test_every_step(tmp_path: Path) -> None:
    points = [POINTS[number] for number in SHORT]

    def run(number: int) -> Damage:
        home = tmp_path / str(number)
        return killed_at(home, points[number], same_session=number % 2 == 0)

    total = Damage()
    with ThreadPoolExecutor(3) as pool:
        for damage, point in zip(pool.map(run, range(len(points))), points, strict=True):
            assert damage.is_none, f"{point}: {damage}"
            total += damage
    print(f"killed at every step: {total}")  # noqa: T201 - the figures are wanted
    assert total.kills == len(points) >= 12
    assert total.unknown > 0


def test_random_times(tmp_path: Path) -> None:
    damage = killed_at_random(tmp_path, kills=10, seed=4, most_steps=5)
    print(f"killed at random: {damage}")  # noqa: T201 - the figures are wanted
    assert damage.is_none, damage
