# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The box around what can be seen."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recraft_blender.raster.subject import find_subject
from recraft_blender.raster.trim import FAINTEST, Box, subject_box, visible


def test_box_is_tight_and_ends_are_not_included() -> None:
    alpha = np.zeros((20, 30), np.uint8)
    alpha[5:9, 7:20] = 255
    box = subject_box(visible(alpha))
    assert box == Box(7, 5, 20, 9)
    assert (box.width, box.height) == (13, 4)


def test_nothing_to_see_has_no_box() -> None:
    assert subject_box(visible(np.zeros((4, 4), np.uint8))) is None
    assert find_subject(np.zeros((4, 4), np.uint8), outlines=True).outlines == ()


def test_faint_specks_do_not_widen_the_box() -> None:
    alpha = np.zeros((20, 30), np.uint8)
    alpha[0, 0] = FAINTEST - 1
    alpha[5, 5] = FAINTEST
    assert subject_box(visible(alpha)) == Box(5, 5, 6, 6)


@given(st.integers(0, 255))
def test_floats_are_seen_as_their_bytes_are(value: int) -> None:
    as_byte = np.array([[value]], np.uint8)
    as_float = as_byte.astype(np.float32) / np.float32(255)
    assert visible(as_byte) == visible(as_float)


def test_margin_ends_at_the_picture() -> None:
    assert Box(2, 5, 8, 9).grown(3, 10, 20) == Box(0, 2, 10, 12)


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 8)), min_size=1))
def test_every_seen_pixel_is_in_the_box_and_each_side_has_one(at: list[tuple[int, int]]) -> None:
    alpha = np.zeros((9, 12), np.float32)
    for x, y in at:
        alpha[y, x] = 1.0
    box = subject_box(visible(alpha))
    assert box is not None
    xs, ys = zip(*at, strict=True)
    assert box == Box(min(xs), min(ys), max(xs) + 1, max(ys) + 1)
