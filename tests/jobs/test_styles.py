# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A custom style is paid, so it is a job: intention, receipt, unknown outcome, caps, never twice.

What it gives is a row in the list of styles, with the person's name, and no picture.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from recraft_blender.client import catalog
from recraft_blender.client.calls import CreateStyleRequest, GenerationRequest, Palette
from recraft_blender.jobs import choices, styles
from recraft_blender.jobs.budget import Budget
from recraft_blender.jobs.errors import BudgetExceededError
from recraft_blender.jobs.exchange import requests_of
from recraft_blender.jobs.failure import Failure, FailureKind, Remedy
from recraft_blender.jobs.folder import RECEIPT_NAME, read_json
from recraft_blender.jobs.job import Job, RequestState
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.receipts import receipts
from recraft_blender.jobs.spec import (
    Chain,
    StylePlacement,
    chain_from_json,
    chain_to_json,
    placement_from_json,
    placement_to_json,
)
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.faults import Fault
from recraft_blender.sandbox.server import SandboxServer

from ..client.samples import PICTURE
from .crashes import BALANCE, Damage, finish, start
from .test_every_fault import ARGUMENTS, FAULTS
from .workers import (
    CHEAP,
    SERVICE,
    SESSION,
    Workers,
    answer,
    begin,
    post_count,
    queue,
    wait_for_end,
    wait_until,
)

S = JobState
PRICE = 5
REQUEST = CreateStyleRequest(images=(PICTURE, PICTURE), model="recraftv4_styles")
PLACEMENT = StylePlacement(file="a", name="Ink and wash")
OFF_WIRE = tuple(fault for fault in FAULTS if not fault.is_of_links)


def queue_style(ledger: Ledger, name: str = "Ink and wash") -> str:
    placement = StylePlacement(file="a", name=name)
    return ledger.add(REQUEST, placement, session=SESSION, service=SERVICE)


def names(ledger: Ledger) -> list[str]:
    return [style.name for style in styles.listed(ledger, SERVICE)]


@dataclass(frozen=True, slots=True)
class Bench:
    """One worker and one sandbox."""

    ledger: Ledger
    server: SandboxServer

    def run(self, *faults: Fault | str, name: str = "Ink and wash") -> tuple[Job, int]:
        """Make a style; the job at its end, and how many times it was posted."""
        self.server.faults = list(faults)
        before = post_count(self.server)
        job = wait_for_end(self.ledger, queue_style(self.ledger, name))
        self.server.faults = ()
        return job, post_count(self.server) - before


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    home = tmp_path_factory.mktemp("home")
    with (
        closing(Ledger(home)) as ledger,
        SandboxServer(rate_limited=False, balance=10_000) as server,
        Workers(home) as workers,
    ):
        workers.start(server.base_url)
        yield Bench(ledger, server)


def test_request_and_placement_survive_as_json() -> None:
    palette = Palette(colors=((1, 2, 3),), background_color=(4, 5, 6))
    chain = Chain((CreateStyleRequest(images=(PICTURE,), palette=palette, image_weights=(1.0,)),))
    assert chain_from_json(chain_to_json(chain)) == chain
    assert placement_from_json(placement_to_json(PLACEMENT)) == PLACEMENT


def test_style_is_made_and_listed_with_its_receipt(bench: Bench) -> None:
    before = bench.server.account.balance
    job, posts = bench.run(name="Blue  hour\n")
    assert (job.state, posts, job.units, job.estimate) == (S.PLACED, 1, PRICE, PRICE)
    assert bench.server.account.balance == before - PRICE
    style = next(one for one in styles.listed(bench.ledger, SERVICE) if one.job == job.id)
    assert (style.name, style.model, style.base) == ("Blue hour", "recraftv4_styles", "any")
    assert bench.server.context.styles.get(style.id) is not None
    (receipt,) = receipts(bench.ledger, job.id)
    assert (receipt.units, receipt.pictures, receipt.endpoint) == (PRICE, 0, "/styles")
    assert (receipt.model, receipt.request_id) == ("recraftv4_styles", job.request_id)
    written = read_json(job.folder / RECEIPT_NAME)
    assert written is not None
    assert (written["charged_units"], written["files"]) == (PRICE, [])
    assert [step for step, _ in bench.ledger.steps(job.id)] == [
        S.QUEUED,
        S.SENDING,
        S.ANSWERED,
        S.DOWNLOADING,
        S.READY,
        S.PLACING,
        S.PLACED,
    ]


def test_pictures_are_kept_with_the_job(bench: Bench) -> None:
    job, _ = bench.run()
    (first, second) = (picture for _, picture in job.request.pictures())
    assert first == second
    assert first.path is not None
    assert first.path.parent == job.folder
    assert first.read() == PICTURE.read()


def test_style_without_a_name_of_its_own(bench: Bench) -> None:
    job, _ = bench.run(name=" ")
    style = next(one for one in styles.listed(bench.ledger, SERVICE) if one.job == job.id)
    assert style.name == f"Free {style.id[:8]}"


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.PAID_SERVER_ERROR, Fault.MISSING_FIELDS])
def test_paid_without_an_answer_is_unknown_and_not_sent_again(bench: Bench, fault: Fault) -> None:
    before, listed = bench.server.account.balance, len(names(bench.ledger))
    job, posts = bench.run(fault)
    assert (job.state, posts) == (S.UNKNOWN, 1)
    assert job.failure is not None
    assert job.failure.remedy is Remedy.LOOK_AGAIN
    assert bench.server.account.balance == before - PRICE
    assert len(names(bench.ledger)) == listed
    wait_until(lambda: bench.ledger.job(job.id).balance_after is not None, "the balance")
    assert choices.unexplained_units(bench.ledger, job.id) == PRICE
    choices.forget(bench.ledger, job.id)
    assert bench.ledger.job(job.id).state is S.FAILED


def test_person_sends_an_unknown_one_again(bench: Bench) -> None:
    job, _ = bench.run(Fault.HARD_RESET)
    listed = len(names(bench.ledger))
    choices.send_again(bench.ledger, job.id, session=SESSION)
    assert wait_for_end(bench.ledger, job.id).state is S.PLACED
    assert len(names(bench.ledger)) == listed + 1
    assert [row.state for row in requests_of(bench.ledger, job.id)] == [
        RequestState.GIVEN_UP,
        RequestState.FETCHED,
    ]


def test_refusal_costs_nothing(bench: Bench) -> None:
    before = bench.server.account.balance
    job, _ = bench.run("status=400*1")
    assert (job.state, job.units) == (S.FAILED, None)
    assert bench.server.account.balance == before


def test_cap_holds_for_styles_too(ledger: Ledger) -> None:
    with pytest.raises(BudgetExceededError, match="costs 5 units"):
        ledger.add(
            REQUEST,
            PLACEMENT,
            session=SESSION,
            service=SERVICE,
            budget=Budget(per_day=PRICE - 1),
        )
    assert not ledger.recent(10)


def test_answer_of_the_first_api_is_an_id_alone(ledger: Ledger) -> None:
    row = begin(ledger, queue_style(ledger))
    answer(ledger, row, PRICE, '{"id": "3f2a", "credits": 5}')
    (style,) = styles.listed(ledger, SERVICE)
    assert (style.id, style.name, style.base) == ("3f2a", "Ink and wash", "any")


def test_answer_in_the_folder_is_adopted(ledger: Ledger) -> None:
    row = begin(ledger, queue_style(ledger))
    row.folder.mkdir(parents=True, exist_ok=True)
    text = '{"id": "3f2a", "style": "any", "credits": 5, "request_id": "r"}'
    (row.folder / "answer.json").write_text(text)
    ledger.fail(row.job, Failure(FailureKind.NETWORK, "Lost."), S.UNKNOWN)
    assert choices.look_again(ledger, row.job)
    assert (names(ledger), ledger.units_spent()) == (["Ink and wash"], PRICE)


def test_list_is_read_anew_from_the_folders(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with SandboxServer(rate_limited=False) as server:
        with closing(Ledger(home)) as ledger, Workers(home) as workers:
            workers.start(server.base_url)
            job = wait_for_end(ledger, queue_style(ledger))
            made = styles.listed(ledger, SERVICE)
        (home / "ledger.sqlite3").write_bytes(b"no database" * 1000)
        for more in home.glob("ledger.sqlite3-*"):
            more.unlink()
        with closing(Ledger(home)) as ledger, Workers(home) as workers:
            assert [style.name for style in styles.listed(ledger, SERVICE)] == ["Ink and wash"]
            assert styles.listed(ledger, SERVICE)[0].id == made[0].id
            workers.start(server.base_url)
            wait_until(lambda: ledger.job(job.id).state is S.PLACED, "the job's end")
            assert post_count(server) == 1


def test_every_fault_once(tmp_path: Path) -> None:
    ends: dict[str, JobState] = {}
    with (
        closing(Ledger(tmp_path)) as ledger,
        SandboxServer(rate_limited=False, balance=BALANCE) as server,
        Workers(tmp_path) as workers,
    ):
        workers.start(server.base_url, longest_wait_s=6.0)
        for fault in OFF_WIRE:
            server.faults = [f"{fault}{ARGUMENTS.get(fault, '')}*1"]
            before, listed = post_count(server), len(names(ledger))
            job = wait_for_end(ledger, queue_style(ledger))
            ends[str(fault)] = job.state
            assert job.state in (S.PLACED, S.FAILED, S.UNKNOWN), fault
            assert (job.failure is None) == (job.state is S.PLACED), fault
            assert len(names(ledger)) == listed + (job.state is S.PLACED), fault
            # A refusal for the rate is the one that goes out again by itself.
            assert post_count(server) - before == 1 + (fault is Fault.RATE_LIMIT), fault
        known = sum(job.units or 0 for job in ledger.recent(100))
        unsure = sum(job.state is S.UNKNOWN for job in ledger.recent(100))
        paid = sum(charge.units for charge in server.charged)
        assert known == ledger.units_spent() == PRICE * len(names(ledger))
        assert known <= paid <= known + PRICE * unsure
    assert set(ends) == {str(fault) for fault in OFF_WIRE}
    assert ends["rate-limit"] is S.PLACED
    assert {ends[name] for name in ("reset", "no-answer", "bad-json", "no-pictures")} <= {
        S.UNKNOWN,
        S.PLACED,
    }
    assert ends["reset"] is S.UNKNOWN


POINTS = (
    ("claim:return", 1),
    ("prepare:return", 1),
    ("_write_intention:return", 1),
    ("record_sent:return", 1),
    ("_send:return", 1),
    ("record_answer:call", 1),
    ("keep_made:call", 1),
    ("keep_made:return", 1),
    ("record_answer:return", 1),
    ("_write_receipt:return", 1),
    ("record_fetched:return", 1),
    ("record_style_listed:call", 1),
    ("record_style_listed:return", 1),
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_at_every_step(tmp_path: Path) -> None:
    def killed(number: int) -> tuple[Damage, int, int, int]:
        home = tmp_path / str(number)
        with (
            SandboxServer(rate_limited=False, balance=BALANCE) as server,
            closing(Ledger(home)) as ledger,
        ):
            ledger.add(REQUEST, PLACEMENT, session="first", service=SERVICE)
            dying = start(home, server, "first", POINTS[number])
            assert dying.wait(60), f"it was not killed at {POINTS[number]}"
            dying.let_go()
            assert dying.exit_code == -signal.SIGKILL, POINTS[number]
            damage = finish(ledger, server, "first" if number % 2 else "second")
            made = len(server.context.styles.all())
            return damage, len(names(ledger)), made, post_count(server)

    unknown = 0
    with ThreadPoolExecutor(3) as pool:
        found = pool.map(killed, range(len(POINTS)))
        for point, (damage, listed, made, posts) in zip(POINTS, found, strict=True):
            assert damage.is_none, f"{point}: {damage}"
            assert posts <= 1, point
            assert listed == made - damage.unknown * made, f"{point}: {listed} of {made}"
            unknown += damage.unknown
    assert unknown > 0


def test_style_is_used_by_the_models_it_was_made_for(bench: Bench) -> None:
    job, _ = bench.run()
    style = next(one for one in styles.listed(bench.ledger, SERVICE) if one.job == job.id)
    made_for = catalog.model(style.model)
    assert made_for is not None
    for model in ("recraftv4_styles", "recraftv4_1", "recraftv2"):
        known = catalog.model(model)
        assert known is not None
        used = queue(bench.ledger, model=model, style_id=style.id)
        ended = wait_for_end(bench.ledger, used)
        assert ended.state in (S.READY, S.FAILED), model
        assert (ended.state is S.READY) == catalog.fits_custom_style(known, made_for), model


def test_rename_needs_a_style(ledger: Ledger) -> None:
    with pytest.raises(KeyError):
        styles.rename(ledger, SERVICE, "none", "Name")


def test_generation_with_a_style_is_checked_by_the_catalog() -> None:
    flash = GenerationRequest(prompt="x", model=CHEAP, style_id="3f2a")
    assert any(problem.field == "style_id" for problem in flash.problems())
