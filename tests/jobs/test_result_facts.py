# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a result, and what a variation of it asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from recraft_blender.client.calls import (
    CrispUpscaleRequest,
    GenerationRequest,
    RemoveBackgroundRequest,
    Request,
    VariateRequest,
    VectorizeRequest,
)
from recraft_blender.client.picture import Picture
from recraft_blender.jobs.job import Job, ResultFile
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.result_facts import facts
from recraft_blender.jobs.spec import PREVIOUS, Chain, chain_estimate
from recraft_blender.jobs.variation import nearest_ratio, variation

from .workers import PLACEMENT, change

PNG = ResultFile(1, Path("/secret-folder/a-1.png"), "image/png", 1)
LAST = ResultFile(1, Path("/secret-folder/a-1.png"), "image/png", 1, stage=1)
SVG = ResultFile(1, Path("/secret-folder/a-1.svg"), "image/svg+xml", 1)


def job_of(ledger: Ledger, *requests: Request, service: str = "recraft") -> Job:
    work = Chain(requests)
    job_id = ledger.add(work, PLACEMENT, session="s", service=service)
    change(ledger, "UPDATE jobs SET created = 0, units = 35, request_id = 'req-7'")
    return ledger.job(job_id)


def test_facts_of_a_generated_picture(ledger: Ledger) -> None:
    request = GenerationRequest(
        prompt="oak", model="recraftv3", n=2, random_seed=7, style="digital_illustration"
    )
    found = dict(facts(job_of(ledger, request), PNG, (1024, 768)))
    assert found.pop("Made")[:3] in ("197", "196")
    assert found == {
        "Model": "Recraft V3",
        "Size": "1024 × 768",
        "Seed": "7",
        "Style": "digital_illustration",
        "Service": "Recraft",
        "Cost": "35 units for 2 pictures",
        "Request": "req-7",
    }


def test_steps_are_told_as_far_as_this_picture_went(ledger: Ledger) -> None:
    first = GenerationRequest(prompt="oak", size="16:9")
    job = job_of(ledger, first, CrispUpscaleRequest(image=PREVIOUS), service="sandbox")
    assert dict(facts(job, LAST, None))["Steps"] == "Generate → Crisp upscale"
    found = dict(facts(job, PNG, None))
    assert "Steps" not in found
    assert (found["Size"], found["Cost"], found["Service"]) == ("16:9", "35 play units", "Sandbox")


def test_no_folder_is_told(ledger: Ledger) -> None:
    request = VectorizeRequest(image=Picture(path=Path("/secret-folder/logo.png")))
    told = str(facts(job_of(ledger, request), SVG, None))
    assert "Vectorize" in told
    assert "secret-folder" not in told


@pytest.mark.parametrize(
    ("pixels", "ratio"),
    [((1024, 1024), "1:1"), ((1820, 1024), "16:9"), ((600, 1000), "6:10"), (None, "1:1")],
)
def test_variation_keeps_the_form(pixels: tuple[int, int] | None, ratio: str) -> None:
    assert nearest_ratio(pixels) == ratio


def test_variation_of_a_picture(ledger: Ledger) -> None:
    job = job_of(ledger, GenerationRequest(prompt="oak", model="recraftv3"))
    work = variation(job, PNG, (1024, 1024))
    assert work == Chain(
        (VariateRequest(image=Picture(path=PNG.path), size="1:1", model="recraftv3"),)
    )
    assert next(work.problems(), None) is None
    assert chain_estimate(work) == 40


def test_variation_of_a_cut_out_is_cut_out_again(ledger: Ledger) -> None:
    first = GenerationRequest(prompt="oak")
    job = job_of(ledger, first, RemoveBackgroundRequest(image=PREVIOUS))
    work = variation(job, LAST, (1024, 1024))
    assert work is not None
    assert [type(one) for one in work.requests] == [VariateRequest, RemoveBackgroundRequest]
    assert next(work.problems(), None) is None
    assert chain_estimate(work) == 50


def test_variation_of_what_a_tool_made_names_a_model(ledger: Ledger) -> None:
    job = job_of(ledger, CrispUpscaleRequest(image=Picture(path=PNG.path)))
    work = variation(job, PNG, (640, 480))
    assert work is not None
    assert work.first.parameters()["model"] == "recraftv4_1"


def test_drawing_has_no_variation(ledger: Ledger) -> None:
    job = job_of(ledger, GenerationRequest(prompt="oak", model="recraftv4_1_vector"))
    assert variation(job, SVG, None) is None
