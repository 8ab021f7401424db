# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the Placement panel, from the panel to the scene; undo and redo of each kind."""

from math import pi
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import installed
from installed import context, data, module, ops

from .conftest import NewMesh, generate, until
from .known_pictures import blocks, knight, land, placed_as, subject, write_png
from .pictures import seen_from_above

ONE_STEP = 1 / 255 + 1e-4


@pytest.fixture
def job() -> Any:
    """A real job, and no trace of its own placing in the file."""
    found = knight()
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    return found


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """The known subject as a file, with colour under its transparent edge."""
    pixels = subject()
    pixels[:, :, :3] = (110, 40, 20)
    return write_png(tmp_path / "knight-1.png", pixels)


def _choose(**options: Any) -> None:
    for name, value in options.items():
        setattr(installed.settings().placement, name, value)


def _camera(**turn: Any) -> Any:
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    camera.rotation_euler = turn.get("rotation", (1.1, 0, 0.7))
    context.scene.collection.objects.link(camera)
    context.scene.camera = camera
    context.view_layer.update()
    return camera


def _made() -> Any:
    (obj,) = (one for one in data.objects if "recraft_job" in one)
    return obj


def _refused(job: Any, file: Path, where: Any) -> str:
    before = blocks()
    with pytest.raises(module("blender.placing").PlacementError) as refusal:
        land(job, file, where)
    assert blocks() == before
    return str(refusal.value)


def test_plane_as_the_panel_says(job: Any, picture: Path) -> None:
    context.scene.unit_settings.scale_length = 0.1
    context.scene.cursor.location = (1, 2, 3)
    _choose(size=12, size_by="width", origin="center", facing="side", trim=False)
    _choose(shadeless=True, blended=True)
    assert land(job, picture, placed_as("ALPHA_PLANE")) == "Placed as Red knight."
    plane = _made()
    assert tuple(plane.dimensions) == pytest.approx((12, 15, 0))
    assert plane.rotation_euler[:] == pytest.approx((pi / 2, 0, pi / 2))
    assert tuple(plane.location) == (1, 2, 3)
    assert plane.active_material.surface_render_method == "BLENDED"
    assert "Shadeless" in plane.active_material.node_tree.nodes


def test_plane_is_cut_out_with_a_margin(job: Any, picture: Path) -> None:
    _choose(cut_out=True, margin=3, size=6.4)
    land(job, picture, placed_as("ALPHA_PLANE"))
    plane = _made()
    assert len(plane.data.polygons) > 1
    # The outline of a cut keeps up to two pixels off the subject by itself.
    assert 7.0 <= plane.dimensions.y <= 7.41
    assert plane.active_material.surface_render_method == "DITHERED"


@pytest.mark.parametrize("kind", ["ALPHA_PLANE", "REFERENCE"])
def test_facing_camera_and_view(job: Any, picture: Path, kind: str) -> None:
    camera = _camera()
    _choose(facing="camera", origin="center")
    land(job, picture, placed_as(kind))
    assert np.allclose(_made().matrix_world.to_3x3(), camera.matrix_world.to_3x3(), atol=1e-5)
    data.objects.remove(_made())
    view = module("blender.importers.standing").view_rotation(context)
    assert view is not None
    _choose(facing="view")
    land(job, picture, placed_as(kind))
    assert _made().rotation_euler[:] == pytest.approx(view, abs=1e-5)


def test_plane_in_workbench_and_in_cycles_has_the_same_colours(
    job: Any, picture: Path, tmp_path: Path
) -> None:
    _choose(facing="top", origin="center", trim=False, shadeless=True)
    land(job, picture, placed_as("ALPHA_PLANE"))
    context.scene.world = data.worlds.new("Dark")
    for engine in ("CYCLES", "BLENDER_WORKBENCH"):
        seen = seen_from_above(tmp_path, side=100, engine=engine)
        # Inside the upright of the L, apart from its edges.
        middle = seen[15:85, 27:37, :3]
        assert np.abs(middle - np.array((110, 40, 20)) / 255).max() <= ONE_STEP, engine
        assert seen[12:60, 60:85, 3].max() <= ONE_STEP, engine


def test_references_match_and_fade(job: Any, picture: Path) -> None:
    _choose(reference_size=2, opacity=0.4)
    land(job, picture, placed_as("REFERENCE"))
    front = _made()
    assert front.empty_display_size == pytest.approx(2)  # higher than wide
    assert front.color[3] == pytest.approx(0.4)
    assert front.use_empty_image_alpha
    wide = write_png(picture.with_name("knight-2.png"), np.zeros((80, 200, 3), np.uint8))
    _choose(facing="side")
    land(job, wide, placed_as("REFERENCE"))
    side = next(obj for obj in data.objects if obj.type == "EMPTY" and obj != front)
    assert side.empty_display_size * 80 / 200 == pytest.approx(2)


def test_camera_background_and_no_camera(job: Any, picture: Path) -> None:
    _choose(shows="camera background", opacity=0.5)
    assert "There is no camera" in _refused(job, picture, placed_as("REFERENCE"))
    camera = _camera()
    assert land(job, picture, placed_as("REFERENCE")) == "It is the background of Camera."
    (shown,) = camera.data.background_images
    assert shown.alpha == 0.5


def test_without_camera_what_would_face_it_faces_front(job: Any, picture: Path) -> None:
    _choose(facing="camera")
    land(job, picture, placed_as("ALPHA_PLANE"))
    assert _made().rotation_euler[:] == pytest.approx((pi / 2, 0, 0))


def test_empty_picture_is_refused_and_nothing_changes(job: Any, tmp_path: Path) -> None:
    empty = write_png(tmp_path / "knight-1.png", np.zeros((0, 0, 4), np.uint8))
    for kind in ("ALPHA_PLANE", "REFERENCE"):
        assert "knight-1.png" in _refused(job, empty, placed_as(kind))


@pytest.mark.parametrize("kind", ["ALPHA_PLANE", "REFERENCE"])
def test_new_objects_are_seen_in_a_local_view(
    new_mesh: NewMesh, job: Any, picture: Path, kind: str
) -> None:
    new_mesh("Cube")
    window = context.window_manager.windows[0]
    area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
    region = next(region for region in area.regions if region.type == "WINDOW")
    with context.temp_override(window=window, area=area, region=region):
        assert ops.view3d.localview() == {"FINISHED"}
    space = area.spaces.active
    assert space.local_view
    land(job, picture, placed_as(kind))
    # Older Blenders tell it only of what is evaluated.
    seen = _made().evaluated_get(context.evaluated_depsgraph_get())
    assert seen.local_view_get(space)


@pytest.mark.parametrize("mapping", ["auto", "unwrap"])
def test_texture_in_a_local_view(new_mesh: NewMesh, job: Any, picture: Path, mapping: str) -> None:
    cube = new_mesh("Cube", uv=False)
    window = context.window_manager.windows[0]
    area = next(area for area in window.screen.areas if area.type == "VIEW_3D")
    region = next(region for region in area.regions if region.type == "WINDOW")
    spec = module("jobs.spec")
    with context.temp_override(window=window, area=area, region=region):
        assert ops.view3d.localview() == {"FINISHED"}
        land(job, picture, placed_as("TEXTURE", mapping=spec.Mapping(mapping)))
    assert cube.active_material.name == "Red knight"
    assert len(cube.data.uv_layers) == (mapping == "unwrap")


def test_curves_as_the_panel_says() -> None:
    _choose(curve_target="mesh", arrangement="color", size=2, facing="top")
    where, spec = placed_as("CURVES"), module("jobs.spec")
    assert (where.target, where.arrangement) == (spec.CurveTarget.MESH, spec.Arrangement.COLOR)
    assert (where.size_m, where.facing) == (2, spec.Facing.TOP)


def _scene() -> Any:
    """Everything that placing may change, but for what undo cannot know."""
    return {
        "objects": sorted((obj.name, obj.type) for obj in data.objects),
        "images": sorted(image.name for image in data.images if image.name != "Render Result"),
        "materials": sorted((one.name, one.use_fake_user) for one in data.materials),
        "meshes": sorted((mesh.name, len(mesh.uv_layers)) for mesh in data.meshes),
        "worn": [one and one.name for one in data.objects["Cube"].data.materials],
        "scenes": sorted(scene.name for scene in data.scenes),
    }


@pytest.mark.usefixtures("use_sandbox")
@pytest.mark.parametrize("kind", ["TEXTURE", "ALPHA_PLANE", "REFERENCE", "IMAGE"])
def test_undo_takes_away_just_what_was_placed_and_redo_brings_it_back(
    new_mesh: NewMesh, kind: str
) -> None:
    ops.ed.undo_push(message="Start")
    cube = new_mesh("Cube", uv=False)
    cube.data.materials.append(data.materials.new("Former"))
    installed.settings().mapping = "unwrap"
    installed.settings().make = kind
    _choose(bump=True)
    ops.ed.undo_push(message="Cube")
    before = _scene()
    job = generate("red fox")
    try:
        until(job, "placed")
        after = _scene()
        assert after != before
        ops.ed.undo()
        assert _scene() == before
        ops.ed.redo()
        assert _scene() == after
        if kind == "TEXTURE":
            layer = data.objects["Cube"].data.uv_layers[0]
            assert len({tuple(corner.vector) for corner in layer.uv}) > 8
            assert min(data.images["Red fox"].size) > 0
    finally:
        installed.settings().make, installed.settings().mapping = "TEXTURE", "auto"
