# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Caps, receipts, the queue, and the choices about a request of unknown outcome."""

import csv
from pathlib import Path

import pytest

import installed
from installed import context, data, ops

from .conftest import NewMesh, StartSandbox, asked_for, charged, generate, locked, until


def test_cap_refuses_before_anything_is_sent(start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    installed.preferences().cap_per_file = 50
    until(generate("stone"), "ready")
    with pytest.raises(RuntimeError, match="nothing was sent"):
        generate("sand")
    assert asked_for(address) == 1
    assert len(installed.session().jobs) == 1
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    until(generate("sand"), "ready")


def test_cap_is_kept_for_scripts_and_other_blenders(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    installed.preferences().cap_per_file = 50
    until(generate("stone"), "ready")
    ledger = installed.session().ledger
    request = installed.module("client.calls").GenerationRequest(prompt="sand")
    placement = installed.session().jobs[0].placement
    service = installed.session().jobs[0].service
    errors = installed.module("jobs.errors")
    with pytest.raises(errors.BudgetExceededError):
        ledger.add(request, placement, session="a script", service=service)


def _add_as_a_script(service: str) -> str:
    spec, calls = installed.module("jobs.spec"), installed.module("client.calls")
    request = calls.GenerationRequest(prompt="sand")
    ledger = installed.session().ledger
    where = spec.ImagePlacement(file="a script's")
    return str(ledger.add(request, where, session="a script", service=service))


def test_caps_hold_for_whatever_service_is_chosen_later(start_sandbox: StartSandbox) -> None:
    prefs, errors = installed.preferences(), installed.module("jobs.errors")
    prefs.service, prefs.cap_per_day = "RECRAFT", 34
    installed.module("blender.pump").tick()
    address = start_sandbox()
    with pytest.raises(errors.BudgetExceededError):
        _add_as_a_script(address)
    with pytest.raises(RuntimeError, match="nothing was sent"):
        generate("stone")
    assert asked_for(address) == 0


def test_raised_cap_counts_at_once(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    prefs = installed.preferences()
    prefs.cap_per_file = 34
    with pytest.raises(RuntimeError, match="nothing was sent"):
        generate("stone")
    prefs.cap_per_file = 35
    until(generate("stone"), "ready")


def test_cap_of_another_blender_is_obeyed_and_shown(start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    prefs, budget = installed.preferences(), installed.module("jobs.budget")
    installed.session().keep_changed_caps(context)
    prefs.service = "CUSTOM"
    budget.keep_budget(installed.session().ledger, budget.Budget(per_day=34, confirm_above=7))
    with pytest.raises(RuntimeError, match="of the 34 that may be spent today"):
        generate("stone")
    assert asked_for(address) == 0
    assert (prefs.cap_per_day, prefs.cap_per_file, prefs.confirm_above) == (34, 0, 7)
    prefs.cap_per_day = 0
    until(generate("stone"), "ready")
    assert budget.kept_budget(installed.session().ledger).per_day is None


def test_cap_that_could_not_be_written_is_written_later() -> None:
    budget, pump = installed.module("jobs.budget"), installed.module("blender.pump")
    session = installed.session()
    pump.tick()
    installed.preferences().cap_per_day = 77
    with locked(session.ledger.home):
        pump.tick()
        assert "cannot be used" in session.problem
        with pytest.raises(RuntimeError, match="Nothing was sent"):
            ops.recraft.use_sandbox()
            generate("stone")
    pump.tick()
    assert budget.kept_budget(session.ledger).per_day == 77


def test_queued_job_can_be_sent_next(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--delay", "1.5", "--no-rate-limit")
    jobs = [generate(f"stone {number}") for number in range(7)]
    assert installed.pump_until(lambda: asked_for(address) == 4, 20)
    assert ops.recraft.send_first(job=jobs[-1].id) == {"FINISHED"}
    assert until(jobs[-1], "sending", "ready")
    assert installed.session().ledger.job(jobs[5].id).state == "queued"
    ops.recraft.cancel_all()


def test_spent_units_are_shown_without_asking_the_disk(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    before = installed.session().spent.file if installed.session().spent else 0
    until(generate("stone"), "ready")
    assert installed.session().spent.file == before + 35


def test_price_above_the_limit_needs_a_word() -> None:
    prefs = installed.preferences()
    budget = installed.module("blender.spending_limits").budget
    prefs.service, prefs.confirm_above = "RECRAFT", 200
    assert budget(prefs).needs_confirmation(201)
    assert not budget(prefs).needs_confirmation(200)
    prefs.confirm_above = 0
    assert not budget(prefs).needs_confirmation(5000)
    prefs.service, prefs.confirm_above = "SANDBOX", 1
    assert not budget(prefs).needs_confirmation(5000)


def test_cancel_all(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--delay", "2", "--no-rate-limit")
    jobs = [generate(f"stone {number}") for number in range(7)]
    assert installed.pump_until(lambda: asked_for(address) == 4, 20)
    assert installed.module("blender.operators.queue")._cancel_all() == (
        "Cancelled 3 jobs. 4 more on the way already: what is charged is kept."
    )
    assert ops.recraft.cancel_all() == {"FINISHED"}
    states = [until(job, "ready", "cancelled").state for job in jobs]
    assert states.count("cancelled") >= 3
    paid = [installed.session().job(job.id) for job in jobs if until(job, "ready", "cancelled")]
    assert sum(job.units or 0 for job in paid) == charged(address) > 0


def test_unknown_outcome_and_the_choices(start_sandbox: StartSandbox, new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    address = start_sandbox("--fault", "reset*1")
    job = until(generate("stone"), "unknown")
    session = installed.session()
    assert installed.pump_until(lambda: session.job(job.id).balance_after is not None, 20)
    job = session.job(job.id)
    assert job.balance_before - job.balance_after == 35
    assert ops.recraft.look_again(job=job.id) == {"FINISHED"}
    assert asked_for(address) == 1
    assert ops.recraft.send_again(job=job.id) == {"FINISHED"}
    job = until(job, "placed")
    assert asked_for(address) == 2


def test_what_must_be_known_before_asking_once_more(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "reset*1")
    job = until(generate("stone"), "unknown")
    before = installed.module("blender.operators.job")._before_again
    assert "may have been charged; this one is charged as well" in before(job, job.service)
    assert "the one you chose now charges for it" in before(job, "recraft")
    assert "takes play units only" in before(job, "sandbox")
    again = installed.module("jobs.choices").may_pay_again
    assert "charged a second time" in again(job.service)
    assert "play units only" in again("sandbox")


def test_forgotten_request(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "reset*1")
    job = until(generate("stone"), "unknown")
    assert ops.recraft.forget(job=job.id) == {"FINISHED"}
    job = until(job, "failed")
    assert "forgot" in job.failure.message


def test_receipts_as_a_table(start_sandbox: StartSandbox, tmp_path: Path) -> None:
    start_sandbox()
    job = until(generate("stone", make="ALPHA_PLANE"), "placed")
    assert ops.recraft.export_receipts(filepath=str(tmp_path / "receipts")) == {"FINISHED"}
    with (tmp_path / "receipts.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if job.id in row.values()]
    assert len(rows) == 2
    assert sum(int(row["units"]) for row in rows) == 45


def test_run_again_with_changes(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    job = until(generate("stone", make="IMAGE", upscale="CRISP", use_seed=True, seed=7), "placed")
    chosen = installed.settings()
    chosen.prompt, chosen.make, chosen.upscale, chosen.use_seed = "x", "CURVES", "NONE", False
    assert ops.recraft.edit_again(job=job.id) == {"FINISHED"}
    assert (chosen.prompt, chosen.make, chosen.upscale) == ("stone", "IMAGE", "CRISP")
    assert (chosen.use_seed, chosen.seed) == (True, 7)


def test_job_that_began_with_a_picture_does_not_claim_to_fill_the_panel(
    start_sandbox: StartSandbox,
) -> None:
    start_sandbox()
    image = data.images.new("Painted", 256, 256)
    installed.settings().picture = image
    installed.settings().make, installed.settings().prompt = "TEXTURE", "mine"
    assert ops.recraft.process_picture(tool="CRISP_UPSCALE") == {"FINISHED"}
    job = installed.session().jobs[0]
    with pytest.raises(RuntimeError, match="began with a picture"):
        ops.recraft.edit_again(job=job.id)
    assert (installed.settings().make, installed.settings().prompt) == ("TEXTURE", "mine")
    until(job, "placed")


def test_favourite_stays(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    job = until(generate("stone"), "ready")
    ops.recraft.favourite(job=job.id)
    assert installed.session().job(job.id).favourite
    ops.recraft.favourite(job=job.id)
    assert not installed.session().job(job.id).favourite


def test_removed_job_deletes_its_files_by_choice(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    job = until(generate("stone", make="IMAGE"), "placed")
    (image,) = (image for image in data.images if "recraft_job" in image)
    installed.preferences().removed_files = "DELETE"
    assert ops.recraft.remove_job(job=job.id) == {"FINISHED"}
    assert not job.folder.exists()
    assert image.packed_file is not None
