# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""References and bare images: sizes that match, one image a file, and nothing half done."""

from math import pi
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from installed import context, data, module, ops

from .known_pictures import blocks, knight, standing, subject, write_png


@pytest.fixture
def job() -> Any:
    """A real job, and no trace of its own placing in the file."""
    found = knight()
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    return found


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """The known subject as a file, higher than wide."""
    return write_png(tmp_path / "knight-1.png", subject())


def _references(job: Any, files: list[Path], facing: str = "FRONT", **options: Any) -> Any:
    references = module("blender.importers.reference")
    where = standing(context.scene, facing=module("jobs.placement").Facing[facing])
    made = references.import_references(
        context.scene, job, files, where, references.ReferenceOptions(**options), pack=True
    )
    context.view_layer.update()
    return made


def _refused(call: Any) -> str:
    before = blocks()
    with pytest.raises(module("blender.importers.image").ImportRefusedError) as refusal:
        call()
    assert blocks() == before
    return str(refusal.value)


def _shown_size(empty: Any) -> tuple[float, float]:
    """Width and height as Blender draws an image empty: its size is the larger side's."""
    width, height = empty.data.size
    unit = empty.empty_display_size / max(width, height)
    return (width * unit, height * unit)


def test_front_and_side_are_alike_in_height(job: Any, picture: Path, tmp_path: Path) -> None:
    (front,) = _references(job, [picture], size_m=2)
    wide = write_png(tmp_path / "side.png", np.zeros((80, 200, 4), np.uint8))
    (side,) = _references(job, [wide], "SIDE", size_m=2)
    assert _shown_size(front) == pytest.approx((1.6, 2))
    assert _shown_size(side) == pytest.approx((5, 2))
    assert front.rotation_euler[:] == pytest.approx((pi / 2, 0, 0))
    assert side.rotation_euler[:] == pytest.approx((pi / 2, 0, pi / 2))
    assert tuple(front.empty_image_offset) == tuple(side.empty_image_offset) == (-0.5, -0.5)


def test_by_width_and_on_the_ground(job: Any, picture: Path) -> None:
    placement = module("jobs.placement")
    context.scene.unit_settings.scale_length = 0.1
    (top,) = _references(
        job,
        [picture],
        "TOP",
        size_m=2,
        size_by=placement.SizeBy.WIDTH,
        origin=placement.Origin.FOOT,
    )
    assert _shown_size(top) == pytest.approx((20, 25))
    assert tuple(top.empty_image_offset) == (-0.5, 0)


def test_opacity_and_recipe(job: Any, picture: Path) -> None:
    (clear,) = _references(job, [picture], opacity=0.3)
    assert clear.empty_display_type == "IMAGE"
    assert clear.use_empty_image_alpha
    assert clear.color[3] == pytest.approx(0.3)
    assert clear.empty_image_depth == "DEFAULT"
    (solid,) = _references(job, [picture], behind=True)
    assert not solid.use_empty_image_alpha
    assert (solid.empty_image_depth, solid.empty_image_side) == ("BACK", "FRONT")
    assert clear.data == solid.data
    assert len(data.images) == 1
    assert (clear.name, clear["recraft_job"]) == ("Red knight", job.id)


def test_several_stand_in_a_row(job: Any, tmp_path: Path) -> None:
    files = [write_png(tmp_path / f"k-{i}.png", subject()) for i in range(3)]
    made = _references(job, files, size_m=1)
    assert [empty.location.x for empty in made] == pytest.approx([0, 0.88, 1.76])


def test_camera_has_it_once_behind_all(job: Any, picture: Path) -> None:
    references = module("blender.importers.reference")
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    for opacity in (1.0, 0.5):
        references.import_camera_background(job, picture, camera, opacity=opacity, pack=True)
    (shown,) = camera.data.background_images
    assert camera.data.show_background_images
    assert shown.alpha == 0.5
    assert (shown.frame_method, shown.display_depth, shown.source) == ("FIT", "BACK", "IMAGE")
    assert shown.image.packed_file


def test_refusals_leave_nothing(job: Any, picture: Path) -> None:
    references = module("blender.importers.reference")

    def behind(camera: Any) -> str:
        return _refused(
            lambda: references.import_camera_background(job, picture, camera, pack=True)
        )

    assert behind(None) == "The scene has no camera. Add one, then press Place."
    assert behind(data.objects.new("Nothing", None)) == "Nothing is not a camera."
    camera = data.objects.new("Camera", data.cameras.new("Camera"))
    good = picture.read_bytes()
    picture.write_bytes(b"no picture")
    assert "is no picture" in behind(camera)
    assert not camera.data.background_images
    second = picture.with_name("second.png")
    second.write_bytes(good)
    assert "is no picture" in _refused(lambda: _references(job, [second, picture]))


def test_bare_images_stay_in_the_file(job: Any, picture: Path) -> None:
    images = module("blender.importers.image")
    (image,) = images.import_images(job, [picture], pack=True)
    assert image.use_fake_user
    assert images.import_images(job, [picture], pack=True) == [image]
    assert bytes(image.packed_file.data) == picture.read_bytes()


def test_image_takes_over_and_is_read_as_the_former_one(job: Any, picture: Path) -> None:
    images = module("blender.importers.image")
    former = data.images.new("Bumps", 8, 8)
    former.colorspace_settings.name = "Non-Color"
    former.alpha_mode = "CHANNEL_PACKED"
    (empty,) = (data.objects.new("Empty", None),)
    empty.empty_display_type = "IMAGE"
    empty.data = former
    image = images.load_image(job, picture, pack=True)
    images.take_over(image, former)
    assert empty.data == image
    assert image.colorspace_settings.name == "Non-Color"
    assert image.alpha_mode == "CHANNEL_PACKED"
    assert former.use_fake_user
    assert not image.use_fake_user
