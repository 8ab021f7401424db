# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Textures are repeatable, tileable, varied, and of the colours that were asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from recraft_blender.sandbox.pictures import draw_texture, pattern_name
from recraft_blender.sandbox.pictures.palette import Rgb, palette
from recraft_blender.sandbox.pictures.patterns import PATTERNS

# A prompt for each kind of pattern.
PROMPTS = {
    "bark": "pine bark",
    "bricks": "an old red brick wall",
    "brushed metal": "brushed steel",
    "checker": "a chess board",
    "clouds": "fluffy clouds",
    "cobble": "mossy stone",
    "cracked": "dry cracked mud",
    "dots": "polka dots",
    "dunes": "desert sand",
    "fabric": "blue denim",
    "grass": "a lawn",
    "hexagons": "sci-fi hexagon panels",
    "lava": "molten lava",
    "leather": "brown leather",
    "marble": "white marble",
    "mosaic": "roman mosaic",
    "moss": "soft moss",
    "plaid": "scottish tartan",
    "plaster": "grey concrete",
    "rust": "rusty metal",
    "scales": "dragon scales",
    "snow": "fresh snow",
    "stripes": "pink stripes",
    "terrazzo": "terrazzo floor",
    "tiles": "bathroom tiles",
    "water": "ocean water",
    "wood": "oak wood",
}
EVERY_PROMPT = sorted(PROMPTS.values())


def _near(pixels: NDArray[np.uint8], colours: Sequence[Rgb], *, within: float) -> float:
    """The share of pixels no further than that from one of the colours, in 0..255 units."""
    apart = pixels[:, :, None, :].astype(np.float64) - np.array(colours, np.float64)
    return float((np.sqrt((apart**2).sum(axis=3)).min(axis=2) <= within).mean())


def test_a_prompt_for_every_pattern() -> None:
    assert sorted(PROMPTS) == sorted(PATTERNS)
    assert {name: pattern_name(prompt, 0) for name, prompt in PROMPTS.items()} == {
        name: name for name in PATTERNS
    }


def test_the_kind_belongs_to_the_prompt() -> None:
    assert {pattern_name("a friendly wizard", seed) for seed in range(20)} == {
        pattern_name("a friendly wizard", 0)
    }
    unknown = {pattern_name(f"zzyzx {number}", 0) for number in range(200)}
    assert len(unknown) > 15


@pytest.mark.parametrize("prompt", EVERY_PROMPT)
def test_equal_arguments_give_equal_bytes_and_other_seeds_another_picture(prompt: str) -> None:
    first = draw_texture(prompt, width=128, height=96, seed=3)
    assert first.shape == (96, 128, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, draw_texture(prompt, width=128, height=96, seed=3))
    other = draw_texture(prompt, width=128, height=96, seed=4).astype(np.int16)
    assert float(np.abs(other - first).mean()) > 5.0


@pytest.mark.parametrize("prompt", EVERY_PROMPT)
@pytest.mark.parametrize("size", [(256, 256), (320, 200)])
def test_tiles_without_a_seam(prompt: str, size: tuple[int, int]) -> None:
    picture = draw_texture(prompt, width=size[0], height=size[1], seed=8).astype(np.int16)
    for axis in (0, 1):
        steps = np.abs(np.diff(picture, axis=axis)).mean(axis=(1 - axis, 2))
        wrapped = np.abs(np.take(picture, 0, axis) - np.take(picture, -1, axis)).mean()
        assert float(wrapped) <= float(steps.max()) * 1.02


@pytest.mark.parametrize("prompt", EVERY_PROMPT)
def test_pictures_have_contrast_without_being_clipped(prompt: str) -> None:
    picture = draw_texture(prompt, width=256, height=256, seed=2)
    assert float(picture.astype(np.float64).std()) > 10.0
    assert float((picture == 255).all(axis=2).mean()) < 0.3
    assert float((picture == 0).all(axis=2).mean()) < 0.3


@pytest.mark.parametrize("prompt", EVERY_PROMPT)
def test_requested_colours_dominate(prompt: str) -> None:
    colours: list[Rgb] = [(226, 45, 62), (34, 66, 196), (244, 216, 70)]
    picture = draw_texture(prompt, width=256, height=256, seed=5, colors=colours)
    assert _near(picture, colours, within=80) > 0.6
    for colour in colours:
        assert _near(picture, [colour], within=80) > 0.08
    # Dark and light, they are not there when others are asked for.
    others: list[Rgb] = [(30, 150, 90), (150, 80, 170)]
    picture = draw_texture(prompt, width=256, height=256, seed=5, colors=others)
    assert _near(picture, colours, within=80) < 0.1


@pytest.mark.parametrize("prompt", EVERY_PROMPT)
def test_the_background_is_the_ground(prompt: str) -> None:
    ground, colour = (236, 240, 244), (20, 140, 90)
    picture = draw_texture(
        prompt, width=256, height=256, seed=5, colors=[colour], background=ground
    )
    assert _near(picture, [ground], within=90) > 0.03
    assert _near(picture, [colour], within=90) > 0.2
    without = draw_texture(prompt, width=256, height=256, seed=5, colors=[colour])
    assert _near(without, [ground], within=90) < 0.02


def test_distinct_prompts_give_distinct_pictures() -> None:
    seen = {
        hashlib.sha256(draw_texture(prompt, width=64, height=64, seed=1).tobytes()).digest()
        for prompt in [*EVERY_PROMPT, "oak wood ", "", "ночь", "\ud800"]
    }
    assert len(seen) == len(EVERY_PROMPT) + 4


@pytest.mark.parametrize("size", [(16, 16), (17, 301), (1000, 33), (999, 251)])
def test_odd_sizes(size: tuple[int, int]) -> None:
    for prompt in EVERY_PROMPT:
        assert draw_texture(prompt, width=size[0], height=size[1], seed=0).shape == (
            size[1],
            size[0],
            3,
        )


@pytest.mark.parametrize("seed", [-1, 2**31 - 1, 2**80])
def test_any_whole_number_is_a_seed(seed: int) -> None:
    draw_texture("a lawn", width=32, height=32, seed=seed)


def test_too_small_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16"):
        draw_texture("wood", width=15, height=64, seed=0)


def test_words_steer_the_palette() -> None:
    def means(prompt: str) -> tuple[float, float, float]:
        red, green, blue = palette(prompt, seed=1)[1:].mean(axis=0)
        return float(red), float(green), float(blue)

    red, green, blue = means("lush moss")
    assert green > red > blue
    red, green, blue = means("red brick")
    assert red > 2 * green
    red, green, blue = means("deep ocean")
    assert blue > red + 0.2
    assert min(means("fresh snow")) > 0.8
    red, green, blue = means("purple leather")
    assert blue > green


def test_moss_grows_on_stone() -> None:
    bare = draw_texture("grey stone", width=256, height=256, seed=1).astype(np.int16)
    mossy = draw_texture("mossy stone", width=256, height=256, seed=1).astype(np.int16)

    def greenness(picture: NDArray[np.int16]) -> float:
        return float((picture[..., 1] > picture[..., 2] + 30).mean())

    assert greenness(mossy) > greenness(bare) + 0.1


def test_the_palette_is_exactly_what_was_requested() -> None:
    colours: list[Rgb] = [(250, 250, 0), (10, 20, 30), (250, 250, 0)]
    rows = np.rint(palette("oak", seed=1, colors=colours, background=(1, 2, 3)) * 255)
    assert rows.tolist() == [[1, 2, 3], [10, 20, 30], [250, 250, 0]]
