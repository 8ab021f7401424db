# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan shows what its drawing paints, under Blender's rules of filling."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recraft_blender.vector.drawing import Drawing, FillRule, Gradient, Rgb, Stop
from recraft_blender.vector.outline_flatten import Polygons
from recraft_blender.vector.overlap_crossings import crossing_owners
from recraft_blender.vector.plan import CurveObject, MeshObject, Plan
from recraft_blender.vector.planning import PlanOptions, Target, plan, plan_steps
from recraft_blender.vector.planning_arrangement import Arrangement

from .drawings import BLUE, GREEN, RED, Path, Sketch, circle, curve, polygon, rectangle
from .plan_pictures import clearance, drawing_at, plan_at, splines

pytest.importorskip("pathops")

POINTS = np.random.default_rng(5).uniform(-5.0, 105.0, (400, 2))


def assert_same_picture(drawing: Drawing, made: Plan, nearest: float = 0.1) -> None:
    """Everywhere but within `nearest` of an edge the plan shows what the drawing does."""
    wanted = drawing_at(drawing, POINTS)
    wrong = np.abs(wanted - plan_at(made, POINTS)).max(axis=1) > 1e-6
    # Edges that the plan lacks altogether are near no edge of its own, and show here.
    far = POINTS[wrong][clearance(made, POINTS[wrong]) > nearest]
    assert not len(far), far[:5]


def assert_fills_safely(made: Plan) -> None:
    """No two outlines of one slot cross or touch."""
    for thing in made.curves:
        found = splines(thing)
        starts = np.cumsum([0, *(len(line) for _, _, line in found)])
        lines = np.concatenate([line for _, _, line in found])
        slots = np.array([slot for slot, _, _ in found])
        polygons = Polygons(lines, starts)
        assert not crossing_owners(polygons, slots, len(thing.materials), 1e-6).any()


coordinate = st.integers(0, 100).map(float)
corner = st.tuples(coordinate, coordinate)
corners = st.lists(corner, min_size=3, max_size=9)
paints = st.sampled_from([RED, GREEN, BLUE])
rules = st.sampled_from(list(FillRule))


@st.composite
def outlines(draw: st.DrawFn) -> Path:
    """Polygons and curves that cross themselves as they like."""
    points = draw(corners)
    if draw(st.booleans()):
        return polygon(*points)
    handles = draw(st.lists(corner, min_size=2 * len(points), max_size=2 * len(points)))
    stops = [*points, points[0]]
    path = [stops[0]]
    for k, end in enumerate(stops[1:]):
        path += [handles[2 * k], handles[2 * k + 1], end]
    return curve(*path, closed=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(outlines(), min_size=1, max_size=3), paints, rules), max_size=4))
def test_any_shapes_are_shown_and_fill_safely(
    shapes: list[tuple[list[Path], Rgb, FillRule]],
) -> None:
    sketch = Sketch()
    for paths, paint, rule in shapes:
        sketch.add(*paths, paint=paint, rule=rule)
    drawing = sketch.drawing()
    made = plan(drawing, PlanOptions(tolerance=0.02))
    assert_same_picture(drawing, made)
    if not made.simplified:
        assert_fills_safely(made)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(outlines(), paints, st.sampled_from([0.5, 1.0]), st.integers(-1, 2)),
        min_size=2,
        max_size=6,
    )
)
def test_see_through_groups_are_pictures_of_their_own(
    children: list[tuple[Path, Rgb, float, int]],
) -> None:
    sketch = Sketch()
    outer = sketch.group("outer", opacity=0.5)
    sketch.group("plain", parent=outer)
    sketch.group("inner", parent=outer, opacity=0.25)
    # Children of a group stand together in a document.
    for path, paint, opacity, group in sorted(children, key=lambda child: child[3]):
        sketch.add(path, paint=paint, opacity=opacity, group=group)
    drawing = sketch.drawing()
    made = plan(drawing, PlanOptions(tolerance=0.02))
    if not made.simplified:
        assert_same_picture(drawing, made)


@settings(max_examples=40, deadline=None)
@given(outlines(), outlines(), outlines(), outlines(), rules)
def test_clips_leave_what_lies_in_all_of_them(
    one: Path, two: Path, three: Path, four: Path, rule: FillRule
) -> None:
    sketch = Sketch()
    within = sketch.clip(two)
    own = sketch.clip(three)
    sketch.add(one, clip=sketch.clip(four, rule=rule, own=own, within=within))
    drawing = sketch.drawing()
    assert_same_picture(drawing, plan(drawing, PlanOptions(tolerance=0.02)))


def test_nested_rings_of_one_way_are_one_area() -> None:
    sketch = Sketch()
    sketch.add(circle(50, 50, 40), circle(50, 50, 20))
    sketch.add(circle(50, 50, 10), circle(50, 50, 5, back=True), paint=GREEN)
    drawing = sketch.drawing()
    made = plan(drawing)
    assert [len(thing.counts) for thing in made.curves] == [1, 2]
    assert_same_picture(drawing, made)


def test_a_ring_touching_itself_is_drawn_apart() -> None:
    bow = polygon((10, 10), (50, 50), (90, 10), (90, 90), (50, 50), (10, 90))
    sketch = Sketch()
    sketch.add(bow)
    drawing = sketch.drawing()
    made = plan(drawing)
    assert len(made.curves[0].counts) == 2
    assert_fills_safely(made)
    assert_same_picture(drawing, made)


def test_open_paths_are_closed_and_specks_are_dropped() -> None:
    sketch = Sketch()
    sketch.add(polygon((10, 10), (90, 10), (90, 90), closed=False))
    sketch.add(polygon((10, 10), (90, 10), closed=False), paint=GREEN)
    sketch.add(polygon((3, 3)), paint=BLUE)
    made = plan(sketch.drawing())
    assert [material.name for material in made.materials] == ["#ff0000"]
    assert made.curves[0].counts.tolist() == [3]
    assert made.curves[0].is_vector.all()


def test_handles_lie_at_the_curves_own_places() -> None:
    sketch = Sketch()
    sketch.add(circle(50, 50, 40))
    thing = plan(sketch.drawing()).curves[0]
    assert thing.counts.tolist() == [4]
    assert not thing.is_vector.any()
    assert np.allclose(np.hypot(*(thing.points[:, :2] - 50).T), 40, atol=1e-4)
    reach = thing.right_handles[:, :2] - thing.points[:, :2]
    back = thing.points[:, :2] - thing.left_handles[:, :2]
    assert np.allclose(reach, back, atol=1e-4)
    turn = np.cross(thing.points[0, :2] - 50, thing.points[1, :2] - 50)
    assert turn > 0, "outer rings run against the clock"


def stacked(count: int) -> Drawing:
    sketch = Sketch()
    for k in range(count):
        sketch.add(
            circle(50, 50, 45 - 40 * k / count), paint=(k / count, 0.0, 0.0), name=f"disc {k}"
        )
    return sketch.drawing("discs")


def test_few_layers_become_objects_and_many_become_runs() -> None:
    few = plan(stacked(5))
    assert [thing.depth for thing in few.curves] == [0, 1, 2, 3, 4]
    assert all((thing.points[:, 2] == 0).all() for thing in few.curves)
    many = plan(stacked(60), PlanOptions(most_layers=48, most_shapes=25))
    assert [len(thing.counts) for thing in many.curves] == [25, 25, 10]
    assert [thing.depth for thing in many.curves] == [0, 25, 50]
    assert many.depths == 60
    assert many.curves[1].points[::4, 2].tolist() == list(range(25))


def test_arrangements() -> None:
    sketch = Sketch()
    named = sketch.group("flowers")
    unnamed = sketch.group("", parent=named)
    sketch.add(rectangle(0, 0, 50, 50), paint=RED, name="field")
    sketch.add(rectangle(10, 10, 10, 10), paint=GREEN, group=unnamed)
    sketch.add(rectangle(15, 15, 10, 10), paint=GREEN, group=named)
    drawing = sketch.drawing("page")

    def names(arrangement: Arrangement, target: Target = Target.CURVES) -> list[tuple[str, str]]:
        made = plan(drawing, PlanOptions(target=target, arrangement=arrangement))
        things: list[CurveObject | MeshObject] = [*made.curves, *made.meshes]
        return [(thing.name, thing.group) for thing in things]

    assert names(Arrangement.ONE, Target.MESH) == [("page", "")]
    assert names(Arrangement.COLOR) == [("#ff0000", ""), ("#00ff00", "flowers")]
    assert names(Arrangement.GROUP) == [("page", ""), ("flowers", "flowers")]
    assert names(Arrangement.SHAPE) == [
        ("field", ""),
        ("#00ff00", "flowers"),
        ("#00ff00", "flowers"),
    ]


def test_shapes_of_a_colour_that_touch_get_slots_of_their_own() -> None:
    sketch = Sketch()
    sketch.add(rectangle(0, 0, 20, 20))
    sketch.add(rectangle(10, 10, 20, 20))
    sketch.add(rectangle(60, 60, 20, 20))
    thing = plan(sketch.drawing(), PlanOptions(arrangement=Arrangement.COLOR)).curves[0]
    assert thing.slot.tolist() == [0, 1, 0]
    assert thing.materials == (0, 0)


def test_gradients_are_turned_upwards() -> None:
    gradient = Gradient(
        radial=False, stops=(Stop(0, RED), Stop(1, BLUE)), matrix=(2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
    )
    sketch = Sketch()
    sketch.add(rectangle(0, 0, 10, 10), paint=gradient)
    sketch.add(rectangle(20, 0, 10, 10), paint=gradient, opacity=0.5)
    materials = plan(sketch.drawing()).materials
    assert [material.name for material in materials] == [
        "linear gradient 1",
        "linear gradient 2 50%",
    ]
    assert isinstance(materials[0].paint, Gradient)
    assert materials[0].paint.matrix == (2.0, -3.0, 4.0, -5.0, 6.0, 93.0)


def test_a_gradients_material_has_its_id() -> None:
    stops = (Stop(0, RED), Stop(1, BLUE))
    named = Gradient(False, stops, (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), name="sky")
    alike = Gradient(False, stops, (2.0, 0.0, 0.0, 2.0, 0.0, 0.0), name="sea")
    sketch = Sketch()
    sketch.add(rectangle(0, 0, 10, 10), paint=named)
    sketch.add(rectangle(20, 0, 10, 10), paint=alike)
    sketch.add(rectangle(40, 0, 10, 10), paint=named, opacity=0.5)
    # Two that look the same are one material.
    assert [material.name for material in plan(sketch.drawing()).materials] == ["sky", "sky 50%"]


@pytest.mark.parametrize("shapes", [1, 3, 4500])
def test_a_meshs_edges_are_what_its_triangles_say(shapes: int) -> None:
    sketch = Sketch()
    for number in range(shapes):
        x, y = number % 90, number // 90
        sketch.add(rectangle(x, y, 3, 3), rectangle(x + 1, y + 1, 1, 1, back=True))
    (mesh,) = plan(sketch.drawing(), PlanOptions(target=Target.MESH)).meshes
    assert len({tuple(edge) for edge in mesh.edges.tolist()}) == len(mesh.edges)
    # A square with a square hole has 8 triangles around 8 points, and 8 edges within.
    assert (len(mesh.triangles), len(mesh.edges)) == (8 * shapes, 16 * shapes)
    of_corner = np.sort(np.stack((mesh.triangles, np.roll(mesh.triangles, -1, axis=1)), axis=2))
    assert (mesh.edges[mesh.corner_edges] == of_corner).all()


def test_a_mesh_of_many_points_is_cut_between_shapes() -> None:
    sketch = Sketch()
    for number in range(20):
        sketch.add(rectangle(2 * number, 0, 1, 1))
    sketch.add(circle(50, 50, 40))
    drawing = sketch.drawing()
    whole = plan(drawing, PlanOptions(target=Target.MESH)).meshes
    cut = plan(drawing, PlanOptions(target=Target.MESH, most_points=16)).meshes
    assert (len(whole), len(cut)) == (1, 6)
    assert [len(mesh.vertices) for mesh in cut[:5]] == [16] * 5
    assert sum(len(mesh.triangles) for mesh in cut) == len(whole[0].triangles)


def test_many_shapes_have_coarser_curves() -> None:
    def steps(shapes: int) -> int:
        sketch = Sketch()
        sketch.add(circle(50, 50, 40))
        for number in range(shapes):
            sketch.add(rectangle(number % 90, number // 90, 0.5, 0.5))
        made = plan(sketch.drawing())
        return int(max(curve.resolution.max() for curve in made.curves))

    assert steps(10) > steps(4000) > steps(10) / 2


def test_a_mesh_has_the_area_of_its_shapes_and_faces_up() -> None:
    sketch = Sketch()
    sketch.add(
        rectangle(10, 10, 80, 80),
        rectangle(20, 20, 10, 10, back=True),
        circle(60, 60, 20, back=True),
    )
    made = plan(sketch.drawing(), PlanOptions(target=Target.MESH, tolerance=0.001))
    (mesh,) = made.meshes
    a, b, c = (mesh.vertices[mesh.triangles[:, k]].astype(np.float64) for k in range(3))
    areas = 0.5 * np.cross(b - a, c - a)
    assert (areas[:, 2] > 0).all()
    assert areas[:, 2].sum() == pytest.approx(6400 - 100 - np.pi * 400, abs=0.5)
    assert len(np.unique(mesh.vertices, axis=0)) == len(mesh.vertices)


def test_an_empty_drawing_is_an_empty_plan() -> None:
    for target in Target:
        for arrangement in Arrangement:
            options = PlanOptions(target=target, arrangement=arrangement)
            made = plan(Sketch().drawing(), options)
            assert (made.curves, made.meshes, made.depths) == ((), (), 0)


def test_steps_tell_how_far_they_are() -> None:
    steps = plan_steps(stacked(40))
    told = []
    while True:
        try:
            told.append(next(steps))
        except StopIteration as end:
            assert end.value.depths == 40
            break
    assert told == sorted(told)
    assert 0.0 <= told[0] <= told[-1] <= 1.0


def test_broken_numbers_lose_only_their_shape() -> None:
    sketch = Sketch()
    sketch.add(polygon((0, 0), (float("nan"), 10), (10, 10)))
    sketch.add(polygon((0, 0), (float("inf"), 10), (10, 10)), clip=sketch.clip(circle(5, 5, 4)))
    sketch.add(circle(50, 50, 10), paint=GREEN)
    made = plan(sketch.drawing())
    assert [material.name for material in made.materials] == ["#00ff00"]


def test_without_skia_strokes_and_crossings_still_fill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recraft_blender.vector.planning.skia_for", lambda _extent: None)
    star = polygon(
        *((50 + 40 * np.sin(k * 0.8 * np.pi), 50 - 40 * np.cos(k * 0.8 * np.pi)) for k in range(5))
    )
    sketch = Sketch()
    sketch.add(star)
    sketch.add(rectangle(10, 10, 20, 20), rectangle(20, 20, 20, 20), paint=GREEN)
    made = plan(sketch.drawing())
    green = next(
        thing for thing in made.curves if made.materials[thing.materials[0]].name == "#00ff00"
    )
    assert green.slot.tolist() == [0, 1]
    assert any("cross" in sentence for sentence in made.simplified)


def test_an_endless_outline_that_crosses_itself_once_is_told_and_ends() -> None:
    # Skia would take hours over it.
    turns = np.linspace(0.0, 2.0 * np.pi, 400_000)
    around = np.stack((50.0 + 40.0 * np.cos(turns), 50.0 + 40.0 * np.sin(turns)), axis=1)
    sketch = Sketch()
    sketch.add(polygon((0.0, 0.0), *map(tuple, around.tolist())))
    made = plan(sketch.drawing())
    assert [material.name for material in made.materials] == ["#ff0000"]
    assert sum("crosses itself" in sentence for sentence in made.simplified) == 1


def test_a_hopeless_tangle_is_told_and_ends() -> None:
    points = np.random.default_rng(4).uniform(0, 100, (1500, 2))
    sketch = Sketch()
    tangle = polygon(*((float(x), float(y)) for x, y in points))
    sketch.add(tangle)
    sketch.add(tangle, paint=GREEN, clip=sketch.clip(circle(50, 50, 10)))
    made = plan(sketch.drawing())
    assert [material.name for material in made.materials] == ["#ff0000"]
    assert sum("crosses itself" in sentence for sentence in made.simplified) == 2
