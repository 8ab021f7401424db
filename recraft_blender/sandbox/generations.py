# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`POST /images/generations` with `/raster` and `/vector`: pictures of a prompt."""

from collections.abc import Iterator

from ..client import catalog
from ..client.catalog import endpoints
from .answers import Answer
from .call import Call, Task
from .checks.model import accept_size
from .checks.style import base_styles_to_make
from .drawing import Drawing
from .making import Making, accept_making
from .pictures import Pixels
from .refusals import IMAGE_TYPE, RefusedError, not_supported, wrong
from .results import Made, answer_with_list
from .sources import references_of
from .style_making import style_of_pictures
from .styles import Style

_STYLE_UNITS = endpoints.CREATE_STYLE.units or 0


def accept_generation(call: Call) -> Task:
    """Raster or vector, as the model says."""
    return _accept(call, "")


def accept_raster(call: Call) -> Task:
    """Raster only."""
    return _accept(call, "raster")


def accept_vector(call: Call) -> Task:
    """Vector only. The model of a request that names none is the default's vector twin."""
    return _accept(call, "vector")


def _accept(call: Call, kind: str) -> Task:
    referred = bool(call.fields.files) or bool(call.fields.items("style_reference_urls"))
    making = accept_making(
        call,
        endpoints.GENERATE,
        default_model=_default_model(kind, referred=referred),
        has_references=referred,
    )
    if kind and making.is_vector != (kind == "vector"):
        style = making.style_name or ("vector_illustration" if making.is_vector else "any")
        base = style.partition("/")[0]
        raise RefusedError(IMAGE_TYPE, f"Style '{base}' is not a {kind} style")
    width, height = accept_size(call.fields, making.model)
    references = _references(call, making) if referred else ()
    units = making.units + (_STYLE_UNITS if references else 0)

    def work() -> Answer:
        style = _kept_style(call, making, references) if references else None
        made = list(_drawn(making, style or making.style, width, height))
        style_id = style.id if style else None
        return answer_with_list(made, making.output, call.context, units, style_id=style_id)

    return Task(work, units, making.count)


def _default_model(kind: str, *, referred: bool) -> str:
    name = endpoints.CREATE_STYLE.default_model if referred else catalog.DEFAULT_MODEL
    return f"{name}_vector" if kind == "vector" else name


def _references(call: Call, making: Making) -> tuple[Pixels, ...]:
    if not making.model.traits.style_references:
        raise not_supported("style_references", making.model.id)
    if making.style is not None or making.style_name:
        raise wrong("style_references exclude style and style_id")
    limits = endpoints.GENERATE.limits
    assert limits is not None  # noqa: S101 - data of the catalog
    return references_of(call, limits, "style_reference_urls")


def _kept_style(call: Call, making: Making, references: tuple[Pixels, ...]) -> Style:
    style = style_of_pictures(
        references,
        base=base_styles_to_make(making.model)[0],
        model=making.model,
        match=making.style_match or making.model.traits.style_matches[0],
    )
    call.context.styles.add(style)
    return style


def _drawn(making: Making, style: Style | None, width: int, height: int) -> Iterator[Made]:
    for seed in making.seeds(style):
        drawing = Drawing(
            making.prompt,
            width,
            height,
            seed,
            making.is_vector,
            making.colors(style),
            making.background(style),
            making.style_name,
        )
        yield drawing.made(making.output)
