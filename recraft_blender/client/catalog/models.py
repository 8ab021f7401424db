# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The models: a new one is a line of `MODELS`."""

from dataclasses import dataclass
from enum import Enum

PRICES_READ_ON = "2026-10-02"
DEFAULT_MODEL = "recraftv4_1"


class Output(Enum):
    """The kind of file that a model gives."""

    RASTER = "raster"
    VECTOR = "vector"


class Family(Enum):
    """Models that share sizes and parameters."""

    V4_1_FLASH = "V4.1 Flash"
    V4_1 = "V4.1"
    V4_STYLES = "V4 Styles"
    V4 = "V4"
    V3 = "V3"
    V2 = "V2"


@dataclass(frozen=True, slots=True)
class Traits:
    """What a family reads beside prompt, size, count, seed and colours; the rest is refused.

    `styles` tells whether curated style names and substyles are read, `style_matches` the values
    of `style_match`, `art_controls` whether `artistic_level` and `no_text` are.
    """

    styles: bool = False
    style_id: bool = True
    style_references: bool = True
    style_matches: tuple[str, ...] = ("precise", "flexible")
    negative_prompt: bool = False
    text_layout: bool = False
    art_controls: bool = False


TRAITS: dict[Family, Traits] = {
    Family.V4_1_FLASH: Traits(style_id=False, style_references=False, style_matches=()),
    Family.V4_1: Traits(),
    Family.V4_STYLES: Traits(),
    Family.V4: Traits(),
    Family.V3: Traits(
        styles=True,
        style_matches=("regular",),
        negative_prompt=True,
        text_layout=True,
        art_controls=True,
    ),
    Family.V2: Traits(styles=True, style_matches=("regular",), negative_prompt=True),
}


@dataclass(frozen=True, slots=True)
class Model:
    """One model: `units` is the price of one picture, `prompt_limit` is in characters."""

    id: str
    title: str
    family: Family
    output: Output
    units: int
    prompt_limit: int
    is_pro: bool = False

    @property
    def needs_style(self) -> bool:
        """True when a request without a custom style is refused."""
        return self.family is Family.V4_STYLES

    @property
    def traits(self) -> Traits:
        """What its family reads."""
        return TRAITS[self.family]

    @property
    def is_vector(self) -> bool:
        """True when it gives SVG."""
        return self.output is Output.VECTOR


_R, _V = Output.RASTER, Output.VECTOR
_LONG, _SHORT = 10_000, 1_000

MODELS: tuple[Model, ...] = (
    Model("recraftv4_1", "Recraft V4.1", Family.V4_1, _R, 35, _LONG),
    Model("recraftv4_1_flash", "Recraft V4.1 Flash", Family.V4_1_FLASH, _R, 7, _LONG),
    Model("recraftv4_1_pro", "Recraft V4.1 Pro", Family.V4_1, _R, 210, _LONG, is_pro=True),
    Model("recraftv4_1_utility", "Recraft V4.1 Utility", Family.V4_1, _R, 35, _LONG),
    Model(
        "recraftv4_1_utility_pro",
        "Recraft V4.1 Utility Pro",
        Family.V4_1,
        _R,
        210,
        _LONG,
        is_pro=True,
    ),
    Model("recraftv4", "Recraft V4", Family.V4, _R, 40, _LONG),
    Model("recraftv4_pro", "Recraft V4 Pro", Family.V4, _R, 250, _LONG, is_pro=True),
    Model("recraftv3", "Recraft V3", Family.V3, _R, 40, _SHORT),
    Model("recraftv2", "Recraft V2", Family.V2, _R, 22, _SHORT),
    Model("recraft20b", "Recraft 20B", Family.V2, _R, 22, _SHORT),
    Model("recraftv4_styles", "Recraft V4 Styles", Family.V4_STYLES, _R, 35, _LONG),
    Model("recraftv4_styles_pro", "V4 Styles Pro", Family.V4_STYLES, _R, 100, _LONG, is_pro=True),
    Model("recraftv4_1_vector", "V4.1 Vector", Family.V4_1, _V, 80, _LONG),
    Model("recraftv4_1_pro_vector", "V4.1 Pro Vector", Family.V4_1, _V, 300, _LONG, is_pro=True),
    Model("recraftv4_1_utility_vector", "V4.1 Utility Vector", Family.V4_1, _V, 80, _LONG),
    Model(
        "recraftv4_1_utility_pro_vector",
        "V4.1 Utility Pro Vector",
        Family.V4_1,
        _V,
        300,
        _LONG,
        is_pro=True,
    ),
    Model("recraftv4_styles_vector", "V4 Styles Vector", Family.V4_STYLES, _V, 50, _LONG),
    Model(
        "recraftv4_styles_pro_vector",
        "V4 Styles Pro Vector",
        Family.V4_STYLES,
        _V,
        120,
        _LONG,
        is_pro=True,
    ),
    Model("recraftv4_vector", "V4 Vector", Family.V4, _V, 80, _LONG),
    Model("recraftv4_pro_vector", "V4 Pro Vector", Family.V4, _V, 300, _LONG, is_pro=True),
    Model("recraftv3_vector", "V3 Vector", Family.V3, _V, 80, _SHORT),
    Model("recraftv2_vector", "V2 Vector", Family.V2, _V, 44, _SHORT),
)
