# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings have Recraft's form, show what they are asked for in its colours, and differ."""

from __future__ import annotations

import re

import numpy as np
import pytest

from recraft_blender.sandbox.pictures import Rgb, draw_vector
from recraft_blender.sandbox.pictures.vector_drawing import layout_name
from recraft_blender.sandbox.pictures.vector_layouts import LAYOUTS
from recraft_blender.sandbox.pictures.vector_motifs import NAMES, NATURAL, motif, motif_named

from .recraft_form import paths, rendered, require_form

PROMPTS = {
    "abstract": "abstract shapes",
    "badge": "coffee logo",
    "icon": "a red apple",
    "landscape": "sunset over the hills",
    "pattern": "geometric pattern",
}


def test_a_prompt_for_every_layout() -> None:
    assert {name: layout_name(prompt) for name, prompt in PROMPTS.items()} == {
        name: name for name in LAYOUTS
    }
    assert {layout_name(f"zzyzx {number}") for number in range(60)} == set(LAYOUTS)
    assert layout_name("zzyzx", "icon") == "icon"


@pytest.mark.parametrize("prompt", [*PROMPTS.values(), *(f"a {name}" for name in NAMES)])
@pytest.mark.parametrize("size", [(1024, 1024), (1820, 1024), (768, 1536)])
def test_form_and_repeatability(prompt: str, size: tuple[int, int]) -> None:
    width, height = size
    svg = draw_vector(prompt, width=width, height=height, seed=3)
    require_form(svg, width, height)
    assert svg == draw_vector(prompt, width=width, height=height, seed=3)
    assert svg != draw_vector(prompt, width=width, height=height, seed=4)
    assert 5 < len(paths(svg)) < 300


@pytest.mark.parametrize("prompt", [*PROMPTS.values(), *(f"a {name}" for name in NAMES)])
def test_something_is_seen(prompt: str) -> None:
    drawn = rendered(draw_vector(prompt, width=200, height=200, seed=1), 200, 200)
    assert bool((drawn[:, :, 3] == 255).all())
    assert float(drawn[:, :, :3].astype(float).std()) > 12
    # The middle is not the ground alone.
    assert len(np.unique(drawn[60:140, 60:140, :3].reshape(-1, 3), axis=0)) > 10


def test_holes_and_gradients_are_there() -> None:
    svgs = [draw_vector(p, width=512, height=512, seed=s) for p in PROMPTS.values() for s in (1, 2)]
    assert sum("<linearGradient" in svg for svg in svgs) >= 5
    assert sum(len(re.findall(r"z M", svg)) for svg in svgs) > 20


def test_a_round_thing_is_round_whatever_the_page() -> None:
    svg = draw_vector("coffee badge", width=800, height=400, seed=1)
    drawn = rendered(svg, 800, 400)[:, :, :3].astype(int)
    changed = (np.abs(drawn - drawn[2, 2]).max(axis=2) > 12).nonzero()
    across, down = np.ptp(changed[1]), np.ptp(changed[0])
    assert abs(int(across) - int(down)) < 12


def test_requested_colours_and_background() -> None:
    colours: list[Rgb] = [(220, 30, 60), (30, 60, 200)]
    for prompt in PROMPTS.values():
        svg = draw_vector(
            prompt, width=256, height=256, seed=2, colors=colours, background=(250, 250, 240)
        )
        assert paths(svg)[0].get("fill") == "rgb(250,250,240)"
        drawn = rendered(svg, 256, 256)[:, :, :3].astype(int)
        # Every colour lies between the requested ones, the ground, black and white: no greens.
        green = drawn[:, :, 1] - np.maximum(drawn[:, :, 0], drawn[:, :, 2])
        assert green.max() < 20
        for colour in colours:
            near = np.abs(drawn - colour).max(axis=2) < 70
            assert float(near.mean()) > 0.003, (prompt, colour)


def test_words_colour_the_picture() -> None:
    def mean(prompt: str) -> list[float]:
        svg = draw_vector(prompt, width=128, height=128, seed=1)
        red, green, blue = rendered(svg, 128, 128)[:, :, :3].reshape(-1, 3).mean(axis=0)
        return [float(red), float(green), float(blue)]

    red, _, blue = mean("a red house")
    assert red > blue + 10
    red, _, blue = mean("a blue house")
    assert blue > red + 10


def test_styles_change_the_manner() -> None:
    def drawn(style: str) -> str:
        return draw_vector("a cat", width=256, height=256, seed=1, style=style)

    assert len({drawn(""), drawn("line_art"), drawn("linocut"), drawn("vector_illustration")}) == 3
    assert "<linearGradient" not in drawn("Flat 2.0")


def test_motifs() -> None:
    assert set(NATURAL) == set(NAMES)
    for name in NAMES:
        assert motif_named([name]) == name
        for outlines, role in motif(name):
            assert role in "msladg"
            for outline in outlines:
                points = np.concatenate([outline.start[None, :], *outline.segments])
                assert float(np.abs(points).max()) < 1.25
    assert motif_named(["an", "unheard", "word"]) is None


def test_odd_arguments() -> None:
    draw_vector("\ud800 ночь", width=1, height=3000, seed=-1)
    draw_vector("", width=64, height=64, seed=2**70, colors=[(0, 0, 0)], background=(0, 0, 0))
    with pytest.raises(ValueError, match="at least 1"):
        draw_vector("x", width=0, height=5, seed=1)
