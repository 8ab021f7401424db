# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variations keep to their source as far as they are asked to."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from recraft_blender.sandbox.pictures import (
    Refinement,
    Rgb,
    image_to_image,
    refine,
    variate,
)

from .scenes import apart, scene, with_alpha

PIXELS = scene("star", "oak planks", "two", size=192).pixels


@pytest.mark.parametrize("prompt", ["rusty metal", "fluffy clouds", "a friendly wizard"])
def test_strength_leads_steadily_away(prompt: str) -> None:
    distances = [
        apart(image_to_image(PIXELS, prompt, strength=step / 10, seed=3), PIXELS)
        for step in range(11)
    ]
    assert distances[0] < 1
    assert distances[-1] > 20
    assert all(b > a for a, b in itertools.pairwise(distances))


def test_the_composition_is_kept() -> None:
    made = scene("star", "white", "red", size=192)
    new = image_to_image(made.pixels, "fluffy clouds", strength=1, seed=3).mean(axis=2)
    assert float(new[made.share == 0].mean() - new[made.share == 1].mean()) > 15


def test_repeatable_by_seed_prompt_and_colours() -> None:
    colours: list[Rgb] = [(220, 30, 40), (250, 240, 220)]

    def made(prompt: str = "moss", seed: int = 1, colors: list[Rgb] | None = None) -> bytes:
        new = image_to_image(PIXELS, prompt, strength=0.7, seed=seed, colors=colors or [])
        assert new.shape == PIXELS.shape
        return new.tobytes()

    assert made() == made()
    assert len({made(), made(seed=2), made("lava"), made(colors=colours)}) == 4


def test_alpha_is_kept_and_small_pictures_work() -> None:
    new = image_to_image(with_alpha(PIXELS, 90), "moss", strength=0.5, seed=1)
    assert bool((new[:, :, 3] == 90).all())
    assert image_to_image(PIXELS[:3, :5], "moss", strength=1, seed=1).shape == (3, 5, 3)


@pytest.mark.parametrize("size", [(192, 192), (300, 100), (64, 257)])
def test_a_remix_has_the_new_size_and_the_old_colours(size: tuple[int, int]) -> None:
    width, height = size
    first = variate(PIXELS, width=width, height=height, seed=1)
    assert first.shape == (height, width, 3)
    assert np.array_equal(first, variate(PIXELS, width=width, height=height, seed=1))
    assert apart(first, variate(PIXELS, width=width, height=height, seed=2)) > 3
    assert np.abs(first.mean(axis=(0, 1)) - PIXELS.mean(axis=(0, 1))).max() < 45
    assert variate(with_alpha(PIXELS), width=width, height=height, seed=1).shape[2] == 4


def test_a_remix_is_another_picture() -> None:
    same = variate(PIXELS, width=192, height=192, seed=4)
    assert apart(same, PIXELS) > 8


@pytest.mark.parametrize("refinement", ["subtle", "moderate"])
def test_refining_sharpens_and_keeps_the_picture(refinement: Refinement) -> None:
    soft = np.asarray(
        Image.fromarray(PIXELS).resize((48, 48)).resize((192, 192), Image.Resampling.BICUBIC)
    )
    new = refine(soft, refinement, width=256, height=256, seed=1)
    plain = np.asarray(Image.fromarray(soft).resize((256, 256), Image.Resampling.LANCZOS))
    assert new.shape == (256, 256, 3)

    def rough(pixels: NDArray[np.uint8]) -> float:
        return float(np.abs(np.diff(pixels.astype(float), axis=1)).mean())

    assert rough(new) > rough(plain) * 1.15
    assert apart(new, plain) < 14
    assert refine(with_alpha(soft), refinement, width=100, height=100).shape == (100, 100, 4)


def test_moderate_refines_more_than_subtle() -> None:
    plain = np.asarray(Image.fromarray(PIXELS).resize((256, 256), Image.Resampling.LANCZOS))
    subtle, moderate = (
        apart(refine(PIXELS, how, width=256, height=256), plain) for how in ("subtle", "moderate")
    )
    assert moderate > subtle * 1.3
