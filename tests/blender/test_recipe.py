# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recipes: in the PNG, read in another file, used again; and where pictures are kept."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest

import installed
from installed import data, module, ops

from .conftest import PROFILE, TOKEN, NewMesh, StartSandbox, charged, generate, until
from .known_pictures import blocks


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """An empty file that was saved; its folder."""
    ops.wm.save_as_mainfile(filepath=str(tmp_path / "scene.blend"))
    return tmp_path


@pytest.fixture
def keep() -> Any:
    """`keep(name)`: where pictures are to be kept, for this test."""
    prefs = installed.preferences()

    def choose(name: str) -> None:
        prefs.files = name

    yield choose
    prefs.files = "PACKED"


def _said(call: Any) -> str:
    with pytest.raises(RuntimeError) as refusal:
        call()
    return str(refusal.value)


def _in_png(content: bytes) -> Any:
    return module("jobs.recipe").read_recipe(io.BytesIO(content))


@pytest.mark.usefixtures("use_sandbox")
def test_recipe_is_in_the_png_and_not_the_pixels(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    job = until(generate("oak wood", use_seed=True, seed=7), "placed")
    found = _in_png(data.images["Oak wood"].packed_file.data)
    assert found["prompt"] == "oak wood"
    assert found["seed"] == "7"
    assert found["job"] == job.id
    assert found["request_id"] == job.request_id != ""
    assert found["units"] == 35
    on_image = {
        name.removeprefix("recraft_"): value
        for name, value in data.images["Oak wood"].items()
        if name.startswith("recraft_") and name != "recraft_file"
    }
    assert on_image == found


def test_no_token_and_no_path_in_it(new_mesh: NewMesh, start_sandbox: StartSandbox) -> None:
    start_sandbox()
    new_mesh("Cube")
    job = until(generate("red fox"), "placed")
    (file,) = job.folder.glob("*.png")
    assert b"red fox" in file.read_bytes()
    assert TOKEN.encode() not in file.read_bytes()
    assert PROFILE.name.encode() not in file.read_bytes()


def test_again_from_a_png_that_was_opened_elsewhere(
    new_mesh: NewMesh, start_sandbox: StartSandbox, tmp_path: Path
) -> None:
    address = start_sandbox()
    new_mesh("Cube")
    job = until(generate("oak wood", use_seed=True, seed=7, ratio="3:2"), "placed")
    (file,) = job.folder.glob("*.png")
    shutil.copy(file, tmp_path / "somebody's.png")
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    cube = new_mesh("Other")
    image = data.images.load(str(tmp_path / "somebody's.png"))
    assert not image.keys()
    assert ops.recraft.show_recipe(image=image.name) == {"FINISHED"}
    assert ops.recraft.make_again(image=image.name) == {"FINISHED"}
    again = until(installed.session().jobs[0], "placed")
    assert again.id != job.id
    assert again.chain == job.chain
    assert cube.active_material["recraft_seed"] == "7"
    assert charged(address) == 2 * 35


@pytest.mark.usefixtures("use_sandbox")
def test_image_of_the_active_object_is_meant(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    until(generate("oak wood"), "placed")
    assert ops.recraft.show_recipe() == {"FINISHED"}
    assert ops.recraft.use_as_input() == {"FINISHED"}
    assert installed.settings().picture == data.images["Oak wood"]


@pytest.mark.usefixtures("use_sandbox")
def test_what_has_no_recipe() -> None:
    assert "Open an image" in _said(ops.recraft.show_recipe)
    data.images.new("Plain", 8, 8)
    assert "Plain says nothing of how it was made" in _said(
        lambda: ops.recraft.show_recipe(image="Plain")
    )
    assert "Plain says nothing" in _said(lambda: ops.recraft.make_again(image="Plain"))
    assert not installed.session().jobs


@pytest.mark.usefixtures("use_sandbox")
def test_what_was_made_of_a_picture_cannot_be_asked_for_by_words() -> None:
    image = data.images.new("Plain", 64, 64)
    installed.settings().picture = image
    assert ops.recraft.process_picture(tool="CRISP_UPSCALE") == {"FINISHED"}
    job = until(installed.session().jobs[0], "placed")
    (result,) = (one for one in data.images if one.get("recraft_job") == job.id)
    assert "recraft_chain" not in result
    said = _said(lambda: ops.recraft.make_again(image=result.name))
    assert "was made from another picture" in said


@pytest.mark.usefixtures("use_sandbox")
def test_beside_the_file_and_never_over_another(saved: Path, keep: Any, new_mesh: NewMesh) -> None:
    keep("BESIDE")
    folder = saved / "textures" / "recraft"
    folder.mkdir(parents=True)
    (folder / "oak-wood-1.png").write_bytes(b"somebody's")
    cube = new_mesh("Cube")
    job = until(generate("oak wood"), "placed")
    image = data.images["Oak wood"]
    assert image.filepath == "//textures/recraft/oak-wood-1-2.png"
    assert image.packed_file is None
    (kept,) = job.folder.glob("*.png")
    assert (folder / "oak-wood-1-2.png").read_bytes() == kept.read_bytes()
    assert (folder / "oak-wood-1.png").read_bytes() == b"somebody's"
    assert min(image.pixels[:4]) >= 0
    assert cube.active_material["recraft_job"] == job.id
    assert ops.recraft.place(job=job.id, use_selection=True) == {"FINISHED"}
    assert len(data.images) == 1
    assert len(list(folder.iterdir())) == 2
    ops.wm.save_mainfile()
    assert PROFILE.name.encode() not in (saved / "scene.blend").read_bytes()


@pytest.mark.usefixtures("use_sandbox")
def test_unsaved_file_packs_and_says_so(keep: Any, new_mesh: NewMesh) -> None:
    keep("BESIDE")
    new_mesh("Cube")
    job = until(generate("oak wood"), "placed")
    assert job.note.endswith("This file was never saved, so it is packed into it.")
    assert data.images["Oak wood"].packed_file


@pytest.mark.usefixtures("use_sandbox")
def test_folder_that_cannot_be_written(saved: Path, keep: Any, new_mesh: NewMesh) -> None:
    keep("BESIDE")
    (saved / "textures").write_bytes(b"a file, no folder")
    new_mesh("Cube")
    job = until(generate("oak wood"), "placed")
    assert job.note == (
        "Placed on Cube. The folder beside this file cannot be written, so it is packed."
    )
    assert data.images["Oak wood"].packed_file


@pytest.mark.usefixtures("use_sandbox")
def test_left_in_the_library(keep: Any, new_mesh: NewMesh) -> None:
    keep("LIBRARY")
    new_mesh("Cube")
    job = until(generate("oak wood"), "placed")
    image = data.images["Oak wood"]
    assert image.packed_file is None
    assert Path(image.filepath).parent == job.folder


@pytest.mark.usefixtures("use_sandbox")
def test_copy_goes_again_when_it_cannot_be_placed(
    saved: Path, keep: Any, new_mesh: NewMesh
) -> None:
    keep("BESIDE")
    cube = new_mesh("Cube")
    job = generate("oak wood")
    data.objects.remove(cube)
    before = blocks()
    installed.pump_until(lambda: bool(installed.session().job(job.id).note), 40)
    assert "Cube is no longer in this file" in installed.session().job(job.id).note
    assert blocks() == before
    assert list((saved / "textures" / "recraft").iterdir()) == []


@pytest.mark.usefixtures("use_sandbox")
def test_bled_cut_out_has_its_plain_name_beside_the_file(saved: Path, keep: Any) -> None:
    keep("BESIDE")
    installed.settings().make = "ALPHA_PLANE"
    try:
        job = until(generate("brass clock"), "placed")
    finally:
        installed.settings().make = "TEXTURE"
    (file,) = (saved / "textures" / "recraft").iterdir()
    assert not file.stem.endswith("-bled")
    assert _in_png(file.read_bytes())["job"] == job.id
    (plane,) = (obj for obj in data.objects if obj.get("recraft_job") == job.id)
    image = plane.active_material.node_tree.nodes["Picture"].image
    assert image.filepath == f"//textures/recraft/{file.name}"
