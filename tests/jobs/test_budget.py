# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Caps hold for everybody who adds to the ledger, and count what may still be charged."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from dataclasses import replace

import pytest

from recraft_blender.client.calls import GenerationRequest
from recraft_blender.jobs.budget import Budget, keep_budget, kept_budget, spent
from recraft_blender.jobs.choices import forget, resume, send_again
from recraft_blender.jobs.errors import BudgetExceededError
from recraft_blender.jobs.failure import Failure, FailureKind
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.queueing import run_again
from recraft_blender.jobs.spec import TexturePlacement
from recraft_blender.jobs.states import JobState

from .workers import PLACEMENT, SERVICE, SESSION, answer, begin, change, queue

REQUEST = GenerationRequest(prompt="Oak planks")  # 35 units
OTHER_FILE = replace(PLACEMENT, file="/b.blend")
FAILURE = Failure(FailureKind.NETWORK, "It broke.")


def add(
    ledger: Ledger,
    budget: Budget | None = None,
    placement: TexturePlacement = PLACEMENT,
    service: str = SERVICE,
) -> str:
    return ledger.add(REQUEST, placement, session=SESSION, service=service, budget=budget)


def test_cap_of_the_day_counts_charged_and_open(ledger: Ledger) -> None:
    paid = add(ledger)
    answer(ledger, begin(ledger, paid), 40)  # dearer than it was estimated
    add(ledger)
    found = spent(ledger, SERVICE, file=PLACEMENT.file)
    assert (found.day, found.open_day, found.file, found.open_file) == (40, 35, 40, 35)
    add(ledger, Budget(per_day=110))
    with pytest.raises(BudgetExceededError) as caught:
        add(ledger, Budget(per_day=110))
    error = caught.value
    assert (error.limit, error.spent, error.asked) == (110, 110, 35)
    assert str(error).endswith("Raise the cap in the preferences to go on.")
    assert "40 are spent and 70 are on their way" in str(error)
    assert len(ledger.recent(10)) == 3


def test_cap_of_a_file_leaves_others_alone(ledger: Ledger) -> None:
    budget = Budget(per_file=35)
    add(ledger, budget)
    with pytest.raises(BudgetExceededError, match="in this file's session"):
        add(ledger, budget)
    add(ledger, budget, OTHER_FILE)


def test_caps_are_each_services_own(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, Budget(per_day=35), service="sandbox")


def test_kept_caps_bind_everybody_and_the_stricter_counts(ledger: Ledger) -> None:
    assert kept_budget(ledger) is None
    keep_budget(ledger, Budget(per_day=1))
    keep_budget(ledger, Budget(per_day=70, confirm_above=100))
    assert kept_budget(ledger) == Budget(per_day=70, confirm_above=100)
    with closing(Ledger(ledger.home)) as other:
        add(other)
        with pytest.raises(BudgetExceededError):
            add(other, Budget(per_day=36))
        add(other, Budget(per_day=1_000))
        with pytest.raises(BudgetExceededError):
            run_again(other, other.recent(1)[0].id, session=SESSION)
        for service in ("recraft", "https://a.example/v1"):
            add(other, service=service)
            add(other, service=service)
            with pytest.raises(BudgetExceededError):
                add(other, service=service)
        for _ in range(3):
            add(other, service="sandbox")  # play units


def test_what_ended_unpaid_is_not_counted(ledger: Ledger) -> None:
    cancelled, failed, unknown = add(ledger), add(ledger), add(ledger)
    ledger.request_cancel(cancelled)
    begin(ledger, failed)
    ledger.fail(failed, FAILURE)
    begin(ledger, unknown)
    ledger.fail(unknown, FAILURE, JobState.UNKNOWN)
    assert spent(ledger, SERVICE).open_day == 35
    forget(ledger, unknown)
    assert spent(ledger, SERVICE).open_day == 0


def test_yesterday_is_over_but_its_queue_is_not(ledger: Ledger) -> None:
    paid, unknown, _queued = add(ledger), add(ledger), add(ledger)
    answer(ledger, begin(ledger, paid))
    ledger.advance(paid, JobState.DOWNLOADING)
    ledger.advance(paid, JobState.READY)
    begin(ledger, unknown)
    ledger.fail(unknown, FAILURE, JobState.UNKNOWN)
    yesterday = time.time() - 25 * 3600
    change(ledger, "UPDATE receipts SET at = ?", (yesterday,))
    change(ledger, "UPDATE jobs SET state_at = ?", (yesterday,))
    found = spent(ledger, SERVICE, file=PLACEMENT.file)
    assert (found.day, found.open_day, found.file, found.open_file) == (0, 35, 35, 70)


def test_trying_again_is_counted_too(ledger: Ledger) -> None:
    failed, unknown = add(ledger), add(ledger)
    begin(ledger, failed)
    ledger.fail(failed, FAILURE)
    begin(ledger, unknown)
    ledger.fail(unknown, FAILURE, JobState.UNKNOWN)
    for again, job_id in ((resume, failed), (send_again, unknown)):
        with pytest.raises(BudgetExceededError):
            again(ledger, job_id, session=SESSION, budget=Budget(per_day=69))
    assert ledger.job(failed).state is JobState.FAILED
    send_again(ledger, unknown, session=SESSION, budget=Budget(per_day=70))
    assert ledger.job(unknown).state is JobState.QUEUED


def test_cap_holds_when_many_add_at_once(ledger: Ledger) -> None:
    start = threading.Barrier(6)
    refused: list[BudgetExceededError] = []

    def add_some() -> None:
        with closing(Ledger(ledger.home, busy_timeout_s=20, durable=False)) as own:
            start.wait()
            for _ in range(4):
                try:
                    add(own, Budget(per_day=35 * 10))
                except BudgetExceededError as error:
                    refused.append(error)

    threads = [threading.Thread(target=add_some) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(ledger.recent(100)), len(refused)) == (10, 14)


@pytest.mark.parametrize(
    ("limit", "estimate", "asks"),
    [(None, 99, False), (None, None, False), (50, 50, False), (50, 51, True), (50, None, True)],
)
def test_confirmation(limit: int | None, estimate: int | None, *, asks: bool) -> None:
    assert Budget(confirm_above=limit).needs_confirmation(estimate) is asks


def test_price_that_is_not_published_counts_as_nothing(ledger: Ledger) -> None:
    queue(ledger, model="recraftv9")
    add(ledger, Budget(per_day=35))
