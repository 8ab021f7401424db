# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One picture of a prompt, drawn and put into its file."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..client.calls import Color
from . import pictures
from .checks.output import Output
from .pictures import Pixels
from .results import Made, made_of_pixels, made_of_svg


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a picture is drawn from: equal drawings give equal bytes.

    Sizes in pixels, colours sRGB 0..255; `style` is a named style, which vectors follow.
    """

    prompt: str
    width: int
    height: int
    seed: int
    is_vector: bool = False
    colors: Sequence[Color] = ()
    background: Color | None = None
    style: str = ""

    def pixels(self) -> Pixels:
        """The picture as pixels."""
        return pictures.draw_texture(
            self.prompt,
            width=self.width,
            height=self.height,
            seed=self.seed,
            colors=self.colors,
            background=self.background,
        )

    def svg(self) -> str:
        """The picture as SVG."""
        return pictures.draw_vector(
            self.prompt,
            width=self.width,
            height=self.height,
            seed=self.seed,
            colors=self.colors,
            background=self.background,
            style=self.style,
        )

    def made(self, output: Output) -> Made:
        """The picture as a file."""
        if self.is_vector:
            return made_of_svg(self.svg(), self.width, self.height)
        return made_of_pixels(self.pixels(), output, Description=self.prompt, Seed=self.seed)
