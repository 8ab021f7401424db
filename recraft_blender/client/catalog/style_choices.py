# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Named styles with plain names, to choose from; and which custom style goes with which model."""

from dataclasses import dataclass
from functools import cache

from .models import MODELS, Family, Model
from .styles import CURATED, VECTOR_STYLES, base_styles, substyles

_LATEST = (Family.V4, Family.V4_1, Family.V4_STYLES)
_GROUPS = {
    "default": "Plain",
    "photorealistic": "Photo",
    "illustration": "Illustration",
    "emblem": "Emblem",
    "vector": "Vector",
    "icon": "Icons",
}
_BASES = {
    "any": "Any Style",
    "realistic_image": "Realistic Image",
    "digital_illustration": "Digital Illustration",
    "logo_raster": "Logo",
    "vector_illustration": "Vector Illustration",
    "icon": "Icon",
}
_SPECIAL = {
    "b_and_w": "Black & White",
    "grain_20": "Grain 2.0",
    "flat_2": "Flat 2.0",
    "real_life_glow": "Real-Life Glow",
    "hdr": "HDR",
}
_CAPITALS = {"2d": "2D", "3d": "3D"}


@dataclass(frozen=True, slots=True)
class StyleChoice:
    """A named style of a model: what is sent, and the words for it. `group` is a heading."""

    model: str
    style: str
    substyle: str
    title: str
    group: str

    @property
    def gives_vector(self) -> bool:
        """True when its pictures are SVG, whatever the model."""
        return self.style in VECTOR_STYLES or self.model.endswith("_vector")


def style_title(style: str, substyle: str = "") -> str:
    """The plain name of a style, curated or base, or of a substyle."""
    if substyle:
        return _SPECIAL.get(substyle) or " ".join(map(_word, substyle.split("_")))
    return _BASES.get(style) or " ".join(word[:1].upper() + word[1:] for word in style.split())


@cache
def style_choices(model: Model) -> tuple[StyleChoice, ...]:
    """The named styles of a model that give what the model gives; none for V4 and later."""
    if not model.traits.styles:
        return ()
    # The first name of V2, which the table of curated names does not repeat.
    name = "recraftv2" if model.id == "recraft20b" else model.id
    found = [
        StyleChoice(model.id, style, "", style_title(style), _GROUPS[group])
        for group, styles in CURATED.get(name, {}).items()
        for style in styles
    ]
    for base in base_styles(model):
        if (base in VECTOR_STYLES) != model.is_vector:
            continue
        title = style_title(base)
        found.append(StyleChoice(model.id, base, "", title, "Base Style"))
        for substyle in substyles(model, base):
            words = style_title(base, substyle)
            found.append(StyleChoice(model.id, base, substyle, words, title))
    return tuple(found)


def models_with_styles(*, vector: bool) -> tuple[Model, ...]:
    """The models that have named styles and give SVG or pixels, the newest first."""
    fitting = (model for model in MODELS if model.is_vector == vector and model.traits.styles)
    return tuple(model for model in fitting if model.id != "recraft20b")


def fits_custom_style(model: Model, made_for: Model) -> bool:
    """True when a custom style made for one model can be used with another.

    The service says "a matching model". Users report that all of V4 and V4.1 share theirs.
    """
    if model.output is not made_for.output or not model.traits.style_id:
        return False
    if model.family in _LATEST:
        return made_for.family in _LATEST
    return model.family is made_for.family


def fitting_families(model: Model) -> str:
    """The families that take a style made for a model, as words: `V4.1, V4 Styles and V4`."""
    if model.family not in _LATEST:
        return model.family.value
    names = [family.value for family in Family if family in _LATEST]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _word(word: str) -> str:
    return _CAPITALS.get(word) or word[:1].upper() + word[1:]
