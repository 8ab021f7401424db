# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans made by hand, built by the installed extension: layout, depth, paint, and what stays."""

from pathlib import Path
from typing import Any

import bpy
import numpy as np
import pytest

import installed
from installed import context, data

from .pictures import at, near, seen_from_above

RED, HALF_BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


def plan_module() -> Any:
    return installed.module("vector.plan")


def drawing() -> Any:
    return installed.module("vector.drawing")


def rectangle(x: float, y: float, width: float, height: float, *, hole: bool = False) -> Any:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return np.array([(*corner, 0.0) for corner in (corners[::-1] if hole else corners)], np.float32)


def curve(name: str, splines: list[tuple[Any, int]], materials: tuple[int, ...], depth: int) -> Any:
    """A curve object of straight-edged splines, each with its slot."""
    rings = [ring for ring, _ in splines]
    points = np.concatenate(rings)
    following = np.concatenate([np.roll(ring, -1, 0) for ring in rings])
    before = np.concatenate([np.roll(ring, 1, 0) for ring in rings])
    return plan_module().CurveObject(
        name=name,
        group="",
        depth=depth,
        counts=np.array([len(ring) for ring in rings], np.int32),
        points=points,
        left_handles=(2 * points + before) / 3,
        right_handles=(2 * points + following) / 3,
        is_vector=np.ones((len(points), 2), np.bool_),
        resolution=np.full(len(rings), 6, np.int32),
        slot=np.array([slot for _, slot in splines], np.int32),
        materials=materials,
    )


def mesh(materials: tuple[int, ...]) -> Any:
    """The page as two triangles, one in each of two slots."""
    page = np.array([(0, 0, 0), (200, 0, 0), (200, 100, 0), (0, 100, 0)], np.float32)
    return mesh_object("Page", page, (0, 1), materials, 0)


def mesh_object(
    name: str, corners: Any, slot: tuple[int, int], materials: tuple[int, ...], depth: int
) -> Any:
    """A rectangle of two triangles."""
    triangles = np.array([(0, 1, 2), (0, 2, 3)], np.int32)
    edges, corner_edges = installed.module("vector.triangulate").edges_of(triangles.astype(int))
    return plan_module().MeshObject(
        name=name,
        group="",
        depth=depth,
        vertices=corners,
        triangles=triangles,
        edges=edges.astype(np.int32),
        corner_edges=corner_edges.astype(np.int32),
        slot=np.array(slot, np.int32),
        materials=materials,
    )


def plan(curves: Any = (), meshes: Any = (), paints: Any = (RED,), **page: Any) -> Any:
    """A plan of a page of 200 by 100 units."""
    materials = [
        paint
        if isinstance(paint, plan_module().Material)
        else plan_module().Material(f"Paint {number}", paint, 1.0)
        for number, paint in enumerate(paints)
    ]
    values = {"title": "", "width": 200.0, "height": 100.0, "width_m": None, "height_m": None}
    return plan_module().Plan(
        **(values | page),
        depths=2,
        materials=tuple(materials),
        curves=tuple(curves),
        meshes=tuple(meshes),
    )


def options(
    kind: str = "CURVES", *, shadeless: bool = True, reuse: bool = False, **placing: Any
) -> Any:
    module = installed.module("blender.importers.svg_build")
    where = installed.module("blender.importers.svg_placing")
    chosen = {
        "facing": "FLAT",
        "at_cursor": False,
        "measure": "WIDTH",
        "origin": "CENTER",
    } | placing
    for name, kinds in (("facing", "Facing"), ("measure", "Measure"), ("origin", "Origin")):
        chosen[name] = getattr(where, kinds)(chosen[name])
    return module.BuildOptions(
        kind=module.Kind(kind),
        placing=where.Placing(**chosen),
        shadeless=shadeless,
        reuse_materials=reuse,
    )


def build(what: Any, how: Any) -> Any:
    steps = installed.module("blender.importers.svg_build").build(context, what, "Logo", how)
    built = installed.module("blender.importers.svg_slices").run(steps)
    context.view_layer.update()
    return built


def two_layers() -> list[Any]:
    back = curve("Back", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    front = curve(
        "Front",
        [(rectangle(50, 25, 100, 50), 0), (rectangle(90, 45, 20, 10, hole=True), 0)],
        (1,),
        1,
    )
    return [back, front]


def counts() -> dict[str, int]:
    kinds = ("objects", "curves", "meshes", "materials", "collections", "node_groups")
    return {kind: len(getattr(data, kind)) for kind in kinds}


def test_splines_are_what_the_plan_says() -> None:
    built = build(plan(two_layers(), paints=(RED, HALF_BLUE)), options(size=2.0))
    _, front = built.objects
    assert front.data.dimensions == "2D"
    assert [len(spline.bezier_points) for spline in front.data.splines] == [4, 4]
    assert all(spline.use_cyclic_u and spline.resolution_u == 6 for spline in front.data.splines)
    first = front.data.splines[0].bezier_points[0]
    # The page is 200 wide, becomes 2, and its middle is the origin.
    assert tuple(first.co) == pytest.approx((-0.5, -0.25, 0.0))
    assert tuple(first.handle_right) == pytest.approx((-0.5 + 1 / 3, -0.25, 0.0))
    assert first.handle_right_type == "VECTOR"
    assert [slot.material.name for slot in front.material_slots] == ["Paint 1"]


def test_round_corners_keep_free_handles() -> None:
    one = curve("Round", [(rectangle(0, 0, 10, 10), 0)], (0,), 0)
    one.is_vector[1, 1] = one.is_vector[2, 0] = False
    built = build(plan([one]), options())
    points = built.objects[0].data.splines[0].bezier_points
    assert [point.handle_right_type for point in points] == ["VECTOR", "FREE", "VECTOR", "VECTOR"]
    assert [point.handle_left_type for point in points] == ["VECTOR", "VECTOR", "FREE", "VECTOR"]


def test_depth_is_on_the_objects_below_one_parent() -> None:
    built = build(plan(two_layers(), paints=(RED, HALF_BLUE)), options(gap=0.01, size=3.0))
    assert [obj.location.z for obj in built.objects] == pytest.approx([0.0, 0.03])
    assert {obj.parent for obj in built.objects} == {built.parent}
    assert set(built.collection.objects) == {built.parent, *built.objects}
    assert context.view_layer.objects.active == built.parent
    assert set(context.selected_objects) == {built.parent, *built.objects}


def test_depth_within_an_object_survives_evaluation() -> None:
    one = curve("Both", [(rectangle(0, 0, 200, 100), 0), (rectangle(50, 25, 9, 9), 1)], (0, 1), 0)
    one.points[4:, 2] = one.left_handles[4:, 2] = one.right_handles[4:, 2] = 1
    built = build(plan([one], paints=(RED, HALF_BLUE)), options(gap=0.5, gap_is_length=True))
    evaluated = built.objects[0].evaluated_get(context.evaluated_depsgraph_get()).to_mesh()
    assert {round(vertex.co.z, 4) for vertex in evaluated.vertices} == {0.0, 0.5}


def test_all_gaps_together_stay_small() -> None:
    placing = installed.module("blender.importers.svg_placing")
    many = plan([])
    deep = installed.module("vector.plan").Plan(
        **{name: getattr(many, name) for name in many.__slots__} | {"depths": 10_000}
    )
    step = placing.frame(context, deep, options(gap=0.01).placing).step
    assert 10_000 * step == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("placing", "corner"),
    [
        ({"origin": "BOTTOM_LEFT"}, (0.0, 0.0, 0.0)),
        ({"origin": "TOP_LEFT"}, (0.0, -0.5, 0.0)),
        ({"origin": "BOTTOM"}, (-0.5, 0.0, 0.0)),
        ({"origin": "BOTTOM", "facing": "STANDING"}, (-0.5, 0.0, 0.0)),
        ({"origin": "CENTER", "facing": "STANDING"}, (-0.5, 0.0, -0.25)),
        ({"measure": "HEIGHT", "size": 3.0}, (-3.0, -1.5, 0.0)),
        ({"at_cursor": True}, (0.5, 1.75, 3.0)),
        ({"measure": "FILE"}, (-100 * 0.0254 / 96, -50 * 0.0254 / 96, 0.0)),
    ],
)
def test_where_the_page_lands(placing: Any, corner: Any) -> None:
    context.scene.cursor.location = (1, 2, 3)
    page = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    (obj,) = build(plan([page]), options(**placing)).objects
    first = obj.matrix_world @ obj.data.splines[0].bezier_points[0].co
    assert tuple(first) == pytest.approx(corner, abs=1e-6)
    assert obj.scale == obj.scale.__class__((1, 1, 1))


def test_facing_the_viewer() -> None:
    areas = [area for window in context.window_manager.windows for area in window.screen.areas]
    view = next(area for area in areas if area.type == "VIEW_3D").spaces.active.region_3d
    page = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    (obj,) = build(plan([page]), options(facing="VIEW")).objects
    angle = obj.matrix_world.to_quaternion().rotation_difference(view.view_rotation).angle
    assert angle == pytest.approx(0.0, abs=1e-3)


def test_size_that_the_file_states_knows_the_scenes_unit() -> None:
    context.scene.unit_settings.scale_length = 0.01
    page = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    what = plan([page], width_m=0.5, height_m=0.25)
    (obj,) = build(what, options(measure="FILE")).objects
    assert obj.dimensions.x == pytest.approx(50.0)


def test_mesh_is_valid_flat_shaded_and_painted() -> None:
    built = build(plan(meshes=[mesh((0, 1))], paints=(RED, HALF_BLUE)), options("MESH"))
    made = built.objects[0].data
    assert not made.validate(verbose=True)
    assert (len(made.vertices), len(made.edges), len(made.polygons)) == (4, 5, 2)
    assert [face.material_index for face in made.polygons] == [0, 1]
    assert not any(face.use_smooth for face in made.polygons)
    assert [material.name for material in made.materials] == ["Paint 0", "Paint 1"]
    assert all(face.normal.z == pytest.approx(1.0) for face in made.polygons)


def test_materials_of_an_earlier_import_are_reused_by_choice() -> None:
    page = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    first = build(plan([page]), options()).materials[0]
    first.name = "Renamed"
    assert build(plan([page]), options()).materials[0] != first
    reused = build(plan([page]), options(reuse=True)).materials[0]
    assert reused["recraft_paint"] == first["recraft_paint"]
    count = len(data.materials)
    shaded = build(plan([page]), options(reuse=True, shadeless=False)).materials[0]
    assert shaded["recraft_paint"] != first["recraft_paint"]
    assert len(data.materials) == count + 1


def test_gradients_of_an_earlier_import_are_reused_where_they_look_the_same() -> None:
    page = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    what = plan([page], paints=(gradient(radial=True),))
    first = build(what, options(reuse=True)).materials[0]
    groups = len(data.node_groups)
    assert build(what, options(reuse=True)).materials[0] == first
    # It lies along the object's own coordinates, which are others at another size.
    larger = build(what, options(reuse=True, size=2.0)).materials[0]
    assert larger != first
    assert len(data.node_groups) == groups


def test_shaded_material_is_principled_with_the_linear_color() -> None:
    page = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    paint = plan_module().Material("Half", (0.5, 1.0, 0.0), 0.25)
    material = build(plan([page], paints=(paint,)), options(shadeless=False)).materials[0]
    (shader,) = (n for n in material.node_tree.nodes if n.type == "BSDF_PRINCIPLED")
    color = tuple(shader.inputs["Base Color"].default_value)
    assert color == pytest.approx((0.21404, 1.0, 0.0, 1.0), abs=1e-4)
    assert shader.inputs["Alpha"].default_value == pytest.approx(0.25)
    assert tuple(material.diffuse_color) == pytest.approx((0.21404, 1.0, 0.0, 0.25), abs=1e-4)


@pytest.mark.parametrize("kind", ["CURVES", "MESH"])
@pytest.mark.parametrize("slices", [1, 2, 5])
def test_closing_the_work_leaves_nothing(kind: str, slices: int) -> None:
    before = counts()
    what = plan(two_layers(), [mesh((0, 1)), mesh((0, 1))], (RED, HALF_BLUE))
    steps = installed.module("blender.importers.svg_build").build(
        context, what, "Logo", options(kind)
    )
    for _ in range(slices):
        next(steps)
    steps.close()
    assert counts() == before


def test_an_error_leaves_nothing() -> None:
    broken = curve("Broken", [(rectangle(0, 0, 200, 100), 0)], (7,), 0)
    before = counts()
    with pytest.raises(IndexError):
        build(plan([*two_layers(), broken], paints=(RED, HALF_BLUE)), options())
    assert counts() == before


def test_arrays_mapped_from_a_file_are_built(tmp_path: Path) -> None:
    one = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    mapped = {}
    for name in one.__slots__:
        value = getattr(one, name)
        if isinstance(value, np.ndarray):
            np.save(tmp_path / f"{name}.npy", value)
            value = np.load(tmp_path / f"{name}.npy", mmap_mode="r")
        mapped[name] = value
    built = build(plan([plan_module().CurveObject(**mapped)]), options())
    assert built.objects[0].dimensions.x == pytest.approx(1.0)


def gradient(*, radial: bool, spread: str = "pad", **more: Any) -> Any:
    """From red to blue: along the middle half of the page, or a circle of a fifth of its width."""
    d = drawing()
    stops = (d.Stop(0.0, RED), d.Stop(1.0, (0.0, 0.0, 1.0)))
    matrix = (40.0, 0.0, 0.0, 40.0, 100.0, 50.0) if radial else (100.0, 0.0, 0.0, 100.0, 50.0, 0.0)
    return d.Gradient(radial, stops, matrix, d.Spread(spread), **more)


def mixed(part: float) -> tuple[float, ...]:
    return (1 - part, 0.0, part, 1.0)


def picture_of(paint: Any, folder: Path, **how: Any) -> Any:
    page = curve("Page", [(rectangle(0, 0, 200, 100), 0)], (0,), 0)
    built = build(plan([page], paints=(paint,)), options(**how))
    return built, seen_from_above(folder)


def test_linear_gradient_is_mixed_in_srgb_and_stays_with_the_object(tmp_path: Path) -> None:
    built, picture = picture_of(gradient(radial=False), tmp_path)
    for x, part in ((0.1, 0.0), (0.3, 0.12), (0.5, 0.52), (0.7, 0.92), (0.9, 1.0)):
        assert near(at(picture, x, 0.5), mixed(part)), (x, at(picture, x, 0.5))
    assert at(picture, 0.5, 0.1)[3] == 0  # beyond the page
    built.objects[0].scale = (0.5, 0.5, 0.5)
    smaller = seen_from_above(tmp_path)
    assert near(at(smaller, 0.4, 0.5), at(picture, 0.3, 0.5), 0.05)


@pytest.mark.parametrize(("spread", "beyond"), [("pad", 1.0), ("repeat", 0.32), ("reflect", 0.68)])
def test_spread(spread: str, beyond: float, tmp_path: Path) -> None:
    _, picture = picture_of(gradient(radial=False, spread=spread), tmp_path)
    assert near(at(picture, 0.9, 0.5), mixed(beyond), 0.03)


def test_radial_gradient_with_a_focus(tmp_path: Path) -> None:
    _, picture = picture_of(gradient(radial=True, focus=(0.5, 0.0)), tmp_path)
    # The focus is 20 units, a tenth of the page's width, to the right of the middle.
    assert near(at(picture, 0.6, 0.5), mixed(0.1), 0.06)
    # From there to the circle on the left are 60 units, to the right 20.
    assert near(at(picture, 0.451, 0.5), mixed(0.5), 0.04)
    assert near(at(picture, 0.651, 0.5), mixed(0.5), 0.04)
    assert near(at(picture, 0.9, 0.5), mixed(1.0))


@pytest.mark.parametrize("kind", ["CURVES", "MESH"])
def test_colors_are_exact_and_paint_order_holds(kind: str, tmp_path: Path) -> None:
    corners = np.array([(50, 25, 0), (150, 25, 0), (150, 75, 0), (50, 75, 0)], np.float32)
    page = mesh_object("Front", corners, (0, 0), (1,), 1)
    teal, sand = (0.1, 0.5, 0.6), (0.8, 0.7, 0.4)
    build(plan(two_layers(), [mesh((0, 0)), page], (teal, sand)), options(kind))
    picture = seen_from_above(tmp_path)
    assert near(at(picture, 0.1, 0.5), (*teal, 1.0), 0.01)
    assert near(at(picture, 0.3, 0.5), (*sand, 1.0), 0.01)
    assert near(at(picture, 0.5, 0.5), (*(teal if kind == "CURVES" else sand), 1.0), 0.01)  # hole


@pytest.mark.skipif(bpy.app.version < (4, 3, 0), reason="Blender 4.2 has no strokes as arrays")
def test_grease_pencil_has_all_rings_in_paint_order() -> None:
    built = build(plan(two_layers(), paints=(RED, HALF_BLUE)), options("GREASE_PENCIL"))
    (obj,) = built.objects
    strokes = obj.data.layers[0].frames[0].drawing.strokes
    assert [stroke.material_index for stroke in strokes] == [0, 1, 1]
    assert all(stroke.cyclic for stroke in strokes)
    assert [len(stroke.points) for stroke in strokes] == [4, 4, 4]
    assert tuple(strokes[1].points[0].position) == pytest.approx((-0.25, -0.125, 0.0005))
    if bpy.app.version >= (5, 2, 0):
        ids = [stroke.fill_id for stroke in strokes]
        assert ids[1] == ids[2] != ids[0]
