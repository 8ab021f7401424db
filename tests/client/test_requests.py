# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A request is checked before anything is sent, prompt first, and has its price."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recraft_blender.client import RecraftClient, catalog
from recraft_blender.client.calls import GenerationRequest, InpaintRequest, estimate
from recraft_blender.client.catalog import Endpoint
from recraft_blender.client.errors import InvalidRequestError

from .conftest import Opener
from .samples import MASK, PICTURE, SAMPLES, mask, picture
from .test_contract import REQUESTS

ROOT = Path(__file__).parents[2]
BROKEN: list[tuple[str, str, dict[str, Any]]] = [
    ("generate_image", "prompt", {"prompt": " \n"}),
    ("generate_image", "size", {"prompt": "x", "size": "1:3"}),
    ("generate_image", "model", {"prompt": "x", "model": "recraftv4_styles"}),
    ("generate_raster", "model", {"prompt": "x", "model": "recraftv3_vector"}),
    ("generate_raster", "model", {"prompt": "x", "model": "recraftv2", "style": "icon"}),
    ("generate_vector", "model", {"prompt": "x", "model": "recraftv4"}),
    ("explore", "model", {"prompt": "x", "model": "recraftv4_1_utility"}),
    ("explore", "model", {"prompt": "x", "model": "recraftv3"}),
    ("explore_similar", "similarity", {"source_image_id": "a", "similarity": 6}),
    ("explore_similar", "source_image_id", {"source_image_id": "", "similarity": 1}),
    ("inpaint", "model", {"prompt": "x", "model": "recraftv4", "image": PICTURE, "mask": MASK}),
    ("erase_region", "image", {"image": picture(16, 16), "mask": MASK}),
    ("crisp_upscale", "upscale", {"image": PICTURE, "upscale": "8mp"}),
    ("enhance_details", "refinement", {"image": PICTURE, "refinement": "strong"}),
    ("enhance_prompt", "prompt", {"prompt": ""}),
    ("optimize_colors", "colors", {"colors": (), "num_colors_limit": 1}),
    ("create_style", "images", {}),
    ("get_style", "style_id", {"style_id": ".."}),
    ("delete_style", "style_id", {"style_id": ""}),
]


@pytest.mark.parametrize(("method", "field", "fields"), BROKEN)
def test_broken_limit_is_refused_before_anything_is_sent(
    opened: Opener, method: str, field: str, fields: dict[str, Any]
) -> None:
    server = opened.sandbox()
    with pytest.raises(InvalidRequestError) as caught:
        getattr(opened.client(server.base_url), method)(**fields)
    assert caught.value.field == field
    assert isinstance(caught.value, ValueError)
    assert not caught.value.may_have_been_paid
    assert server.requests == []
    assert opened.waits == []


def test_the_prompt_comes_first_and_pictures_last() -> None:
    request = InpaintRequest(
        prompt="", n=9, style="x", style_id="y", image=picture(16, 16), mask=MASK
    )
    fields = [problem.field for problem in request.problems()]
    assert fields == ["prompt", "n", "style_id"]
    with pytest.raises(InvalidRequestError) as caught:
        request.check()
    assert caught.value.field == "prompt"
    (problem,) = InpaintRequest(prompt="x", image=PICTURE, mask=_wide_mask()).picture_problems()
    assert problem.field == "mask"


def _wide_mask() -> Any:
    from recraft_blender.client import Picture

    return Picture(content=mask(300, 256))


@pytest.mark.parametrize("model", catalog.MODELS, ids=lambda model: model.id)
def test_estimate_is_the_price_of_all_pictures(model: catalog.Model) -> None:
    for count in (1, 2, 6):
        request = GenerationRequest(prompt="x", model=model.id, n=count)
        assert estimate(request) == model.units * count


def test_estimate_of_an_alias_and_of_an_unknown_model() -> None:
    assert estimate(GenerationRequest(prompt="x", model="recraftv4_pro_raster", n=2)) == 500
    assert estimate(GenerationRequest(prompt="x", model="a_model_of_tomorrow")) is None
    assert estimate(GenerationRequest(prompt="x", model="")) == 35


def test_calls_that_cost_by_the_request_have_the_documented_prices() -> None:
    prices = {
        "variate_image": 40,
        "vectorize": 10,
        "remove_background": 10,
        "crisp_upscale": 4,
        "clarity_upscale": 4,
        "creative_upscale": 250,
        "generative_upscale": 250,
        "enhance_details": 210,
        "refine_details": 210,
        "erase_region": 2,
        "enhance_prompt": 10,
        "create_style": 5,
    }
    for sample in SAMPLES:
        if sample.method in prices:
            for values in (sample.minimal, sample.full):
                assert estimate(REQUESTS[sample.path](**values)) == prices[sample.method]


def test_help_shows_the_fields_of_each_request() -> None:
    for sample in SAMPLES:
        parameters = inspect.signature(getattr(RecraftClient, sample.method)).parameters
        assert list(parameters)[1:] == list(inspect.signature(REQUESTS[sample.path]).parameters)
        assert all(
            one.kind is one.KEYWORD_ONLY for name, one in parameters.items() if name != "self"
        )
        assert getattr(RecraftClient, sample.method).__doc__


def test_endpoints_say_where_their_pictures_go() -> None:
    for kind in REQUESTS.values():
        endpoint: Endpoint = kind.endpoint
        assert bool(endpoint.limits) == bool(endpoint.part) == bool(endpoint.url)


def test_vocabulary_needs_neither_network_nor_pillow() -> None:
    """Blender's own process imports it, and is to stay quick and alone."""
    code = """
import sys
from recraft_blender.client import GenerationRequest, Picture, catalog, errors, estimate, masks
assert estimate(GenerationRequest(prompt="x")) == 35
heavy = {"requests", "urllib3", "pydantic", "PIL", "ssl"} & set(sys.modules)
sys.exit(", ".join(heavy) or 0)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stderr.strip()) == (0, "")
