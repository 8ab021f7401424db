# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Alpha planes: their colours, edges and shadows as Cycles shows them, and how they stand."""

from collections.abc import Callable
from math import pi
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from mathutils import Euler, Matrix, Vector

from installed import context, data, module, ops

from .known_pictures import RED, blocks, knight, shape, standing, subject, write_png
from .pictures import seen_from_above

NewPlane = Callable[..., Any]
ONE_STEP = 1 / 255 + 1e-4


@pytest.fixture
def job() -> Any:
    """A real job, and no trace of its own placing in the file."""
    found = knight()
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    return found


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """The known subject as a file."""
    return write_png(tmp_path / "knight-1.png", subject())


@pytest.fixture
def new_plane(job: Any, picture: Path) -> NewPlane:
    """`new_plane(pixels=None, pack=True, where={}, **options)`: one plane, at the cursor."""

    def make(pixels: Any = None, *, pack: bool = True, where: Any = None, **options: Any) -> Any:
        if pixels is not None:
            write_png(picture, pixels)
        planes = module("blender.importers.alpha_plane")
        matrix = standing(context.scene, **(where or {}))
        (plane,) = planes.import_alpha_planes(
            context.scene, job, [picture], matrix, planes.PlaneOptions(**options), pack=pack
        )
        context.view_layer.update()
        return plane

    return make


def flat(**options: Any) -> Any:
    """Options for a plane that is seen from above as its picture is."""
    placement = module("jobs.placement")
    lying = {"facing": placement.Facing.TOP, **options.pop("where", {})}
    return {"where": lying, "origin": placement.Origin.CENTER, "trim": False, **options}


def white_light(strength: float = 1.0) -> None:
    """The same light from everywhere, without noise."""
    world = context.scene.world = data.worlds.new("Even")
    if world.node_tree is None:
        world.use_nodes = True
    light = next(node for node in world.node_tree.nodes if node.type == "BACKGROUND")
    light.inputs["Color"].default_value = (1, 1, 1, 1)
    light.inputs["Strength"].default_value = strength
    world.cycles.sampling_method = "NONE"


def _palette() -> Any:
    """Sixteen colours in squares of 16 pixels, one with half the opacity."""
    colors = np.random.default_rng(5).integers(0, 256, (4, 4, 4), np.uint8)
    colors[:, :, 3] = 255
    colors[0, 0] = (0, 0, 0, 255)
    colors[0, 1] = (255, 255, 255, 255)
    colors[3, 3, 3] = 128
    return colors


def _over_black(pixels: Any) -> Any:
    return np.concatenate((pixels[:, :, :3] * pixels[:, :, 3:], pixels[:, :, 3:]), axis=2)


def _linear(color: Any) -> Any:
    color = np.asarray(color)
    return np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)


def _corners(plane: Any) -> Any:
    return np.array([plane.matrix_world @ vertex.co for vertex in plane.data.vertices])


@pytest.mark.parametrize("shadeless", [False, True])
def test_colours_are_the_pictures_own(
    new_plane: NewPlane, tmp_path: Path, *, shadeless: bool
) -> None:
    colors = _palette()
    new_plane(colors.repeat(16, 0).repeat(16, 1), **flat(shadeless=shadeless))
    white_light(0.0 if shadeless else 1.0)
    seen = seen_from_above(tmp_path, side=64)[8::16, 8::16]
    wanted = colors / 255
    # As they cover what lies behind them: half opaque bytes are half as fine.
    far = np.abs(_over_black(seen) - _over_black(wanted))
    # Cycles draws lots for the light of a half opaque surface.
    assert (far if shadeless else far.reshape(16, 4)[:-1]).max() <= ONE_STEP


@pytest.mark.parametrize(
    "options",
    [{}, {"cut_out": True}, {"shadeless": True}, {"pack": False}],
    ids=["quad", "cut out", "shadeless", "not packed"],
)
def test_edge_has_no_halo(new_plane: NewPlane, tmp_path: Path, options: Any) -> None:
    new_plane(subject(), **flat(**options))
    white_light()
    seen = seen_from_above(tmp_path, side=200).astype(float)
    opacity = seen[:, :, 3]
    edge = (opacity > 0.02) & (opacity < 0.98)
    assert edge.sum() > 400
    # The colour of all edges together: Cycles draws lots for a half opaque pixel's light.
    light = (_linear(seen[edge, :3]) * opacity[edge, None]).sum(0) / opacity[edge].sum()
    assert light == pytest.approx(_linear(np.array(RED) / 255), rel=0.05)
    # 2.5 pixels are one of the picture's, which is 0.8 as wide as high.
    middle = seen[30:175, 52:77, :3]
    assert np.abs(middle - np.array(RED) / 255).max() <= ONE_STEP
    wanted = shape(subject(), 200)[:, np.clip((np.arange(160) * 200) // 160, 0, 199)]
    assert (np.abs((opacity[:, 20:180] > 0.5) - wanted) > 0.5).mean() < 0.01
    assert opacity[:, :19].max() == 0.0


def test_no_foreign_colour_is_left_for_eevee_to_mix_in(new_plane: NewPlane, picture: Path) -> None:
    written = picture.read_bytes()
    image = _image(new_plane())
    assert picture.read_bytes() == written
    pixels = np.empty(64 * 80 * 4, np.float32)
    image.reload()  # from what is packed
    image.pixels.foreach_get(pixels)
    kept = (pixels.reshape(80, 64, 4)[::-1] * 255 + 0.5).astype(np.uint8)
    assert (kept[:, :, :3] == RED).all()
    assert (kept[:, :, 3] == subject()[:, :, 3]).all()
    assert image.filepath == "//textures/recraft/knight-1.png"


def test_picture_that_stays_outside_is_not_changed(new_plane: NewPlane, picture: Path) -> None:
    written = picture.read_bytes()
    image = _image(new_plane(pack=False))
    assert image.packed_file is None
    assert not image.is_dirty
    assert picture.read_bytes() == written


@pytest.mark.parametrize("options", [{}, {"shadeless": True}, {"cut_out": True}])
def test_shadow_has_the_subjects_shape(
    new_plane: NewPlane, tmp_path: Path, options: dict[str, Any]
) -> None:
    pixels = np.zeros((64, 64, 4), np.uint8)
    pixels[:, :, :3] = (40, 90, 200)
    y, x = np.mgrid[:64, :64] + 0.5
    ring = np.hypot(x - 32, y - 32)
    pixels[:, :, 3] = 255 * ((ring < 28) & (ring > 14) & ~((x > 32) & (y < 32)))
    ops.mesh.primitive_plane_add(size=10)
    new_plane(pixels, **flat(where={"location": (-2, 0, 2)}, **options))
    sun = data.objects.new("Sun", data.lights.new("Sun", "SUN"))
    sun.data.angle, sun.data.energy = 0, 3
    sun.rotation_euler = (0, -pi / 4, 0)
    context.scene.collection.objects.link(sun)
    white_light(0.0)
    light = seen_from_above(tmp_path, side=64)[:, :, 1]
    assert light.max() > 0.5
    assert light.min() < 0.02
    dark = light < light.max() / 2
    wanted = pixels[:, :, 3] > 0
    assert (dark & wanted).sum() / (dark | wanted).sum() > 0.97


def test_shadeless_plane_is_no_lamp(new_plane: NewPlane, tmp_path: Path) -> None:
    ops.mesh.primitive_plane_add(size=10)
    # Diffuse: a glossy ground may mirror the plane.
    ground = data.materials.new("Ground")
    if ground.node_tree is None:
        ground.use_nodes = True
    tree = ground.node_tree
    diffuse = tree.nodes.new("ShaderNodeBsdfDiffuse")
    tree.links.new(diffuse.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
    context.object.data.materials.append(ground)
    white = np.full((32, 32, 4), 255, np.uint8)
    plane = new_plane(white, shadeless=True, where={"location": (0, 0.1, 0)})
    white_light(0.0)
    assert seen_from_above(tmp_path)[30:, :, :3].max() <= ONE_STEP
    tree = plane.active_material.node_tree
    strength = tree.nodes["Shadeless"].inputs["Strength"]
    tree.links.remove(strength.links[0])
    strength.default_value = 1.0
    # So the light would have been seen.
    assert seen_from_above(tmp_path)[30:, :, :3].max() > 0.1


def test_plane_stands_on_its_feet_at_the_cursor(new_plane: NewPlane) -> None:
    context.scene.cursor.location = (1, 2, 0.5)
    plane = new_plane(size_m=1.8)
    low, high = _corners(plane).min(0), _corners(plane).max(0)
    width = 1.8 * 40 / 64
    assert low == pytest.approx((1 - width / 2, 2, 0.5), abs=1e-5)
    assert high == pytest.approx((1 + width / 2, 2, 2.3), abs=1e-5)
    assert tuple(plane.location) == (1, 2, 0.5)
    assert tuple(plane.scale) == (1, 1, 1)
    assert plane.data.polygons[0].normal == Vector((0, 0, 1))
    assert plane.rotation_euler[:] == pytest.approx((pi / 2, 0, 0))


def test_uv_map_shows_only_the_subject(new_plane: NewPlane) -> None:
    uv = np.array([corner.vector for corner in new_plane().data.uv_layers.active.uv])
    assert uv.min(0) == pytest.approx((10 / 64, 8 / 80))
    assert uv.max(0) == pytest.approx((50 / 64, 72 / 80))


def test_margin_leaves_size_and_feet_alone(new_plane: NewPlane) -> None:
    corners = _corners(new_plane(size_m=6.4, margin_px=4))
    assert corners[:, 2].min() == pytest.approx(-0.4, abs=1e-5)
    assert corners[:, 2].max() == pytest.approx(6.8, abs=1e-5)


def test_size_by_width_of_all_around_the_centre(new_plane: NewPlane) -> None:
    placement = module("jobs.placement")
    plane = new_plane(
        size_m=3.2,
        size_by=placement.SizeBy.WIDTH,
        origin=placement.Origin.CENTER,
        trim=False,
    )
    assert _corners(plane).min(0) == pytest.approx((-1.6, 0, -2), abs=1e-5)
    assert _corners(plane).max(0) == pytest.approx((1.6, 0, 2), abs=1e-5)


def test_metres_where_a_unit_is_a_centimetre(new_plane: NewPlane) -> None:
    context.scene.unit_settings.scale_length = 0.01
    assert new_plane(size_m=1.8).dimensions.y == pytest.approx(180)


def test_cut_along_the_silhouette(new_plane: NewPlane) -> None:
    pixels = subject()
    pixels[20:50, 13:23, 3] = 0
    plane = new_plane(pixels, cut_out=True, size_m=64)  # a metre is a pixel
    mesh = plane.data
    covered = sum(face.area for face in mesh.polygons)
    seen = (pixels[:, :, 3] > 0).sum()
    # Two pixels around the outline and into the hole, no more.
    assert seen < covered < seen + 2 * (64 + 64 + 40 + 40 + 2 * (30 + 10)) + 20
    assert all(face.normal.z > 0.99 for face in mesh.polygons)
    edges = dict.fromkeys(mesh.edge_keys, 0)
    for face in mesh.polygons:
        for key in face.edge_keys:
            edges[key] += 1
    assert set(edges.values()) <= {1, 2}
    for corner, loop in zip(mesh.uv_layers.active.uv, mesh.loops, strict=True):
        x, y, _ = mesh.vertices[loop.vertex_index].co
        assert corner.vector == Vector(((x + 30) / 64, (y + 8) / 80))


def test_side_and_camera_and_view(new_plane: NewPlane) -> None:
    placement = module("jobs.placement")
    facing, center = placement.Facing, placement.Origin.CENTER
    side = new_plane(where={"facing": facing.SIDE})
    assert _looks(side) == pytest.approx((1, 0, 0), abs=1e-6)
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    camera.rotation_euler = (1.1, 0, 0.7)
    context.scene.collection.objects.link(camera)
    context.scene.camera = camera
    context.view_layer.update()
    turned = Euler((1.1, 0, 0.7)).to_matrix()
    upright = new_plane(where={"facing": facing.CAMERA, "upright": True})
    assert _looks(upright) == pytest.approx(
        tuple(Euler((pi / 2, 0, 0.7)).to_matrix().col[2]), abs=1e-5
    )
    assert tuple(upright.matrix_world.to_3x3().col[1]) == pytest.approx((0, 0, 1), abs=1e-6)
    exact = new_plane(where={"facing": facing.VIEW, "rotation": (1.1, 0, 0.7)}, origin=center)
    assert np.allclose(np.array(exact.matrix_world.to_3x3()), np.array(turned), atol=1e-5)
    from_above = new_plane(
        where={"facing": facing.VIEW, "rotation": (0.0, 0, 0.7), "upright": True}
    )
    assert _looks(from_above) == pytest.approx((0, 0, 1), abs=1e-5)


def test_material_is_right_for_eevee_too(new_plane: NewPlane) -> None:
    material = new_plane().active_material
    assert material.surface_render_method == "DITHERED"
    assert material.use_transparent_shadow
    assert not material.use_backface_culling
    assert not material.use_transparency_overlap
    assert new_plane(blended=True).active_material.surface_render_method == "BLENDED"
    image = material.node_tree.nodes["Picture"].image
    assert image.alpha_mode == "STRAIGHT"
    assert image.colorspace_settings.name == "sRGB"


def test_opaque_picture_has_no_transparency(new_plane: NewPlane) -> None:
    pixels = np.full((20, 30, 3), 90, np.uint8)
    material = new_plane(pixels, cut_out=True).active_material
    assert not material.node_tree.nodes["Paper"].inputs["Alpha"].is_linked


def test_picture_without_anything_to_see_is_a_whole_plane(new_plane: NewPlane) -> None:
    plane = new_plane(np.zeros((20, 40, 4), np.uint8))
    assert plane.dimensions.x == pytest.approx(2)


def test_recipe_and_names_and_one_image(new_plane: NewPlane, job: Any) -> None:
    first, second = new_plane(), new_plane(cut_out=True)
    assert first.name == first.data.name == first.active_material.name == "Red knight"
    assert second.name == "Red knight.001"
    assert len(data.images) == 1
    for block in (first, first.active_material, data.images[0]):
        assert block["recraft_job"] == job.id
        assert block["recraft_prompt"] == "red knight"


def test_planes_of_one_job_stand_in_a_row(job: Any, tmp_path: Path) -> None:
    planes = module("blender.importers.alpha_plane")
    files = [write_png(tmp_path / f"knight-{i}.png", subject()) for i in range(3)]
    made = planes.import_alpha_planes(
        context.scene,
        job,
        files,
        Matrix.Rotation(pi / 2, 4, "Z"),
        planes.PlaneOptions(),
        pack=True,
    )
    context.view_layer.update()
    assert [plane.location.y for plane in made] == pytest.approx([0, 0.6875, 1.375])
    assert len(data.images) == 3


def test_subject_that_is_known_saves_the_pixels(job: Any, picture: Path) -> None:
    planes, trim = module("blender.importers.alpha_plane"), module("raster.trim")
    found = module("raster.subject").Subject(trim.Box(0, 0, 32, 40))
    (plane,) = planes.import_alpha_planes(
        context.scene, job, [picture], Matrix(), planes.PlaneOptions(), pack=True, subjects=[found]
    )
    assert tuple(plane.dimensions) == pytest.approx((0.8, 1, 0))
    assert bytes(_image(plane).packed_file.data) == picture.read_bytes()


def test_plane_is_replaced_pixel_on_pixel(new_plane: NewPlane, job: Any, tmp_path: Path) -> None:
    planes = module("blender.importers.alpha_plane")
    plane = new_plane(where={"rotation": (1, 2, 3)})
    twin = plane.copy()
    context.scene.collection.objects.link(twin)
    plane.scale, plane.location, plane.name = (2, 2, 2), (1, 2, 3), "Mine"
    plane.modifiers.new("Thick", "SOLIDIFY")
    context.view_layer.update()
    before, matrix, mesh = _place_of(plane, 30, 40), plane.matrix_world.copy(), plane.data
    pixels = subject()
    pixels[:40, :, 3] = 0
    file = write_png(tmp_path / "again.png", pixels.repeat(2, 0).repeat(2, 1))
    options = planes.PlaneOptions()
    assert planes.replace_with_alpha_plane(job, file, plane, options, pack=True) == plane
    assert plane.data != mesh
    assert twin.data == mesh
    assert plane.name == "Mine"
    assert plane.modifiers[0].name == "Thick"
    assert plane.matrix_world == matrix
    assert _place_of(plane, 30, 40) == pytest.approx(before, abs=1e-5)


def test_further_pictures_wait_when_one_is_replaced(
    new_plane: NewPlane, job: Any, tmp_path: Path
) -> None:
    planes = module("blender.importers.alpha_plane")
    plane = new_plane()
    files = [write_png(tmp_path / f"new-{i}.png", subject()) for i in range(3)]
    made = planes.import_alpha_planes(
        context.scene, job, files, Matrix(), planes.PlaneOptions(), pack=True, replaces=plane
    )
    assert made == [plane]
    assert [image.use_fake_user for image in data.images].count(True) == 2
    assert sum(obj.type == "MESH" for obj in data.objects) == 1


def test_plane_of_another_kind_keeps_its_height(job: Any, picture: Path) -> None:
    planes = module("blender.importers.alpha_plane")
    ops.mesh.primitive_plane_add(size=2)
    plane = context.object
    mesh = plane.data
    options = planes.PlaneOptions(trim=False)
    planes.replace_with_alpha_plane(job, picture, plane, options, pack=True)
    context.view_layer.update()
    assert tuple(plane.dimensions) == pytest.approx((2 * 64 / 80, 2, 0))
    assert mesh.use_fake_user


def test_image_empty_is_replaced_with_all_that_hangs_on_it(job: Any, picture: Path) -> None:
    planes = module("blender.importers.alpha_plane")
    ops.object.empty_add(type="IMAGE", location=(1, 2, 3), rotation=(0.3, 0.2, 0.1))
    empty = context.object
    empty.name, empty.empty_display_size = "Sketch", 4
    sketch = empty.data = data.images.new("Sketch", 64, 80)
    empty.constraints.new("LIMIT_LOCATION")
    empty.keyframe_insert("location", frame=1)
    child = data.objects.new("Child", None)
    home = data.collections.new("Home")
    context.scene.collection.children.link(home)
    home.objects.link(empty)
    home.objects.link(child)
    child.parent = empty
    context.view_layer.update()
    matrix = empty.matrix_world.copy()
    options = planes.PlaneOptions(trim=False)
    plane = planes.replace_with_alpha_plane(job, picture, empty, options, pack=True)
    context.view_layer.update()
    assert plane.name == "Sketch"
    assert [obj for obj in data.objects if obj.type == "EMPTY"] == [child]
    assert child.parent == plane
    assert set(plane.users_collection) == {home, context.scene.collection}
    assert [one.type for one in plane.constraints] == ["LIMIT_LOCATION"]
    assert plane.animation_data.action
    assert np.allclose(plane.matrix_world, matrix)
    assert tuple(plane.dimensions) == pytest.approx((4 * 64 / 80, 4, 0), abs=1e-5)
    assert sketch.use_fake_user


def _refused(call: Callable[[], Any]) -> str:
    """The sentence of a refusal, after which everything is as it was."""
    before = blocks()
    with pytest.raises(module("blender.importers.image").ImportRefusedError) as refusal:
        call()
    assert blocks() == before
    return str(refusal.value)


def test_file_that_is_no_picture(new_plane: NewPlane, picture: Path) -> None:
    picture.write_bytes(b"no picture")
    assert "knight-1.png is no picture" in _refused(new_plane)
    picture.unlink()
    assert "knight-1.png cannot be opened" in _refused(new_plane)


def test_what_cannot_be_replaced(job: Any, picture: Path, tmp_path: Path) -> None:
    planes = module("blender.importers.alpha_plane")

    def replace(obj: Any) -> str:
        options = planes.PlaneOptions()
        return _refused(
            lambda: planes.replace_with_alpha_plane(job, picture, obj, options, pack=True)
        )

    ops.mesh.primitive_cube_add()
    cube = context.object
    assert replace(cube) == "Cube is not a flat plane with one picture on it."
    cube.data.uv_layers.remove(cube.data.uv_layers[0])
    assert "Cube has no UV map" in replace(cube)
    assert "neither a plane" in replace(data.objects.new("Nothing", None))
    ops.wm.save_as_mainfile(filepath=str(tmp_path / "other.blend"))
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    with data.libraries.load(str(tmp_path / "other.blend"), link=True) as (_, wanted):
        wanted.objects = ["Cube"]
    assert "linked from another file" in replace(wanted.objects[0])


def test_broken_second_picture_leaves_nothing_of_the_first(job: Any, tmp_path: Path) -> None:
    planes = module("blender.importers.alpha_plane")
    good = write_png(tmp_path / "good.png", subject())
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"")
    _refused(
        lambda: planes.import_alpha_planes(
            context.scene, job, [good, bad], Matrix(), planes.PlaneOptions(), pack=True
        )
    )


def test_any_other_error_leaves_nothing_either(job: Any, picture: Path) -> None:
    planes = module("blender.importers.alpha_plane")
    before = blocks()
    options = SimpleNamespace(size_m="high")
    with pytest.raises(AttributeError):
        planes.import_alpha_planes(context.scene, job, [picture], Matrix(), options, pack=True)
    broken = planes.PlaneOptions(size_m="high")
    with pytest.raises(TypeError):
        planes.import_alpha_planes(context.scene, job, [picture], Matrix(), broken, pack=True)
    assert blocks() == before


def _image(plane: Any) -> Any:
    return plane.active_material.node_tree.nodes["Picture"].image


def _looks(plane: Any) -> Any:
    return tuple(plane.matrix_world.to_3x3().col[2])


def _place_of(plane: Any, x: float, y: float) -> Any:
    """Where in the world a pixel of a picture of 64 by 80 is, by the first face's UV map."""
    mesh = plane.data
    loops = mesh.polygons[0].loop_indices
    uv = np.array([(*mesh.uv_layers.active.uv[i].vector, 1) for i in loops])
    points = np.array([mesh.vertices[mesh.loops[i].vertex_index].co for i in loops])
    solved = np.linalg.lstsq(uv, points, rcond=None)[0]
    return tuple(plane.matrix_world @ Vector(np.array((x / 64, 1 - y / 80, 1)) @ solved))
