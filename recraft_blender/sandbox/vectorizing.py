# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`POST /images/vectorize`: a picture traced to SVG, with the contract's switches.

The switches have no published defaults; the sandbox leaves all of them off.
"""

from typing import Literal

from ..client.calls import Color
from ..client.catalog import endpoints
from . import pictures
from .answers import Answer
from .call import Call, Task
from .checks.output import accept_output
from .fields import Fields
from .pictures import TraceOptions
from .refusals import wrong
from .results import answer_with_one, made_of_svg
from .sources import picture_of
from .transforms import limits_of

_SWITCH = ("on", "off")
_MAX_UINT = 2**32 - 1


def accept_vectorize(call: Call) -> Task:
    """One picture in, one SVG out."""
    endpoint = endpoints.VECTORIZE
    options = _options(call.fields)
    output = accept_output(call.fields)
    source = picture_of(call, limits_of(endpoint))
    units = endpoint.units or 0

    def work() -> Answer:
        svg = pictures.trace(source.pixels, options)
        made = made_of_svg(svg, source.width, source.height)
        return answer_with_one(made, output, call.context, units)

    return Task(work, units, 1)


def _options(fields: Fields) -> TraceOptions:
    stacking: Literal["hierarchical", "cut_out"] = "hierarchical"
    if fields.choice("shape_stacking", ("cut_out", "hierarchical")) == "cut_out":
        stacking = "cut_out"
    return TraceOptions(
        svg_compression=_is_on(fields, "svg_compression"),
        limit_num_shapes=_is_on(fields, "limit_num_shapes"),
        max_num_shapes=fields.whole("max_num_shapes", 1, _MAX_UINT),
        color_reduction=_is_on(fields, "color_reduction"),
        max_num_colors=fields.whole("max_num_colors", 1, _MAX_UINT),
        return_gradients=_is_on(fields, "return_gradients"),
        small_shape_filter=_is_on(fields, "small_shape_filter"),
        shape_stacking=stacking,
        strict_color_palette=tuple(map(_triple, fields.items("strict_color_palette"))),
    )


def _is_on(fields: Fields, name: str) -> bool:
    return fields.choice(name, _SWITCH) == "on"


def _triple(value: object) -> Color:
    if isinstance(value, list) and len(value) == 3:
        red, green, blue = value
        if all(type(channel) is int and 0 <= channel <= 255 for channel in value):
            return red, green, blue
    raise wrong("strict_color_palette should have arrays of three integers in [0, 255]")
