# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A prompt's texture comes where it was asked for, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from recraft_blender.sandbox.pictures import (
    Rgb,
    generate_background,
    inpaint,
    remove_background,
    replace_background,
)

from .scenes import apart, scene, with_alpha

MASKED: list[Callable[..., Any]] = [inpaint, generate_background]


@pytest.mark.parametrize("paint", MASKED)
@pytest.mark.parametrize("has_alpha", [False, True])
def test_only_the_mask_changes(paint: Callable[..., Any], *, has_alpha: bool) -> None:
    made = scene("disc", "oak planks", "red", size=200)
    pixels = with_alpha(made.pixels, 120) if has_alpha else made.pixels
    mask = made.share > 0.5
    first = paint(pixels, mask, "green moss", seed=1)
    assert first.shape == pixels.shape
    assert np.array_equal(first[~mask], pixels[~mask])
    assert apart(first[mask], pixels[mask]) > 20
    assert np.array_equal(first, paint(pixels, mask, "green moss", seed=1))
    assert not np.array_equal(first, paint(pixels, mask, "green moss", seed=2))
    assert not np.array_equal(first, paint(pixels, mask, "blue water", seed=1))
    if has_alpha:
        assert bool((first[mask][:, 3] == 255).all())
    green = first[mask].astype(int)
    assert float((green[:, 1] > green[:, 2]).mean()) > 0.7


@pytest.mark.parametrize("paint", MASKED)
def test_requested_colours_and_odd_masks(paint: Callable[..., Any]) -> None:
    made = scene("disc", "white", "red", size=128)
    colours: list[Rgb] = [(20, 40, 200)]
    everywhere = np.ones(made.mask.shape, np.bool_)
    blue = paint(made.pixels, everywhere, "polka dots", seed=1, colors=colours)
    assert blue[:, :, 2].mean() > blue[:, :, 0].mean() + 50
    nowhere = ~everywhere
    assert np.array_equal(paint(made.pixels, nowhere, "moss", seed=1), made.pixels)
    with pytest.raises(ValueError, match="as large"):
        paint(made.pixels, everywhere[:5], "moss", seed=1)
    tiny = np.zeros((3, 5, 3), np.uint8)
    assert paint(tiny, np.eye(3, 5, dtype=np.bool_), "moss", seed=1).shape == (3, 5, 3)


def test_the_painted_part_takes_on_the_light() -> None:
    def light(level: int) -> float:
        pixels = np.full((120, 120, 3), level, np.uint8)
        pixels[:, 60:] = 255 - level
        mask = np.zeros((120, 120), np.bool_)
        mask[30:90, 20:100] = True
        painted = inpaint(pixels, mask, "grey concrete", seed=1).astype(float)
        return float(painted[40:80, 30:45].mean() - painted[40:80, 75:90].mean())

    assert light(40) < -8
    assert light(215) > 8


@pytest.mark.parametrize("ground", ["white", "brick wall"])
def test_the_background_is_replaced_and_the_subject_stays(ground: str) -> None:
    made = scene("star", ground, "two", size=256)
    for pixels in (made.pixels, with_alpha(made.pixels, 255)):
        new = replace_background(pixels, "green grass", seed=1)
        assert new.shape == pixels.shape
        core = made.share == 1
        kept = remove_background(made.pixels)[:, :, 3] == 255
        assert np.array_equal(new[core & kept], pixels[core & kept])
        behind = new[made.share == 0].astype(int)
        assert float((behind[:, 1] >= behind[:, 2]).mean()) > 0.8
        assert apart(new[made.share == 0], pixels[made.share == 0]) > 20
    assert not np.array_equal(new, replace_background(pixels, "green grass", seed=2))


def test_the_subject_casts_a_shadow() -> None:
    made = scene("disc", "white", "red", size=256)
    shaded = replace_background(made.pixels, "white plaster", seed=1).mean(axis=2)
    below, far = shaded[210:214, 118:138].mean(), shaded[4:20, 4:40].mean()
    assert below < far - 10
