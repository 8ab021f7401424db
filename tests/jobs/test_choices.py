# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the person decides: look again, send again, forget, keep; nothing of it by itself."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from recraft_blender.jobs.choices import (
    balance_words,
    forget,
    keep_earlier,
    look_again,
    resume,
    send_again,
    unexplained_units,
    units_missing,
)
from recraft_blender.jobs.errors import StaleJobError
from recraft_blender.jobs.exchange import record_balance_before, requests_of
from recraft_blender.jobs.failure import Failure, FailureKind, Remedy
from recraft_blender.jobs.folder import write_json
from recraft_blender.jobs.job import RequestState
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.recovery import claim, has_unsettled, record_balance_after, settle
from recraft_blender.jobs.states import JobState
from recraft_blender.sandbox.server import SandboxServer

from .workers import (
    PLACEMENT,
    SERVICE,
    SESSION,
    Workers,
    answer,
    begin,
    chain,
    change,
    queue,
    wait_for,
)

S = JobState
FAILURE = Failure(FailureKind.NETWORK, "It broke.", Remedy.LOOK_AGAIN)
ANSWER = {"request_id": "req-9", "created": 1, "credits": 35, "data": [{"image_id": "a"}]}


def unknown(ledger: Ledger, before: int | None = 1_000) -> str:
    job_id = queue(ledger)
    row = begin(ledger, job_id)
    record_balance_before(ledger, row, before)
    ledger.fail(job_id, FAILURE, S.UNKNOWN)
    return job_id


def test_looking_again_finds_the_answer_in_the_folder(ledger: Ledger) -> None:
    job_id = unknown(ledger)
    write_json(ledger.job(job_id).folder / "answer.json", ANSWER)
    assert look_again(ledger, job_id)
    job = ledger.job(job_id)
    assert (job.state, job.units, job.request_id, job.failure) == (S.ANSWERED, 35, "req-9", None)
    assert ledger.units_spent() == 35
    found = claim(ledger, "w", session="another", service=SERVICE)
    assert found is not None
    assert found.id == job_id


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"credits": "many", "data": []}', '{"credits": 5}', '{"data": []}', ""],
)
def test_half_an_answer_is_none(ledger: Ledger, content: str) -> None:
    job_id = unknown(ledger)
    folder = ledger.job(job_id).folder
    folder.mkdir(parents=True)
    (folder / "answer.json").write_text(content)
    assert not look_again(ledger, job_id)
    assert ledger.job(job_id).state is S.UNKNOWN


def test_looking_again_asks_for_the_balance_anew(ledger: Ledger) -> None:
    job_id = unknown(ledger)
    record_balance_after(ledger, SERVICE, 1_000)
    assert unexplained_units(ledger, job_id) == 0
    assert "probably not charged" in balance_words(ledger, ledger.job(job_id))
    change(ledger, "UPDATE jobs SET state_at = state_at - 90000")
    assert not look_again(ledger, job_id)
    assert has_unsettled(ledger, SERVICE)
    assert "not known yet" in balance_words(ledger, ledger.job(job_id))
    record_balance_after(ledger, SERVICE, 965)
    assert unexplained_units(ledger, job_id) == 35
    words = balance_words(ledger, ledger.job(job_id))
    assert words == (
        "Balance before: 1,000; after: 965. 35 units have no receipt, so it was probably charged."
    )


def test_units_of_other_jobs_are_explained(ledger: Ledger) -> None:
    job_id = unknown(ledger)
    answer(ledger, begin(ledger, queue(ledger)), 35)
    record_balance_after(ledger, SERVICE, 965)
    assert unexplained_units(ledger, job_id) == 0


def test_balance_that_was_never_known(ledger: Ledger) -> None:
    job_id = unknown(ledger, before=None)
    record_balance_after(ledger, SERVICE, 965)
    assert unexplained_units(ledger, job_id) is None
    assert balance_words(ledger, ledger.job(job_id)) == "The balance before it is not known."


def test_forgotten_job_has_failed_and_is_not_resumed_by_mistake(ledger: Ledger) -> None:
    job_id = unknown(ledger)
    forget(ledger, job_id)
    job = ledger.job(job_id)
    assert job.failure is not None
    assert (job.state, job.failure.remedy) == (S.FAILED, Remedy.NONE)
    assert "may have been charged" in job.failure.message
    assert requests_of(ledger, job_id)[0].state is RequestState.GIVEN_UP
    for choice in (forget, look_again, keep_earlier):
        with pytest.raises(StaleJobError):
            choice(ledger, job_id)
    for again in (send_again, resume):
        with pytest.raises(StaleJobError):
            again(ledger, job_id, session=SESSION)


def test_late_answer_of_what_was_sent_again_is_kept_beside_the_other(ledger: Ledger) -> None:
    job_id = unknown(ledger)
    first = requests_of(ledger, job_id)[0]
    send_again(ledger, job_id, session="later")
    assert ledger.job(job_id).session == "later"
    second = begin(ledger, job_id)
    assert (second.attempt, second.folder.name) == (2, "step-1-picture-1-try-2")
    answer(ledger, first, 35)
    assert ledger.job(job_id).state is S.ANSWERED
    answer(ledger, second, 35)
    assert (ledger.job(job_id).units, ledger.units_spent()) == (70, 70)


def test_choices_are_only_for_where_they_belong(ledger: Ledger) -> None:
    job_id = queue(ledger)
    for state in S:
        change(ledger, "UPDATE jobs SET state = ? WHERE id = ?", (state, job_id))
        if state is not S.UNKNOWN:
            for choice in (look_again, forget):
                with pytest.raises(StaleJobError):
                    choice(ledger, job_id)
            with pytest.raises(StaleJobError):
                send_again(ledger, job_id, session=SESSION)
        if state is not S.FAILED:
            with pytest.raises(StaleJobError):
                resume(ledger, job_id, session=SESSION)
        with pytest.raises(StaleJobError):
            keep_earlier(ledger, job_id)
        assert ledger.job(job_id).state is state


def test_dead_workers_answer_in_the_folder_is_taken_at_once(ledger: Ledger) -> None:
    job_id = queue(ledger)
    begin(ledger, job_id)
    write_json(ledger.job(job_id).folder / "answer.json", ANSWER)
    settle(ledger, session=SESSION)
    assert (ledger.job(job_id).state, ledger.units_spent()) == (S.ANSWERED, 35)


def test_what_was_only_prepared_is_queued_again(ledger: Ledger) -> None:
    job_id = queue(ledger)
    begin(ledger, job_id, sent=False)
    settle(ledger, session=SESSION)
    assert ledger.job(job_id).state is S.QUEUED
    assert begin(ledger, job_id).attempt == 1
    assert len(requests_of(ledger, job_id)) == 1


def test_sent_again_is_paid_again_and_both_are_accounted_for(
    ledger: Ledger, workers: Workers, server: SandboxServer
) -> None:
    server.faults = ["reset"]
    job_id = queue(ledger)
    workers.start(server.base_url)
    wait_for(ledger, job_id, S.UNKNOWN)
    server.faults = []
    send_again(ledger, job_id, session=SESSION)
    job = wait_for(ledger, job_id, S.READY)
    assert (job.units, server.account.balance) == (35, 930)
    (result,) = ledger.results(job_id)
    assert result.path.name == "oak-planks-try-2-1.png"
    request = json.loads((job.folder / "step-1-picture-1-try-2" / "request.json").read_text())
    assert request["prompt"] == "Oak planks"


def test_what_is_missing_costs_no_less_after_a_double_payment(ledger: Ledger) -> None:
    work = chain(model="recraftv4_1")
    job = ledger.job(ledger.add(work, PLACEMENT, session=SESSION, service=SERVICE))
    assert units_missing(job) == 35 + 10
    assert units_missing(replace(job, stage=1, units=35)) == 10
    assert units_missing(replace(job, stage=1, units=70)) == 10
    assert units_missing(replace(job, estimate=None)) is None
