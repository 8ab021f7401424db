# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every method of the client, with few and with all arguments, is answered by the sandbox."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recraft_blender.client import RecraftClient, estimate
from recraft_blender.client.errors import NotFoundError
from recraft_blender.client.media import SVG, WEBP, sniff
from recraft_blender.client.rate_limit import RateLimiter
from recraft_blender.client.responses import (
    CreatedStyle,
    EnhancedPrompt,
    Image,
    ImageList,
    OptimizedColors,
    SingleImage,
)
from recraft_blender.sandbox.server import SandboxServer

from .samples import PICTURE, SAMPLES, STYLE_ID, Sample
from .test_contract import REQUESTS, arguments, both, every_sample

TOKEN = "rk-Hidden/7e2f+41d8"
ANSWERS = {
    "list": ImageList,
    "single": SingleImage,
    "prompt": EnhancedPrompt,
    "colors": OptimizedColors,
    "style": CreatedStyle,
}
DRAWING = ("vectorize", "generate_vector", "explore", "explore_similar")
EXPLORED = 4  # pictures that the sandbox makes; the service does not publish how many it does


@dataclass(frozen=True)
class Bench:
    """A sandbox with what some calls refer to: a style for V3, a picture that exploring gave."""

    server: SandboxServer
    client: RecraftClient
    style_id: str
    explored_id: str

    def real(self, name: str, value: Any) -> Any:
        if value == STYLE_ID:
            return self.explored_id if name == "source_image_id" else self.style_id
        return tuple(self.style_id for _ in value) if value == (STYLE_ID,) else value


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with SandboxServer(rate_limited=False, balance=1_000_000) as server:
        client = RecraftClient(
            TOKEN,
            base_url=server.base_url,
            rate_limiter=RateLimiter(requests_per_second=1000, images_per_minute=10_000),
        )
        with closing(client):
            style = client.create_style(images=(PICTURE,), model="recraftv3")
            explored = client.explore(prompt="oak planks", model="recraftv4_vector")
            yield Bench(server, client, style.id, explored.data[0].image_id)
        assert server.crashes == []


def images_of(answer: object) -> tuple[Image, ...]:
    if isinstance(answer, ImageList):
        return answer.data
    return (answer.image,) if isinstance(answer, SingleImage) else ()


@both
@every_sample
def test_every_method_is_answered_and_charged_as_estimated(
    bench: Bench, sample: Sample, which: str
) -> None:
    given = arguments(sample, which)
    values = {name: bench.real(name, value) for name, value in given.items()}
    before = bench.server.account.balance
    answer = getattr(bench.client, sample.method)(**values)
    assert type(answer) is ANSWERS[sample.answer]
    assert answer.request_id
    estimated = estimate(REQUESTS[sample.path](**values))
    charged = before - bench.server.account.balance
    assert answer.credits == charged
    assert charged == (charged if estimated is None else estimated)
    for image in images_of(answer):
        if which == "minimal":
            assert image.url is not None
            assert image.b64_json is None
        else:
            content = base64.b64decode(image.b64_json or "")
            assert sniff(content) is (SVG if sample.method in DRAWING else WEBP)
    if sample.answer == "list":
        count = EXPLORED if "explore" in sample.method else values.get("n", 1)
        assert len(images_of(answer)) == count


def test_prices_are_unpublished_for_three_calls_only() -> None:
    unpriced = {
        sample.method
        for sample in SAMPLES
        if estimate(REQUESTS[sample.path](**sample.full)) is None
    }
    assert unpriced == {"explore", "explore_similar", "optimize_colors"}


def test_reading_and_deleting(bench: Bench) -> None:
    client = bench.client
    made = client.create_style(images=(PICTURE,))
    assert made.credits == 5
    assert made.id in {style.id for style in client.list_styles().styles}
    shown = client.get_style(style_id=made.id)
    assert (shown.id, shown.style, shown.is_private) == (made.id, made.style, made.is_private)
    assert shown.creation_time is not None
    client.delete_style(style_id=made.id)
    assert made.id not in {style.id for style in client.list_styles().styles}
    for call in (client.get_style, client.delete_style):
        with pytest.raises(NotFoundError):
            call(style_id=made.id)
    assert client.list_basic_styles().styles
    assert {"recraftv4_1"} <= {model.id for model in client.list_models().data}
    assert client.get_user().credits == bench.server.account.balance


def test_references_make_a_style_that_can_be_used_again(bench: Bench) -> None:
    answer = bench.client.generate_image(
        prompt="oak planks", model="recraftv4_styles", style_references=(PICTURE,)
    )
    assert answer.credits == 35 + 5
    assert answer.style_id
    again = bench.client.generate_image(
        prompt="oak planks", model="recraftv4_styles", style_id=answer.style_id
    )
    assert again.credits == 35


def test_drawing_is_downloaded_and_a_picture_in_the_answer_is_saved(
    bench: Bench, tmp_path: Path
) -> None:
    drawn = bench.client.generate_vector(prompt="oak leaf").data[0]
    file = bench.client.save(drawn, tmp_path / "leaf.png")
    assert (file.path.name, file.kind) == ("leaf.svg", SVG)
    assert b"<svg" in file.path.read_bytes()
    inside = bench.client.remove_background(
        image=PICTURE, response_format="b64_json", image_format="webp"
    )
    saved = bench.client.save(inside.image, tmp_path / "cut.png")
    assert (saved.path.name, saved.kind) == ("cut.webp", WEBP)
    assert saved.path.read_bytes() == base64.b64decode(inside.image.b64_json or "")
    assert {path.name for path in tmp_path.iterdir()} == {"leaf.svg", "cut.webp"}
