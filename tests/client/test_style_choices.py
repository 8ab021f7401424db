# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The named styles to choose from: all of them, with plain names, and valid as they are sent."""

from __future__ import annotations

from itertools import product

import pytest

from recraft_blender.client import catalog
from recraft_blender.client.calls import GenerationRequest
from recraft_blender.client.catalog import Family, Model, Output

every_model = pytest.mark.parametrize("model", catalog.MODELS, ids=lambda model: model.id)


@every_model
def test_every_choice_is_taken_and_gives_what_the_model_gives(model: Model) -> None:
    for choice in catalog.style_choices(model):
        request = GenerationRequest(
            prompt="x", model=choice.model, style=choice.style, substyle=choice.substyle
        )
        assert not list(request.problems()), choice
        assert request.is_vector is choice.gives_vector is model.is_vector, choice
        assert request.units == model.units, choice


@every_model
def test_choices_are_all_that_the_catalog_has(model: Model) -> None:
    sent = {(choice.style, choice.substyle) for choice in catalog.style_choices(model)}
    assert len(sent) == len(catalog.style_choices(model))
    if not model.traits.styles:
        assert not sent
        return
    bases = [
        base
        for base in catalog.base_styles(model)
        if (base in catalog.VECTOR_STYLES) == model.is_vector
    ]
    assert sent == {(name, "") for name in (*catalog.curated_styles(model), *bases)} | {
        (base, substyle) for base in bases for substyle in catalog.substyles(model, base)
    }


@every_model
def test_names_are_plain_and_differ_within_a_group(model: Model) -> None:
    choices = catalog.style_choices(model)
    assert len({(choice.group, choice.title) for choice in choices}) == len(choices)
    for choice in choices:
        assert "_" not in choice.title
        assert choice.title[:1].isupper() or choice.title[:1].isdigit(), choice


@pytest.mark.parametrize(
    ("style", "substyle", "title"),
    [
        ("realistic_image", "", "Realistic Image"),
        ("realistic_image", "b_and_w", "Black & White"),
        ("digital_illustration", "2d_art_poster_2", "2D Art Poster 2"),
        ("digital_illustration", "grain_20", "Grain 2.0"),
        ("digital_illustration", "80s", "80s"),
        ("Natural light", "", "Natural Light"),
        ("Recraft V3 Raw", "", "Recraft V3 Raw"),
        ("80's", "", "80's"),
        ("a style of tomorrow", "", "A Style Of Tomorrow"),
    ],
)
def test_plain_names(style: str, substyle: str, title: str) -> None:
    assert catalog.style_title(style, substyle) == title


def test_models_with_named_styles() -> None:
    raster, vector = (
        [model.id for model in catalog.models_with_styles(vector=vector)]
        for vector in (False, True)
    )
    assert raster == ["recraftv3", "recraftv2"]
    assert vector == ["recraftv3_vector", "recraftv2_vector"]


def test_a_custom_style_goes_with_its_family_and_output() -> None:
    latest = {Family.V4, Family.V4_1, Family.V4_STYLES}
    for model, made_for in product(catalog.MODELS, repeat=2):
        fits = catalog.fits_custom_style(model, made_for)
        if model.output is not made_for.output or model.family is Family.V4_1_FLASH:
            assert not fits
        else:
            assert fits == (
                {model.family, made_for.family} <= latest or model.family is made_for.family
            )


def test_models_to_draw_with_include_those_that_need_a_style_as_the_last() -> None:
    for output in Output:
        models = catalog.models_of(output)
        assert set(models) == {model for model in catalog.MODELS if model.output is output}
        needs = [model.needs_style for model in models]
        assert needs == sorted(needs)
        assert any(needs)
