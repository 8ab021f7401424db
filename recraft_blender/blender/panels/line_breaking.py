# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks a text into lines by the width that its characters have. Knows no Blender.

Chinese and Japanese characters are twice as wide as Latin ones, and a line may end between any two
of them, but for punctuation that belongs to its neighbor.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Panels ask for the same texts at each drawing; counters that run push the old ones out.
KEPT = 512
_WIDE = frozenset("WF")
_NOT_FIRST = frozenset(
    "、。，．：；！？）」』】〉》〕ーっゃゅょッャュョぁぃぅぇぉァィゥェォ…％,.:;!?)%"
)
_NOT_LAST = frozenset("（「『【〈《〔(")


@lru_cache(KEPT)
def width(text: str) -> int:
    """How many columns a text takes; a wide character takes two."""
    return sum(2 if _is_wide(one) else 1 for one in text)


@lru_cache(KEPT)
def lines(text: str, columns: int) -> tuple[str, ...]:
    """The text in lines of at most so many columns; only a longer word is broken elsewhere."""
    if not any(map(_is_wide, text)):
        return tuple(textwrap.wrap(text, columns))
    done: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip()) > columns:
            done.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
        while width(line.rstrip()) > columns and len(line) > 1 and not _is_wide(line[0]):
            fitting = line[:columns]  # a word that no line holds, such as an address
            done.append(fitting)
            line = line[len(fitting) :]
    return (*done, line.rstrip()) if line.strip() else tuple(done)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in _WIDE


def _pieces(text: str) -> Iterator[str]:
    """What is not to be broken: words with the space after them, wide characters by themselves."""
    piece = ""
    for character in text:
        last = piece[-1:]
        if (
            last
            and (last == " " or _is_wide(last) or _is_wide(character))
            and character != " "
            and character not in _NOT_FIRST
            and last not in _NOT_LAST
        ):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece
