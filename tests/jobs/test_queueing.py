# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Order, cancelling all, running again, and the pictures that a job takes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from recraft_blender.client.calls import InpaintRequest, VectorizeRequest
from recraft_blender.client.picture import Picture
from recraft_blender.jobs.choices import resume
from recraft_blender.jobs.errors import StaleJobError
from recraft_blender.jobs.failure import Failure, FailureKind
from recraft_blender.jobs.ledger import Ledger
from recraft_blender.jobs.queueing import (
    Cancelled,
    cancel_all,
    for_editing,
    move_before,
    move_first,
    move_last,
    run_again,
)
from recraft_blender.jobs.recovery import claim
from recraft_blender.jobs.spec import ImagePlacement
from recraft_blender.jobs.states import JobState

from .workers import PLACEMENT, SERVICE, SESSION, begin, chain, queue

S = JobState
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def order(ledger: Ledger) -> list[str]:
    taken = []
    while (job := claim(ledger, "w", session=SESSION, service=SERVICE)) is not None:
        taken.append(job.id)
    return taken


def test_order_is_the_persons(ledger: Ledger) -> None:
    a, b, c, d = (queue(ledger) for _ in range(4))
    move_first(ledger, c)
    move_last(ledger, a)
    move_before(ledger, d, b)
    assert order(ledger) == [c, d, b, a]


def test_order_before_the_first(ledger: Ledger) -> None:
    a, b, c = (queue(ledger) for _ in range(3))
    move_before(ledger, c, a)
    move_before(ledger, b, c)
    assert order(ledger) == [b, c, a]


def test_only_queued_jobs_are_moved(ledger: Ledger) -> None:
    sent, waiting = queue(ledger), queue(ledger)
    ledger.advance(sent, S.SENDING)
    for move in (move_first, move_last):
        with pytest.raises(StaleJobError):
            move(ledger, sent)
    for pair in ((sent, waiting), (waiting, sent), (waiting, waiting), (waiting, "none")):
        with pytest.raises(StaleJobError):
            move_before(ledger, *pair)
    assert order(ledger) == [waiting]


def test_cancel_all_of_a_session(ledger: Ledger) -> None:
    queued, sending, other = queue(ledger), queue(ledger), queue(ledger, session="another")
    ledger.advance(sending, S.SENDING)
    assert cancel_all(ledger, session=SESSION) == Cancelled(unsent=1, under_way=1)
    assert ledger.job(queued).state is S.CANCELLED
    assert (ledger.job(sending).state, ledger.job(sending).cancel_requested) == (S.SENDING, True)
    assert ledger.job(other).state is S.QUEUED
    assert cancel_all(ledger, session=SESSION) == Cancelled(unsent=0, under_way=0)


def test_run_again_is_a_new_job(ledger: Ledger) -> None:
    work = chain(2)
    old = ledger.add(work, PLACEMENT, session="gone", service=SERVICE, blend="a.blend")
    new = run_again(ledger, old, session=SESSION)
    job = ledger.job(new)
    assert (job.chain, job.placement, job.session, job.blend) == (
        work,
        PLACEMENT,
        SESSION,
        "a.blend",
    )
    assert (job.state, job.units, job.estimate) == (S.QUEUED, None, ledger.job(old).estimate)
    elsewhere = ImagePlacement(file="/b.blend")
    assert ledger.job(run_again(ledger, old, session="s", placement=elsewhere)).placement == (
        elsewhere
    )
    assert for_editing(ledger, old) == (work, PLACEMENT)


def test_pictures_in_memory_become_the_jobs_own_files(ledger: Ledger, tmp_path: Path) -> None:
    outside = tmp_path / "mine.png"
    outside.write_bytes(PNG)
    request = InpaintRequest(
        prompt="x", image=Picture(path=outside), mask=Picture(content=PNG + b"mask")
    )
    job = ledger.job(ledger.add(request, PLACEMENT, session=SESSION, service=SERVICE))
    stored = job.request
    assert isinstance(stored, InpaintRequest)
    assert stored.image.path == outside
    assert stored.mask.path == job.folder / "input-1.png"
    assert stored.mask.read() == PNG + b"mask"


def test_pictures_of_another_job_are_copied(ledger: Ledger) -> None:
    first = VectorizeRequest(image=Picture(content=PNG))
    old = ledger.job(ledger.add(first, PLACEMENT, session=SESSION, service=SERVICE))
    new = ledger.job(run_again(ledger, old.id, session=SESSION))
    (old.folder / "input-1.png").unlink()
    assert isinstance(new.request, VectorizeRequest)
    assert new.request.image.path == new.folder / "input-1.png"
    assert new.request.image.read() == PNG


def test_resumed_job_that_is_cancelled_keeps_what_it_has(ledger: Ledger) -> None:
    job_id = queue(ledger)
    begin(ledger, job_id)
    ledger.fail(job_id, Failure(FailureKind.REQUEST, "No."))
    resume(ledger, job_id, session=SESSION)
    ledger.request_cancel(job_id)
    assert ledger.job(job_id).state is S.CANCELLED
