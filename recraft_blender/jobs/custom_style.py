# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A custom style as the list has it: a frozen value, and which models take it."""

from dataclasses import dataclass

from ..client import catalog
from ..client.catalog import Family, Model

MAX_NAME = 60
_LATEST = frozenset({Family.V4, Family.V4_1, Family.V4_STYLES})
_NAMES = {
    "any": "Free",
    "realistic_image": "Realistic",
    "digital_illustration": "Illustration",
    "vector_illustration": "Drawing",
    "icon": "Icon",
    "logo_raster": "Logo",
}


@dataclass(frozen=True, slots=True)
class CustomStyle:
    """A style of the account: `model` is the one it was made for, empty where nobody told.

    `base` is its base style or empty, `created` in Unix seconds, `job` the job that made it here.
    """

    id: str
    name: str
    model: str
    base: str
    created: float
    job: str


def fits(style: CustomStyle, model: Model) -> bool | None:
    """Whether a model takes a style, which is bound to the models it was made for.

    One style serves all of V4, V4.1 and V4 Styles with the same output, or V3, or V2. None where it
    is not known what it was made for: the service decides.
    """
    if not model.traits.style_id:
        return False
    made_for = catalog.model(style.model)
    if made_for is None:
        return None
    same = model.family is made_for.family or {model.family, made_for.family} <= _LATEST
    return same and model.is_vector == made_for.is_vector


def fitting_families(model: Model) -> str:
    """The families that take a style made for a model, as words: `V4.1, V4 Styles and V4`."""
    if model.family not in _LATEST:
        return model.family.value
    names = [family.value for family in Family if family in _LATEST]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def tidy(name: str) -> str:
    """A name on one line, and not too long for a list."""
    return " ".join(name.split())[:MAX_NAME].strip()


def name_of(style_id: str, base: str) -> str:
    """A name for a style that nobody has named."""
    return f"{_NAMES.get(base, 'Style')} {style_id[:8]}"
