# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalog says what Recraft's documentation says."""

from __future__ import annotations

import pytest

from recraft_blender.client import catalog
from recraft_blender.client.catalog import Family, Model, Output

# Units and longest prompt of each model, as the price page and the model table list them.
DOCUMENTED = {
    "recraftv4_1_flash": (7, 10_000),
    "recraftv4_1": (35, 10_000),
    "recraftv4_1_vector": (80, 10_000),
    "recraftv4_1_pro": (210, 10_000),
    "recraftv4_1_pro_vector": (300, 10_000),
    "recraftv4_1_utility": (35, 10_000),
    "recraftv4_1_utility_vector": (80, 10_000),
    "recraftv4_1_utility_pro": (210, 10_000),
    "recraftv4_1_utility_pro_vector": (300, 10_000),
    "recraftv4_styles": (35, 10_000),
    "recraftv4_styles_vector": (50, 10_000),
    "recraftv4_styles_pro": (100, 10_000),
    "recraftv4_styles_pro_vector": (120, 10_000),
    "recraftv4": (40, 10_000),
    "recraftv4_vector": (80, 10_000),
    "recraftv4_pro": (250, 10_000),
    "recraftv4_pro_vector": (300, 10_000),
    "recraftv3": (40, 1_000),
    "recraftv3_vector": (80, 1_000),
    "recraftv2": (22, 1_000),
    "recraftv2_vector": (44, 1_000),
    "recraft20b": (22, 1_000),
}
RATIOS = "1:1 2:1 1:2 3:2 2:3 4:3 3:4 5:4 4:5 6:10 14:10 10:14 16:9 9:16"
ONE_K = (
    "1024x1024 1536x768 768x1536 1280x832 832x1280 1216x896 896x1216 1152x896 896x1152 832x1344"
    " 1280x896 896x1280 1344x768 768x1344"
)
TWO_K = (
    "2048x2048 3072x1536 1536x3072 2560x1664 1664x2560 2432x1792 1792x2432 2304x1792 1792x2304"
    " 1664x2688 2560x1792 1792x2560 2688x1536 1536x2688"
)
V3 = (
    "1024x1024 2048x1024 1024x2048 1536x1024 1024x1536 1365x1024 1024x1365 1280x1024 1024x1280"
    " 1024x1707 1434x1024 1024x1434 1820x1024 1024x1820"
)
FIRST_SIZES = (
    "1024x1024 1365x1024 1024x1365 1536x1024 1024x1536 1820x1024 1024x1820 1024x2048 2048x1024"
    " 1434x1024 1024x1434 1024x1280 1280x1024 1024x1707 1707x1024"
)

NO_ALIAS = ("recraftv4_1_flash", "recraft20b")

every_model = pytest.mark.parametrize("model", catalog.MODELS, ids=lambda model: model.id)


def documented_sizes(model: Model) -> list[str]:
    if model.family in (Family.V3, Family.V2):
        return V3.split()
    return (TWO_K if model.is_pro and model.output is Output.RASTER else ONE_K).split()


def test_models_and_prices_are_the_documented_ones() -> None:
    assert {m.id: (m.units, m.prompt_limit) for m in catalog.MODELS} == DOCUMENTED
    assert len({m.title for m in catalog.MODELS}) == len(catalog.MODELS)


@every_model
def test_every_ratio_gives_the_documented_pixels(model: Model) -> None:
    assert list(catalog.RATIOS) == RATIOS.split()
    for ratio, size in zip(catalog.RATIOS, documented_sizes(model), strict=True):
        width, height = catalog.pixels_of(model, ratio)
        assert f"{width}x{height}" == size
        assert catalog.pixels_of(model, size) == (width, height)
        named = [int(part) for part in ratio.split(":")]
        assert width / height == pytest.approx(named[0] / named[1], rel=0.06)


@every_model
def test_sizes_are_those_of_the_ratios_and_no_others(model: Model) -> None:
    extra = ["1707x1024"] if model.family in (Family.V3, Family.V2) else []
    assert list(catalog.sizes_of(model)) == documented_sizes(model) + extra
    for size in ("1:3", "1x1", "", "1024", "x"):
        with pytest.raises(KeyError):
            catalog.pixels_of(model, size)


@pytest.mark.parametrize("model_id", ["recraftv3", "recraftv2", "recraft20b"])
def test_the_fifteen_first_sizes_are_still_taken(model_id: str) -> None:
    model = catalog.model(model_id)
    assert model is not None
    assert len(FIRST_SIZES.split()) == 15
    assert set(FIRST_SIZES.split()) == set(catalog.sizes_of(model))


@every_model
def test_ids_say_what_a_model_gives(model: Model) -> None:
    assert model.id.endswith("_vector") == (model.output is Output.VECTOR)
    assert ("_pro" in model.id) == model.is_pro
    assert ("_styles" in model.id) == model.needs_style
    assert model.traits.negative_prompt == model.id.startswith(
        ("recraftv3", "recraftv2", "recraft20b")
    )


@every_model
def test_raster_models_have_their_alias(model: Model) -> None:
    assert catalog.model(model.id) is model
    alias = catalog.model(f"{model.id}_raster")
    has_one = model.output is Output.RASTER and model.id not in NO_ALIAS
    assert alias is (model if has_one else None)


def test_the_default_can_be_chosen_and_an_unknown_id_is_no_error() -> None:
    assert catalog.model(catalog.DEFAULT_MODEL) in catalog.raster_models()
    assert catalog.model("a_model_of_tomorrow") is None


def test_models_to_choose_from_need_no_style_and_give_pixels() -> None:
    chosen = {model.id for model in catalog.raster_models()}
    assert chosen == {i for i in DOCUMENTED if "_vector" not in i and "_styles" not in i}


def test_limits_are_the_documented_ones() -> None:
    assert (catalog.MAX_COUNT, catalog.MAX_COLORS) == (6, 10)
    assert catalog.MAX_SEED == 4_294_967_295
    assert catalog.UNITS_PER_DOLLAR == 1_000
