# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Textures by all options of the panel: who wears them, their mapping, relief, and colours."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import installed
from installed import context, data, module, ops

from .conftest import NewMesh
from .known_pictures import blocks, knight, land, placed_as, subject, write_png
from .pictures import seen_from_above

Land = Callable[..., str]
ONE_STEP = 1 / 255 + 1e-4


@pytest.fixture
def job() -> Any:
    """A real job, and no trace of its own placing in the file."""
    found = knight()
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    return found


@pytest.fixture
def wear(job: Any, tmp_path: Path) -> Land:
    """`wear(pixels=None, **options)`: the picture placed as the panel's options say."""

    def place(pixels: Any = None, **options: Any) -> str:
        chosen = installed.settings()
        for name, value in options.items():
            setattr(chosen if name == "mapping" else chosen.placement, name, value)
        pixels = np.full((8, 8, 3), 90, np.uint8) if pixels is None else pixels
        return land(job, write_png(tmp_path / "knight-1.png", pixels), placed_as("TEXTURE"))

    return place


def _nodes(obj: Any) -> Any:
    return obj.active_material.node_tree.nodes


def _palette() -> Any:
    """Sixteen colours, each 8 pixels wide."""
    colors = np.random.default_rng(5).integers(0, 256, (4, 4, 3), np.uint8)
    colors[0, 0], colors[0, 1] = 0, 255
    return colors


@pytest.mark.parametrize("engine", ["CYCLES", "BLENDER_WORKBENCH"])
@pytest.mark.parametrize("keep", ["PACKED", "LIBRARY"])
def test_colours_are_exact(job: Any, wear: Land, tmp_path: Path, engine: str, keep: str) -> None:
    installed.preferences().files = keep
    try:
        ops.mesh.primitive_plane_add(size=1)
        colors = _palette()
        wear(colors.repeat(8, 0).repeat(8, 1))
    finally:
        installed.preferences().files = "PACKED"
    tree = context.object.active_material.node_tree
    # The shader has a gloss; what it is given is seen by itself.
    light = tree.nodes.new("ShaderNodeEmission")
    tree.links.new(tree.nodes["Picture"].outputs["Color"], light.inputs["Color"])
    tree.links.new(light.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
    tree.nodes.active = tree.nodes["Picture"]
    seen = seen_from_above(tmp_path, side=32, engine=engine)[4::8, 4::8, :3]
    assert np.abs(seen - colors / 255).max() <= ONE_STEP


def test_every_slot_and_what_was_there_is_kept(new_mesh: NewMesh, wear: Land) -> None:
    cube = new_mesh("Cube")
    for name in ("Body", "Body", "Trim"):
        cube.data.materials.append(data.materials.get(name) or data.materials.new(name))
    assert wear(wear="all") == "Placed on Cube."
    assert {material.name for material in cube.data.materials} == {"Red knight"}
    assert [data.materials[name].use_fake_user for name in ("Body", "Trim")] == [True, True]


def test_alpha_only_if_the_picture_has_any(new_mesh: NewMesh, job: Any, wear: Land) -> None:
    cube = new_mesh("Cube")
    wear()
    assert not _nodes(cube)["Principled BSDF"].inputs["Alpha"].is_linked
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    cube = new_mesh("Cube")
    wear(subject())
    assert _nodes(cube)["Principled BSDF"].inputs["Alpha"].is_linked
    assert cube.active_material.surface_render_method == "DITHERED"


def test_repeats_in_metres(new_mesh: NewMesh, wear: Land) -> None:
    mapped, bare = new_mesh("Mapped"), new_mesh("Bare", uv=False)
    bare.scale = (2, 2, 2)
    mapped.select_set(True)
    context.view_layer.update()
    wear(scale=0.5)
    # A side of the cube has 2 m and a quarter of the map.
    assert tuple(_nodes(mapped)["Repeats"].inputs["Scale"].default_value) == pytest.approx(
        (16,) * 3
    )
    assert tuple(_nodes(bare)["Repeats"].inputs["Scale"].default_value) == pytest.approx((4,) * 3)
    assert _nodes(bare)["Picture"].projection == "BOX"


def test_repeats_where_a_unit_is_a_centimetre(new_mesh: NewMesh, wear: Land) -> None:
    context.scene.unit_settings.scale_length = 0.01
    bare = new_mesh("Bare", uv=False)
    wear(scale=50, box_blend=0.7)  # units as Blender has them: half a metre
    assert tuple(_nodes(bare)["Repeats"].inputs["Scale"].default_value) == pytest.approx(
        (0.02,) * 3
    )
    assert _nodes(bare)["Picture"].projection_blend == pytest.approx(0.7)


def test_one_repeat_is_as_wide_as_was_asked_for(wear: Land, tmp_path: Path) -> None:
    ops.mesh.primitive_plane_add(size=1)
    pixels = np.zeros((8, 8, 3), np.uint8)
    pixels[:, 4:] = 255
    wear(pixels, scale=0.5)
    tree = context.object.active_material.node_tree
    light = tree.nodes.new("ShaderNodeEmission")
    tree.nodes["Picture"].interpolation = "Closest"
    tree.links.new(tree.nodes["Picture"].outputs["Color"], light.inputs["Color"])
    tree.links.new(light.outputs[0], tree.nodes["Material Output"].inputs["Surface"])
    row = seen_from_above(tmp_path, side=32)[16, :, 0]
    assert (row > 0.5).tolist() == ([False] * 8 + [True] * 8) * 2


def test_relief_is_made_of_brightness_and_can_be_changed(new_mesh: NewMesh, wear: Land) -> None:
    cube = new_mesh("Cube")
    wear(bump=True, roughness=True)
    nodes = _nodes(cube)
    shader = nodes["Principled BSDF"]
    assert shader.inputs["Normal"].links[0].from_node == nodes["Bump"]
    assert shader.inputs["Roughness"].links[0].from_node == nodes["Roughness"]
    assert nodes["Bump"].inputs["Height"].links[0].from_node == nodes["Brightness"]
    assert nodes["Brightness"].inputs[0].links[0].from_node == nodes["Picture"]
    assert nodes["Bump"].inputs["Distance"].default_value == pytest.approx(0.01)
    assert not nodes["Bump"].inputs["Strength"].is_linked
    assert nodes["Bump"].parent.label == "From the picture's brightness"
    assert [image.name for image in data.images] == ["Red knight"]


def test_relief_only_by_choice(new_mesh: NewMesh, wear: Land) -> None:
    cube = new_mesh("Cube")
    wear(bump=True, roughness=False)
    assert "Roughness" not in _nodes(cube)
    assert not _nodes(cube)["Principled BSDF"].inputs["Roughness"].is_linked


def test_uv_map_is_made_where_there_is_none(new_mesh: NewMesh, wear: Land) -> None:
    bare, mapped = new_mesh("Bare", uv=False), new_mesh("Mapped")
    bare.data.polygons[0].hide = True
    bare.select_set(True)
    bare.data.polygons[1].select = False
    flags = [face.select for face in bare.data.polygons]
    theirs = [tuple(corner.vector) for corner in mapped.data.uv_layers[0].uv]
    before = {kind: count for kind, count in blocks().items() if kind in ("objects", "meshes")}
    context.scene.recraft.mapping = "unwrap"
    words = module("blender.capture").mapping_words(context)
    assert words == "Bare has no UV map: one is made by Smart UV Project."
    wear(mapping="unwrap")
    uv = np.array([corner.vector for corner in bare.data.uv_layers.active.uv]).reshape(6, 4, 2)
    assert uv.min() >= 0
    assert uv.max() <= 1
    # Each of the six faces has a place of its own.
    assert (np.ptp(uv, axis=1) > 0.1).all()
    assert len({tuple(face.mean(0).round(3)) for face in uv}) == 6
    assert bare.active_material == mapped.active_material
    assert [tuple(corner.vector) for corner in mapped.data.uv_layers[0].uv] == theirs
    assert [face.select for face in bare.data.polygons] == flags
    assert bare.data.polygons[0].hide
    assert {kind: blocks()[kind] for kind in before} == before
    assert len(data.scenes) == 1
    assert context.view_layer.objects.active == mapped
    assert context.mode == "OBJECT"


def test_words_before_it_is_paid(new_mesh: NewMesh) -> None:
    words = module("blender.capture").mapping_words
    assert words(context) == ""
    new_mesh("Bare", uv=False)
    other = new_mesh("Other", uv=False)
    data.objects["Bare"].select_set(True)
    assert words(context) == "2 of them have no UV map: projected from six sides."
    other.select_set(False)
    assert words(context) == "Bare has no UV map: projected from six sides."
    installed.settings().mapping = "box"
    assert words(context) == ""


def test_node_in_the_material_of_a_shader_editor(job: Any, tmp_path: Path) -> None:
    material = data.materials.new("Wall")
    if material.node_tree is None:
        material.use_nodes = True
    links = len(material.node_tree.links)
    file = write_png(tmp_path / "knight-1.png", subject())
    node_only = module("jobs.spec").Wear.NODE
    where = placed_as("TEXTURE", wear=node_only, node_in="Wall", node_at=(120.0, -40.0))
    assert land(job, file, where) == "It is a node in Wall."
    node = material.node_tree.nodes.active
    assert node.image.name == "Red knight"
    assert tuple(node.location) == (120, -40)
    assert [one.name for one in material.node_tree.nodes if one.select] == [node.name]
    assert len(material.node_tree.links) == links
    group = data.node_groups.new("Bricks", "ShaderNodeTree")
    assert land(
        job, file, placed_as("TEXTURE", wear=node_only, node_in="Wall", node_group="Bricks")
    )
    assert group.nodes[0].image == node.image


def _refused(job: Any, file: Path, where: Any) -> str:
    before = blocks()
    with pytest.raises(module("blender.placing").PlacementError) as refusal:
        land(job, file, where)
    assert blocks() == before
    return str(refusal.value)


def test_refusals_change_nothing(new_mesh: NewMesh, job: Any, tmp_path: Path) -> None:
    file = write_png(tmp_path / "knight-1.png", subject())
    node_only = module("jobs.spec").Wear.NODE
    assert "No shader editor" in _refused(job, file, placed_as("TEXTURE", wear=node_only))
    gone = placed_as("TEXTURE", wear=node_only, node_in="Gone")
    assert "Gone is no longer in this file" in _refused(job, file, gone)
    ops.object.text_add()
    ops.curve.primitive_bezier_circle_add()
    data.objects["Text"].select_set(True)
    assert "Nothing was selected" in _refused(job, file, placed_as("TEXTURE"))
    text = placed_as("TEXTURE", objects=("Text", "BezierCircle"))
    assert "Text is not a mesh. Select another" in _refused(job, file, text)
    new_mesh("Cube")
    file.unlink()
    file.write_bytes(b"")
    empty = module("jobs.spec").Mapping.UNWRAP
    plane = placed_as("REFERENCE")
    assert "is no picture" in _refused(job, file, plane)
    cube = new_mesh("Bare", uv=False)
    assert placed_as("TEXTURE", mapping=empty).objects == ("Bare",)
    assert not cube.data.uv_layers


def test_two_hundred_objects_share_one_material(new_mesh: NewMesh, wear: Land) -> None:
    first = new_mesh("Cube")
    for number in range(199):
        mesh = first.data.copy() if number % 2 else first.data
        twin = data.objects.new(f"Twin {number:03}", mesh)
        context.scene.collection.objects.link(twin)
        twin.select_set(True)
    said = wear(scale=1)
    assert said == "Placed on Cube, Twin 000, Twin 001, Twin 002, Twin 003 and 195 more."
    assert len([one for one in data.materials if "recraft_job" in one]) == 1
    assert all(list(obj.data.materials) == [first.active_material] for obj in data.objects)


def test_mesh_without_faces(job: Any, wear: Land) -> None:
    mesh = data.meshes.new("Empty")
    obj = data.objects.new("Empty", mesh)
    context.scene.collection.objects.link(obj)
    obj.select_set(True)
    assert wear(mapping="unwrap", scale=0.5) == "Placed on Empty."
    assert not mesh.uv_layers
