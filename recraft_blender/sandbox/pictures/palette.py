# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colours for a prompt: requested ones, or those of the materials and colours it names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .patterns import pattern_name, words

Rgb: TypeAlias = tuple[int, int, int]
"""An sRGB colour, each channel 0..255."""
Palette: TypeAlias = NDArray[np.float32]
"""(n, 3) sRGB in 0..1, n >= 2: the ground, then the material's colours from dark to light."""

# Words that mean a material; its ground (joints, gaps, depths); its colours.
_MATERIALS: tuple[tuple[str, str, str], ...] = (
    ("brick bricks brickwork chimney", "b3a898", "6e2f22 8f4030 a9503a b96a4c"),
    ("moss mossy lichen ivy algae", "2a2a18", "33441a 4d6322 6f8430 93a24a"),
    ("grass grassy lawn meadow turf", "2b2c14", "2f4d16 4a7420 6c962f 9bb750"),
    ("leaf leaves foliage jungle forest hedge bush", "1b2412", "23401c 38602a 5b8438 86a552"),
    ("rust rusty rusted corroded corrosion", "7d8083", "4a2412 7a3816 a8541f c97a38"),
    ("patina malachite", "5c4a34", "1f5a4c 3a8270 66a892 a3cfba"),
    ("walnut mahogany", "1c100a", "3a2115 54311f 6f452c 8a5c3e"),
    ("oak teak cedar crate timber parquet", "2c1c10", "7b5430 9a6f42 b58a58 cba774"),
    ("pine birch", "4a3520", "b08850 c9a36c dcbd8a ead3a8"),
    ("wood wooden plank planks", "2a1a10", "6a4426 885c36 a5774a be9463"),
    ("bark trunk", "1d1510", "3d2c20 59432f 77604a 978068"),
    ("marble alabaster", "6d6a6c", "c9c5c1 dcd9d5 ebe9e5 f6f5f2"),
    ("onyx obsidian", "b9a27a", "0f1012 1b1c20 2a2c31 41444b"),
    ("jade", "dfe8d5", "2f6d4e 4a8d68 73ae86 a5cfae"),
    ("agate quartz gemstone", "f0e6e4", "6d4a72 9a6f93 c59fb4 e6cdd2"),
    ("granite", "565557", "3d3b3d 77726f a8a09a d2cbc4"),
    ("terrazzo confetti sprinkles", "e6e0d6", "4a5a5f a65f4b c9a25e d9c4b0 7f9484"),
    ("travertine limestone sandstone", "8d7757", "b39a72 c8b28c d9c7a5 e8dcc2"),
    ("stone stones stony cobble cobbles cobblestone", "35322c", "5a5751 77736b 928d83 afa99d"),
    ("rock rocks rocky boulder boulders castle dungeon", "2c2a28", "4d4a47 6a6661 87827b a49e95"),
    ("pebble pebbles gravel rubble", "4a443c", "6b6560 8e8578 b0a595 cfc6b8"),
    ("concrete cement pavement asphalt", "55544f", "7a7975 908f8a a5a49f bab9b4"),
    ("plaster stucco adobe", "a08a72", "c4ae93 d5c3aa e3d5bf efe6d6"),
    ("paper parchment papyrus", "a98b5c", "d2bb8d dfcca4 ead9b8 f3e8cf"),
    ("gold golden", "4d3608", "9c7218 c4962a e0b94a f6de8c"),
    ("silver chrome", "3a3d42", "8d9299 aeb3b9 cdd1d5 eceef0"),
    ("copper", "3b1c10", "8c4a2c b06440 cc8458 e8ad84"),
    ("bronze brass", "35270f", "75592a 967539 b5944e d5b978"),
    (
        "steel metal metallic aluminium aluminum titanium robot",
        "26292d",
        "6a7078 868c94 a3a9b0 c3c8cd",
    ),
    ("iron tin armor armour", "1c1d1f", "44474b 5d6165 787c80 979b9f"),
    ("leather saddle suede hide", "1e100a", "4a2818 66391f 82502e a06c44"),
    ("skin elephant dinosaur", "3a342e", "645a50 7d7266 978b7d b0a595"),
    ("denim jeans", "141d30", "22365c 345080 5674a4 8aa3c8"),
    ("burlap linen canvas wicker basket straw hay", "54432a", "94794e b2976a cbb48a e0cfac"),
    ("wool knit knitted cotton tweed", "57504a", "9d948a b8b0a6 d2cbc2 e9e5de"),
    ("velvet silk satin", "2c0a1c", "5c1638 802050 a63a6c c8688f"),
    ("ocean sea underwater waves wave", "06243f", "0b4266 14678e 3597b5 a5dfe6"),
    ("water pool lake river aqua caustics", "0c4a63", "14708c 2a9ab0 62c4cc d4f4f0"),
    ("ice icy frozen glacier", "3f7ea6", "8fc0d8 b2d8e8 d0e9f2 eef8fb"),
    ("snow snowy frost", "93a9bf", "cddae6 dee7ef ecf1f6 fafcfd"),
    ("sand sandy dune dunes desert beach", "9a7446", "bd9560 d0ab76 dfc193 edd8b4"),
    ("mars clay terracotta", "582a18", "8f4a2c ad6240 c67e58 dc9f7a"),
    ("mud soil dirt earth ground", "20160e", "42301f 5b442d 755b3f 917656"),
    ("lava magma molten volcano volcanic", "ffd23a", "15100f 2a1a17 5a1d10 b8320c ff8a1c"),
    ("fire flame flames ember embers inferno hell", "ffe25a", "1c0d08 4a150a a52c08 e8600c ffae2a"),
    ("sky cloud clouds cloudy", "4d8fd0", "a9bccf ccd8e4 e6edf3 fbfcfd"),
    ("smoke smoky fog mist steam storm", "1d1f24", "4a4d54 6f737a 989ba1 c4c6ca"),
    ("nebula galaxy space cosmic", "080a1c", "2a1750 5a2a86 a8489c f0a0b8"),
    ("scale scales scaly reptile snake lizard dragon", "10180f", "20442c 36693c 5f9048 a4b85c"),
    ("fish mermaid", "08222c", "12546a 1f8090 58b3a8 b6dfc0"),
    ("roof shingle shingles", "1c1614", "5c3328 7a4634 955c46 b07a60"),
    ("honeycomb beehive bee", "4a2a06", "a8660c cc8a18 e8b030 f8d468"),
    ("porcelain ceramic bathroom kitchen", "8c9398", "c6d2d8 dae3e7 e9eff1 f8fafa"),
    ("fur furry hair feather feathers", "2a1a10", "5a3a22 7d5734 a37c50 c8a678"),
    ("zebra chess chessboard checkerboard", "f0ede6", "17171a 232328 303036"),
    ("scifi cyber futuristic", "0a1a22", "2a3a46 44586a 6c8498 3ad0e0"),
)

_COLOURS: dict[str, str] = {
    "red": "b3261e", "crimson": "9a1230", "scarlet": "c8281c", "maroon": "5e1420",
    "orange": "e07a1c", "peach": "f2b48c", "coral": "ee7a62", "terracotta": "b8623e",
    "yellow": "efc62c", "amber": "e09a1a", "ochre": "c08a2e", "mustard": "cfa02a",
    "green": "3f7f3a", "lime": "9cc832", "olive": "74752e", "emerald": "16805a",
    "mint": "a4dcc0", "sage": "9cab88", "teal": "17787a", "turquoise": "32b4ae",
    "cyan": "34b8d0", "blue": "2a5caa", "navy": "1c2c58", "azure": "3a8ae0",
    "cobalt": "1e46a0", "indigo": "3a2f86", "purple": "6a3796", "violet": "7c4ab8",
    "lavender": "b7a4dc", "magenta": "c02a8a", "pink": "ea92ae", "rose": "d96080",
    "brown": "6e4a2e", "chocolate": "4a2c1a", "tan": "c8a678", "beige": "ddcdae",
    "cream": "f2e8d0", "ivory": "f4efe0", "white": "f3f2ee", "grey": "85868a",
    "gray": "85868a", "charcoal": "383a3e", "black": "1c1c1f",
}  # fmt: skip
"""Colour words; names of metals are materials."""

# For prompts that name neither a material nor a colour.
_MOODS: tuple[tuple[str, str], ...] = (
    ("2d2a32", "5b5f71 8a817c bcb8b1 f4f3ee"),
    ("12263a", "2c5b7a 4f8fa3 c9b79c f1e3cb"),
    ("33211c", "7d3f2c b8683f dba260 f0d6a4"),
    ("1f2a22", "405a43 6d8a5c b0b87c e4dfb4"),
    ("2a1f3a", "5a4478 8f6c9c cf98a6 f3cfc2"),
    ("f1eadc", "274c5b 5c8a8a d08b5b a8433a"),
    ("e9e4da", "3d405b 81908a e07a5f f2cc8f"),
    ("20242a", "3f5666 6f8f9e a9bfc4 e2e4df"),
    ("3a2230", "7e3a4c b8606a dc9a86 f2d5bf"),
    ("18302e", "2e6660 5c9a86 a4c49c e9e3bd"),
)


def palette(
    prompt: str, *, seed: int, colors: Sequence[Rgb] = (), background: Rgb | None = None
) -> Palette:
    """The palette of `prompt`; `colors`, if any, are all of it, `background` its ground."""
    if colors:
        material = _requested(colors)
        # One colour needs a darker one behind it; of several, the darkest is the ground as well.
        ground = material[:1] * (1.0 if len(material) > 1 else 0.6)
    else:
        ground, material = _of_words(prompt, seed)
    if background is not None:
        ground = _bytes([background])
    both: Palette = np.concatenate([ground, material]).astype(np.float32)
    return both


def palette_of_colours(names: str, *, seed: int) -> Palette:
    """The palette of several colour words, the last of them the ground."""
    ground, material = _shades([_hexes(_COLOURS[name]) for name in names.split()])
    both: Palette = np.concatenate([_varied(ground, seed), _varied(material, seed)])
    return both.astype(np.float32)


def names_colours(prompt: str) -> bool:
    """Whether a word of the prompt stands for a colour or for a material's colours."""
    asked = words(prompt)
    return any(word in _COLOURS for word in asked) or _material(asked, "") is not None


def overgrowth(prompt: str, *, kind: str) -> Palette | None:
    """The colours of what grows or lies on the named kind of pattern: moss, snow, rust or none."""
    asked = set(words(prompt))
    layers = {
        "mossy": "moss",
        "overgrown": "moss",
        "snowy": "snow",
        "rusty": "rust",
        "muddy": "mud",
    }
    for word, material in layers.items():
        if word in asked and kind != material:
            return _hexes(next(row[2] for row in _MATERIALS if material in row[0].split()))
    return None


def luminance(colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """Perceived lightness, roughly, of (n, 3) sRGB in 0..1."""
    light: NDArray[np.float32] = colours[:, 0] * 0.3 + colours[:, 1] * 0.59 + colours[:, 2] * 0.11
    return light


def _bytes(colours: Sequence[Rgb]) -> Palette:
    return np.array(colours, np.float32).reshape(-1, 3) / np.float32(255.0)


def _hexes(text: str) -> Palette:
    return _bytes([(int(h[:2], 16), int(h[2:4], 16), int(h[4:], 16)) for h in text.split()])


def _requested(colors: Sequence[Rgb]) -> Palette:
    """The requested colours, dark to light."""
    exact = _bytes(list(dict.fromkeys(colors)))
    return exact[np.argsort(luminance(exact), kind="stable")]


def _of_words(prompt: str, seed: int) -> tuple[Palette, Palette]:
    """Ground and material by the words; by the prompt's hash if no word is known."""
    asked, kind = words(prompt), pattern_name(prompt, seed)
    named = [_hexes(_COLOURS[word]) for word in asked if word in _COLOURS]
    found = _material(asked, kind)
    if found is None and named:
        return _shades(named)
    if found is None:
        digest = hashlib.sha256(f"{prompt}\0palette".encode("utf-8", "surrogatepass")).digest()
        found = _MOODS[int.from_bytes(digest[:4], "big") % len(_MOODS)]
    ground, material = _hexes(found[0]), _hexes(found[1])
    if named:
        material = _tinted(material, named)
    return _varied(ground, seed), _varied(material, seed)


def _material(asked: list[str], kind: str) -> tuple[str, str] | None:
    """The last material named, as in English the thing itself comes after what it is like."""
    # "mossy stone" is stone, what grows on it is left to overgrowth(); but rusty metal is rust.
    order = [kind, *asked[::-1]] if kind == "rust" else asked[::-1]
    for word in order:
        for triggers, ground, colours in _MATERIALS:
            if word in triggers.split():
                return ground, colours
    return None


def _shades(named: list[Palette]) -> tuple[Palette, Palette]:
    """One colour becomes three shades of it on its dark; of several, the last is the ground."""
    if len(named) > 1:
        return named[-1], np.concatenate([c * s for c in named[:-1] for s in (0.85, 1.0)])
    only = named[0]
    light = only + (1 - only) * 0.3
    return only * 0.35, np.concatenate([only * 0.65, only * 0.85, only, light])


def _tinted(material: Palette, named: list[Palette]) -> Palette:
    """The material's lights and darks in the named colours."""
    light = luminance(material)
    # Half by themselves and half evenly: the colours of a white material hardly differ.
    steps = light / light.mean() * 0.5 + np.linspace(0.38, 0.62, len(light), dtype=np.float32)
    turns = np.concatenate([named[i * len(named) // len(material)] for i in range(len(material))])
    turns = turns * (steps * min(1.0, 1.1 / float(steps.max())))[:, None]
    # Scaled down as a whole rather than clipped: the steps between the colours are what is seen.
    turns *= min(1.0, 0.98 / float(turns.max()), float(light.max() / luminance(turns).max()))
    tinted: Palette = turns * 0.5 + np.sqrt(turns * material) * 0.5
    return tinted


def _varied(colours: Palette, seed: int) -> Palette:
    """A little lighter or darker, warmer or colder by the seed."""
    rng = np.random.Generator(np.random.PCG64(seed % 2**64))
    gain = 1.0 + (rng.random(3, dtype=np.float32) - 0.5) * 0.08
    return np.clip(colours * gain * (0.96 + 0.08 * float(rng.random())), 0.0, 1.0)
