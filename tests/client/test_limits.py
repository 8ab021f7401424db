# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No request that breaks a documented limit is accepted, and none is refused that does not.

Also: what is accepted arrives as it was given, and the sandbox charges what was estimated.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from recraft_blender.client import Controls, GenerationRequest, Picture, TextItem, estimate
from recraft_blender.client.calls import (
    CreateStyleRequest,
    EnhancePromptRequest,
    ImageToImageRequest,
    InpaintRequest,
    MakingRequest,
    OutpaintRequest,
    Request,
    VariateRequest,
    VectorizeRequest,
)
from recraft_blender.client.encoding import encode
from recraft_blender.client.picture import picture_problems
from recraft_blender.sandbox.refusals import RefusedError
from recraft_blender.sandbox.routes import accept

from . import documented_limits as limits
from .documented_limits import (
    ALL_SIZES,
    ALL_STYLES,
    ALL_SUBSTYLES,
    BAD_LETTERS,
    LETTERS,
    MODELS,
    family_of,
    price_of,
)
from .samples import MASK, PICTURE, STYLE_ID, mask, png
from .sent_body import sent_in
from .test_catalog import RATIOS
from .test_contract import LINKS, REQUESTS

quick = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
few = settings(quick, max_examples=25)
TOMORROW = "of_tomorrow"
lengths = st.sampled_from([1, 999, 1_000, 1_001, 2_000, 2_001, 9_999, 10_000, 10_001])
prompts = st.text(max_size=20).filter(lambda t: t == t.encode("utf-8", "ignore").decode())
prompts |= lengths.map("x".__mul__) | lengths.map("ä".__mul__)


def rarely(usual: Any, other: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Mostly the usual value, so that a request is seldom wrong in every field at once."""
    return st.integers(0, 9).flatmap(lambda dice: other if dice < 2 else st.just(usual))


colors = st.tuples(*[st.integers(0, 255)] * 3)
any_colors = colors | st.lists(st.integers(-1, 256), min_size=2, max_size=4).map(tuple)
weights = st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.5, 1.0, 1.01, -0.1]), max_size=3).map(tuple)
words = st.text(st.sampled_from(sorted(LETTERS)), max_size=4) | st.text(
    st.sampled_from(sorted(LETTERS | BAD_LETTERS)), max_size=4
)
points = st.tuples(*[st.floats(-1, 2, width=32)] * 2) | st.sampled_from(
    [(0.5, float("nan")), (1.0,)]
)
boxes = st.lists(points, min_size=4, max_size=4).map(tuple) | st.lists(points, max_size=5).map(
    tuple
)
controls = st.builds(
    Controls,
    colors=st.lists(any_colors, max_size=3).map(tuple) | st.just(((0, 0, 0),) * 11),
    weights=weights,
    background_color=st.none() | any_colors,
    artistic_level=st.none() | st.integers(-1, 6),
    no_text=st.none() | st.booleans(),
)
making: dict[str, st.SearchStrategy[Any]] = {
    "prompt": rarely("oak planks", prompts),
    "n": rarely(1, st.integers(-1, 8)),
    "style": rarely("", st.sampled_from(sorted(ALL_STYLES | {TOMORROW}))),
    "substyle": rarely("", st.sampled_from(sorted(ALL_SUBSTYLES | {TOMORROW}))),
    "style_id": rarely("", st.just(STYLE_ID)),
    "style_match": rarely(None, st.sampled_from(["regular", "precise", "flexible", "exact"])),
    "negative_prompt": rarely("", st.just("people")),
    "text_layout": rarely((), st.lists(st.builds(TextItem, words, boxes), max_size=2).map(tuple)),
    "controls": rarely(None, controls),
    "random_seed": rarely(None, st.integers(-2, 2) | st.integers(2**32 - 2, 2**32 + 2)),
    "creativity": rarely(None, st.sampled_from(["simple", "standard", "eccentric", "none"])),
    "calculate_features": rarely(None, st.booleans()),
    "response_format": rarely("url", st.sampled_from(["b64_json", "base64"])),
    "image_format": rarely("png", st.sampled_from(["webp", "jpg"])),
}
models = st.sampled_from(MODELS)
sizes = st.sampled_from([*RATIOS.split(), *sorted(ALL_SIZES), "", "1:3", "1024", "640x480"])
generations = st.builds(
    GenerationRequest,
    model=models,
    size=rarely("1:1", sizes),
    style_references=rarely((), st.just((PICTURE,))),
    upscale=rarely(None, st.sampled_from(["upscale4mp", "upscale16mp", "upscale1mp"])),
    **making,
)
expansions = rarely(None, st.integers(-1, 4097))
outpaintings = st.builds(
    OutpaintRequest,
    model=rarely("recraftv3", models),
    image=st.just(PICTURE),
    size=rarely("", sizes),
    expand_left=expansions,
    expand_right=expansions,
    expand_top=expansions,
    expand_bottom=expansions,
    zoom_out_percentage=rarely(None, st.sampled_from([-0.1, 0.0, 50, 99.9, 100.0, float("nan")])),
    **making,
)
variations = st.builds(
    VariateRequest,
    image=st.just(PICTURE),
    size=rarely("1:1", sizes),
    n=making["n"],
    model=models | st.just(""),
    random_seed=making["random_seed"],
    response_format=making["response_format"],
)
switch = rarely(None, st.sampled_from(["on", "off", "true"]))
tracings = st.builds(
    VectorizeRequest,
    image=st.just(PICTURE),
    svg_compression=switch,
    limit_num_shapes=switch,
    max_num_shapes=rarely(None, st.sampled_from([0, 1, 2**32 - 1, 2**32])),
    color_reduction=switch,
    return_gradients=switch,
    small_shape_filter=switch,
    shape_stacking=rarely(None, st.sampled_from(["cut_out", "hierarchical", "stacked"])),
    strict_color_palette=st.lists(any_colors, max_size=2).map(tuple),
)
right_weights = st.lists(st.sampled_from([0.0, 0.5, 2.0]), max_size=2).map(tuple)
custom_styles = st.builds(
    CreateStyleRequest,
    images=st.sampled_from([(), (PICTURE,), (PICTURE, PICTURE)]),
    style=rarely("", st.sampled_from(["any", "realistic_image", "vector_illustration", "icon"])),
    model=models,
    match=making["style_match"],
    image_weights=right_weights,
    source_styles=rarely((), st.just((STYLE_ID,))),
    source_style_weights=rarely((), right_weights),
    mix_policy=rarely(None, st.sampled_from(["PaletteMatch", "MaxWeight", "Mean"])),
)


def refused(request: Request) -> set[str]:
    problems = list(request.problems())
    assert all(problem.allowed and str(problem).startswith(problem.field) for problem in problems)
    assert all("\n" not in str(problem) for problem in problems)
    return {problem.field for problem in problems}


def charged_by_sandbox(request: Request) -> int | None:
    """What the sandbox charges; nothing when it refuses, or does not know what we let pass."""
    values: dict[str, Any] = request.parameters()
    for name, picture in request.pictures():
        if name in ("style_references", "images"):
            values.setdefault(LINKS[name], []).append(picture.data_url())
        else:
            values[LINKS[name]] = picture.data_url()
    try:
        return accept(request.endpoint.path, values).units
    except RefusedError as error:
        assert error.status == 400
        return None


def _weight_counts(request: MakingRequest) -> tuple[int, ...]:
    """A body has no place for a weight without a colour, nor for a colour's missing one."""
    return (0, len(request.controls.colors)) if request.controls else ()


def is_told_from_sandbox(request: MakingRequest) -> bool:
    """What client and sandbox judge differently on purpose, or only with a server."""
    return (
        not request.style_id
        and (request.controls is None or len(request.controls.weights) in _weight_counts(request))
        and bool(family_of(request.model))
        and TOMORROW not in (request.style, request.substyle)
        and (not request.prompt or bool(request.prompt.strip()))
    )


@quick
@given(generations)
@example(GenerationRequest(prompt="x" * 1_000, model="recraftv3", negative_prompt="people", n=6))
@example(GenerationRequest(prompt="x", model="recraft20b", style="icon", substyle="outline"))
@example(GenerationRequest(prompt="x", model="recraftv4_styles", style_references=(PICTURE,)))
@example(GenerationRequest(prompt="x", model="recraftv4_1_flash", style=TOMORROW))
@example(GenerationRequest(prompt="x", model="recraftv4", style=TOMORROW))
def test_generation(request: GenerationRequest) -> None:
    broken = limits.generation_breaks(request)
    assert refused(request) == broken
    price = price_of(request.model, request.style)
    if not broken and price is not None:
        style = 5 if request.style_references else 0
        assert estimate(request) == price * request.n + style
    if is_told_from_sandbox(request):
        charged = charged_by_sandbox(request)
        assert (charged is None) == bool(broken)
        if charged is not None:
            assert charged == estimate(request)


@few
@given(outpaintings)
def test_outpainting(request: OutpaintRequest) -> None:
    broken = limits.outpaint_breaks(request)
    assert refused(request) == broken
    too_large = {
        f"expand_{side}"
        for side, more in (
            ("left", (request.expand_left or 0) + (request.expand_right or 0)),
            ("top", (request.expand_top or 0) + (request.expand_bottom or 0)),
        )
        if 256 + more > 4096
    }
    assert {problem.field for problem in request.picture_problems()} == too_large
    if is_told_from_sandbox(request):
        charged = charged_by_sandbox(request)
        assert (charged is None) == bool(broken or too_large)
        assert charged in (None, estimate(request))


@few
@given(models, st.fixed_dictionaries(making), st.sampled_from([-0.1, 0, 1, 1.1]))
def test_image_to_image(model: str, fields: dict[str, Any], strength: float) -> None:
    request = ImageToImageRequest(model=model, image=PICTURE, strength=strength, **fields)
    broken = limits.making_breaks(request, limits.DRAWING_ANEW)
    broken |= set() if 0 <= strength <= 1 else {"strength"}
    assert refused(request) == broken
    if is_told_from_sandbox(request):
        charged = charged_by_sandbox(request)
        assert (charged is None) == bool(broken)
        assert charged in (None, estimate(request))


@few
@given(
    models, st.fixed_dictionaries(making), st.sampled_from([MASK, Picture(content=mask(256, 300))])
)
def test_inpainting(model: str, fields: dict[str, Any], given_mask: Picture) -> None:
    fits = given_mask is MASK
    request = InpaintRequest(model=model, image=PICTURE, mask=given_mask, **fields)
    broken = limits.making_breaks(request, limits.EDITING)
    assert refused(request) == broken
    assert [problem.field for problem in request.picture_problems()] == ([] if fits else ["mask"])
    if is_told_from_sandbox(request):
        charged = charged_by_sandbox(request)
        assert (charged is None) == (bool(broken) or not fits)
        assert charged in (None, estimate(request))


@few
@given(variations)
def test_variation(request: VariateRequest) -> None:
    broken = limits.variate_breaks(request)
    assert refused(request) == broken
    assert estimate(request) == 40
    if family_of(request.model) or not request.model:
        assert charged_by_sandbox(request) == (None if broken else 40)


@few
@given(tracings)
def test_tracing(request: VectorizeRequest) -> None:
    broken = limits.vectorize_breaks(request)
    assert refused(request) == broken
    assert charged_by_sandbox(request) == (None if broken else 10)


@few
@given(custom_styles)
def test_custom_style(request: CreateStyleRequest) -> None:
    broken = limits.style_breaks(request)
    assert refused(request) == broken
    assert estimate(request) == 5
    if family_of(request.model) and not request.source_styles:
        assert charged_by_sandbox(request) == (None if broken else 5)


@given(prompts)
def test_prompt_to_enhance(prompt: str) -> None:
    request = EnhancePromptRequest(prompt=prompt)
    broken = not prompt.strip() or len(prompt) > 2_000
    assert refused(request) == ({"prompt"} if broken else set())
    if not prompt or prompt.strip():
        assert charged_by_sandbox(request) == (None if broken else 10)


# Which calls take which pictures: bytes (less than), least side; SVG too or not.
INPUTS: dict[str, tuple[int, int, bool]] = {
    **dict.fromkeys(
        (
            "/images/imageToImage",
            "/images/inpaint",
            "/images/outpaint",
            "/images/replaceBackground",
            "/images/generateBackground",
            "/images/variateImage",
            "/images/removeBackground",
        ),
        (10_000_000, 256, True),
    ),
    **dict.fromkeys(
        (
            "/images/vectorize",
            "/images/creativeUpscale",
            "/images/generativeUpscale",
            "/images/refineDetails",
        ),
        (10_000_000, 256, False),
    ),
    "/images/crispUpscale": (10_000_000, 32, False),
    "/images/clarityUpscale": (10_000_000, 32, False),
    "/images/enhance": (20_000_000, 256, False),
    "/images/eraseRegion": (10_000_001, 32, True),
}
sides = st.sampled_from([1, 31, 32, 255, 256, 3000, 4096, 4097])


@pytest.mark.parametrize("path", INPUTS)
@settings(max_examples=25, deadline=None)
@given(sides, sides, st.sampled_from([100, 9_999_999, 10_000_000, 10_000_001, 20_000_000]))
def test_picture(folder: Path, path: str, width: int, height: int, size: int) -> None:
    most_bytes, least, drawings = INPUTS[path]
    head = png(32, 32)[:16] + struct.pack(">II", width, height)
    picture = of_size(folder / "a.png", head, size)
    endpoint = REQUESTS[path].endpoint
    assert endpoint.limits is not None
    broken = size >= most_bytes or not all(least <= side <= 4096 for side in (width, height))
    assert any(picture_problems(picture, "image", endpoint.limits)) == broken
    drawing = of_size(folder / "a.svg", b"<svg>", size)
    refused = not drawings or size >= most_bytes
    assert any(picture_problems(drawing, "image", endpoint.limits)) == refused


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


def of_size(path: Path, head: bytes, size: int) -> Picture:
    """A file that begins so and has so many bytes, without the disk that they would take."""
    path.write_bytes(head)
    os.truncate(path, size)
    return Picture(path=path)


def test_every_call_with_a_picture_is_among_them() -> None:
    with_limits = {path for path, kind in REQUESTS.items() if kind.endpoint.limits}
    references = {path for path in with_limits if "generations" in path} | {"/styles"}
    assert INPUTS.keys() == with_limits - references


def test_references_are_limited_in_number_and_together() -> None:
    heavy = Picture(content=png() + bytes(9_200_000))
    for count, broken in ((1, 0), (6, 0), (7, 1), (10, 1), (11, 2)):
        pictures = (heavy,) * count
        for request in (
            GenerationRequest(prompt="x", style_references=pictures),
            CreateStyleRequest(images=pictures),
        ):
            assert len(list(request.picture_problems())) == broken
    light = (PICTURE,) * 10
    assert list(CreateStyleRequest(images=light).picture_problems()) == []
    assert list(CreateStyleRequest(images=(Picture(content=png(1, 1)),)).picture_problems()) == []


def arrived(request: Request) -> tuple[dict[str, Any], list[tuple[str, bytes]]]:
    """Parameters and pictures as they arrive, read back from the body's bytes."""
    body = encode(request)
    sent = sent_in(
        b"POST / HTTP/1.1\r\nContent-Type: %s\r\n\r\n%s"
        % (body.content_type.encode(), body.content)
    )
    if sent.fields is not None:
        return sent.fields, []
    values = request.parameters()
    texts = {name: typed(text, values[name]) for name, text in sent.texts.items()}
    return texts, [(part.filename, part.content) for part in sent.files]


def typed(text: str, as_given: object) -> object:
    if isinstance(as_given, bool):
        return {"true": True, "false": False}[text]
    return type(as_given)(text) if isinstance(as_given, int | float) else text


@quick
@given(generations | outpaintings | variations | tracings)
def test_what_is_accepted_arrives_as_it_was_given(request: Request) -> None:
    assume(not any(True for _ in request.problems()))
    values, files = arrived(request)
    if files:
        assert values == request.parameters()
        assert [content for _, content in files] == [p.read() for _, p in request.pictures()]
        assert all(name.endswith(".png") for name, _ in files)
    else:
        linked = {LINKS[name] for name, _ in request.pictures()}
        assert {name: one for name, one in values.items() if name not in linked} == (
            request.parameters()
        )
        assert linked <= values.keys()


@given(st.binary(max_size=400))
def test_any_bytes_of_a_picture_arrive(content: bytes) -> None:
    request = VectorizeRequest(image=Picture(content=content))
    _, ((_, received),) = arrived(request)
    assert received == content


def test_body_is_a_form_for_files_and_json_for_links_and_nested_values() -> None:
    link = Picture(url="https://pictures.example/a.png")
    tracing = VectorizeRequest(image=PICTURE)
    assert encode(tracing).content_type.startswith("multipart/form-data; boundary=")
    nested = VectorizeRequest(image=PICTURE, strict_color_palette=((1, 2, 3),))
    values, _ = arrived(nested)
    assert values["image_url"] == PICTURE.data_url()
    assert values["strict_color_palette"] == [[1, 2, 3]]
    values, _ = arrived(InpaintRequest(prompt="x", image=link, mask=MASK))
    assert values["image_url"] == link.url
    assert values["mask_url"].startswith("data:image/png;base64,")
    plain, _ = arrived(GenerationRequest(prompt="x"))
    assert plain == {
        "prompt": "x",
        "model": "recraftv4_1",
        "n": 1,
        "size": "1:1",
        "response_format": "url",
        "image_format": "png",
    }


def test_file_s_own_name_does_not_go_out(tmp_path: Any) -> None:
    path = tmp_path / "secret-name.png"
    path.write_bytes(png())
    body = encode(VectorizeRequest(image=Picture(path=path)))
    assert b"secret" not in body.content
    assert b'filename="image.png"' in body.content


@pytest.mark.parametrize("url", ["C:\\a.png", "/home/a.png", "file:///a.png", "a.example/a.png"])
def test_link_that_is_none_is_refused(url: str) -> None:
    (problem,) = VectorizeRequest(image=Picture(url=url)).picture_problems()
    assert (problem.field, problem.value) == ("image", url)


@pytest.mark.parametrize("n", [1.0, 1.5, True, float("nan")])
def test_number_that_is_not_whole_is_refused(n: Any) -> None:
    assert refused(GenerationRequest(prompt="x", n=n)) == {"n"}


def test_half_a_character_is_refused() -> None:
    assert refused(GenerationRequest(prompt="oak \ud83c planks")) == {"prompt"}


def test_message_names_field_value_and_range() -> None:
    said = {
        str(problem)
        for problem in GenerationRequest(
            prompt="", n=9, size="1:3", random_seed=-1, image_format="jpg"
        ).problems()
    }
    assert said == {
        "prompt (empty): type a prompt of 1 to 10,000 characters",
        "n (9): ask for 1 to 6 pictures",
        "size (1:3): choose a ratio such as 16:9, or a size of Recraft V4.1",
        "random_seed (-1): a seed is a whole number from 0 to 4294967295",
        "image_format (jpg): choose png or webp",
    }
    (long,) = GenerationRequest(prompt="x" * 10_001).problems()
    assert str(long) == (
        f"prompt ({'x' * 60}…): 10,001 characters are too many, Recraft V4.1 reads 1 to 10,000;"
        " shorten it"
    )
    assert long.value == "x" * 10_001
