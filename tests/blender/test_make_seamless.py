# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.make_seamless`: users, undo, refusals; and the model's own style for it."""

from typing import Any

import numpy as np
import pytest

import installed
from installed import context, data, module, ops

from .conftest import NewMesh, generate, until
from .known_pictures import blocks


@pytest.fixture
def slope() -> Any:
    """An image that is dark at one side, with grain; a material of a cube shows it."""
    ops.ed.undo_push(message="Start")
    ops.mesh.primitive_cube_add()
    image = data.images.new("Slope", 96, 64, alpha=True)
    y, x = np.mgrid[0:1:64j, 0:1:96j]
    grain = np.random.default_rng(2).normal(0, 0.04, (64, 96))
    pixels = np.ones((64, 96, 4), np.float32)
    pixels[:, :, :3] = np.clip(0.2 + 0.4 * x + 0.2 * y + grain, 0, 1)[:, :, None]
    image.pixels.foreach_set(pixels.ravel())
    image.pack()
    material = data.materials.new("Wall")
    if material.node_tree is None:
        material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = image
    context.object.data.materials.append(material)
    return image


def _score(image: Any) -> float:
    pixels = np.empty(image.size[0] * image.size[1] * 4, np.float32)
    image.pixels.foreach_get(pixels)
    shape = (image.size[1], image.size[0], 4)
    return float(module("raster.seamless").seam_score(pixels.reshape(shape)))


def _shown() -> str:
    nodes = data.materials["Wall"].node_tree.nodes
    return str(next(node.image.name for node in nodes if node.type == "TEX_IMAGE"))


def test_users_get_the_seamless_one_and_the_former_is_kept(slope: Any) -> None:
    slope["recraft_prompt"] = "a slope"
    before = _score(slope)
    assert ops.recraft.make_seamless() == {"FINISHED"}
    new = data.images["Slope seamless"]
    assert _shown() == "Slope seamless"
    assert before > 3
    assert _score(new) < 1.3
    assert tuple(new.size) == (96, 64)
    assert new.packed_file
    assert new["recraft_prompt"] == "a slope"
    assert new.colorspace_settings.name == slope.colorspace_settings.name
    assert slope.use_fake_user
    assert _score(slope) == before


def test_beside_the_former_by_choice(slope: Any) -> None:
    assert ops.recraft.make_seamless(image="Slope", take_its_place=False) == {"FINISHED"}
    assert _shown() == "Slope"
    assert data.images["Slope seamless"].use_fake_user


def test_one_undo_step(slope: Any) -> None:
    ops.ed.undo_push(message="Before")
    assert ops.recraft.make_seamless("EXEC_DEFAULT", True) == {"FINISHED"}
    ops.ed.undo()
    assert "Slope seamless" not in data.images
    assert _shown() == "Slope"
    ops.ed.redo()
    assert _shown() == "Slope seamless"
    assert _score(data.images["Slope seamless"]) < 1.3


def test_transparent_parts_and_floats() -> None:
    for name, is_float in (("Bytes", False), ("Floats", True)):
        image = data.images.new(name, 64, 64, alpha=True, float_buffer=is_float)
        pixels = np.random.default_rng(3).random((64, 64, 4), np.float32) * (3 if is_float else 1)
        pixels[:, :, 3] = 1
        pixels[:32, :, 3] = 0
        image.pixels.foreach_set(pixels.ravel())
        assert ops.recraft.make_seamless(image=name) == {"FINISHED"}
        new = data.images[f"{name} seamless"]
        assert new.is_float == is_float
        result = np.array(new.pixels[:]).reshape(64, 64, 4)
        assert np.isfinite(result).all()
        assert result[:, :, 3].min() < 0.1
        assert (result[:, :, :3].max() > 2) == is_float


def test_refusals_change_nothing() -> None:
    data.images.new("Tiny", 31, 200)
    lost = data.images.new("Lost", 8, 8)
    lost.source, lost.filepath = "FILE", "//nowhere.png"
    tiled = data.images.new("Tiled", 64, 64, tiled=True)
    before = blocks()
    for name, words in (
        ("Tiny", "at least 32 a side"),
        ("Lost", "Lost has no pixels"),
        (tiled.name, "no single still picture"),
        ("Gone", "Open an image"),
    ):
        with pytest.raises(RuntimeError, match=words):
            ops.recraft.make_seamless(image=name)
    assert blocks() == before


def test_shown_repeated_in_the_image_editor(slope: Any) -> None:
    area = context.window_manager.windows[0].screen.areas[0]
    former = area.type
    area.type = "IMAGE_EDITOR"
    try:
        space = area.spaces.active
        space.image = slope
        context.view_layer.objects.active = None
        with context.temp_override(window=context.window_manager.windows[0], area=area):
            assert ops.recraft.make_seamless() == {"FINISHED"}
        assert space.image == data.images["Slope seamless"]
        assert space.show_repeat
    finally:
        area.type = former


@pytest.mark.usefixtures("use_sandbox")
def test_style_of_the_model_that_has_one(new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    chosen = installed.settings()
    style = module("blender.properties").seamless_style
    chosen.model = "recraftv4_1"
    assert style(chosen) == ""
    try:
        chosen.model, chosen.seamless = "recraftv3", True
        job = until(generate("ivy leaves"), "placed")
        assert job.chain.first.style == "Seamless Digital"
        chosen.seamless = False
        assert ops.recraft.edit_again(job=job.id) == {"FINISHED"}
        assert chosen.seamless
        chosen.model = "recraftv4_1"
        plain = until(generate("ivy leaves"), "placed")
        assert plain.chain.first.style == ""
    finally:
        chosen.model, chosen.seamless = "recraftv4_1", False
