# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs through the life of a Blender: modes, other files, cancelling, dying processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import bpy
import pytest

import installed
from installed import context, data, ops

from .conftest import TOKEN, NewMesh, StartSandbox, asked_for, generate, locked, until

SCRIPTS = Path(__file__).parents[2] / "scripts"


def test_result_waits_for_object_mode(use_sandbox: None, new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    ops.object.mode_set(mode="EDIT")
    job = until(generate("stone"), "ready")
    for _ in range(5):
        installed.module("blender.pump").tick()
    assert installed.session().job(job.id).state == "ready"
    with pytest.raises(RuntimeError, match="Waits for Object Mode"):
        ops.recraft.place(job=job.id, use_selection=True)
    ops.object.mode_set(mode="OBJECT")
    until(job, "placed")
    assert len(cube.data.materials) == 1


def test_result_is_not_forced_into_another_file(use_sandbox: None, new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    job = generate("stone")
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    other = new_mesh("Cube")
    job = until(job, "ready")
    for _ in range(5):
        installed.module("blender.pump").tick()
    assert not other.data.materials
    assert ops.recraft.place(job=job.id, use_selection=True) == {"FINISHED"}
    assert len(other.data.materials) == 1


def test_cancel_before_sending_costs_nothing(start_sandbox: StartSandbox) -> None:
    start_sandbox("--delay", "1.5")
    jobs = [generate(f"stone {number}") for number in range(6)]
    last = jobs[-1]
    assert ops.recraft.cancel_job(job=last.id) == {"FINISHED"}
    job = until(last, "cancelled")
    assert job.units is None
    for other in jobs[:-1]:
        until(other, "placed", "ready")


def test_cancel_after_sending_keeps_the_paid_picture(
    start_sandbox: StartSandbox, new_mesh: NewMesh
) -> None:
    cube = new_mesh("Cube")
    address = start_sandbox("--delay", "1", "--no-rate-limit")
    job = generate("stone")
    assert installed.pump_until(lambda: asked_for(address) == 1, 20)
    ops.recraft.cancel_job(job=job.id)
    job = until(job, "ready")
    assert "already on its way when you cancelled it" in job.note
    assert job.units == 35
    assert not cube.data.materials


def test_worker_that_dies_is_started_again(start_sandbox: StartSandbox, new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    address = start_sandbox("--delay", "3", "--no-rate-limit")
    session = installed.session()
    job = generate("stone")
    assert installed.pump_until(lambda: asked_for(address) == 1, 20)
    session.keeper.worker.kill()
    job = until(job, "unknown")
    assert "may have been charged" in job.failure.message
    until(generate("sand"), "placed")


def test_what_needs_somebody_is_listed_however_old(
    start_sandbox: StartSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed.module("blender.job_list"), "NEWEST_JOBS", 3)
    start_sandbox("--fault", "link-not-a-picture*1", "--no-rate-limit")
    session = installed.session()
    broken = until(generate("broken", make="IMAGE", model="recraftv4_1_flash"), "failed")
    jobs = [generate(f"stone {number}") for number in range(7)]
    session.refresh(context)
    assert len(session.jobs) == 8
    assert installed.pump_until(
        lambda: all(session.ledger.job(job.id).state == "placed" for job in jobs), 60
    )
    session.refresh(context)
    newest = [job.id for job in jobs[:-4:-1]]
    assert [job.id for job in session.jobs] == [*newest, broken.id]  # it is paid for
    assert ops.recraft.remove_job(job=newest[0]) == {"FINISHED"}
    assert [job.id for job in session.jobs] == [*newest[1:], jobs[3].id, broken.id]
    assert ops.recraft.fetch_again(job=broken.id) == {"FINISHED"}
    assert installed.pump_until(lambda: session.ledger.job(broken.id).state == "placed", 20)
    session.refresh(context)
    assert [job.id for job in session.jobs] == [*newest[1:], jobs[3].id]


def test_paid_job_of_another_service_says_whom_to_choose(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "link-not-a-picture*1")
    job = until(generate("stone"), "failed")
    session, left = installed.session(), installed.module("blender.job_list").is_left_behind
    installed.module("jobs.recovery").fetch_again(session.ledger, job.id)
    ops.recraft.use_sandbox()
    session.refresh(context)
    job = session.job(job.id)
    assert job.state == "answered"
    assert not left(job, "sandbox", job.state_at + 5)  # its worker may be at it
    assert left(job, "sandbox", job.state_at + 20)
    assert not left(job, job.service, job.state_at + 20)
    assert session._list.has_own_work("sandbox", job.state_at + 5)
    assert not session._list.has_own_work("sandbox", job.state_at + 20)
    titles = installed.module("blender.panels.jobs").service_title
    assert [titles(name) for name in ("recraft", "sandbox", job.service)] == [
        "Recraft",
        "Sandbox",
        job.service,
    ]
    installed.preferences().service = "CUSTOM"
    installed.module("blender.pump")._times["settle"] = 0.0
    until(job, "ready", "placed")


def test_placing_that_fails_for_the_ledger_is_tried_again_but_not_all_the_time(
    start_sandbox: StartSandbox, new_mesh: NewMesh, monkeypatch: pytest.MonkeyPatch
) -> None:
    cube = new_mesh("Cube")
    start_sandbox()
    session, pump = installed.session(), installed.module("blender.pump")
    now, tries = 0.0, []
    monkeypatch.setattr(pump, "_pauses", installed.module("jobs.pauses").Pauses(clock=lambda: now))
    ops.object.mode_set(mode="EDIT")
    job = until(generate("stone"), "ready")
    ops.object.mode_set(mode="OBJECT")
    advance = session.ledger.advance

    def counted(*given: object, **columns: object) -> None:
        tries.append(given)
        advance(*given, **columns)

    monkeypatch.setattr(session.ledger, "advance", counted)
    with locked(session.ledger.home):
        for _ in range(20):
            pump._times["settle"] = float("inf")
            pump.tick()
        assert len(tries) == 1
        now = 1.5
        for _ in range(20):
            pump.tick()
        assert len(tries) == 2
    assert not cube.data.materials
    now = 4.0
    until(job, "placed")
    assert len(cube.data.materials) == 1
    assert len(session.ledger.results(job.id)) == 1


def test_jobs_of_blender_that_are_waited_for_are_known_to_it() -> None:
    assert installed.module("blender.placing").waits_for(context) == ""
    running = installed.module("blender.placing")._BLENDERS_JOBS
    assert set(running) == {"RENDER", "OBJECT_BAKE"}
    assert not any(bpy.app.is_job_running(name) for name in running)  # type: ignore[func-returns-value]


def test_job_cancelled_while_its_worker_cannot_start(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    session = installed.session()
    installed.preferences().token = ""
    session.refresh(context)
    spec, capture = installed.module("jobs.spec"), installed.module("blender.capture")
    work = installed.module("client.calls").GenerationRequest(prompt="stone")
    service = installed.module("blender.preferences").service_name(installed.preferences())
    jobs = [
        session.ledger.add(
            work,
            capture.placement(context, spec.PlacementKind.IMAGE),
            session=session.id,
            service=service,
        )
        for _ in range(2)
    ]
    session.refresh(context)
    session.ledger.request_cancel(jobs[0])  # after the list was read
    session.watch_worker(context)
    assert session.ledger.job(jobs[0]).state == "cancelled"
    failed = session.ledger.job(jobs[1])
    assert failed.state == "failed"
    assert "Enter your Recraft API token" in failed.failure.message


def test_change_of_service_cancels_what_was_not_sent(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--delay", "2", "--no-rate-limit")
    jobs = [generate(f"stone {number}") for number in range(6)]
    assert installed.pump_until(lambda: asked_for(address) >= 1, 20)
    ops.recraft.use_sandbox()
    until(generate("sand"), "ready", "placed")
    states = [until(job, "ready", "cancelled").state for job in jobs]
    assert states.count("cancelled") >= 1
    assert "ready" in states
    cancelled = installed.session().job(jobs[-1].id)
    assert "nothing was charged" in cancelled.failure.message


DYING = """
import sys
sys.path.insert(0, sys.argv[1])
import installed
from installed import ops
ops.preferences.addon_enable(module=installed.ADDON)
prefs = installed.preferences()
prefs.service, prefs.base_url, prefs.token = "CUSTOM", sys.argv[2], sys.argv[3]
installed.settings().prompt = "stone of the closed Blender"
ops.recraft.generate()
print(installed.session().jobs[0].id, flush=True)
installed.pump_until(lambda: False, 60)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_blender_killed_while_a_job_runs(start_sandbox: StartSandbox, new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    address = start_sandbox("--delay", "2", "--no-rate-limit")
    blender = subprocess.Popen(
        [sys.executable, "-c", DYING, str(SCRIPTS), address, TOKEN],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert blender.stdout
    lines = (line.strip() for line in blender.stdout)
    job_id = next(line for line in lines if len(line) == 32)
    assert installed.pump_until(lambda: asked_for(address) == 1, 20)
    blender.send_signal(signal.SIGKILL)
    blender.wait()
    blender.stdout.close()
    session = installed.session()
    # Its worker saw its input close, waited for the answer that was paid for, and fetched it.
    assert installed.pump_until(
        lambda: (job := session.job(job_id)) is not None and job.state == "ready", 30
    )
    job = session.job(job_id)
    assert job.units == 35
    assert not [m for m in data.materials if "recraft_job" in m]
    assert ops.recraft.place(job=job_id, use_selection=True) == {"FINISHED"}


def test_removed_job_leaves_its_files(use_sandbox: None) -> None:
    job = until(generate("stone"), "ready")
    assert ops.recraft.remove_job(job=job.id) == {"FINISHED"}
    assert installed.session().job(job.id) is None
    assert list(job.folder.glob("*.png"))


def test_unknown_job_is_refused_with_a_sentence() -> None:
    with pytest.raises(RuntimeError, match="no longer in the list"):
        ops.recraft.place(job="0" * 32)
    with pytest.raises(RuntimeError, match="The job has moved on"):
        ops.recraft.run_again(job="0" * 32) if ops.recraft.use_sandbox() else None


def test_linked_selection_is_read_from_the_view_layer(new_mesh: NewMesh) -> None:
    new_mesh("B")
    active = new_mesh("A")
    data.objects["B"].select_set(True)
    context.view_layer.objects.active = active
    assert installed.module("blender.capture").selected_meshes(context) == [
        active,
        data.objects["B"],
    ]
