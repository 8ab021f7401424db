# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a prompt to a texture on meshes, through the registered operators."""

from pathlib import Path
from typing import Any

import pytest

from installed import context, data, ops

from .conftest import PROFILE, NewMesh, generate, until

pytestmark = pytest.mark.usefixtures("use_sandbox")


def _texture(material: Any) -> Any:
    """The image node that feeds the base colour."""
    shader = next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")
    (link,) = shader.inputs["Base Color"].links
    assert link.from_socket.name == "Color"
    return link.from_node


def test_prompt_becomes_a_texture_of_every_selected_mesh(new_mesh: NewMesh) -> None:
    first, second = new_mesh("First"), new_mesh("Second")
    bystander = new_mesh("Bystander", selected=False)
    first.select_set(True)
    second.select_set(True)
    job = until(generate("mossy stone wall", ratio="3:2"), "placed")
    (material,) = first.data.materials
    assert list(second.data.materials) == [material]
    assert not bystander.data.materials
    image = _texture(material).image
    assert tuple(image.size) == (1280, 832)
    assert image.name == material.name == "Mossy stone wall"
    assert image.packed_file is not None
    assert not image.colorspace_settings.is_data
    assert image.colorspace_settings.name == "sRGB"
    assert job.note == "Placed on First, Second."


def test_picture_in_blender_is_the_file_on_the_disk(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    job = until(generate("red brick wall"), "placed")
    (result,) = sorted(job.folder.glob("*.png"))
    kept = data.images["Red brick wall"]
    assert bytes(kept.packed_file.data) == result.read_bytes()
    pixels = list(kept.pixels)
    assert max(pixels[0::4]) - min(pixels[0::4]) > 0.2


def test_recipe_is_on_image_and_material(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    job = until(generate("oak wood", use_seed=True, seed=7, model="recraftv3"), "placed")
    for block in (data.images["Oak wood"], data.materials["Oak wood"]):
        assert block["recraft_job"] == job.id
        assert block["recraft_prompt"] == "oak wood"
        assert block["recraft_model"] == "recraftv3"
        assert block["recraft_size"] == "1:1"
        assert block["recraft_seed"] == "7"
        assert block["recraft_request_id"] == job.request_id != ""
        assert block["recraft_units"] == job.units == 40
        assert block["recraft_sandbox"]
    assert data.images["Oak wood"].filepath == "//textures/recraft/oak-wood-1.png"


def test_same_seed_gives_the_same_picture(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    jobs = [until(generate("marble", use_seed=True, seed=3), "placed") for _ in range(2)]
    first, second = (next(job.folder.glob("*.png")).read_bytes() for job in jobs)
    # Before the pixels stands how it was made, with the number of the job.
    assert first.partition(b"IDAT")[2] == second.partition(b"IDAT")[2] != b""


def test_mesh_without_uv_map_is_projected_from_six_sides(new_mesh: NewMesh) -> None:
    bare, mapped = new_mesh("Bare", uv=False), new_mesh("Mapped")
    bare.select_set(True)
    until(generate("sand"), "placed")
    assert _texture(bare.data.materials[0]).projection == "BOX"
    assert _texture(mapped.data.materials[0]).projection == "FLAT"
    assert _texture(bare.data.materials[0]).image == _texture(mapped.data.materials[0]).image


def test_box_mapping_by_choice(new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    until(generate("sand", mapping="box"), "placed")
    node = _texture(cube.data.materials[0])
    assert node.projection == "BOX"
    assert node.inputs["Vector"].is_linked


def test_only_the_active_slot_is_taken_and_the_former_material_stays(new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    for name in ("Body", "Trim"):
        cube.data.materials.append(data.materials.new(name))
    cube.active_material_index = 1
    until(generate("gold"), "placed")
    assert [material.name for material in cube.data.materials] == ["Body", "Gold"]
    assert data.materials["Trim"].use_fake_user


def test_shared_mesh_is_worn_once(new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    twin = cube.copy()
    context.scene.collection.objects.link(twin)
    twin.select_set(True)
    until(generate("ice"), "placed")
    assert len(cube.data.materials) == 1


def test_further_pictures_wait_as_materials(new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    job = until(generate("leather", count=3), "placed")
    assert job.units == 3 * 35
    made = [material for material in data.materials if "recraft_job" in material]
    assert len(made) == 3
    assert [m.use_fake_user for m in made if m != cube.data.materials[0]] == [True, True]


def test_long_prompt_gives_a_short_name(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    prompt = "a very long description of an old wall with many many words in it, 壁"
    until(generate(prompt), "placed")
    (material,) = (m for m in data.materials if "recraft_job" in m)
    assert material.name == "A very long description of an old wall"
    assert material["recraft_prompt"] == prompt


def test_place_again_on_another_selection(new_mesh: NewMesh) -> None:
    first = new_mesh("First")
    job = until(generate("rust"), "placed")
    first.select_set(False)
    second = new_mesh("Second")
    images = len(data.images)
    assert ops.recraft.place(job=job.id, use_selection=True) == {"FINISHED"}
    assert len(second.data.materials) == 1
    assert len(data.images) == images


def test_slot_of_the_object_itself(new_mesh: NewMesh) -> None:
    cube = new_mesh("Cube")
    cube.data.materials.append(data.materials.new("Of the mesh"))
    cube.material_slots[0].link = "OBJECT"
    cube.material_slots[0].material = data.materials.new("Of the object")
    until(generate("gold"), "placed")
    assert cube.material_slots[0].material.name == "Gold"
    assert cube.data.materials[0].name == "Of the mesh"


def test_no_path_of_the_user_in_the_file(new_mesh: NewMesh, tmp_path: Path) -> None:
    new_mesh("Cube")
    until(generate("rust"), "placed")
    blend = tmp_path / "scene.blend"
    ops.wm.save_as_mainfile(filepath=str(blend), compress=False)
    content = blend.read_bytes()
    assert b"//textures/recraft/rust-1.png" in content
    place = content.find(PROFILE.name.encode())
    assert place < 0, content[max(0, place - 300) : place + 200]


def test_saved_choice_of_a_model_outlives_a_new_catalog() -> None:
    items = context.scene.recraft.bl_rna.properties["model"].enum_items
    numbers = {item.identifier: item.value for item in items}
    # Written down, because every .blend that was ever saved holds them.
    assert numbers["recraftv4_1"] == 258580690
    assert numbers["recraftv3"] == 1940988504


def test_cycles_shows_the_texture(new_mesh: NewMesh, tmp_path: Any) -> None:
    cube = new_mesh("Cube")
    scene = context.scene
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    camera.location = (0, 0, 4)
    scene.collection.objects.link(camera)
    scene.camera = camera
    scene.world = data.worlds.new("World")
    light = data.objects.new("Sun", data.lights.new("Sun", "SUN"))
    light.data.energy = 3
    scene.collection.objects.link(light)
    scene.render.engine = "CYCLES"
    scene.cycles.samples = 4
    scene.render.resolution_x = scene.render.resolution_y = 64
    scene.render.filepath = str(tmp_path / "render.png")

    def spread() -> float:
        ops.render.render(write_still=True)
        picture = data.images.load(scene.render.filepath)
        middle = [picture.pixels[(row * 64 + 32) * 4] for row in range(16, 48)]
        data.images.remove(picture)
        return float(max(middle) - min(middle))

    before = spread()
    until(generate("black and white checker"), "placed")
    assert cube.data.materials
    assert spread() > before + 0.1
