# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs of several steps, and what becomes of their results."""

from dataclasses import replace
from typing import Any

import pytest

import installed
from installed import context, data, ops

from .conftest import NewMesh, StartSandbox, asked_for, generate, until, waiting


def test_prompt_to_alpha_plane(start_sandbox: StartSandbox) -> None:
    address = start_sandbox()
    before = set(data.objects)
    job = until(generate("moss stone", make="ALPHA_PLANE"), "placed")
    (plane,) = set(data.objects) - before
    assert plane.type == "MESH"
    assert job.units == 45
    assert asked_for(address) == 2
    material = plane.data.materials[0]
    assert material["recraft_steps"] == "Generate, Remove background"
    image = next(node.image for node in material.node_tree.nodes if node.type == "TEX_IMAGE")
    assert image.channels == 4


def test_prompt_to_curves(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    job = until(generate("green leaf", make="CURVES"), "placed")
    assert job.units == 80
    curves = [obj for obj in data.objects if obj.type == "CURVE"]
    assert curves
    assert sum(len(obj.data.splines) for obj in curves) > 3


def test_prompt_to_reference(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    until(generate("brass clock", make="REFERENCE"), "placed")
    (empty,) = (obj for obj in data.objects if obj.type == "EMPTY")
    assert empty.data["recraft_prompt"] == "brass clock"


def test_prompt_to_upscaled_image(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    job = until(generate("brick", make="IMAGE", upscale="CRISP"), "placed")
    assert job.units == 39
    (image,) = (image for image in data.images if "recraft_job" in image)
    assert tuple(image.size) == (2048, 2048)


def test_price_of_the_whole_chain_is_known_before() -> None:
    properties = installed.module("blender.properties")
    spec = installed.module("jobs.spec")
    chosen = installed.settings()
    chosen.prompt, chosen.make, chosen.upscale, chosen.count = "oak", "ALPHA_PLANE", "CRISP", 2
    assert spec.chain_estimate(properties.chain(chosen)) == 2 * (35 + 4 + 10)


def test_failed_step_keeps_what_was_paid_and_goes_on(start_sandbox: StartSandbox) -> None:
    address = start_sandbox("--fault", "status=400*1@/images/removeBackground")
    job = until(generate("stone", make="ALPHA_PLANE"), "failed")
    assert job.can_resume
    assert job.units == 35
    assert asked_for(address) == 2
    assert ops.recraft.resume(job=job.id) == {"FINISHED"}
    job = until(job, "placed")
    assert job.units == 45
    assert asked_for(address) == 3  # the first step was not paid again


def test_what_goes_on_costs_what_is_missing(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "status=400*1@/images/removeBackground")
    job = until(generate("stone", make="ALPHA_PLANE"), "failed")
    missing, prefs = installed.module("jobs.choices").units_missing(job), installed.preferences()
    assert missing == 10
    prefs.cap_per_file = 44
    with pytest.raises(RuntimeError, match="This costs 10 units"):
        ops.recraft.resume(job=job.id)
    prefs.cap_per_file, prefs.confirm_above = 45, 10
    # Without a window nobody can be asked: tests/window sees it ask.
    assert ops.recraft.resume("INVOKE_DEFAULT", job=job.id) == {"FINISHED"}
    until(job, "placed")


def test_what_the_earlier_steps_gave_can_be_taken(start_sandbox: StartSandbox) -> None:
    start_sandbox("--fault", "status=400@/images/crispUpscale")
    job = until(generate("stone", make="IMAGE", upscale="CRISP"), "failed")
    assert ops.recraft.keep_earlier(job=job.id) == {"FINISHED"}
    ops.recraft.place(job=job.id, use_selection=True)
    (image,) = (image for image in data.images if "recraft_job" in image)
    assert tuple(image.size) == (1024, 1024)


def _submitted(where: object) -> Any:
    """A job that goes there, already made."""
    chosen = installed.settings()
    chosen.prompt, chosen.make = "stone", "IMAGE"
    work = installed.module("blender.properties").chain(chosen)
    installed.session().submit(context, work, where)
    return installed.session().jobs[0]


def test_what_was_named_in_another_file_is_not_looked_for_in_this_one(
    start_sandbox: StartSandbox,
) -> None:
    start_sandbox()
    spec, again = installed.module("jobs.spec"), installed.module("blender.placing").placement_again
    session = installed.session()
    data.images.new("Painted", 8, 8)
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    context.scene.collection.objects.link(camera)
    image = _submitted(spec.ImagePlacement(file=session.file, replaces="Painted"))
    shown = spec.ReferenceKind.CAMERA_BACKGROUND
    background = _submitted(
        spec.ReferencePlacement(file=session.file, shows=shown, camera="Camera")
    )
    assert again(context, image).replaces == "Painted"
    assert again(context, background).camera == "Camera"
    camera.name = "Renamed"
    assert again(context, background).camera == ""
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    theirs = data.images.new("Painted", 8, 8)
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    context.scene.collection.objects.link(camera)
    other = data.objects.new("Other", data.cameras.new("Other"))
    context.scene.collection.objects.link(other)
    context.scene.camera = other
    assert again(context, image).replaces == ""
    assert again(context, background).camera == ""
    for job in (image, background):
        until(job, "ready")
        assert ops.recraft.place(job=job.id, use_selection=True) == {"FINISHED"}
    assert data.images["Painted"] == theirs
    assert tuple(theirs.size) == (8, 8)
    assert not camera.data.background_images
    assert len(other.data.background_images) == 1


@pytest.fixture
def picture() -> object:
    """An image of this file, painted and never saved: a dark disc on white."""
    import numpy as np

    image = data.images.new("Painted", 320, 320)
    y, x = np.mgrid[:320, :320]
    pixels = np.ones((320, 320, 4), np.float32)
    pixels[np.hypot(x - 160, y - 160) < 90, :3] = (0.1, 0.2, 0.6)
    image.pixels.foreach_set(pixels.ravel())
    installed.settings().picture = image
    return image


def test_picture_to_alpha_plane(start_sandbox: StartSandbox, picture: object) -> None:
    start_sandbox()
    assert ops.recraft.process_picture(tool="REMOVE_BACKGROUND") == {"FINISHED"}
    until(installed.session().jobs[0], "placed")
    (plane,) = (obj for obj in data.objects if obj.type == "MESH")
    assert plane.dimensions.x == pytest.approx(plane.dimensions.y, rel=0.02)
    assert plane.name.startswith("Painted")


def test_picture_to_curves(start_sandbox: StartSandbox, picture: object) -> None:
    start_sandbox()
    assert ops.recraft.process_picture(tool="VECTORIZE") == {"FINISHED"}
    job = until(installed.session().jobs[0], "placed")
    assert job.units == 10
    assert [obj for obj in data.objects if obj.type == "CURVE"]


def test_upscale_in_place(start_sandbox: StartSandbox, picture: object, new_mesh: NewMesh) -> None:
    start_sandbox()
    material = data.materials.new("Wears it")
    if material.node_tree is None:
        material.use_nodes = True
    node = material.node_tree.nodes.new("ShaderNodeTexImage")
    node.image = picture
    new_mesh("Cube").data.materials.append(material)
    assert ops.recraft.process_picture(tool="CRISP_UPSCALE") == {"FINISHED"}
    until(installed.session().jobs[0], "placed")
    assert tuple(node.image.size) == (640, 640)
    assert "Painted" in data.images
    ops.ed.undo_push(message="after")
    context.view_layer.update()


def test_picture_that_is_too_small_is_refused_before_anything_is_sent(
    start_sandbox: StartSandbox,
) -> None:
    address = start_sandbox()
    installed.settings().picture = data.images.new("Tiny", 64, 64)
    context.scene.recraft_source.fit = False
    with pytest.raises(RuntimeError, match="from 256 to 4096 pixels"):
        ops.recraft.process_picture(tool="VECTORIZE")
    assert asked_for(address) == 0


def test_result_for_a_scene_that_is_gone_waits(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    spec, capture = installed.module("jobs.spec"), installed.module("blender.capture")
    chosen = installed.settings()
    chosen.prompt = "stone"
    work = installed.module("blender.properties").chain(chosen)
    here = capture.placement(context, spec.PlacementKind.REFERENCE)
    installed.session().submit(context, work, replace(here, scene="Nowhere"))
    job = waiting(installed.session().jobs[0])
    assert "The scene Nowhere is no longer in this file" in job.note
    assert ops.recraft.place(job=job.id, use_selection=True) == {"FINISHED"}
    assert [obj for obj in data.objects if obj.type == "EMPTY"]


def test_result_goes_to_the_scene_that_was_asked_in(start_sandbox: StartSandbox) -> None:
    start_sandbox()
    spec, capture = installed.module("jobs.spec"), installed.module("blender.capture")
    asked = context.scene
    job = _submitted(capture.placement(context, spec.PlacementKind.REFERENCE))
    other = data.scenes.new("Other")
    context.window.scene = other
    until(job, "placed")
    assert [obj.type for obj in asked.collection.objects] == ["EMPTY"]
    assert not other.collection.all_objects


def test_result_whose_target_is_gone_lands_as_an_image_by_choice(
    start_sandbox: StartSandbox, new_mesh: NewMesh
) -> None:
    start_sandbox()
    spec, session = installed.module("jobs.spec"), installed.session()
    other = new_mesh("Other")
    where = spec.TexturePlacement(file=session.file, objects=("Gone",), bare_if_gone=True)
    job = until(_submitted(where), "placed")
    (image,) = (image for image in data.images if "recraft_job" in image)
    assert "Gone is no longer in this file" in job.note
    assert f"It is in this file as the image {image.name}" in job.note
    assert not other.data.materials


def test_renamed_target_waits_with_a_sentence(
    start_sandbox: StartSandbox, new_mesh: NewMesh
) -> None:
    start_sandbox("--delay", "1")
    cube = new_mesh("Cube")
    job = generate("stone")
    cube.name = "Box"
    job = waiting(job)
    assert "Cube is no longer in this file" in job.note
    assert ops.recraft.place(job=job.id, use_selection=True) == {"FINISHED"}
    assert len(cube.data.materials) == 1
