# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What fails again and again is left alone for longer and longer."""

from __future__ import annotations

from recraft_blender.jobs.pauses import Pauses


def test_pauses_grow_to_a_limit_and_are_each_names_own() -> None:
    now = 0.0
    pauses = Pauses(1.0, 5.0, clock=lambda: now)
    assert not pauses.holds("a")
    for expected in (1.0, 2.0, 4.0, 5.0, 5.0):
        assert pauses.begin("a") == expected
        assert pauses.holds("a")
        assert not pauses.holds("b")
        now += expected - 0.1
        assert pauses.holds("a")
        now += 0.1
        assert not pauses.holds("a")
    pauses.forget("a")
    assert pauses.begin("a") == 1.0
    pauses.forget("never failed")
