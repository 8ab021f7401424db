# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that a call does not take: fitted by the worker where it was asked to, and noted."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from recraft_blender.client.calls import CrispUpscaleRequest, VectorizeRequest
from recraft_blender.client.picture import Picture
from recraft_blender.jobs.exchange import requests_of
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.queueing import run_again
from recraft_blender.jobs.spec import (
    Chain,
    ImagePlacement,
    chain_from_json,
    chain_to_json,
    request_from_json,
)
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.server import SandboxServer

from .workers import SERVICE, SESSION, Workers, post_count, wait_for, wait_for_end

S = JobState
HERE = ImagePlacement(file="/a.blend")


def saved(path: Path, mode: str = "RGB", size: tuple[int, int] = (300, 300)) -> Path:
    colour = 90 if mode.startswith("I") else (10, 200, 30, 40)[: len(mode)]
    Image.new(mode, size, colour).save(path)
    return path


def add(ledger: Ledger, path: Path, *, fit: bool = True) -> str:
    work = Chain((VectorizeRequest(image=Picture(path=path)),), fit=fit)
    return ledger.add(work, HERE, session=SESSION, service=SERVICE)


def test_the_wish_is_kept() -> None:
    for fit in (True, False):
        work = Chain((CrispUpscaleRequest(image=Picture(path=Path("/a.png"))),), fit=fit)
        assert chain_from_json(chain_to_json(work)) == work


@dataclass(frozen=True)
class Case:
    """A picture, and a word of what is done to it."""

    name: str
    mode: str
    size: tuple[int, int]
    done: str


CASES = (
    Case("small.png", "RGB", (120, 90), "enlarged"),
    Case("long.png", "RGBA", (5000, 600), "shrunk"),
    Case("print.jpg", "CMYK", (300, 300), "8-bit sRGB"),
    Case("deep.png", "I;16", (300, 300), "8-bit sRGB"),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_worker_sends_what_the_call_takes(
    tmp_path: Path, ledger: Ledger, server: SandboxServer, workers: Workers, case: Case
) -> None:
    file = saved(tmp_path / case.name, case.mode, case.size)
    stored = file.read_bytes()
    job_id = add(ledger, file)
    workers.start(server.base_url)
    wait_for(ledger, job_id, S.READY)
    (row,) = requests_of(ledger, job_id)
    ((_, sent),) = request_from_json(row.content).pictures()
    assert sent.path is not None
    assert sent.path.parent == ledger.job(job_id).folder
    with Image.open(io.BytesIO(sent.read())) as opened:
        assert opened.mode in ("RGB", "RGBA")
        assert 256 <= min(opened.size) <= max(opened.size) <= 4096
    about = json.loads((row.folder / "request.json").read_text())["about"]
    assert case.done in about["done to the picture"]
    assert file.read_bytes() == stored
    assert ledger.job(job_id).chain.first.pictures()[0][1].path == file


def test_picture_that_fits_goes_untouched(
    tmp_path: Path, ledger: Ledger, server: SandboxServer, workers: Workers
) -> None:
    file = saved(tmp_path / "good.png")
    job_id = add(ledger, file)
    workers.start(server.base_url)
    wait_for(ledger, job_id, S.READY)
    (row,) = requests_of(ledger, job_id)
    assert request_from_json(row.content).pictures()[0][1].path == file


def test_nothing_is_sent_of_what_cannot_be_fitted(
    tmp_path: Path, ledger: Ledger, server: SandboxServer, workers: Workers
) -> None:
    (tmp_path / "broken.png").write_bytes(saved(tmp_path / "a.png").read_bytes()[:60])
    broken = add(ledger, tmp_path / "broken.png")
    small = add(ledger, saved(tmp_path / "small.png", size=(60, 60)), fit=False)
    workers.start(server.base_url)
    for job_id, words in ((broken, "damaged"), (small, "256")):
        job = wait_for_end(ledger, job_id)
        assert job.state is S.FAILED
        assert job.failure is not None
        assert words in job.failure.message
    assert post_count(server) == 0


def test_captured_picture_moves_in_and_names_the_job(tmp_path: Path, ledger: Ledger) -> None:
    folder = ledger.home / "captured-1"
    folder.mkdir()
    captured = saved(folder / "Poster.png")
    content = captured.read_bytes()
    job = ledger.job(add(ledger, captured))
    path = job.chain.first.pictures()[0][1].path
    assert path == job.folder / "input-1.png"
    assert path.read_bytes() == content
    assert not captured.exists()
    assert job.title == "Vectorize: Poster"
    again = ledger.job(run_again(ledger, job.id, session=SESSION))
    assert again.chain.fit
    assert path.exists()


def test_file_of_the_person_never_moves(tmp_path: Path, ledger: Ledger) -> None:
    for folder in (tmp_path / "captured-1", ledger.home / "mine"):
        folder.mkdir()
        file = saved(folder / "Poster.png")
        job = ledger.job(add(ledger, file))
        assert job.chain.first.pictures()[0][1].path == file
        assert file.exists()
