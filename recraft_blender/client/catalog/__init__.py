# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Recraft offers, as data: models, sizes, limits, prices. Panels and checks read it.

Source: Recraft's documentation (price page read 2026-10-02), restated. A model that is not listed
can still be used by its id; `model` then gives nothing, and only general limits are checked.
"""

from .models import DEFAULT_MODEL, MODELS, PRICES_READ_ON, Family, Model, Output
from .sizes import RATIOS, pixels_of, sizes_of

__all__ = [
    "DEFAULT_MODEL",
    "MAX_COLORS",
    "MAX_COUNT",
    "MAX_SEED",
    "MODELS",
    "PRICES_READ_ON",
    "RATIOS",
    "UNITS_PER_DOLLAR",
    "Family",
    "Model",
    "Output",
    "model",
    "pixels_of",
    "raster_models",
    "sizes_of",
]

MAX_COUNT = 6
MAX_COLORS = 10
MAX_SEED = 2**32 - 1
UNITS_PER_DOLLAR = 1000

_BY_ID = {entry.id: entry for entry in MODELS} | {
    f"{entry.id}_raster": entry for entry in MODELS if entry.output is Output.RASTER
}


def model(model_id: str) -> Model | None:
    """The entry of a model or of its `_raster` alias, or None when the catalog lacks it."""
    return _BY_ID.get(model_id)


def raster_models() -> tuple[Model, ...]:
    """The models whose results are pixels and which need no style."""
    return tuple(m for m in MODELS if m.output is Output.RASTER and not m.needs_style)
