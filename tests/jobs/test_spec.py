# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written into the ledger, a pipe or a folder is read back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recraft_blender.client import calls
from recraft_blender.client.calls import Controls, Request
from recraft_blender.client.picture import Picture
from recraft_blender.jobs.config import WorkerConfig
from recraft_blender.jobs.failure import Failure, FailureKind, Remedy
from recraft_blender.jobs.folder import folder_name, slug, write_json
from recraft_blender.jobs.spec import (
    PREVIOUS,
    AlphaPlanePlacement,
    Chain,
    CurvesPlacement,
    CurveTarget,
    Facing,
    ImagePlacement,
    Keep,
    Mapping,
    Placement,
    ReferencePlacement,
    TexturePlacement,
    chain_from_json,
    chain_to_json,
    placement_from_json,
    placement_to_json,
    request_from_json,
    request_to_json,
)

from .workers import TOKEN

colors = st.tuples(*[st.integers(0, 255)] * 3)
pictures = st.one_of(
    st.builds(Picture, path=st.text("ab/. ", min_size=1).map(Path)),
    st.builds(Picture, content=st.binary()),
    st.builds(Picture, url=st.text(min_size=1)),
    st.just(PREVIOUS),
)
controls = st.builds(
    Controls, colors=st.lists(colors, max_size=10).map(tuple), background_color=st.none() | colors
)
numbers = st.none() | st.integers(0, 2**32 - 1)
requests = st.one_of(
    st.builds(
        calls.GenerationRequest,
        prompt=st.text(),
        model=st.text(),
        n=st.integers(),
        random_seed=numbers,
        controls=st.none() | controls,
        style_references=st.lists(pictures, max_size=2).map(tuple),
        text_layout=st.lists(
            st.builds(
                calls.TextItem,
                text=st.text(),
                bbox=st.tuples(*[st.tuples(st.floats(-1, 2), st.floats(-1, 2))] * 4),
            ),
            max_size=2,
        ).map(tuple),
    ),
    st.builds(calls.VectorizeRequest, image=pictures, max_num_shapes=numbers),
    st.builds(calls.InpaintRequest, prompt=st.text(), image=pictures, mask=pictures),
    st.builds(calls.CreativeUpscaleRequest, image=pictures),
)
vectors = st.none() | st.tuples(*[st.floats(-9, 9)] * 3)
placements = st.one_of(
    st.builds(
        TexturePlacement,
        file=st.text(),
        objects=st.lists(st.text()).map(tuple),
        mapping=st.sampled_from(Mapping),
        keep=st.sampled_from(Keep),
        node_at=st.tuples(st.floats(-9, 9), st.floats(-9, 9)),
    ),
    st.builds(
        AlphaPlanePlacement, file=st.text(), location=vectors, facing=st.sampled_from(Facing)
    ),
    st.builds(CurvesPlacement, file=st.text(), target=st.sampled_from(CurveTarget)),
    st.builds(ReferencePlacement, file=st.text(), rotation=vectors),
    st.builds(ImagePlacement, file=st.text(), replaces=st.text()),
)
failures = st.builds(
    Failure, st.sampled_from(FailureKind), st.text(), st.sampled_from(Remedy), st.text()
)
configs = st.builds(
    WorkerConfig,
    session=st.text(),
    worker=st.text(),
    service=st.text(),
    base_url=st.text(),
    token=st.text(),
    home=st.text(),
    proxy=st.text(),
    ca_bundle=st.text(),
    folders=st.lists(st.text()).map(tuple),
)


@given(requests)
def test_request(request: Request) -> None:
    again = request_from_json(request_to_json(request))
    assert again == request
    assert hash(again) == hash(request)


@given(st.lists(requests, min_size=1, max_size=3))
def test_chain(several: list[Request]) -> None:
    work = Chain(tuple(several))
    assert chain_from_json(chain_to_json(work)) == work


@given(placements)
def test_placement(placement: Placement) -> None:
    again = placement_from_json(placement_to_json(placement))
    assert again == placement
    assert again.kind is placement.kind


def test_placement_of_the_first_ledgers_is_a_texture() -> None:
    placement = placement_from_json('{"file": "f", "objects": ["Cube"], "mapping": "box"}')
    assert placement == TexturePlacement(file="f", objects=("Cube",), mapping=Mapping.BOX)


def test_request_of_the_first_ledgers_keeps_its_colours() -> None:
    text = '{"prompt": "p", "n": 2, "colors": [[1, 2, 3]], "background_color": null}'
    assert request_from_json(text) == calls.GenerationRequest(
        prompt="p", n=2, controls=Controls(colors=((1, 2, 3),))
    )


@pytest.mark.parametrize("text", ['{"kind": "Popen"}', '{"kind": "Color"}', '{"kind": ""}'])
def test_kind_that_is_not_known_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no kind of request"):
        request_from_json(text)
    with pytest.raises(ValueError, match="is no kind of placement"):
        placement_from_json(text)


@given(failures)
def test_failure(failure: Failure) -> None:
    again = Failure.from_json(failure.to_json())
    assert again == failure
    assert (type(again.kind), type(again.remedy)) == (FailureKind, Remedy)


@given(configs)
def test_config_is_one_line(config: WorkerConfig) -> None:
    line = config.to_line()
    assert line.count(b"\n") == 1
    assert WorkerConfig.from_line(line) == config


def config(**changes: str) -> WorkerConfig:
    settings = WorkerConfig(
        session="a", worker="b", service="c", base_url="d", token=TOKEN, home="e"
    )
    return replace(settings, **changes)  # type: ignore[arg-type]


def test_config_hides_the_token() -> None:
    assert TOKEN not in repr(config())


def test_config_is_like_another_but_for_the_worker() -> None:
    assert config().is_like(config(worker="another"))
    for name in ("session", "service", "base_url", "token", "home", "proxy", "ca_bundle"):
        assert not config().is_like(config(**{name: "another"}))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Oak planks", "oak-planks"),
        ("  ../../etc/passwd", "etc-passwd"),
        ("C:\\aux?*|", "c-aux"),
        ("Ziegelwände", "ziegelw-nde"),
        ("木", "picture"),
        ("", "picture"),
        ("...", "picture"),
        ("a" * 100, "a" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_slug(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text(), st.floats(0, 4e9))
def test_folder_of_a_job_stays_below_its_place(prompt: str, at: float) -> None:
    day, name = folder_name(at, prompt, "0123456789abcdef").split("/")
    assert len(day) == len("2026-01-01")
    assert name.endswith("-012345")
    assert len(name) < 60
    assert name.isascii()


def test_json_file_is_whole_and_readable(tmp_path: Path) -> None:
    path = tmp_path / "new" / "request.json"
    write_json(path, {"prompt": "Wände", "n": 1})
    write_json(path, {"prompt": "Wände", "n": 2})
    assert json.loads(path.read_text(encoding="utf-8")) == {"prompt": "Wände", "n": 2}
    assert "Wände" in path.read_text(encoding="utf-8")
    assert [entry.name for entry in path.parent.iterdir()] == ["request.json"]
