# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the vector picture for a prompt: what it names, composed and coloured, as Recraft's SVG."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .palette import Rgb
from .patterns import words
from .pixels import generator
from .recraft_svg import PAGE, Gradient, Outline, Shape, document, page_background
from .vector_board import Board
from .vector_inks import inks, mixed
from .vector_layouts import LAYOUTS
from .vector_motifs import NAMES, NATURAL, motif_named

# A layout and the words that ask for it; earlier lines win.
_LAYOUT_WORDS: tuple[tuple[str, str], ...] = (
    ("badge", "badge logo emblem seal crest stamp sticker mascot brand shield medal patch"),
    ("pattern", "pattern patterns seamless tile tiles geometric ornament wallpaper mosaic quilt"),
    ("icon", "icon icons symbol pictogram glyph"),
    ("landscape", "landscape scenery hills valley desert sea ocean sunset sunrise horizon forest"),
    ("landscape", "countryside island river lake canyon meadow nature view panorama dunes"),
    ("abstract", "abstract blob blobs shapes organic background waves fluid composition modern"),
)
_LINED = ("line", "outline", "doodle", "marker", "contour", "thin", "circuit", "sketch")
_TWO_TONE = ("linocut", "stencil", "engraving", "pictogram", "noir", "silhouette")
# Longer pages than this are stretched.
_LONGEST = 4.0
_FLAT = ("flat", "cutout", "segmented", "sharp", "mosaic", "pictogram", "linocut")


def draw_vector(
    prompt: str,
    *,
    width: int,
    height: int,
    seed: int,
    colors: Sequence[Rgb] = (),
    background: Rgb | None = None,
    style: str = "",
) -> str:
    """An SVG for `prompt`, shown as width by height; equal arguments give equal text.

    colors: sRGB 0..255 that the picture is made of, and shades of them. background: the first
    path's colour. style: a style's or substyle's name; line, flat and two-coloured ones are known.
    Raises ValueError for a size below 1.
    """
    if min(width, height) < 1:
        raise ValueError("A drawing's sides must be at least 1.")
    asked = words(prompt)
    manner = words(style.replace("_", " "))
    short = min(width, height)
    two_tone = _has(manner, _TWO_TONE)
    thing = motif_named(asked) or NAMES[_number(prompt, "motif") % len(NAMES)]
    name = layout_name(prompt, style)
    board = Board(
        width=min(width / short, _LONGEST),
        height=min(height / short, _LONGEST),
        rng=generator("vector", prompt, seed),
        inks=inks(
            prompt,
            seed=seed,
            colors=colors,
            background=background,
            natural=NATURAL[thing] if name in ("icon", "badge") else "",
            two_tone=two_tone,
        ),
        motif=thing,
        is_lined=_has(manner, _LINED) or ("line" in asked and "art" in asked),
        is_flat=two_tone or _has(manner, _FLAT),
    )
    shapes = LAYOUTS[name](board)
    if len(shapes) and name in ("abstract", "icon") and not board.is_flat:
        shapes = [_corner(board), *shapes]
    scale = PAGE / board.width, PAGE / board.height
    page = page_background(board.inks.ground)
    return document([page, *(_scaled(s, scale) for s in shapes)], width=width, height=height)


def layout_name(prompt: str, style: str = "") -> str:
    """Which layout a prompt asks for; a thing it names is an icon, anything else goes by its hash.

    The seed has no say: it varies a picture of a prompt, never what kind of picture it is.
    """
    asked = set(words(prompt))
    for name, triggers in _LAYOUT_WORDS:
        if not asked.isdisjoint(triggers.split()):
            return name
    if motif_named(words(prompt)) or "icon" in words(style.replace("_", " ")):
        return "icon"
    names = sorted(LAYOUTS)
    return names[_number(prompt, "layout") % len(names)]


def _has(manner: list[str], parts: Sequence[str]) -> bool:
    return any(word.startswith(part) for word in manner for part in parts)


def _number(prompt: str, purpose: str) -> int:
    digest = hashlib.sha256(f"{prompt}\0{purpose}".encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big")


def _corner(board: Board) -> Shape:
    """A faint sweep across the ground, so that it is not quite empty."""
    w, h = board.width, board.height
    ground = board.inks.ground
    sweep = np.array([(w * 0.35, h * 0.72), (w * 0.7, h * 1.02), (w, h * 0.62)])
    start = np.array([0.0, h * 0.8])
    edges = tuple(np.array([corner]) for corner in ((w, h), (0.0, h), (0.0, h * 0.8)))
    return Shape((Outline(start, (sweep, *edges)),), mixed(ground, board.inks.light, 0.16))


def _scaled(shape: Shape, scale: tuple[float, float]) -> Shape:
    paint = shape.paint
    if isinstance(paint, Gradient):
        (x1, y1), (x2, y2) = paint.start, paint.end
        paint = replace(
            paint, start=(x1 * scale[0], y1 * scale[1]), end=(x2 * scale[0], y2 * scale[1])
        )
    return Shape(tuple(outline.scaled(*scale) for outline in shape.outlines), paint)
