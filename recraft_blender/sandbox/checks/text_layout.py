# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words at places: `text_layout`, which V3 reads."""

from ...client.catalog import Model
from ..fields import Fields, finite
from ..refusals import not_supported, wrong

# The alphabet of the service's documentation of autumn 2025, by code points. Its own example has
# lower case letters, so a word is judged in upper case; the space is left out: one word it must be.
_SIGNS = frozenset("!\"#$%&'()*+,-./0123456789:;<>?@_{}")
_LATIN = frozenset(map(chr, (*range(0x41, 0x5B), 0xD8, 0x110, 0x126, 0x141, 0x14A, 0x166)))
_GREEK = frozenset(
    map(chr, (*range(0x391, 0x3A8),)),
) - frozenset(map(chr, (0x393, 0x394, 0x398, 0x39B, 0x39E, 0x3A0, 0x3A2, 0x3A3, 0x3A6)))
_CYRILLIC = frozenset(
    map(chr, (0x406, 0x410, 0x412, 0x415, 0x41A, 0x41C, 0x41D, 0x41E, *range(0x420, 0x424), 0x425))
)
_SHARP_S = frozenset("\u00df\u1e9e")
ALPHABET = _SIGNS | _LATIN | _GREEK | _CYRILLIC | _SHARP_S


def check_text_layout(fields: Fields, model: Model) -> None:
    """Refuse words that cannot be written, or not where they are said to stand."""
    items = fields.items("text_layout")
    if items and not model.traits.text_layout:
        raise not_supported("text_layout", model.id)
    for item in items:
        if not isinstance(item, dict):
            raise wrong("text_layout should be an array of objects")
        _check_word(item.get("text"))
        _check_corners(item.get("bbox"))


def _check_word(word: object) -> None:
    if not isinstance(word, str) or not word:
        raise wrong("text_layout.text should be a word")
    strange = next((sign for sign in word if not {sign, sign.upper()} & ALPHABET), None)
    if strange is not None:
        raise wrong(f"text_layout.text cannot have the character U+{ord(strange):04X}")


def _check_corners(corners: object) -> None:
    if not isinstance(corners, list) or len(corners) != 4:
        raise wrong("text_layout.bbox should have 4 points")
    for corner in corners:
        if not isinstance(corner, list) or len(corner) != 2:
            raise wrong("text_layout.bbox should have points of 2 numbers")
        for number in corner:
            finite(number, "text_layout.bbox")
