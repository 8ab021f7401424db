# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chains through the real worker: each step paid once, kept when a later one fails, resumed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from recraft_blender.client.calls import (
    CrispUpscaleRequest,
    GenerationRequest,
    RemoveBackgroundRequest,
    VectorizeRequest,
)
from recraft_blender.client.media import SVG, sniff
from recraft_blender.client.picture import Picture
from recraft_blender.jobs.choices import keep_earlier, resume, send_again
from recraft_blender.jobs.errors import StaleJobError
from recraft_blender.jobs.exchange import requests_of
from recraft_blender.jobs.failure import Remedy
from recraft_blender.jobs.lease import Watch
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.preparing import plan_path
from recraft_blender.jobs.receipts import receipts
from recraft_blender.jobs.recovery import fetch_again, settle
from recraft_blender.jobs.spec import PREVIOUS, Chain, CurvesPlacement, chain_estimate
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.server import SandboxServer

from .workers import (
    CHEAP,
    LONGEST_S,
    PLACEMENT,
    SERVICE,
    SESSION,
    Workers,
    chain,
    post_count,
    wait_for,
    wait_for_end,
    wait_until,
)

S = JobState
REMOVE = RemoveBackgroundRequest(image=PREVIOUS)


@dataclass(frozen=True, slots=True)
class Bench:
    """One worker and one sandbox for the tests here."""

    ledger: Ledger
    server: SandboxServer
    workers: Workers

    def add(self, work: Chain, **more: str) -> str:
        return self.ledger.add(work, PLACEMENT, session=SESSION, service=SERVICE, **more)  # type: ignore[arg-type] # only texts


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    home = tmp_path_factory.mktemp("home")
    with (
        closing(Ledger(home)) as ledger,
        SandboxServer(rate_limited=False, balance=100_000) as server,
        Workers(home) as workers,
    ):
        workers.start(server.base_url, longest_wait_s=60.0)
        yield Bench(ledger, server, workers)


@pytest.fixture
def bench(shared: Bench) -> Iterator[Bench]:
    yield shared
    shared.server.faults = []


def test_whole_chain(bench: Bench) -> None:
    before, posts = bench.server.account.balance, post_count(bench.server)
    work = chain(2)
    job_id = bench.add(work, blend="a.blend")
    job = wait_for_end(bench.ledger, job_id)
    assert (job.state, job.failure, job.stage) == (S.READY, None, 1)
    assert (job.estimate, job.units) == (chain_estimate(work), 34)
    assert bench.server.account.balance == before - 34
    assert post_count(bench.server) == posts + 3
    assert [(one.stage, one.units, one.blend) for one in receipts(bench.ledger, job_id)] == [
        (0, 14, "a.blend"),
        (1, 10, "a.blend"),
        (1, 10, "a.blend"),
    ]
    names = [one.path.name for one in bench.ledger.results(job_id)]
    assert names == [f"oak-planks-{n}-remove-background.png" for n in (1, 2)]
    assert [one.path.name for one in bench.ledger.results(job_id, stage=0)] == [
        "oak-planks-1.png",
        "oak-planks-2.png",
    ]
    assert {path.name for path in (job.folder / "step-2-picture-2").iterdir()} == {
        "request.json",
        "answer.json",
        "receipt.json",
    }


def test_picture_in_memory_is_traced(bench: Bench) -> None:
    first = bench.ledger.results(bench.ledger.recent(1)[0].id, stage=0)[0].path.read_bytes()
    job_id = bench.add(Chain((VectorizeRequest(image=Picture(content=first)),)))
    job = wait_for_end(bench.ledger, job_id)
    assert (job.state, job.failure) == (S.READY, None)
    assert (job.folder / "input-1.png").read_bytes() == first
    (result,) = bench.ledger.results(job_id)
    assert sniff(result.path.read_bytes()) is SVG
    assert (result.path.suffix, result.kind) == (".svg", "image/svg+xml")


def test_drawing_for_curves_comes_with_its_plan(bench: Bench) -> None:
    first = GenerationRequest(prompt="Oak planks", model=CHEAP)
    work = Chain((first, VectorizeRequest(image=PREVIOUS)))
    placement = CurvesPlacement(file="f")
    job_id = bench.ledger.add(work, placement, session=SESSION, service=SERVICE)
    job = wait_for_end(bench.ledger, job_id)
    (result,) = bench.ledger.results(job_id)
    assert (job.state, job.failure, job.units) == (S.READY, None, 17)
    assert plan_path(result.path).is_file()


def failed_at_the_second_step(bench: Bench, fault: str) -> str:
    bench.server.faults = [fault + "@/images/removeBackground"]
    job_id = bench.add(chain(1))
    wait_for_end(bench.ledger, job_id)
    bench.server.faults = []
    return job_id


def test_failed_later_step_is_resumed_without_paying_again(bench: Bench) -> None:
    posts = post_count(bench.server)
    job_id = failed_at_the_second_step(bench, "status=400")
    job = bench.ledger.job(job_id)
    assert (job.state, job.stage, job.units) == (S.FAILED, 1, 7)
    assert [one.stage for one in bench.ledger.results(job_id)] == [0]
    assert (job.can_resume, job.step_words) == (True, "step 2 of 2: Remove background")
    resume(bench.ledger, job_id, session=SESSION)
    job = wait_for_end(bench.ledger, job_id)
    assert (job.state, job.units, job.failure) == (S.READY, 17, None)
    assert [one.stage for one in bench.ledger.results(job_id)] == [1]
    assert post_count(bench.server) == posts + 3
    assert not (job.folder / "failure.json").exists()


def test_failed_later_step_is_left_out(bench: Bench) -> None:
    job_id = failed_at_the_second_step(bench, "status=400")
    keep_earlier(bench.ledger, job_id)
    job = bench.ledger.job(job_id)
    assert (job.state, job.failure) == (S.READY, None)
    assert "later steps were left out" in job.note
    assert [one.path.name for one in bench.ledger.results(job_id)] == ["oak-planks-1.png"]


def test_unknown_later_step_is_sent_again_only_by_choice(bench: Bench) -> None:
    posts = post_count(bench.server)
    job_id = failed_at_the_second_step(bench, "reset")
    job = bench.ledger.job(job_id)
    assert (job.state, job.stage, job.units) == (S.UNKNOWN, 1, 7)
    with pytest.raises(StaleJobError):
        resume(bench.ledger, job_id, session=SESSION)
    send_again(bench.ledger, job_id, session=SESSION)
    job = wait_for_end(bench.ledger, job_id)
    assert (job.state, job.units) == (S.READY, 17)
    assert post_count(bench.server) == posts + 3
    assert [row.attempt for row in requests_of(bench.ledger, job_id)] == [1, 1, 2]
    assert (job.folder / "step-2-picture-1-try-2" / "answer.json").is_file()


def test_lost_picture_of_a_later_step_is_fetched_again(bench: Bench) -> None:
    bench.server.faults = []
    bench.server.delay_s = 0.5
    job_id = bench.add(chain(1))
    wait_until(lambda: bench.ledger.job(job_id).stage == 1, "the second step")
    bench.server.faults = ["link-not-a-picture"]
    job = wait_for_end(bench.ledger, job_id)
    bench.server.delay_s = 0.0
    assert job.failure is not None
    assert (job.state, job.failure.remedy, job.units) == (S.FAILED, Remedy.FETCH_AGAIN, 17)
    bench.server.faults = []
    fetch_again(bench.ledger, job_id)
    job = wait_for_end(bench.ledger, job_id)
    assert (job.state, job.units) == (S.READY, 17)
    assert [one.stage for one in bench.ledger.results(job_id)] == [1]


def test_fetching_again_never_pays_for_the_next_step(bench: Bench) -> None:
    posts = post_count(bench.server)
    bench.server.faults = ["link-not-a-picture"]
    job_id = bench.add(chain(1))
    assert wait_for_end(bench.ledger, job_id).state is S.FAILED
    bench.server.faults = []
    fetch_again(bench.ledger, job_id)
    job = wait_for_end(bench.ledger, job_id)
    assert job.failure is not None
    assert (job.state, job.failure.remedy, job.units) == (S.FAILED, Remedy.RESUME, 7)
    assert post_count(bench.server) == posts + 1
    assert len(bench.ledger.results(job_id)) == 1
    resume(bench.ledger, job_id, session=SESSION)
    assert wait_for_end(bench.ledger, job_id).units == 17


def test_cancelled_between_steps_keeps_what_is_paid(bench: Bench) -> None:
    bench.server.delay_s = 0.5
    posts = post_count(bench.server)
    job_id = bench.add(chain(1))
    wait_until(lambda: post_count(bench.server) > posts, "the first request")
    bench.ledger.request_cancel(job_id)
    job = wait_for_end(bench.ledger, job_id)
    bench.server.delay_s = 0.0
    assert (job.state, job.units) == (S.READY, 7)
    assert "before its last step" in job.note
    assert post_count(bench.server) == posts + 1


def test_three_steps(bench: Bench) -> None:
    upscale = CrispUpscaleRequest(image=PREVIOUS)
    first = GenerationRequest(prompt="Oak planks", model=CHEAP)
    work = Chain((first, REMOVE, upscale))
    assert chain_estimate(work) == 7 + 10 + 4
    job = wait_for_end(bench.ledger, bench.add(work))
    assert (job.state, job.failure, job.units) == (S.READY, None, 21)
    assert [one.stage for one in bench.ledger.results(job.id)] == [2]


def test_chain_of_a_session_that_ended_is_not_paid_further(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.delay_s = 1.0
    job_id = ledger.add(chain(1), PLACEMENT, session=SESSION, service=SERVICE)
    first = workers.start(server.base_url)
    wait_until(lambda: post_count(server) == 1, "the first request")
    first.let_go()
    assert first.wait(LONGEST_S)
    assert ledger.job(job_id).state is S.QUEUED  # it says where it stands
    server.delay_s = 0.0

    times = iter(range(0, 1_000, 8))
    ledger.watch = Watch(lambda: float(next(times)))
    for _ in range(4):
        settle(ledger, session="next")
    job = ledger.job(job_id)
    assert job.failure is not None
    assert (job.state, job.failure.remedy) == (S.FAILED, Remedy.RESUME)
    workers.start(server.base_url, session="next")
    resume(ledger, job_id, session="next")
    assert wait_for(ledger, job_id, S.READY).units == 17
    assert post_count(server) == 2


def test_estimates() -> None:
    assert chain_estimate(chain(3, steps=3)) == 3 * 7 + 3 * 10 + 3 * 10
    unknown = GenerationRequest(prompt="x", model="recraftv9")
    assert chain_estimate(Chain((unknown, REMOVE))) is None
    assert chain_estimate(GenerationRequest(prompt="x", n=2)) == 70


def test_problems_of_a_chain() -> None:
    def words(work: Chain) -> str:
        return " ".join(problem.allowed for problem in work.problems())

    assert words(chain(2)) == ""
    assert "choose a picture to begin with" in words(Chain((REMOVE,)))
    file = RemoveBackgroundRequest(image=Picture(url="https://a.example/a.png"))
    assert "takes no picture of the step before" in words(Chain((file, file)))
    assert "say what is to be made" in words(Chain(()))
    assert "type a prompt" in words(Chain((GenerationRequest(prompt=""), REMOVE)))
