# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that goes wrong at the service: one clear sentence, and the job is kept with it."""

from typing import Any

import pytest

import installed
from installed import data, ops

from .conftest import NewMesh, StartSandbox, generate, until, waiting


def _sentence(job: object) -> str:
    failure = job.failure  # type: ignore[attr-defined]
    assert failure is not None
    assert failure.message.endswith(".")
    assert "Traceback" not in failure.message
    return str(failure.message)


def test_wrong_token(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    installed.preferences().token = "wrong"
    job = until(generate("stone"), "failed")
    assert "does not accept the API token" in _sentence(job)
    assert job.failure.remedy == "open preferences"
    assert "wrong" not in str(job)


def test_no_balance(start_sandbox: StartSandbox) -> None:
    start_sandbox("--balance", "34")
    job = until(generate("stone"), "failed")
    assert "not enough API units" in _sentence(job)
    assert job.units is None


def test_server_gone() -> None:
    prefs = installed.preferences()
    # A port of this computer where nobody listens.
    prefs.service, prefs.base_url, prefs.token = "CUSTOM", "http://127.0.0.1:9/v1", "x"
    job = until(generate("stone"), "failed")
    assert "could not be reached, so nothing was charged" in _sentence(job)
    assert job.failure.remedy == "run again"


def test_web_page_instead_of_an_answer(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "html")
    job = until(generate("stone"), "unknown")
    assert "answered with a web page" in _sentence(job)


def test_failing_server_is_not_asked_twice(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "paid-server-error")
    job = until(generate("stone"), "unknown")
    assert "may have been charged" in _sentence(job)
    session = installed.session()
    assert installed.pump_until(lambda: session.job(job.id).balance_after is not None, 20)
    job = session.job(job.id)
    assert job.balance_before - job.balance_after == 35


def test_picture_that_is_none(start_sandbox: StartSandbox, new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    start_sandbox("--fault", "link-not-a-picture")
    job = until(generate("stone"), "failed")
    assert "is not a picture" in _sentence(job)
    assert job.failure.remedy == "fetch again"
    assert job.units == 35
    assert not cube.data.materials


def test_link_that_stalls(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "link-stalls")
    installed.preferences().longest_wait = 6
    job = until(generate("stone"), "failed")
    assert "its link stalled" in _sentence(job)
    assert ops.recraft.fetch_again(job=job.id) == {"FINISHED"}
    job = until(job, "failed")
    assert job.units == 35


def test_service_that_never_answers(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "no-answer")
    installed.preferences().longest_wait = 2
    job = until(generate("stone"), "unknown")
    assert "did not answer in time" in _sentence(job)


def test_fetch_again_without_a_token_keeps_the_paid_answer(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "link-expired")
    job = until(generate("stone"), "failed")
    assert job.failure.remedy == "fetch again"
    installed.preferences().token = ""
    with pytest.raises(RuntimeError, match="Enter your Recraft API token"):
        ops.recraft.fetch_again(job=job.id)
    assert installed.session().ledger.job(job.id).is_paid


def test_password_in_the_address_goes_nowhere() -> None:
    prefs = installed.preferences()
    prefs.service, prefs.token = "CUSTOM", "x"
    prefs.base_url = "https://user:hidden-word@example.invalid/v1"
    installed.settings().prompt = "stone"
    with pytest.raises(RuntimeError, match="must not hold a user name or password"):
        ops.recraft.generate()
    for _ in range(3):
        installed.module("blender.pump").tick()
    session = installed.session()
    assert not session.jobs
    for table in ("jobs", "budgets", "workers", "balances", "receipts"):
        rows = session.ledger.rows(f"SELECT * FROM {table}")  # noqa: S608
        assert "hidden-word" not in str([tuple(row) for row in rows])


def test_folder_that_cannot_be_shown_is_named(
    start_sandbox: StartSandbox, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    start_sandbox()
    job = until(generate("stone"), "ready")
    # A system whose file browser is not there.
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError) as caught:
        ops.recraft.show_files(job=job.id)
    assert "could not be shown; open it yourself" in str(caught.value)
    assert job.folder.name in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_run_again_makes_a_new_job(start_sandbox: StartSandbox, new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    start_sandbox("--balance", "10")
    failed = until(generate("stone"), "failed")
    start_sandbox()
    assert ops.recraft.run_again(job=failed.id) == {"FINISHED"}
    again = installed.session().jobs[0]
    assert again.id != failed.id
    until(again, "placed")
    assert len(cube.data.materials) == 1


def test_nothing_selected(use_sandbox: None, new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube", selected=False)
    job = waiting(generate("stone"))
    assert job.note == "Nothing was selected. Select one or more meshes, then press Place."
    assert not [m for m in data.materials if "recraft_job" in m]
    cube.select_set(True)
    assert ops.recraft.place(job=job.id, use_selection=True) == {"FINISHED"}
    assert len(cube.data.materials) == 1
    assert installed.session().job(job.id).state == "placed"


def test_linked_object(use_sandbox: None, new_mesh: NewMesh, tmp_path: object) -> None:
    chair = _linked_chair(new_mesh, tmp_path)
    chair.select_set(True)
    job = waiting(generate("stone"))
    assert job.note.startswith("Chair is linked from another file and cannot be changed.")
    assert not chair.data.materials


def test_local_namesake_of_a_linked_object(
    use_sandbox: None, new_mesh: NewMesh, tmp_path: object
) -> None:
    chair = _linked_chair(new_mesh, tmp_path)
    namesake = new_mesh("Chair", selected=False)
    chair.select_set(True)
    job = waiting(generate("stone"))
    assert "is linked from another file" in job.note
    assert not namesake.data.materials


def test_mesh_that_overrides_a_linked_one(
    use_sandbox: None, new_mesh: NewMesh, tmp_path: object
) -> None:
    chair = _linked_chair(new_mesh, tmp_path)
    own = chair.override_create(remap_local_usages=True)
    own.data.override_create(remap_local_usages=True)
    ops.object.select_all(action="DESELECT")
    own.select_set(True)
    job = waiting(generate("stone"))
    assert "Chair overrides a linked mesh, which would lose the texture" in job.note


def _linked_chair(new_mesh: NewMesh, tmp_path: object) -> Any:
    new_mesh("Chair")
    library = f"{tmp_path}/library.blend"
    data.libraries.write(library, {data.objects["Chair"]})
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    with data.libraries.load(library, link=True) as (_, wanted):
        wanted.objects = ["Chair"]
    installed.context.scene.collection.objects.link(wanted.objects[0])
    return wanted.objects[0]


def test_target_deleted_meanwhile(use_sandbox: None, new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    job = generate("stone")
    data.objects.remove(cube)
    assert waiting(job).note.startswith("Cube is no longer in this file.")


def test_one_of_two_targets_deleted(use_sandbox: None, new_mesh: NewMesh) -> None:
    stays, goes = new_mesh("Stays"), new_mesh("Goes")
    stays.select_set(True)
    job = generate("stone")
    data.objects.remove(goes)
    job = until(job, "placed")
    assert job.note == "Placed on Stays. Goes is no longer in this file."
