# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results' panel: what it shows, and what each of its buttons does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import bpy
import pytest

import installed
import long_history
from installed import context, data, ops

from .conftest import NewMesh, StartSandbox, asked_for, charged, generate, until

pytestmark = pytest.mark.usefixtures("use_sandbox")
LONG = 300


def view() -> Any:
    """What the panel draws, after the pump has read it."""
    shown = installed.module("blender.gallery").gallery()
    session = installed.session()
    assert installed.pump_until(
        lambda: shown.view.is_whole and shown._seen and shown._seen[0] == session.ledger.revision(),
        20,
    )
    return shown.view


def titles() -> list[str]:
    return [one.result.job.title for one in view().thumbnails]


def refusal(call: Any, **arguments: Any) -> str:
    """What Blender says instead of doing it."""
    with pytest.raises(RuntimeError) as caught:
        call(**arguments)
    return re.sub(r"\s+", " ", str(caught.value))


def search(words: str = "", *, favourites: bool = False) -> None:
    fields = context.window_manager.recraft_results
    fields.words, fields.favourites = words, favourites


@pytest.fixture(autouse=True)
def _no_search() -> Any:
    yield
    search()


@pytest.fixture
def texture(use_sandbox: None, new_mesh: NewMesh) -> Any:
    """A job of two pictures, of which the first is on a cube."""
    new_mesh("Cube")
    return until(generate("stone wall", make="TEXTURE", count=2), "placed")


@pytest.fixture
def drawing(use_sandbox: None) -> Any:
    """A job of one drawing."""
    return until(generate("fox logo", make="CURVES", count=1), "placed")


def test_empty_list() -> None:
    assert view().is_read
    assert not view().thumbnails
    assert view().chosen is None


def test_newest_comes_first_and_is_chosen(texture: Any, drawing: Any) -> None:
    assert titles() == ["fox logo", "stone wall", "stone wall"]
    assert view().chosen.result.job.id == drawing.id
    assert view().chosen.variation is None
    facts = dict(view().chosen.facts)
    assert (facts["Service"], facts["Request"]) == ("Sandbox", drawing.request_id)


def test_chosen_result_stays_while_others_come(texture: Any) -> None:
    first = view().thumbnails[1].result
    assert ops.recraft.choose_result(result=first.id) == {"FINISHED"}
    until(generate("oak planks", make="IMAGE", count=1), "placed")
    assert titles()[0] == "oak planks"
    chosen = view().chosen
    assert chosen.result.id == first.id
    assert dict(chosen.facts)["Size"] == "1024 × 1024"
    installed.session().ledger.remove(first.job.id)
    assert view().chosen.result.job.title == "oak planks"


def test_thumbnails_are_blenders_own_and_bounded(texture: Any, drawing: Any) -> None:
    view()
    previews = installed.module("blender.previews")
    paths = [str(one.result.file.path) for one in view().thumbnails]
    assert set(paths) <= set(previews._collection)
    for path in paths:
        assert 0 < max(previews._collection[path].image_size) <= 256
    for number in range(previews.KEPT + 5):
        previews.icon_of(Path(f"/nowhere/{number}.png"))
    assert len(previews._collection) == previews.KEPT
    assert not set(paths) & set(previews._collection)


def test_one_picture_of_several_is_placed_by_itself(texture: Any, new_mesh: NewMesh) -> None:
    first, second = (one.result for one in reversed(view().thumbnails))
    assert (first.file.number, second.file.number) == (1, 2)
    other = new_mesh("Other")
    data.objects["Cube"].select_set(False)
    assert ops.recraft.place_result(result=second.id, use="TEXTURE") == {"FINISHED"}
    images = [
        node.image["recraft_file"]
        for node in other.data.materials[0].node_tree.nodes
        if node.type == "TEX_IMAGE"
    ]
    assert images == [second.file.path.name]
    assert view().thumbnails[0].result.job.state == "placed"


@pytest.mark.parametrize(
    ("use", "kind"), [("ALPHA_PLANE", "MESH"), ("REFERENCE", "EMPTY"), ("IMAGE", "")]
)
def test_texture_placed_as_something_else(texture: Any, use: str, kind: str) -> None:
    before = set(data.objects)
    context.scene.cursor.location = (1, 2, 3)
    result = view().thumbnails[0].result
    assert ops.recraft.place_result(result=result.id, use=use) == {"FINISHED"}
    made = set(data.objects) - before
    assert [obj.type for obj in made] == [kind] * bool(kind)
    assert all(tuple(obj.location) == (1, 2, 3) for obj in made)
    assert result.file.path.name in {image.get("recraft_file") for image in data.images}


@pytest.mark.parametrize("use", ["CURVES", "MESH"])
def test_drawing_placed_again(drawing: Any, use: str) -> None:
    before = set(data.objects)
    result = view().thumbnails[0].result.id
    assert ops.recraft.place_result(result=result, use=use) == {"FINISHED"}
    made = {obj.type for obj in set(data.objects) - before} - {"EMPTY"}
    assert made == {"CURVE" if use == "CURVES" else "MESH"}


def test_placing_is_one_undo_step(texture: Any) -> None:
    result = view().thumbnails[0].result.id
    ops.ed.undo_push(message="Before")
    before = sorted(data.objects.keys())
    ops.recraft.place_result("EXEC_DEFAULT", True, result=result, use="REFERENCE")
    assert sorted(data.objects.keys()) != before
    ops.ed.undo()
    assert sorted(data.objects.keys()) == before


def test_picture_is_no_drawing_and_the_other_way_round(texture: Any, drawing: Any) -> None:
    before = set(data.objects)
    leaf, stone = (view().thumbnails[place].result.id for place in (0, 1))
    said = refusal(ops.recraft.place_result, result=leaf, use="TEXTURE")
    assert "A drawing cannot be placed as that; choose another use." in said
    said = refusal(ops.recraft.place_result, result=stone, use="CURVES")
    assert "A picture cannot be placed as that" in said
    assert "is a drawing" in refusal(ops.recraft.use_result, result=leaf)
    assert set(data.objects) == before


def test_result_that_is_gone(texture: Any) -> None:
    result = view().thumbnails[0].result
    for call in (
        ops.recraft.use_result,
        ops.recraft.variate_result,
        ops.recraft.show_result_file,
        ops.recraft.favourite_result,
    ):
        assert "no longer in the list; choose another" in refusal(call, result=10**6)
    result.file.path.rename(result.file.path.with_suffix(".away"))
    ops.recraft.turn_results(page="NEWEST")
    assert [one.is_there for one in view().thumbnails] == [False, True]
    gone = "gone from the disk"
    assert gone in refusal(ops.recraft.variate_result, result=result.id)
    assert gone in refusal(ops.recraft.show_result_file, result=result.id)
    assert gone in refusal(ops.recraft.place_result, result=result.id, use="IMAGE")
    assert "has no file any more" in refusal(ops.recraft.use_result, result=result.id)


def test_result_becomes_the_picture_to_work_from(texture: Any) -> None:
    result = view().thumbnails[0].result
    assert ops.recraft.use_result(result=result.id) == {"FINISHED"}
    chosen = installed.settings().picture
    assert chosen["recraft_file"] == result.file.path.name
    assert chosen.packed_file is not None


def test_favourites_and_search(texture: Any, drawing: Any) -> None:
    stone = view().thumbnails[1].result
    assert ops.recraft.favourite_result(result=stone.id) == {"FINISHED"}
    assert [one.result.job.favourite for one in view().thumbnails] == [False, True, True]
    search(favourites=True)
    assert titles() == ["stone wall", "stone wall"]
    search("WALL stone")
    assert titles() == ["stone wall", "stone wall"]
    search("fox", favourites=True)
    assert titles() == []
    search("fox")
    assert titles() == ["fox logo"]
    ops.recraft.favourite_result(result=stone.id)
    search(favourites=True)
    assert titles() == []


@pytest.fixture
def long_list(texture: Any, drawing: Any) -> Any:
    """Two real jobs and so many older ones that the list has LONG results."""
    ledger = installed.session().ledger
    long_history.lengthen(ledger, LONG)
    installed.module("blender.gallery").open_gallery()  # has not read that there was nothing older
    yield
    for job in ledger.rows("SELECT id FROM jobs WHERE session = 'former days'"):
        ledger.remove(job[0])


@pytest.mark.usefixtures("long_list")
def test_pages_of_a_long_list() -> None:
    newest = titles()
    assert newest[:3] == ["fox logo", "stone wall", "stone wall"]
    seen, turns = list(newest), 0
    while view().has_older:
        assert ops.recraft.turn_results(page="OLDER") == {"FINISHED"}
        seen += titles()
        turns += 1
        assert view().number == turns + 1
    assert len(seen) == LONG
    assert seen[-1] == "the very first"
    assert ops.recraft.turn_results(page="NEWER") == {"FINISHED"}
    assert titles() == seen[-24 - (LONG % 12) :][:12]
    assert ops.recraft.turn_results(page="NEWEST") == {"FINISHED"}
    assert titles() == newest
    ops.recraft.turn_results(page="OLDER")
    search("very first")
    assert titles()[-1] == "the very first"
    assert (view().number, view().has_older) == (1, False)
    search()
    assert titles() == newest


def test_variation_asks_for_the_same_form(new_mesh: NewMesh, start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    cube = new_mesh("Cube")
    until(generate("stone wall", make="TEXTURE", count=1, ratio="16:9"), "placed")
    former = cube.data.materials[0]
    chosen = view().chosen
    assert chosen.variation is not None
    assert (asked_for(address), charged(address)) == (1, 35)
    assert ops.recraft.variate_result(result=chosen.result.id) == {"FINISHED"}
    job = until(installed.session().jobs[0], "placed")
    assert (asked_for(address), charged(address)) == (2, 75)
    assert cube.data.materials[0] != former
    newest = view().thumbnails[0].result
    assert newest.job.id == job.id
    assert newest.job.request.parameters()["size"] == "16:9"
    assert newest.file.path != chosen.result.file.path


def test_variation_needs_a_service(texture: Any) -> None:
    installed.preferences().service = "RECRAFT"
    result = view().thumbnails[0].result.id
    assert "stay offline" in refusal(ops.recraft.variate_result, result=result)


def test_disabling_lets_go_of_the_thumbnails_and_enabling_begins_anew(texture: Any) -> None:
    view()
    previews = installed.module("blender.previews")
    assert previews._collection
    installed.disable()
    try:
        assert previews._collection is None
        assert not hasattr(bpy.types.WindowManager, "recraft_results")
    finally:
        ops.preferences.addon_enable(module=installed.ADDON)
    ops.recraft.use_sandbox()
    assert titles() == ["stone wall", "stone wall"]
