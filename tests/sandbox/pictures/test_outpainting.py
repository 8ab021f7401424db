# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The source stays where it is, and what is new goes on from it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recraft_blender.sandbox.pictures import Frame, outpaint, outpaint_frame

from .scenes import apart, scene, with_alpha


def test_frames() -> None:
    assert outpaint_frame(100, 80, left=10, bottom=20) == Frame(110, 100, 10, 0, 100, 80)
    assert outpaint_frame(100, 80, zoom_out_percentage=50) == Frame(100, 80, 25, 20, 50, 40)
    assert outpaint_frame(100, 80, size=(200, 160)) == Frame(200, 160, 50, 40, 100, 80)
    assert outpaint_frame(100, 80, size=(50, 160)) == Frame(50, 160, 0, 60, 50, 40)
    assert outpaint_frame(100, 80, size=(200, 80), zoom_out_percentage=50) == Frame(
        200, 80, 75, 20, 50, 40
    )


@given(
    st.integers(1, 4096),
    st.integers(1, 4096),
    st.tuples(*[st.integers(0, 4096)] * 4),
    st.none() | st.tuples(st.integers(1, 4096), st.integers(1, 4096)),
    st.floats(0, 99.99),
)
def test_the_source_always_fits(
    width: int,
    height: int,
    sides: tuple[int, int, int, int],
    size: tuple[int, int] | None,
    zoom: float,
) -> None:
    left, right, top, bottom = sides
    frame = outpaint_frame(
        width,
        height,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        size=size,
        zoom_out_percentage=zoom,
    )
    assert frame.x >= 0
    assert frame.y >= 0
    assert frame.x + frame.source_width <= frame.width
    assert frame.y + frame.source_height <= frame.height


@pytest.mark.parametrize("ground", ["grass", "cobble stone", "clouds"])
def test_the_source_is_kept_and_the_ground_goes_on(ground: str) -> None:
    made = scene("disc", ground, "red", size=200)
    frame = outpaint_frame(200, 200, left=60, right=40, top=30, bottom=50)
    large = outpaint(made.pixels, "more of it", frame, seed=1)
    assert large.shape == (280, 300, 3)
    source = np.zeros((280, 300), np.bool_)
    source[30:230, 60:260] = True
    assert np.array_equal(large[source].reshape(200, 200, 3), made.pixels)
    new, old = large[~source].astype(float), made.pixels[~made.mask].astype(float)
    assert np.abs(new.mean(axis=0) - old.mean(axis=0)).max() < 25
    assert 0.4 < float(new.std() / old.std()) < 1.7
    # The subject is not there a second time.
    assert float((np.abs(new - [204, 38, 26]).max(axis=1) < 30).mean()) < 0.02
    # No seam: the step over the source's edge is like other steps.
    steps = np.abs(np.diff(large.astype(float), axis=1)).mean(axis=(0, 2))
    assert max(steps[59], steps[259]) < steps.max() * 1.3 + 2


def test_a_gradient_goes_on() -> None:
    made = scene("disc", "gradient", "red", size=200)
    large = outpaint(made.pixels, "sky", outpaint_frame(200, 200, left=80, right=80), seed=1)
    row = large[20, :, 1].astype(int)
    assert np.all(np.diff(row[40:320]) >= -2)
    assert row[300] > row[270] > row[10]


def test_zoom_alpha_and_seed() -> None:
    made = scene("disc", "grass", "red", size=150)
    frame = outpaint_frame(150, 150, zoom_out_percentage=40)
    first = outpaint(made.pixels, "x", frame, seed=1)
    assert first.shape == made.pixels.shape
    assert np.array_equal(first, outpaint(made.pixels, "x", frame, seed=1))
    assert not np.array_equal(first, outpaint(made.pixels, "x", frame, seed=2))
    assert outpaint(with_alpha(made.pixels), "x", frame, seed=1).shape == (150, 150, 4)
    same = outpaint_frame(150, 150)
    assert apart(outpaint(made.pixels, "x", same, seed=1), made.pixels) == 0
    with pytest.raises(ValueError, match="fit"):
        outpaint(made.pixels, "x", Frame(100, 100, 0, 0, 150, 150), seed=1)
