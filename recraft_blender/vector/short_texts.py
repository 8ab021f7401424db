# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A memory of what short texts mean.

A drawing says the same colours, lengths and transforms thousands of times. Long texts are read
anew, so that no file can fill the memory that outlives it.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Meaning = TypeVar("Meaning")

SHORT = 128
_REMEMBERED = 4096


def remember(read: Callable[[str], Meaning]) -> Callable[[str], Meaning]:
    """The same function, with its last results for texts of up to 128 characters kept."""
    remembered = lru_cache(maxsize=_REMEMBERED)(read)

    @wraps(read)
    def read_or_remember(text: str) -> Meaning:
        return remembered(text) if len(text) <= SHORT else read(text)

    return read_or_remember
