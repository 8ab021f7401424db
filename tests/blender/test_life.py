# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs through the life of a Blender: modes, other files, cancelling, dying processes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import installed
from installed import context, data, ops

from .conftest import TOKEN, NewMesh, StartSandbox, asked_for, generate, until

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
    session._worker.kill()
    job = until(job, "unknown")
    assert "may have been charged" in job.failure.message
    until(generate("sand"), "placed")


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
