# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawings that the pump builds in strokes, and what happens to Blender's data between these."""

from pathlib import Path
from typing import Any

import bpy
import pytest

import installed
from installed import context, data, ops

from .conftest import StartSandbox, generate, until, waiting

MARK = "recraft_unfinished"
KINDS = ("objects", "curves", "meshes", "materials", "collections", "node_groups")


def ahead() -> Any:
    return installed.module("blender.landing_ahead")


@pytest.fixture(autouse=True)
def _slice_by_slice(monkeypatch: pytest.MonkeyPatch, _extension: None) -> None:
    monkeypatch.setattr(ahead(), "SLICE_S", 0.0)


@pytest.fixture
def half(start_sandbox: StartSandbox) -> Any:
    """A job of two drawings of which the first half is built; the undo history has a first step."""
    start_sandbox()
    ops.ed.undo_push(message="Start")
    return half_built(generate("green leaf", make="CURVES", count=2))


def half_built(job: Any) -> Any:
    """Stroke until something of the job is built, but not all of it."""
    assert installed.pump_until(lambda: bool(marked()), 40), installed.session().job(job.id)
    tick = installed.module("blender.pump").tick
    while not any(MARK in obj for obj in data.objects):
        tick()
    assert not ahead()._now[0].stepper.is_done
    return job


def marked() -> list[str]:
    return [block.name for kind in KINDS for block in getattr(data, kind) if block.get(MARK)]


def counts() -> dict[str, int]:
    return {kind: len(getattr(data, kind)) for kind in KINDS}


def in_scene() -> set[str]:
    return {obj.name for obj in context.scene.objects}


def assert_placed_whole(job: Any) -> None:
    until(job, "placed")
    assert not marked()
    assert len(context.scene.collection.children) == 2
    shown = in_scene()
    # Nothing of what was begun in vain is left.
    assert {obj.name for obj in data.objects} == shown
    assert {curve.name for curve in data.curves} == {
        obj.data.name for obj in context.scene.objects if obj.type == "CURVE"
    }
    worn = {slot.material for obj in context.scene.objects for slot in obj.material_slots}
    assert set(data.materials) == worn
    assert [collection for collection in data.collections if "recraft_job" in collection]


def test_nothing_is_seen_before_all_is_there_and_it_is_one_step(half: Any) -> None:
    strokes, tick = 0, installed.module("blender.pump").tick
    session = installed.session()
    while session.job(half.id).state != "placed":
        assert not in_scene()
        assert strokes < 10_000
        tick()
        strokes += 1
    assert strokes > 10
    assert_placed_whole(half)
    after = counts()
    ops.ed.undo()
    assert not any(counts().values())
    ops.ed.redo()
    assert counts() == after
    assert not marked()


def test_undo_and_redo_between(half: Any) -> None:
    ops.mesh.primitive_cube_add()
    ops.ed.undo_push(message="Cube")
    ops.mesh.primitive_cube_add()
    ops.ed.undo_push(message="Other cube")
    ops.ed.undo()
    assert not marked()
    assert len(data.objects) == 1
    half_built(half)
    ops.ed.redo()
    assert not marked()
    assert len(data.objects) == 2
    half_built(half)
    ops.ed.undo()
    ops.ed.undo()
    assert not any(counts().values())
    assert_placed_whole(half)


def test_an_undo_step_that_was_made_between_brings_back_nothing(half: Any) -> None:
    ops.mesh.primitive_cube_add()
    ops.ed.undo_push(message="Cube")
    until(half, "placed")
    placed = counts()
    ops.ed.undo()
    assert counts() == {**dict.fromkeys(KINDS, 0), "objects": 1, "meshes": 1}
    ops.ed.redo()
    assert counts() == placed
    assert not marked()
    ops.ed.undo()
    ops.ed.undo()
    assert not any(counts().values())


def test_another_file_between(half: Any) -> None:
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    assert not any(counts().values())
    tick = installed.module("blender.pump").tick
    for _ in range(5):
        tick()
    assert not any(counts().values())
    assert installed.session().job(half.id).state == "ready"
    assert ops.recraft.place(job=half.id, use_selection=True) == {"FINISHED"}
    assert len(context.scene.collection.children) == 2
    assert not marked()


def test_a_file_that_is_saved_between_has_no_half_of_it(half: Any, tmp_path: Path) -> None:
    # An undo step between, so that nothing is hidden by Blender's leaving out what has no users.
    ops.ed.undo_push(message="Between")
    assert marked()
    blend = tmp_path / "saved.blend"
    ops.wm.save_as_mainfile(filepath=str(blend), compress=False, copy=True)
    assert not marked()
    assert MARK.encode() not in blend.read_bytes()
    with data.libraries.load(str(blend)) as (there, _):
        assert not there.objects
        assert not there.materials
    assert_placed_whole(half)


def test_purging_between(half: Any) -> None:
    ops.outliner.orphans_purge(do_local_ids=True, do_recursive=True)
    assert_placed_whole(half)


def test_pressing_place_between_takes_what_is_built(half: Any) -> None:
    assert ops.recraft.place(job=half.id) == {"FINISHED"}
    assert_placed_whole(half)


def test_for_another_selection_it_is_built_anew(half: Any) -> None:
    context.scene.cursor.location = (1, 2, 3)
    assert ops.recraft.place(job=half.id, use_selection=True) == {"FINISHED"}
    assert_placed_whole(half)


def test_a_job_that_is_removed_between_leaves_nothing(half: Any) -> None:
    ops.recraft.remove_job(job=half.id)
    installed.module("blender.pump").tick()
    assert not any(counts().values())


def test_disabling_between_leaves_nothing(half: Any) -> None:
    ahead().detach()
    try:
        assert not any(counts().values())
        ours = [one for one in bpy.app.handlers.undo_pre if one.__module__ == ahead().__name__]
        assert not ours
    finally:
        ahead().attach()


def test_all_drawings_or_none(start_sandbox: StartSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    start_sandbox()
    # Only now, so that both drawings are there and the second can be spoilt before it is placed.
    monkeypatch.setattr(installed.module("blender.pump"), "_is_to_be_placed", lambda *_: False)
    job = until(generate("green leaf", make="CURVES", count=2), "ready")
    second = installed.session().ledger.results(job.id)[1].path
    second.write_text("<html>nothing to see</html>", "utf-8")
    second.with_suffix(".plan").unlink()
    monkeypatch.undo()
    job = waiting(job)
    assert "web page" in job.note
    assert not any(counts().values())
    assert not in_scene()
