# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of the client's public face; mypy judges them, pytest runs them.

A line with `type: ignore` is one that mypy has to refuse: warn_unused_ignores tells if it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import assert_type

import pytest

import recraft_blender.client as face
from recraft_blender.client import (
    Connection,
    Fitted,
    GenerationRequest,
    Image,
    ImageList,
    Picture,
    RecraftClient,
    Request,
    SingleImage,
    Style,
    User,
    WeightedColor,
    catalog,
    estimate,
    fit_for,
)
from recraft_blender.client.calls import (
    CreateStyleRequest,
    EnhancePromptRequest,
    EraseRegionRequest,
    OptimizeColorsRequest,
    VectorizeRequest,
)
from recraft_blender.client.catalog import Endpoint, InputLimits, Model, endpoints
from recraft_blender.client.download import DownloadedFile
from recraft_blender.client.errors import InvalidRequestError
from recraft_blender.client.media import MediaKind, sniff
from recraft_blender.client.rate_limit import RateLimiter
from recraft_blender.client.responses import (
    BasicStyleList,
    CreatedStyle,
    EnhancedPrompt,
    ImageFeatures,
    ModelList,
    OptimizedColors,
    StyleList,
)

from .conftest import TOKEN, Opener
from .samples import MASK, PICTURE


def check_methods(client: RecraftClient) -> None:
    """Never called: for mypy alone."""
    assert_type(client.generate_image(prompt="x"), ImageList)
    assert_type(client.generate_raster(prompt="x"), ImageList)
    assert_type(client.generate_vector(prompt="x"), ImageList)
    assert_type(client.image_to_image(prompt="x", image=PICTURE, strength=0.5), ImageList)
    assert_type(client.inpaint(prompt="x", image=PICTURE, mask=MASK), ImageList)
    assert_type(client.outpaint(prompt="x", image=PICTURE, size="1:1"), ImageList)
    assert_type(client.replace_background(prompt="x", image=PICTURE), ImageList)
    assert_type(client.generate_background(prompt="x", image=PICTURE, mask=MASK), ImageList)
    assert_type(client.variate_image(image=PICTURE, size="1:1"), ImageList)
    assert_type(client.explore(prompt="x"), ImageList)
    assert_type(client.explore_similar(source_image_id="a", similarity=1), ImageList)
    assert_type(client.vectorize(image=PICTURE, svg_compression="on"), SingleImage)
    assert_type(client.remove_background(image=PICTURE), SingleImage)
    assert_type(client.crisp_upscale(image=PICTURE), SingleImage)
    assert_type(client.creative_upscale(image=PICTURE), SingleImage)
    assert_type(client.clarity_upscale(image=PICTURE), SingleImage)
    assert_type(client.generative_upscale(image=PICTURE), SingleImage)
    assert_type(client.enhance_details(image=PICTURE, refinement="subtle"), SingleImage)
    assert_type(client.refine_details(image=PICTURE), SingleImage)
    assert_type(client.erase_region(image=PICTURE, mask=MASK), SingleImage)
    assert_type(client.enhance_prompt(prompt="x"), EnhancedPrompt)
    assert_type(
        client.optimize_colors(colors=(WeightedColor("#000000"),), num_colors_limit=1),
        OptimizedColors,
    )
    assert_type(client.create_style(images=(PICTURE,)), CreatedStyle)
    assert_type(client.list_styles(), StyleList)
    assert_type(client.get_style(style_id="a"), Style)
    assert_type(client.list_basic_styles(), BasicStyleList)
    assert_type(client.list_models(), ModelList)
    assert_type(client.get_user(wait=None), User)
    deletes: Callable[..., None] = client.delete_style
    assert_type(deletes, Callable[..., None])


def check_sending(client: RecraftClient, either: GenerationRequest | VectorizeRequest) -> None:
    """Never called: for mypy alone."""
    assert_type(client.send(GenerationRequest(prompt="x"), wait=None), ImageList)
    assert_type(client.send(VectorizeRequest(image=PICTURE)), SingleImage)
    assert_type(client.send(EraseRegionRequest(image=PICTURE, mask=MASK)), SingleImage)
    assert_type(client.send(CreateStyleRequest(images=(PICTURE,))), CreatedStyle)
    assert_type(client.send(EnhancePromptRequest(prompt="x")), EnhancedPrompt)
    assert_type(client.send(OptimizeColorsRequest(colors=(), num_colors_limit=1)), OptimizedColors)
    assert_type(client.send(either), ImageList | SingleImage)


def check_errors(client: RecraftClient) -> None:
    """Never called: every line is one that mypy has to refuse."""
    client.generate_image(promt="x")  # type: ignore[call-arg]
    client.generate_image("x")  # type: ignore[call-arg]
    client.generate_image(prompt="x", n="2")  # type: ignore[arg-type]
    client.generate_image(prompt="x", strength=0.5)  # type: ignore[call-arg]
    client.generate_image(prompt="x", style_references=[PICTURE])  # type: ignore[arg-type]
    client.image_to_image(prompt="x", image=PICTURE)  # type: ignore[call-arg]
    client.inpaint(prompt="x", image=PICTURE, mask=b"x")  # type: ignore[arg-type]
    client.vectorize(image=PICTURE, prompt="x")  # type: ignore[call-arg]
    client.get_style("a")  # type: ignore[call-arg]
    GenerationRequest("x")  # type: ignore[call-arg]
    GenerationRequest(prompt="x").prompt = "y"  # type: ignore[misc]
    RecraftClient(TOKEN, "https://a.example")  # type: ignore[call-arg]


def check_answers(images: ImageList, single: SingleImage, style: Style, user: User) -> None:
    """Never called: for mypy alone."""
    assert_type(images.data, tuple[Image, ...])
    assert_type(images.credits, int)
    assert_type(images.style_id, str | None)
    assert_type(images.request_id, str)
    assert_type(single.image, Image)
    assert_type(single.image.url, str | None)
    assert_type(single.image.b64_json, str | None)
    assert_type(single.image.features, ImageFeatures | None)
    assert_type(style.creation_time, datetime | None)
    assert_type(user.credits, int)
    images.credits = 0  # type: ignore[misc]


def check_making(connection: Connection, limiter: RateLimiter) -> None:
    """Never called: for mypy alone."""
    client = RecraftClient(
        TOKEN, base_url="https://a.example", connection=connection, rate_limiter=limiter
    )
    assert_type(client, RecraftClient)


def test_values_have_their_types() -> None:
    request = GenerationRequest(prompt="oak planks")
    assert_type(estimate(request), int | None)
    assert_type(request.problems(), Iterator[InvalidRequestError])
    assert_type(request.endpoint, Endpoint)
    assert_type(request.known_model, Model | None)
    assert_type(catalog.model("recraftv3"), Model | None)
    assert_type(endpoints.VECTORIZE.limits, InputLimits | None)
    fitted = assert_type(fit_for(PICTURE, endpoints.VECTORIZE), Fitted)
    assert_type(fitted.picture, Picture)
    assert_type(fitted.notes, tuple[str, ...])
    assert_type(sniff(b""), MediaKind | None)
    assert isinstance(request, Request)


def test_answers_and_files_have_their_types(opened: Opener, tmp_path: Path) -> None:
    server = opened.sandbox()
    client = opened.client(server.base_url)
    images = client.generate_vector(prompt="oak leaf")
    file = assert_type(client.download(images.data[0].url or "", tmp_path / "a"), DownloadedFile)
    same = assert_type(client.save(images.data[0], tmp_path / "b"), DownloadedFile)
    assert_type(file.path, Path)
    assert_type(file.kind, MediaKind)
    assert file.path.stat().st_size == file.size == same.size
    with pytest.raises(ValueError, match="frozen"):
        images.credits = 0  # type: ignore[misc]


def test_every_public_name_is_there() -> None:
    assert all(hasattr(face, name) for name in face.__all__)
    assert not hasattr(face, "anything_else")


def test_the_token_shows_in_no_repr() -> None:
    client = face.RecraftClient(TOKEN)
    assert TOKEN not in repr(client) + repr(vars(client))
    client.close()


def test_address_given_twice_is_the_client_s_own(opened: Opener) -> None:
    server = opened.sandbox()
    elsewhere = Connection(base_url="https://no-such-host.invalid/v1")
    client = RecraftClient(TOKEN, base_url=server.base_url, connection=elsewhere)
    assert client.get_user().credits == server.account.balance
    client.close()
