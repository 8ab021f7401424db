# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever goes wrong out there, a job ends in the right state with the right words, paid once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from recraft_blender.jobs.failure import FailureKind, Remedy
from recraft_blender.jobs.job import Job
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.recovery import fetch_again
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.faults import Fault
from recraft_blender.sandbox.server import SandboxServer

from ..client.raw_server import closed_port
from .workers import SERVICE, Workers, post_count, queue, wait_for_end, wait_until

K, R, S = FailureKind, Remedy, JobState


@dataclass(frozen=True, slots=True)
class Bench:
    """One worker and one sandbox for all tests here; each test sets what goes wrong."""

    ledger: Ledger
    server: SandboxServer

    def run(self, *faults: Fault, **fields: Any) -> tuple[Job, int]:
        """Run a job to its end; the job, and how many times it was posted."""
        self.server.faults = frozenset(faults)
        before = post_count(self.server)
        job = wait_for_end(self.ledger, queue(self.ledger, **fields))
        return job, post_count(self.server) - before


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    home = tmp_path_factory.mktemp("home")
    with (
        closing(Ledger(home)) as ledger,
        SandboxServer(rate_limited=False, balance=1_000) as server,
        Workers(home) as workers,
    ):
        workers.start(server.base_url, longest_wait_s=6.0)
        yield Bench(ledger, server)


def assert_failed(job: Job, kind: FailureKind, remedy: Remedy, words: str) -> None:
    assert job.state is S.FAILED
    assert job.failure is not None
    assert (job.failure.kind, job.failure.remedy) == (kind, remedy)
    assert words in job.failure.message


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (Fault.RESET, K.NETWORK, "broke before the answer came"),
        (Fault.NO_ANSWER, K.NETWORK, "did not answer in time"),
        (Fault.PAID_SERVER_ERROR, K.SERVICE, "status 500"),
        (Fault.BAD_JSON, K.SERVICE, "not the data"),
        (Fault.MISSING_FIELDS, K.SERVICE, "lacks what its interface describes"),
    ],
)
def test_what_was_charged_without_an_answer_is_unknown(
    bench: Bench, fault: Fault, kind: FailureKind, words: str
) -> None:
    before, spent = bench.server.account.balance, bench.ledger.units_spent()
    job, posts = bench.run(fault)
    assert (posts, bench.server.account.balance) == (1, before - 35)
    assert job.state is S.UNKNOWN
    assert job.failure is not None
    assert (job.failure.kind, job.failure.remedy) == (kind, R.LOOK_AGAIN)
    assert words in job.failure.message
    assert "Compare the balance before and after" in job.failure.message
    assert bench.ledger.units_spent() == spent


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.SERVER_ERROR])
def test_what_was_perhaps_charged_is_unknown_too(bench: Bench, fault: Fault) -> None:
    job, posts = bench.run(fault)
    assert (job.state, posts) == (S.UNKNOWN, 1)


@pytest.mark.parametrize(("fault", "units"), [(Fault.RESET, 35), (Fault.SERVER_ERROR, 0)])
def test_balances_beside_the_unknown_tell_what_was_charged(
    bench: Bench, fault: Fault, units: int
) -> None:
    before = bench.server.account.balance
    job, _ = bench.run(fault)
    wait_until(lambda: bench.ledger.job(job.id).balance_after is not None, "the balance after")
    job = bench.ledger.job(job.id)
    assert (job.balance_before, job.balance_after) == (before, before - units)


def test_what_the_service_said_is_kept_for_support(bench: Bench) -> None:
    job, _ = bench.run(Fault.HTML)
    wait_until((job.folder / "answer-not-understood.json").exists, "the kept answer")
    assert "Please log in" in (job.folder / "answer-not-understood.json").read_text()


@pytest.mark.parametrize(
    ("fault", "remedy", "words"),
    [
        (Fault.LINK_NOT_A_PICTURE, R.FETCH_AGAIN, "is not a picture"),
        (Fault.LINK_STALLS, R.FETCH_AGAIN, "stalled"),
        (Fault.LINK_EXPIRED, R.FETCH_AGAIN, "links live for about a day"),
    ],
)
def test_paid_picture_behind_a_bad_link(
    bench: Bench, fault: Fault, remedy: Remedy, words: str
) -> None:
    job, posts = bench.run(fault)
    assert_failed(job, K.DOWNLOAD, remedy, words)
    assert (job.units, posts) == (35, 1)
    assert job.is_paid
    names = {path.name for path in job.folder.iterdir()}
    assert names == {
        "job.json",
        "request.json",
        "answer.json",
        "receipt.json",
        "failure.json",
    }


def test_paid_picture_is_fetched_again_for_nothing(bench: Bench) -> None:
    job, posts = bench.run(Fault.LINK_NOT_A_PICTURE)
    spent, balance = bench.ledger.units_spent(), bench.server.account.balance
    bench.server.faults = frozenset()
    fetch_again(bench.ledger, job.id)
    again = wait_for_end(bench.ledger, job.id)
    assert (again.state, again.failure) == (S.READY, None)
    assert bench.ledger.results(job.id)[0].path.exists()
    assert (bench.ledger.units_spent(), bench.server.account.balance) == (spent, balance)
    assert posts == 1


def test_disk_that_fails_after_paying_asks_to_fetch_again(bench: Bench) -> None:
    bench.server.faults = frozenset()
    bench.server.delay_s = 0.8
    before = post_count(bench.server)
    job_id = queue(bench.ledger)
    folder = bench.ledger.job(job_id).folder
    wait_until(lambda: post_count(bench.server) > before, "the request under way")
    (folder / "receipt.part").mkdir()
    job = wait_for_end(bench.ledger, job_id)
    bench.server.delay_s = 0.0
    assert_failed(job, K.DISK, R.FETCH_AGAIN, "could not be written")
    (folder / "receipt.part").rmdir()
    fetch_again(bench.ledger, job_id)
    assert wait_for_end(bench.ledger, job_id).state is S.READY
    assert post_count(bench.server) == before + 1


def test_too_dear_for_the_balance(bench: Bench) -> None:
    before = bench.server.account.balance
    job, posts = bench.run(model="recraftv4_1_pro", n=6)
    assert_failed(job, K.CREDITS, R.RUN_AGAIN, "not enough API units")
    assert (posts, bench.server.account.balance) == (1, before)


def test_refused_request_says_why(bench: Bench) -> None:
    job, _ = bench.run(model="recraftv9")
    assert_failed(job, K.REQUEST, R.NONE, "unknown model 'recraftv9'")
    assert job.estimate is None


def test_unchecked_request_is_not_even_sent(bench: Bench) -> None:
    job, posts = bench.run(n=9)
    assert_failed(job, K.REQUEST, R.NONE, "1 to 6 pictures")
    assert posts == 0


def test_worker_goes_on_after_all_that(bench: Bench) -> None:
    job, posts = bench.run()
    assert (job.state, posts) == (S.READY, 1)


def test_wrong_token(ledger: Ledger, workers: Workers) -> None:
    with SandboxServer(rate_limited=False, token="another") as server:
        job_id = queue(ledger)
        workers.start(server.base_url)
        assert_failed(
            wait_for_end(ledger, job_id),
            K.SETUP,
            R.OPEN_PREFERENCES,
            "does not accept the API token",
        )
        assert post_count(server) == 1
        assert ledger.balance(SERVICE) is None


def test_service_that_is_gone(ledger: Ledger, workers: Workers) -> None:
    job_id = queue(ledger)
    ledger.record_balance(SERVICE, 100)
    workers.start(f"http://127.0.0.1:{closed_port()}/v1")
    job = wait_for_end(ledger, job_id)
    assert_failed(job, K.NETWORK, R.RUN_AGAIN, "nothing was charged")
    assert (job.units, job.balance_before) == (None, 100)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"base_url": "http://a.example/v1"}, "must start with https://"),
        ({"base_url": "http://127.0.0.1:1/v1", "token": ""}, "no API token"),
        ({"base_url": "http://127.0.0.1:1/v1", "token": "two words"}, "no token has"),
    ],
)
def test_unusable_settings_are_said_beside_the_job(
    ledger: Ledger, workers: Workers, settings: dict[str, Any], words: str
) -> None:
    job_id = queue(ledger)
    worker = workers.start(**settings)
    assert_failed(wait_for_end(ledger, job_id), K.SETUP, R.OPEN_PREFERENCES, words)
    assert worker.is_alive
    assert not list(Path(ledger.home).glob("jobs/*/*/request.json"))
