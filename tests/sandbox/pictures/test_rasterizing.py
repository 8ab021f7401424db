# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Our rendering of SVGs agrees with another renderer's, and what it cannot read it says."""

from __future__ import annotations

import numpy as np
import pytest

from recraft_blender.sandbox.pictures import (
    TraceOptions,
    UnreadablePictureError,
    draw_vector,
    looks_like_svg,
    rasterize,
    remove_svg_background,
    svg_size,
    trace,
)

from .recraft_form import paths, rendered
from .scenes import apart, scene

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="20" height="10">'


@pytest.mark.parametrize(
    "svg",
    [
        draw_vector("coffee logo", width=300, height=200, seed=1),
        draw_vector("sunset landscape", width=200, height=300, seed=1),
        draw_vector("geometric pattern", width=300, height=300, seed=1),
        trace(scene("ring", "brick wall", "two", size=128).pixels),
        trace(scene("star", "gradient", "shaded").pixels, TraceOptions(return_gradients=True)),
        trace(scene("star", "white", "two").pixels, TraceOptions(svg_compression=True)),
    ],
)
def test_it_agrees_with_resvg(svg: str) -> None:
    width, height = (round(side) for side in svg_size(svg))
    ours, theirs = rasterize(svg, width, height), rendered(svg, width, height)
    assert ours.shape == (height, width, 4)
    assert apart(ours, theirs) < 1.2


def test_proportion_groups_and_relative_commands() -> None:
    svg = (
        HEAD + '<g transform="translate(1 2)"><path fill="#f00" d="m0 0h4v4h-4z"/>'
        '<path transform="translate(4,4)" fill="none" d="M0 0H9V9H0z"/></g></svg>'
    )
    drawn = rasterize(svg, 40, 20)
    # Without preserveAspectRatio="none" the view lies in the middle, in its own proportion.
    assert drawn[5:11, 13:19].tolist() == [[[255, 0, 0, 255]] * 6] * 6
    assert int((drawn[:, :, 3] > 0).sum()) == 64
    stretched = svg.replace("viewBox", 'preserveAspectRatio="none" viewBox')
    assert int((rasterize(stretched, 40, 20)[:, :, 3] > 0).sum()) == 128


def test_sizes() -> None:
    assert svg_size(HEAD + "</svg>") == (20, 10)
    assert svg_size('<svg viewBox="0 0 30 40"/>') == (30, 40)
    with pytest.raises(UnreadablePictureError, match="no size"):
        svg_size("<svg/>")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<circle r="3"/>', "<circle>"),
        ('<path d="M 0 0 A 1 1 0 0 0 3 3 z"/>', "'A'"),
        ('<path d="M 0 0 L 3"/>', "path"),
        ('<path transform="rotate(3)" d="M 0 0 L 3 3 L 0 3 z"/>', "rotate"),
        ('<path fill="url(#none)" d="M 0 0 L 3 3 L 0 3 z"/>', "path"),
        ('<path fill="hsl(1,1%,1%)" d="M 0 0 L 3 3 L 0 3 z"/>', "hsl"),
        ("<path", "well-formed"),
    ],
)
def test_what_cannot_be_read_is_said(body: str, said: str) -> None:
    with pytest.raises(UnreadablePictureError, match=said):
        rasterize(HEAD + body + "</svg>", 10, 10)


def test_no_entities_and_nothing_but_svg() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg viewBox="0 0 1 1">&a;</svg>'
    with pytest.raises(UnreadablePictureError, match="DOCTYPE"):
        rasterize(bomb, 5, 5)
    with pytest.raises(UnreadablePictureError, match="not an SVG"):
        svg_size("<html/>")
    assert looks_like_svg(b'\xef\xbb\xbf<?xml version="1.0"?><svg/>')
    assert not looks_like_svg(b"\x89PNG <svg")
    assert not looks_like_svg(b"<html/>")


def test_the_background_can_be_taken_away() -> None:
    svg = draw_vector("a red apple", width=200, height=200, seed=1)
    bare = remove_svg_background(svg)
    assert len(paths(bare)) == len(paths(svg)) - 1
    before, after = rendered(svg, 200, 200), rendered(bare, 200, 200)
    assert before[1, 100, 3] == 255
    assert after[1, 100, 3] == 0
    seen = after[:, :, 3] == 255
    assert np.array_equal(before[seen], after[seen])
    assert remove_svg_background(bare) == bare
