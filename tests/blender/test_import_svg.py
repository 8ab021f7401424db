# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.import_svg` and `recraft.svg_decal` on files, as installed: pictures, errors, undo."""

import gzip
from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

import installed
from installed import context, data, ops

from .conftest import NewMesh
from .pictures import at, near, seen_from_above

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 50 50">
<title>Little Logo</title>
<defs><linearGradient id="g"><stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/>
</linearGradient></defs>
<rect width="50" height="50" fill="#284"/>
<g id="front"><path d="M10 10h20v20h-20z M15 15v10h10v-10z" fill="url(#g)"/></g>
<circle cx="40" cy="40" r="8" fill="#fff" fill-opacity="0.5"/>
<path d="M5 45H25" stroke="#000" stroke-width="4"/>
</svg>"""
KINDS = ("objects", "curves", "meshes", "materials", "collections", "node_groups", "images")


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "Logo.svg"
    path.write_text(LOGO, "utf-8")
    return path


def bring(path: Path, **settings: Any) -> Any:
    """Import a file lying flat around the world's origin, one unit high; the new collection."""
    chosen = {"facing": "FLAT", "place": "WORLD", "shadeless": True} | settings
    before = set(data.collections)
    assert ops.recraft.import_svg(filepath=str(path), **chosen) == {"FINISHED"}
    (collection,) = set(data.collections) - before
    return collection


def shapes(collection: Any) -> list[Any]:
    return [obj for obj in collection.objects if obj.type != "EMPTY"]


def counts() -> dict[str, int]:
    return {kind: len(getattr(data, kind)) for kind in KINDS}


@pytest.mark.parametrize("kind", ["CURVES", "MESH"])
@pytest.mark.parametrize("arrangement", ["AUTO", "ONE", "COLOR", "GROUP", "SHAPE"])
def test_picture_is_the_files(kind: str, arrangement: str, logo: Path, tmp_path: Path) -> None:
    bring(logo, kind=kind, arrangement=arrangement)
    picture = seen_from_above(tmp_path)
    green = (0x22 / 255, 0x88 / 255, 0x44 / 255, 1.0)
    assert near(at(picture, 0.1, 0.1), green)
    assert near(at(picture, 0.41, 0.41), green)  # through the hole
    assert near(at(picture, 0.22, 0.41), (0.9, 0.0, 0.1, 1.0), 0.06)
    assert near(at(picture, 0.58, 0.41), (0.1, 0.0, 0.9, 1.0), 0.06)
    assert near(at(picture, 0.3, 0.9), (0.0, 0.0, 0.0, 1.0))
    assert at(picture, 0.05, 0.9) == at(picture, 0.1, 0.1)
    half = at(picture, 0.8, 0.8)
    assert half[3] == 1.0
    assert green[1] < half[1] < 0.95


def test_a_few_objects_in_a_collection_with_a_recipe(logo: Path) -> None:
    collection = bring(logo)
    assert collection.name == "Logo"
    assert collection.name in context.scene.collection.children
    assert collection["recraft_svg"] == "Logo.svg"
    assert all(obj["recraft_svg"] == "Logo.svg" for obj in collection.objects)
    assert 2 <= len(shapes(collection)) <= 3
    # What is picked up to move the whole has the name, not its lowest layer.
    assert [obj.name for obj in collection.objects if obj.type == "EMPTY"] == ["Logo"]
    assert {obj.type for obj in shapes(collection)} == {"CURVE"}
    assert len({slot.material for obj in shapes(collection) for slot in obj.material_slots}) == 4


def test_materials_are_named_from_the_file_and_reused_by_choice(logo: Path) -> None:
    def worn(collection: Any) -> set[Any]:
        return {slot.material for obj in shapes(collection) for slot in obj.material_slots}

    first = worn(bring(logo))
    assert {material.name for material in first} == {"#228844", "g", "#ffffff 50%", "#000000"}
    assert not worn(bring(logo)) & first
    count = len(data.materials)
    assert len(worn(bring(logo, reuse_materials=True, kind="MESH"))) == 4
    assert len(data.materials) == count


def test_arrangements(logo: Path) -> None:
    assert len(shapes(bring(logo, arrangement="ONE"))) == 1
    assert len(shapes(bring(logo, arrangement="COLOR"))) == 4
    assert len(shapes(bring(logo, arrangement="SHAPE"))) == 4
    assert "front" in {obj.name for obj in shapes(bring(logo, arrangement="GROUP"))}


def test_extrude_bevel_and_resolution(logo: Path) -> None:
    collection = bring(logo, extrude=0.1, bevel=0.01, resolution=2.0, arrangement="ONE")
    curve = shapes(collection)[0].data
    assert (curve.extrude, curve.bevel_depth) == (pytest.approx(0.1), pytest.approx(0.01))
    plain = shapes(bring(logo, arrangement="ONE"))[0].data
    steps = [max(spline.resolution_u for spline in one.splines) for one in (curve, plain)]
    assert steps[0] == 2 * steps[1]


def test_extruded_mesh_is_thick(logo: Path) -> None:
    collection = bring(logo, kind="MESH", extrude=0.1)
    context.view_layer.update()
    deepest = max(obj.dimensions.z for obj in shapes(collection))
    assert deepest == pytest.approx(0.2, abs=0.01)


def test_finer_mesh_has_more_points(logo: Path) -> None:
    coarse, fine = (
        sum(len(obj.data.vertices) for obj in shapes(bring(logo, kind="MESH", resolution=factor)))
        for factor in (0.5, 4.0)
    )
    assert fine > coarse


def test_gzip(tmp_path: Path) -> None:
    path = tmp_path / "Packed.svgz"
    path.write_bytes(gzip.compress(LOGO.encode()))
    assert bring(path).name == "Packed"


@pytest.mark.parametrize("kind", ["CURVES", "MESH"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Not found</body></html>",
        b"\x89PNG\r\n\x1a\n",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="9"><path d="M0 0h9v9z"/></svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>word</text></svg>',
    ],
)
def test_bad_input_is_a_sentence_and_changes_nothing(
    kind: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "Bad.svg"
    path.write_bytes(content)
    ops.mesh.primitive_cube_add()
    cube = context.view_layer.objects.active
    before = counts()
    with pytest.raises(RuntimeError, match=r"Bad\.svg .*\."):
        ops.recraft.import_svg(filepath=str(path), kind=kind)
    assert counts() == before
    assert context.view_layer.objects.active == cube
    assert context.selected_objects == [cube]


def test_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"Gone\.svg cannot be read: No such file"):
        ops.recraft.import_svg(filepath=str(tmp_path / "Gone.svg"))


def test_other_modes_are_refused(logo: Path, new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    ops.object.mode_set(mode="EDIT")
    try:
        with pytest.raises(RuntimeError, match="Object Mode"):
            ops.recraft.import_svg(filepath=str(logo))
    finally:
        ops.object.mode_set(mode="OBJECT")


def test_a_changed_file_is_read_again(logo: Path) -> None:
    first = bring(logo, arrangement="SHAPE")
    logo.write_text(LOGO.replace("<circle", "<circle cx='1' cy='1' r='1'/><circle"), "utf-8")
    assert len(shapes(bring(logo, arrangement="SHAPE"))) == len(shapes(first)) + 1


def test_one_undo_step(logo: Path) -> None:
    ops.ed.undo_push(message="Start")
    before = counts()
    assert ops.recraft.import_svg("EXEC_DEFAULT", True, filepath=str(logo)) == {"FINISHED"}
    assert counts() != before
    ops.ed.undo()
    assert counts() == before
    ops.ed.redo()
    assert "Logo" in data.collections


def test_no_path_of_the_user_in_the_file(logo: Path, tmp_path: Path) -> None:
    bring(logo)
    blend = tmp_path / "scene.blend"
    ops.wm.save_as_mainfile(filepath=str(blend), compress=False)
    # The file knows its own path, which is not what is asked about.
    assert str(logo).encode() not in blend.read_bytes()


def test_slices_can_be_ended_at_any_time(logo: Path) -> None:
    module = installed.module("blender.importers.svg_import")
    slices = installed.module("blender.importers.svg_slices")
    build = installed.module("blender.importers.svg_build")
    before = counts()
    for many in range(1, 400, 7):
        module.forget()
        steps = module.import_svg(
            context, logo, module.Arrangement.AUTO, build.BuildOptions(), awake=True
        )
        stepper = slices.Stepper(steps)
        for _ in range(many):
            stepper.carry_on(1e-9)
        if stepper.is_done:
            break
        assert 0.0 <= stepper.done <= 1.0
        stepper.close()
        assert counts() == before
    assert stepper.is_done
    assert "Little" not in stepper.result.sentence
    assert "Logo" in stepper.result.sentence


def test_what_was_simplified_is_told(tmp_path: Path, capfd: Any) -> None:
    path = tmp_path / "Filtered.svg"
    path.write_text(LOGO.replace("<circle", "<circle filter='url(#none)'/><text>x</text><circle"))
    bring(path)
    told = capfd.readouterr().out
    assert "Imported Filtered as" in told
    assert "Warning: " in told


@pytest.mark.skipif(bpy.app.version >= (4, 3, 0), reason="only Blender 4.2 has no such strokes")
def test_old_grease_pencil_is_refused(logo: Path) -> None:
    before = counts()
    with pytest.raises(RuntimeError, match=r"Grease Pencil needs Blender 4\.3"):
        ops.recraft.import_svg(filepath=str(logo), kind="GREASE_PENCIL")
    assert counts() == before


@pytest.mark.skipif(bpy.app.version < (4, 3, 0), reason="Blender 4.2 has no strokes as arrays")
def test_grease_pencil(logo: Path) -> None:
    (obj,) = shapes(bring(logo, kind="GREASE_PENCIL"))
    assert obj.type == "GREASEPENCIL"
    assert len(obj.data.layers[0].frames[0].drawing.strokes) == 5


def test_menu_entry() -> None:
    entries = bpy.types.TOPBAR_MT_file_import.draw._draw_funcs  # type: ignore[attr-defined]
    module = installed.module("blender.operators.import_svg")
    assert module._draw_menu in entries


def on_sphere(logo: Path, new_mesh: NewMesh, **settings: Any) -> tuple[list[Any], Any]:
    ops.mesh.primitive_uv_sphere_add(segments=64, ring_count=32, radius=1.0)
    sphere = context.view_layer.objects.active
    collection = bring(logo, size=0.8)
    context.scene.objects  # noqa: B018 - the scene is made anew before it is read
    for obj in collection.objects:
        obj.location.z += 2.0 if obj.parent is None else 0.0
    context.view_layer.update()
    sphere.select_set(True)
    context.view_layer.objects.active = sphere
    assert ops.recraft.svg_decal(**settings) == {"FINISHED"}
    context.view_layer.update()
    return shapes(collection), sphere


@pytest.mark.parametrize("wrap", ["PROJECT", "NEAREST"])
def test_decal_clings_in_paint_order(logo: Path, new_mesh: NewMesh, wrap: str) -> None:
    decals, sphere = on_sphere(logo, new_mesh, offset=0.01, wrap=wrap)
    graph = context.evaluated_depsgraph_get()
    heights = {}
    for obj in decals:
        assert obj.type == "MESH"
        assert obj.parent == sphere
        assert obj.data.materials
        mesh = obj.evaluated_get(graph).to_mesh()
        points = np.array([obj.matrix_world @ vertex.co for vertex in mesh.vertices])
        away = np.linalg.norm(points, axis=1)
        # The sphere's own faces lie a little inside of its radius.
        assert away.min() > 0.999
        assert away.max() < 1.02
        heights[obj.name] = float(np.median(away))
    assert len(decals) > 1
    assert sorted(heights.values()) == list(heights.values())


def test_decal_needs_a_mesh_and_shapes(new_mesh: NewMesh) -> None:
    with pytest.raises(RuntimeError, match="the mesh they are to be wrapped onto"):
        ops.recraft.svg_decal()
    new_mesh("Alone")
    with pytest.raises(RuntimeError, match="the mesh they are to be wrapped onto"):
        ops.recraft.svg_decal()
