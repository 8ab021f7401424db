# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture sizes: the ratios, and the pixels that each family makes of them.

Any ratio is valid for any model; a pixel size belongs to its family. Vector models take ratios, and
the pixel sizes of the 1K models, which users report as accepted.
"""

from .models import Family, Model, Output

# ratio: (1K models of V4 and later, Pro models, V3 and V2)
_TABLE: dict[str, tuple[str, str, str]] = {
    "1:1": ("1024x1024", "2048x2048", "1024x1024"),
    "2:1": ("1536x768", "3072x1536", "2048x1024"),
    "1:2": ("768x1536", "1536x3072", "1024x2048"),
    "3:2": ("1280x832", "2560x1664", "1536x1024"),
    "2:3": ("832x1280", "1664x2560", "1024x1536"),
    "4:3": ("1216x896", "2432x1792", "1365x1024"),
    "3:4": ("896x1216", "1792x2432", "1024x1365"),
    "5:4": ("1152x896", "2304x1792", "1280x1024"),
    "4:5": ("896x1152", "1792x2304", "1024x1280"),
    "6:10": ("832x1344", "1664x2688", "1024x1707"),
    "14:10": ("1280x896", "2560x1792", "1434x1024"),
    "10:14": ("896x1280", "1792x2560", "1024x1434"),
    "16:9": ("1344x768", "2688x1536", "1820x1024"),
    "9:16": ("768x1344", "1536x2688", "1024x1820"),
}
RATIOS = tuple(_TABLE)

# In the first documentation and still in the published contract, without a ratio of its own.
_OLD_ONLY = "1707x1024"


SIZES = (*dict.fromkeys(size for row in _TABLE.values() for size in row), _OLD_ONLY)
"""Every `WxH` size of any family; the contract's flat list."""


def _column(model: Model) -> int:
    if model.family in (Family.V3, Family.V2):
        return 2
    return 1 if model.is_pro and model.output is Output.RASTER else 0


def sizes_of(model: Model) -> tuple[str, ...]:
    """The `WxH` sizes that a model takes beside the ratios."""
    column = _column(model)
    sizes = tuple(row[column] for row in _TABLE.values())
    return (*sizes, _OLD_ONLY) if column == 2 else sizes


def pixels_of(model: Model, size: str) -> tuple[int, int]:
    """Width and height in pixels of a ratio or a `WxH` size for a model.

    Raises KeyError when the model does not have that size.
    """
    if size in _TABLE:
        size = _TABLE[size][_column(model)]
    elif size not in sizes_of(model):
        raise KeyError(size)
    width, height = size.split("x")
    return int(width), int(height)
