# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Custom styles out of pictures: their colours, and a seed that they give."""

from collections.abc import Sequence

from ..client.calls import Color
from ..client.catalog import Model
from .main_colors import main_colors
from .pictures import Pixels
from .seeds import seed_of
from .styles import Style, new_style_id, now_text

_COLORS = 6
_COLORS_OF_ONE = 4


def style_of_pictures(
    references: Sequence[Pixels],
    *,
    base: str,
    model: Model,
    match: str,
    weights: Sequence[float] = (),
    colors: Sequence[Color] = (),
    background: Color | None = None,
    sources: Sequence[Style] = (),
    prompt: str = "",
    is_private: bool = True,
) -> Style:
    """A new style. `colors` of a palette come before those of the pictures, the heaviest first.

    The pictures alone decide the seed: two styles of the same ones make the same results.
    """
    shares = weights or (1.0,) * len(references)
    order = sorted(range(len(references)), key=lambda place: -shares[place])
    found = [main_colors(references[place], _COLORS_OF_ONE) for place in order if shares[place] > 0]
    found += [source.colors for source in sources]
    own = tuple(colors) or _taken_in_turns(found)
    seeds = [seed_of(one.shape, one.tobytes()) for one in references]
    return Style(
        id=new_style_id(),
        base=base,
        model=model,
        match=match,
        colors=own[:_COLORS],
        background=background,
        seed=seed_of(*seeds, *(source.seed for source in sources), prompt),
        created=now_text(),
        is_private=is_private,
    )


def _taken_in_turns(palettes: Sequence[Sequence[Color]]) -> tuple[Color, ...]:
    """The first colour of each picture, then the second ones, each colour once."""
    longest = max(map(len, palettes), default=0)
    turns = (
        palette[place] for place in range(longest) for palette in palettes if place < len(palette)
    )
    return tuple(dict.fromkeys(turns))
