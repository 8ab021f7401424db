# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls without pictures: better prompts, fewer colours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..catalog import endpoints
from ..errors import InvalidRequestError
from .request import Request

_HEX = re.compile(r"#?[0-9a-fA-F]{6}")


@dataclass(frozen=True, kw_only=True)
class EnhancePromptRequest(Request):
    """A prompt of 1 to 2000 characters, to be written out."""

    endpoint = endpoints.ENHANCE_PROMPT

    prompt: str

    def problems(self) -> Iterator[InvalidRequestError]:
        """A prompt that says nothing, or too much."""
        limit = endpoints.MAX_ENHANCE_PROMPT
        if not self.prompt.strip():
            yield InvalidRequestError("prompt", self.prompt, "type the prompt to be enhanced")
        elif len(self.prompt) > limit:
            text = f"{len(self.prompt):,} characters are too many, up to {limit:,} are enhanced"
            yield InvalidRequestError("prompt", self.prompt, text)


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
        if not self.colors:
            yield InvalidRequestError("colors", (), "give at least one colour")
        for color in self.colors:
            if not _HEX.fullmatch(color.hex):
                text = f"{color.hex!r} is no colour of the form #rrggbb"
                yield InvalidRequestError("colors.hex", color.hex, text)
        if self.num_colors_limit < 1:
            text = "ask for at least 1 colour"
            yield InvalidRequestError("num_colors_limit", self.num_colors_limit, text)
