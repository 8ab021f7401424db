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

from recraft_blender.client.generation import GenerationRequest
from recraft_blender.jobs.config import WorkerConfig
from recraft_blender.jobs.failure import Failure, FailureKind, Remedy
from recraft_blender.jobs.folder import folder_name, slug, write_json
from recraft_blender.jobs.spec import (
    Mapping,
    TexturePlacement,
    placement_from_json,
    placement_to_json,
    request_from_json,
    request_to_json,
)

from .workers import TOKEN

colors = st.tuples(*[st.integers(0, 255)] * 3)
requests = st.builds(
    GenerationRequest,
    prompt=st.text(),
    model=st.text(),
    size=st.text(),
    n=st.integers(),
    random_seed=st.none() | st.integers(0, 2**32 - 1),
    colors=st.lists(colors, max_size=10).map(tuple),
    background_color=st.none() | colors,
    negative_prompt=st.text(),
)
placements = st.builds(
    TexturePlacement,
    file=st.text(),
    objects=st.lists(st.text()).map(tuple),
    mapping=st.sampled_from(Mapping),
    pack=st.booleans(),
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
)


@given(requests)
def test_request(request: GenerationRequest) -> None:
    again = request_from_json(request_to_json(request))
    assert again == request
    assert hash(again) == hash(request)


@given(placements)
def test_placement(placement: TexturePlacement) -> None:
    again = placement_from_json(placement_to_json(placement))
    assert again == placement
    assert type(again.mapping) is Mapping


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
