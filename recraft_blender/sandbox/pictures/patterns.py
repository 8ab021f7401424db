# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which pattern a prompt asks for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from . import patterns_crafted as crafted
from . import patterns_natural as natural
from .surface import Canvas, Surface

PATTERNS: Mapping[str, Callable[[Canvas], Surface]] = MappingProxyType(
    {
        "bark": natural.bark,
        "bricks": crafted.bricks,
        "brushed metal": crafted.brushed_metal,
        "checker": crafted.checker,
        "clouds": natural.clouds,
        "cobble": natural.cobble,
        "cracked": natural.cracked,
        "dots": crafted.dots,
        "dunes": natural.dunes,
        "fabric": crafted.fabric,
        "grass": natural.grass,
        "hexagons": crafted.hexagons,
        "lava": natural.lava,
        "leather": natural.leather,
        "marble": natural.marble,
        "mosaic": crafted.mosaic,
        "moss": natural.moss,
        "plaid": crafted.plaid,
        "plaster": natural.plaster,
        "rust": natural.rust,
        "scales": natural.scales,
        "snow": natural.snow,
        "stripes": crafted.stripes,
        "terrazzo": natural.terrazzo,
        "tiles": crafted.tiles,
        "water": natural.water,
        "wood": natural.wood,
    }
)
"""Every kind of pattern by its name."""

# A pattern and the words that ask for it. Earlier lines win: what gives a picture its structure
# stands above what only colours it, so that "mossy bricks" are bricks.
_WORDS: tuple[tuple[str, str], ...] = (
    ("checker", "checker checkered checkerboard chequered chess chessboard"),
    ("plaid", "plaid tartan gingham argyle flannel kilt"),
    ("stripes", "stripe stripes striped pinstripe pinstripes candy zebra"),
    ("dots", "dot dots dotted polka spots spotted bubbles"),
    ("hexagons", "hexagon hexagons hexagonal hex honeycomb beehive scifi"),
    ("scales", "scale scales scaly dragon fish reptile snake lizard mermaid shingle shingles roof"),
    ("mosaic", "mosaic mosaics pixel stained byzantine"),
    ("terrazzo", "terrazzo granite speckled confetti sprinkles aggregate"),
    ("bricks", "brick bricks brickwork masonry chimney block blocks sandstone limestone"),
    ("tiles", "tile tiles tiled ceramic porcelain bathroom kitchen azulejo"),
    ("lava", "lava magma molten volcano volcanic ember embers fire flame flames hell inferno"),
    ("bark", "bark trunk"),
    (
        "wood",
        "wood wooden oak pine walnut birch mahogany plank planks timber parquet teak cedar crate",
    ),
    ("cracked", "cracked cracks drought mud clay parched ice icy frozen glacier asphalt"),
    ("marble", "marble onyx jade agate quartz alabaster malachite gemstone travertine"),
    ("rust", "rust rusty rusted corroded corrosion patina weathered"),
    ("brushed metal", "metal metallic steel iron aluminium aluminum chrome titanium silver"),
    ("brushed metal", "gold golden brass copper bronze armor armour tin robot"),
    ("leather", "leather hide suede skin saddle elephant dinosaur"),
    ("fabric", "fabric cloth woven weave linen canvas burlap denim wool cotton knit knitted silk"),
    ("fabric", "tweed velvet rug carpet wicker basket textile upholstery"),
    ("cobble", "stone stones stony cobble cobbles cobblestone rock rocks rocky pebble pebbles"),
    ("cobble", "boulder boulders gravel castle dungeon rubble pavement"),
    ("moss", "moss mossy lichen ivy algae foliage leaf leaves jungle forest hedge bush"),
    ("grass", "grass grassy lawn meadow field turf hay straw fur furry hair feather feathers"),
    ("water", "water ocean sea pool lake river underwater caustics waves wave aqua ripple ripples"),
    ("dunes", "sand sandy dune dunes desert beach sahara mars"),
    (
        "clouds",
        "cloud clouds cloudy sky smoke smoky fog mist steam nebula galaxy space cosmic storm",
    ),
    ("plaster", "plaster concrete cement stucco wall paint painted paper parchment chalk"),
    ("snow", "snow snowy frost frosty winter salt sugar icing"),
    ("plaster", "soil dirt ground earth dust dusty adobe"),
)


def words(text: str) -> list[str]:
    """The words of a text in lower case, in their order."""
    return re.findall(r"[^\W\d_]+", text.lower())


def pattern_name(prompt: str, seed: int) -> str:
    """The name in PATTERNS of what `prompt` asks for; without a known word, one by its hash.

    The seed has no say: it varies a picture of a prompt, never what kind of picture it is.
    """
    del seed
    asked = set(words(prompt))
    for name, triggers in _WORDS:
        if not asked.isdisjoint(triggers.split()):
            return name
    names = sorted(PATTERNS)
    digest = hashlib.sha256(prompt.encode("utf-8", "surrogatepass")).digest()
    return names[int.from_bytes(digest[:8], "big") % len(names)]
