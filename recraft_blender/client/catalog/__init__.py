# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Recraft offers, as data: models, sizes, styles, calls, limits, prices.

Client, sandbox, estimates and panels read it. Source: Recraft's documentation (price page read
2026-10-02), restated. A model that is not listed can still be used by its id; `model` then gives
nothing, and only general limits are checked.
"""

from . import endpoints
from .endpoints import Endpoint, InputLimits
from .models import DEFAULT_MODEL, MODELS, PRICES_READ_ON, Family, Model, Output, Traits
from .sizes import RATIOS, SIZES, pixels_of, sizes_of
from .style_choices import (
    StyleChoice,
    fits_custom_style,
    fitting_families,
    models_with_styles,
    style_choices,
    style_title,
)
from .styles import (
    BASE_STYLES,
    CURATED,
    DEFAULT_STYLES,
    RASTER_STYLES,
    SUBSTYLES,
    VECTOR_STYLES,
    base_styles,
    curated_styles,
    custom_base_styles,
    is_known_style,
    is_known_substyle,
    styles_of,
    substyles,
)

__all__ = [
    "BASE_STYLES",
    "CURATED",
    "DEFAULT_MODEL",
    "DEFAULT_STYLES",
    "MAX_COLORS",
    "MAX_COUNT",
    "MAX_PROMPT",
    "MAX_SEED",
    "MODELS",
    "PRICES_READ_ON",
    "RASTER_STYLES",
    "RATIOS",
    "SIZES",
    "SUBSTYLES",
    "UNITS_PER_DOLLAR",
    "VECTOR_STYLES",
    "Endpoint",
    "Family",
    "InputLimits",
    "Model",
    "Output",
    "StyleChoice",
    "Traits",
    "base_styles",
    "curated_styles",
    "custom_base_styles",
    "endpoints",
    "fits_custom_style",
    "fitting_families",
    "is_known_style",
    "is_known_substyle",
    "model",
    "models_of",
    "models_with_styles",
    "pixels_of",
    "raster_models",
    "sizes_of",
    "style_choices",
    "style_title",
    "styles_of",
    "substyles",
    "vector_models",
    "vector_twin",
]

MAX_COUNT = 6
MAX_COLORS = 10
MAX_PROMPT = 10_000
MAX_SEED = 2**32 - 1
UNITS_PER_DOLLAR = 1000

_BY_ID = {entry.id: entry for entry in MODELS} | {
    f"{entry.id}_raster": entry
    for entry in MODELS
    if entry.output is Output.RASTER and entry.id not in ("recraftv4_1_flash", "recraft20b")
}


def model(model_id: str) -> Model | None:
    """The entry of a model or of its `_raster` alias, or None when the catalog lacks it."""
    return _BY_ID.get(model_id)


def models_of(output: Output) -> tuple[Model, ...]:
    """All models that give one kind of file, those that need a custom style last."""
    fitting = (m for m in MODELS if m.output is output)
    return tuple(sorted(fitting, key=lambda m: m.needs_style))


def raster_models() -> tuple[Model, ...]:
    """The models whose results are pixels and which need no style."""
    return tuple(m for m in MODELS if m.output is Output.RASTER and not m.needs_style)


def vector_models() -> tuple[Model, ...]:
    """The models whose results are SVG and which need no style."""
    return tuple(m for m in MODELS if m.output is Output.VECTOR and not m.needs_style)


def vector_twin(entry: Model) -> Model | None:
    """The vector model of the same family and rank: V3 gives SVG by style at its twin's price."""
    name = "recraftv2" if entry.id == "recraft20b" else entry.id
    return _BY_ID.get(f"{name}_vector")
