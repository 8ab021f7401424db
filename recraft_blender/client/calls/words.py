# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls without pictures: better prompts, fewer colours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..catalog import endpoints
from ..errors import InvalidRequestError
from .limits import MAX_UINT32, is_number, whole_problems
from .request import Request

_HEX = re.compile(r"#?[0-9a-fA-F]{6}")


@dataclass(frozen=True, kw_only=True)
class EnhancePromptRequest(Request):
    """A prompt of 1 to 2000 characters, to be written out."""

    endpoint = endpoints.ENHANCE_PROMPT

    prompt: str

    def problems(self) -> Iterator[InvalidRequestError]:
        """A prompt that says nothing, or too much."""
        yield from length_problems(self.prompt, endpoints.MAX_ENHANCE_PROMPT, self.endpoint.title)
        yield from super().problems()


@dataclass(frozen=True, slots=True)
class WeightedColor:
    """A colour as `#rrggbb`, and how much of it there is."""

    hex: str
    weight: float | None = None

    def payload(self) -> dict[str, Any]:
        """The JSON object."""
        return {"hex": self.hex} | ({} if self.weight is None else {"weight": self.weight})


@dataclass(frozen=True, kw_only=True)
class OptimizeColorsRequest(Request):
    """Colours to be reduced to `num_colors_limit`. Only in the contract; price not published."""

    endpoint = endpoints.OPTIMIZE_COLORS

    colors: tuple[WeightedColor, ...]
    num_colors_limit: int

    def problems(self) -> Iterator[InvalidRequestError]:
        """Colours that are none, and a limit that leaves none."""
        yield from super().problems()
        if not self.colors:
            yield InvalidRequestError("colors", None, "give at least one colour")
        for color in self.colors:
            if not _HEX.fullmatch(color.hex):
                yield InvalidRequestError("colors.hex", color.hex, "write a colour as #rrggbb")
            if color.weight is not None and not is_number(color.weight):
                yield InvalidRequestError("colors.weight", color.weight, "a weight is a number")
        yield from whole_problems("num_colors_limit", self.num_colors_limit, 1, MAX_UINT32)


def length_problems(prompt: str, limit: int, reader: str) -> Iterator[InvalidRequestError]:
    """A prompt that says nothing (blanks count as nothing), or more than is read."""
    if not prompt.strip():
        text = f"type a prompt of 1 to {limit:,} characters"
        yield InvalidRequestError("prompt", prompt, text)
    elif len(prompt) > limit:
        text = f"{len(prompt):,} characters are too many, {reader} reads 1 to {limit:,}; shorten it"
        yield InvalidRequestError("prompt", prompt, text)
