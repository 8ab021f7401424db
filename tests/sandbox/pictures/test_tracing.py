# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Traced pictures look like their source, have Recraft's form, and every switch does something."""

from __future__ import annotations

import re

import numpy as np
import pytest
from numpy.typing import NDArray

from recraft_blender.sandbox.pictures import Rgb, TraceOptions, remove_background, trace

from .recraft_form import fills, paths, rendered, require_form
from .scenes import apart, scene

TEXTURED = scene("ring", "brick wall", "two").pixels
SHADED = scene("star", "gradient", "shaded").pixels


@pytest.mark.parametrize("pixels", [TEXTURED, SHADED, TEXTURED[:100, :200].copy()])
def test_it_looks_like_its_source_and_has_the_form(
    pixels: NDArray[np.uint8],
) -> None:
    height, width = pixels.shape[:2]
    svg = trace(pixels)
    require_form(svg, width, height)
    assert svg == trace(pixels)
    assert apart(rendered(svg, width, height)[:, :, :3], pixels) < 16


def test_compression_shortens_the_file_and_hardly_changes_the_picture() -> None:
    plain, short = trace(SHADED), trace(SHADED, TraceOptions(svg_compression=True))
    assert len(short) < len(plain) * 0.8
    assert apart(rendered(plain, 256, 256), rendered(short, 256, 256)) < 1


def test_fewer_shapes() -> None:
    assert len(paths(trace(TEXTURED))) > 60
    limited = TraceOptions(limit_num_shapes=True, max_num_shapes=12)
    require_form(trace(TEXTURED, limited), 256, 256)
    assert len(paths(trace(TEXTURED, limited))) == 12
    # The number alone, without the switch, does nothing.
    assert trace(TEXTURED, TraceOptions(max_num_shapes=12)) == trace(TEXTURED)
    filtered = trace(TEXTURED, TraceOptions(small_shape_filter=True))
    assert len(paths(filtered)) < len(paths(trace(TEXTURED))) * 0.7


def test_fewer_colours() -> None:
    assert len(fills(trace(TEXTURED))) > 14
    assert len(fills(trace(TEXTURED, TraceOptions(color_reduction=True)))) <= 10
    four = trace(TEXTURED, TraceOptions(max_num_colors=4))
    assert 2 <= len(fills(four)) <= 4


def test_only_the_given_colours() -> None:
    palette: tuple[Rgb, ...] = ((200, 30, 30), (255, 255, 255), (20, 20, 60), (240, 200, 50))
    for has_gradients in (False, True):
        options = TraceOptions(strict_color_palette=palette, return_gradients=has_gradients)
        svg = trace(TEXTURED, options)
        used = {tuple(map(int, rgb)) for rgb in re.findall(r"rgb\((\d+),(\d+),(\d+)\)", svg)}
        assert used <= set(palette)
        assert len(used) > 2


def test_gradients_where_the_picture_has_them() -> None:
    svg = trace(SHADED, TraceOptions(return_gradients=True))
    require_form(svg, 256, 256)
    assert any(fill.startswith("url") for fill in fills(svg))
    assert len(paths(svg)) < len(paths(trace(SHADED)))
    assert apart(rendered(svg, 256, 256)[:, :, :3], SHADED) < 30
    flat = scene("star", "white", "red").pixels
    assert not any(
        fill.startswith("url") for fill in fills(trace(flat, TraceOptions(return_gradients=True)))
    )


def test_stacking() -> None:
    made = scene("ring", "white", "red", size=256)

    def layers(options: TraceOptions) -> float:
        """How often a pixel is painted on average."""
        svg = trace(made.pixels, options)
        head, tail = svg[: svg.index("<path")], "</svg>"
        alone = re.findall(r"<path[^>]*>", svg)
        return sum(
            float((rendered(head + one + tail, 256, 256)[:, :, 3] / 255).mean()) for one in alone
        )

    assert layers(TraceOptions(shape_stacking="cut_out")) < 1.05
    assert layers(TraceOptions()) > 1.15
    cut = trace(made.pixels, TraceOptions(shape_stacking="cut_out"))
    require_form(cut, 256, 256, has_page=False)
    assert apart(rendered(cut, 256, 256)[:, :, :3], made.pixels) < 6


def test_transparency_stays_transparent() -> None:
    cut = remove_background(scene("disc", "white", "red").pixels)
    svg = trace(cut)
    require_form(svg, 256, 256, has_page=False)
    drawn = rendered(svg, 256, 256)
    assert drawn[3, 3, 3] == 0
    assert drawn[140, 128, 3] == 255
    nothing = trace(np.zeros((20, 30, 4), np.uint8))
    assert paths(nothing) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (3, 2), (20, 20)])
def test_plain_and_tiny_pictures(shape: tuple[int, int]) -> None:
    svg = trace(np.full((*shape, 3), (10, 200, 30), np.uint8))
    require_form(svg, shape[1], shape[0])
    assert fills(svg) == {"rgb(10,200,30)"}
