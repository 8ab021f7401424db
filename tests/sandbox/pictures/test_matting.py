# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Subjects are cut out where they are, with soft edges and without the ground's colour."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from recraft_blender.sandbox.pictures import draw_texture, remove_background

from .scenes import Scene, apart, scene, with_alpha

GROUNDS = ("white", "gradient", "noise", "grass", "brick wall", "oak planks")


def _overlap(found: Scene, opacity: NDArray[np.uint8]) -> float:
    """Intersection over union of the subject and what is left."""
    ours, theirs = opacity > 127, found.share > 0.5
    return float((ours & theirs).sum() / (ours | theirs).sum())


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("form", ["disc", "ring", "star", "person"])
def test_the_subject_is_found(form: str, ground: str) -> None:
    made = scene(form, ground, "two")
    cut = remove_background(made.pixels)
    assert cut.shape == (256, 256, 4)
    assert _overlap(made, cut[:, :, 3]) > 0.95


@pytest.mark.parametrize("subject", ["lava", "shaded", "red"])
def test_subjects_of_many_colours_and_sizes(subject: str) -> None:
    for size in (96, 300, 700):
        made = scene("star", "white", subject, size=size)
        assert _overlap(made, remove_background(made.pixels)[:, :, 3]) > 0.95


@pytest.mark.parametrize("ground", ["white", "gradient"])
def test_a_soft_edge_stays_soft_and_has_no_halo(ground: str) -> None:
    made = scene("disc", ground, "red", size=512)
    cut = remove_background(made.pixels)
    opacity = cut[:, :, 3] / 255
    edge = (made.share > 0.05) & (made.share < 0.95)
    assert float(np.abs(opacity - made.share)[edge].mean()) < 0.05
    assert float(((opacity > 0.05) & (opacity < 0.95))[edge].mean()) > 0.9
    # The colours under the edge are the subject's own: laid on black or white, nothing glows.
    seen = edge & (opacity > 0.2)
    assert float(np.abs(cut[:, :, :3] / 255 - made.subject)[seen].max()) < 0.06


def test_it_is_repeatable_and_leaves_its_input_alone() -> None:
    made = scene("ring", "brick wall", "two")
    before = made.pixels.copy()
    first = remove_background(made.pixels)
    assert np.array_equal(first, remove_background(made.pixels))
    assert np.array_equal(made.pixels, before)


def test_transparency_that_is_there_is_kept() -> None:
    made = scene("disc", "white", "red")
    cut = remove_background(made.pixels)
    assert np.array_equal(remove_background(cut), cut)
    thin = remove_background(with_alpha(made.pixels, 100))
    assert thin[:, :, 3].max() == 100
    assert thin[140, 128, 3] == 100
    assert thin[2, 2, 3] == 0


def test_a_picture_without_a_subject_stays_whole() -> None:
    plain = np.full((64, 80, 3), 200, np.uint8)
    assert bool((remove_background(plain)[:, :, 3] == 255).all())
    assert apart(remove_background(plain)[:, :, :3], plain) == 0
    for side in (1, 2, 7):
        assert remove_background(np.zeros((side, 3, 3), np.uint8)).shape == (side, 3, 4)


def test_a_texture_alone_is_not_torn_to_shreds() -> None:
    cut = remove_background(draw_texture("grey concrete", width=256, height=256, seed=1))
    opacity = cut[:, :, 3] > 127
    assert float(opacity.mean()) > 0.97 or float(opacity.mean()) < 0.2


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="picture"):
        remove_background(np.zeros((4, 4), np.uint8))
