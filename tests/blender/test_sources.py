# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each source gives the pixels that Blender shows, and leaves Blender as it was."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gpu
import numpy as np
import pytest

import installed
from installed import context, data, ops

from .captured import (
    SIDE,
    camera_at,
    decoded,
    everything,
    known,
    new_image,
    plane_with,
    refusal,
    srgb,
    take,
    tiled,
)
from .known_pictures import write_png

Keep = Callable[[], None]
DRAWS = hasattr(gpu, "init")
"""True for a Blender that draws viewports without a window."""
LINEAR = np.linspace(0, 1, SIDE * SIDE * 4, dtype=np.float32).reshape(SIDE, SIDE, 4)
LINEAR[:, :, 3] = 1


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "captured"


@pytest.fixture
def keep() -> Iterator[Keep]:
    """`keep()` once all is prepared: nothing may be changed from then on."""
    before: dict[str, Any] = {}
    yield lambda: before.update(everything())
    assert before
    assert everything() == before


def assert_taken(taken: Any, wanted: Any, by: int = 0) -> None:
    pixels = decoded(taken.picture.path)
    assert pixels.shape == wanted.shape
    assert np.abs(pixels.astype(int) - wanted).max() <= by


def test_painted_image_goes_as_it_is_now(out: Path, keep: Keep) -> None:
    image = new_image("Painted", known())
    keep()
    assert_taken(take(out, "IMAGE", block=image), known())


def test_file_goes_untouched(tmp_path: Path, out: Path, keep: Keep) -> None:
    file = write_png(tmp_path / "stone.png", known())
    image = data.images.load(str(file))
    keep()
    assert take(out, "IMAGE", block=image).picture.path == file
    assert take(out, "FILE", path=str(file)).picture.path == file
    assert not list(out.iterdir())


def test_unsaved_strokes_on_a_file_are_in_it(tmp_path: Path, out: Path, keep: Keep) -> None:
    file = write_png(tmp_path / "stone.png", known())
    stored = file.read_bytes()
    image = data.images.load(str(file))
    painted = known()
    painted[100:140, 30:90] = (200, 10, 10, 255)
    image.pixels.foreach_set((painted[::-1].astype(np.float32) / 255).ravel())
    keep()
    assert_taken(take(out, "IMAGE", block=image), painted)
    assert image.is_dirty
    assert file.read_bytes() == stored


def test_packed_image_goes_with_its_own_bytes(tmp_path: Path, out: Path, keep: Keep) -> None:
    file = write_png(tmp_path / "stone.png", known())
    stored = file.read_bytes()
    image = data.images.load(str(file))
    image.pack()
    file.unlink()
    keep()
    assert take(out, "IMAGE", block=image).picture.read() == stored


def test_generated_image(out: Path, keep: Keep) -> None:
    image = data.images.new("Grid", SIDE, SIDE)
    image.generated_type = "COLOR_GRID"
    seen = np.empty(SIDE * SIDE * 4, np.float32)
    image.pixels.foreach_get(seen)
    wanted = np.round(seen.reshape(SIDE, SIDE, 4)[::-1] * 255)
    keep()
    assert_taken(take(out, "IMAGE", block=image), wanted)


def test_float_image_goes_through_the_plain_view(out: Path, keep: Keep) -> None:
    image = new_image("Float", LINEAR, float_buffer=True)
    context.scene.view_settings.exposure = 3  # is not for images that are no render
    keep()
    wanted = np.dstack((srgb(LINEAR[:, :, :3]), LINEAR[:, :, 3] * 255))
    assert_taken(take(out, "IMAGE", block=image), wanted, by=1)


def test_float_image_that_is_viewed_as_a_render(out: Path, keep: Keep) -> None:
    image = new_image("Float", LINEAR * 0.25, float_buffer=True)  # premultiplied, as all floats
    image.use_view_as_render = True
    view = context.scene.view_settings
    view.view_transform, view.exposure = "Standard", 1
    keep()
    pixels = decoded(take(out, "IMAGE", block=image).picture.path).astype(int)
    assert np.abs(pixels[:, :, 3] - 64).max() <= 1
    wanted = srgb(np.clip(LINEAR[:, :, :3] * 2, 0, 1))
    assert np.abs(pixels[:, :, :3] - wanted).max() <= 2


def test_view_transform_of_the_scene_is_used_and_differs(out: Path, keep: Keep) -> None:
    image = new_image("Float", LINEAR, float_buffer=True)
    image.use_view_as_render = True
    view = context.scene.view_settings
    view.view_transform, view.exposure = "AgX", 1.5
    keep()
    taken = decoded(take(out, "IMAGE", block=image).picture.path)
    # The same by Blender's own way, as a person saves with Save as Render.
    scene = data.scenes.new("By hand")
    scene.view_settings.view_transform, scene.view_settings.exposure = "AgX", 1.5
    scene.render.image_settings.file_format = "PNG"
    scene.render.image_settings.color_mode = "RGBA"
    image.save_render(str(out / "by-hand.png"), scene=scene)
    data.scenes.remove(scene)
    assert np.array_equal(taken, decoded(out / "by-hand.png"))
    assert np.abs(taken[:, :, :3].astype(int) - srgb(LINEAR[:, :, :3])).max() > 20


def test_data_goes_as_stored(out: Path, keep: Keep) -> None:
    number = new_image("Numbers", known(), is_data=True)
    floats = new_image("Heights", LINEAR, float_buffer=True, is_data=True)
    keep()
    assert_taken(take(out, "IMAGE", block=number), known())
    assert_taken(take(out, "IMAGE", block=floats), np.round(LINEAR * 255), by=1)


def test_ignored_alpha_is_not_sent(tmp_path: Path, out: Path, keep: Keep) -> None:
    image = data.images.load(str(write_png(tmp_path / "stone.png", known())))
    image.alpha_mode = "NONE"
    keep()
    pixels = decoded(take(out, "IMAGE", block=image).picture.path)
    assert (pixels[:, :, 3] == 255).all()
    assert np.array_equal(pixels[:, :, :3], known()[:, :, :3])


def test_linked_image_is_read_and_keeps_its_namesake(tmp_path: Path, out: Path) -> None:
    image = data.images.load(str(write_png(tmp_path / "stone.png", known())))
    image.pack()
    data.libraries.write(str(tmp_path / "library.blend"), {image})
    data.images.remove(image)
    with data.libraries.load(str(tmp_path / "library.blend"), link=True) as (_, wanted):
        wanted.images = ["stone.png"]
    linked = data.images[0]
    assert linked.library
    new_image("stone.png", known(alpha=False))
    assert_taken(take(out, "IMAGE", block=linked), known())


def test_each_tile_of_a_udim_image(tmp_path: Path, out: Path, keep: Keep) -> None:
    image = tiled(tmp_path)
    image.tiles.active_index = 1
    keep()
    assert take(out, "IMAGE", block=image).picture.path == tmp_path / "skin.1002.png"
    first = take(out, "IMAGE", block=image, tile=1001)
    assert (decoded(first.picture.path) == (90, 90, 90, 255)).all()


def test_unsaved_strokes_on_a_tile_are_in_it(out: Path, keep: Keep) -> None:
    image = data.images.new("Skin", SIDE, SIDE, alpha=True, tiled=True)
    tile = image.tiles.new(1003)
    image.tiles.active = tile
    with context.temp_override(edit_image=image):
        ops.image.tile_fill(color=(1, 0, 0, 1), width=300, height=SIDE, float=False, alpha=True)
    keep()
    pixels = decoded(take(out, "IMAGE", block=image).picture.path)
    assert pixels.shape == (SIDE, 300, 4)
    assert (pixels == (255, 0, 0, 255)).all()


def test_kinds_that_only_blender_reads_become_png(tmp_path: Path, out: Path) -> None:
    image = new_image("Old", known())
    for kind, suffix in (("BMP", "bmp"), ("TARGA", "tga"), ("TIFF", "tif")):
        image.file_format, image.filepath_raw = kind, str(tmp_path / f"old.{suffix}")
        image.save()
        taken = take(out, "FILE", path=image.filepath_raw)
        assert taken.picture.kind.name == "image/png"
        assert taken.name == "old"
        wanted = known(alpha=kind != "BMP")
        seen = decoded(taken.picture.path)
        assert np.array_equal(seen[:, :, :3], wanted[:, :, :3]), kind
    assert [one.name for one in data.images] == ["Old"]


def _render(**settings: Any) -> None:
    scene = context.scene
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.render.resolution_x, scene.render.resolution_y = 400, 300
    for name, value in settings.items():
        setattr(scene.view_settings, name, value)
    ops.mesh.primitive_cube_add()
    camera_at()
    ops.render.render()


def test_last_render_as_it_looks_and_without_the_persons_path(
    tmp_path: Path, out: Path, keep: Keep
) -> None:
    ops.wm.save_as_mainfile(filepath=str(tmp_path / "secret-project.blend"))
    _render(view_transform="AgX", exposure=1)
    keep()
    taken = take(out, "RENDER")
    settings = context.scene.render.image_settings
    former = settings.file_format, settings.color_mode, settings.compression
    settings.file_format, settings.color_mode, settings.compression = "PNG", "RGBA", 15
    data.images["Render Result"].save_render(str(out / "by-hand.png"))
    settings.file_format, settings.color_mode, settings.compression = former
    assert b"secret-project" in (out / "by-hand.png").read_bytes()
    assert np.array_equal(decoded(taken.picture.path), decoded(out / "by-hand.png"))
    sent = taken.picture.read()
    assert b"secret-project" not in sent
    assert b"tEXt" not in sent[: sent.index(b"IDAT")]


def test_output_settings_stay_whatever_they_are(out: Path) -> None:
    _render()
    settings = context.scene.render.image_settings
    kinds = [
        ("media_type", kind)
        for kind in (
            [one.identifier for one in settings.bl_rna.properties["media_type"].enum_items]
            if hasattr(settings, "media_type")
            else ["any"]
        )
    ]
    tried = 0
    for name, kind in kinds:
        if hasattr(settings, name):
            setattr(settings, name, kind)
        for one in settings.bl_rna.properties["file_format"].enum_items:
            try:
                settings.file_format = one.identifier
            except TypeError:
                continue
            for mode in ("BW", "RGB"):
                try:
                    settings.color_mode = mode
                except TypeError:
                    continue
                before = everything()
                take(out, "RENDER")
                assert everything() == before, one.identifier
                tried += 1
    assert tried > 8


def test_camera_is_rendered_apart_from_the_scene(out: Path, keep: Keep) -> None:
    _render()
    context.scene.render.filepath = str(out / "never-written")
    context.scene.render.resolution_x, context.scene.render.resolution_y = 1600, 900
    before = decoded(take(out, "RENDER").picture.path)
    keep()
    taken = take(out, "CAMERA", side=640)
    assert taken.picture.pixel_size() == (640, 360)
    assert taken.name == "Camera"
    pixels = decoded(taken.picture.path)
    assert pixels[:, :, :3].std() > 5  # the cube is in it
    assert np.array_equal(decoded(take(out, "RENDER").picture.path), before)
    assert not list(out.glob("never-written*"))


def test_camera_by_the_scenes_engine(out: Path, keep: Keep) -> None:
    scene = context.scene
    camera_at()
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising = 1, False
    scene.world = data.worlds.new("World")
    if scene.world.node_tree is None:
        scene.world.use_nodes = True
    background = next(node for node in scene.world.node_tree.nodes if node.type == "BACKGROUND")
    background.inputs["Color"].default_value = (0.5, 0.25, 0.0, 1)
    scene.view_settings.view_transform, scene.render.dither_intensity = "Standard", 0
    scene.render.resolution_x = scene.render.resolution_y = 64
    keep()
    pixels = decoded(take(out, "CAMERA", final=True).picture.path)
    wanted = (*srgb(np.array([0.5, 0.25, 0.0])), 255)
    assert np.abs(pixels.astype(int) - wanted).max() <= 1


def test_picture_on_a_plane_is_the_one_of_its_colour(out: Path, keep: Keep) -> None:
    plane = plane_with(new_image("Poster", known()))
    keep()
    taken = take(out, "OBJECT", block=plane)
    assert taken.name == "Poster"
    assert_taken(taken, known())


def test_picture_of_an_image_empty(out: Path, keep: Keep) -> None:
    empty = data.objects.new("Front", None)
    empty.empty_display_type, empty.data = "IMAGE", new_image("Front view", known())
    context.scene.collection.objects.link(empty)
    keep()
    assert_taken(take(out, "OBJECT", block=empty), known())


def _zero(folder: Path) -> dict[str, Any]:
    image = data.images.new("Empty", 4, 4)
    image.source = "FILE"
    return {"kind": "IMAGE", "block": image}


def _missing_file(folder: Path) -> dict[str, Any]:
    file = write_png(folder / "gone.png", known())
    image = data.images.load(str(file))
    file.unlink()
    return {"kind": "IMAGE", "block": image}


def _broken_file(folder: Path) -> dict[str, Any]:
    (folder / "broken.tga").write_bytes(b"no picture at all")
    return {"kind": "FILE", "path": str(folder / "broken.tga")}


def _broken_image(folder: Path) -> dict[str, Any]:
    file = write_png(folder / "broken.png", known())
    image = data.images.load(str(file))
    file.write_bytes(b"no picture at all")
    image.reload()
    return {"kind": "IMAGE", "block": image}


def _movie(folder: Path) -> dict[str, Any]:
    image = data.images.load(str(write_png(folder / "walk-0001.png", known())))
    image.source = "SEQUENCE"
    return {"kind": "IMAGE", "block": image}


def _bare_cube(folder: Path) -> dict[str, Any]:
    ops.mesh.primitive_cube_add()
    return {"kind": "OBJECT", "block": context.view_layer.objects.active}


def _absent_tile(folder: Path) -> dict[str, Any]:
    return {"kind": "IMAGE", "block": tiled(folder), "tile": 1044}


def _tile_without_file(folder: Path) -> dict[str, Any]:
    image = tiled(folder)
    (folder / "skin.1002.png").unlink()
    return {"kind": "IMAGE", "block": image, "tile": 1002}


@pytest.mark.skipif(not DRAWS, reason="this Blender draws no viewport without a window")
def test_viewport_as_it_is_shaded_without_overlays(out: Path, keep: Keep) -> None:
    area = next(one for one in context.window_manager.windows[0].screen.areas if _is_view(one))
    space = area.spaces.active
    shading = space.shading
    shading.type, shading.light, shading.color_type = "SOLID", "FLAT", "OBJECT"
    shading.background_type, shading.background_color = "VIEWPORT", (0.0, 0.0, 0.2)
    shading.show_object_outline = shading.show_cavity = shading.show_shadows = False
    space.overlay.show_overlays = True
    context.scene.view_settings.view_transform = "Standard"
    ops.mesh.primitive_cube_add(size=4)
    context.object.color = (0.8, 0.2, 0.05, 1)
    keep()
    taken = take(out, "VIEWPORT", side=400)
    pixels = decoded(taken.picture.path).astype(int)
    assert max(pixels.shape[:2]) == 400
    cube, ground = srgb(np.array([[0.8, 0.2, 0.05], [0.0, 0.0, 0.2]]))
    is_cube = np.abs(pixels[:, :, :3] - cube).max(2) <= 1
    is_ground = np.abs(pixels[:, :, :3] - ground).max(2) <= 1
    assert is_cube[pixels.shape[0] // 2, pixels.shape[1] // 2]
    assert is_ground[2, 2]
    assert (is_cube | is_ground).mean() > 0.98  # the rest are soft edges: no grid, no axes
    assert space.overlay.show_overlays


def _is_view(area: Any) -> bool:
    return bool(area.type == "VIEW_3D")


REFUSED: dict[str, tuple[Callable[[Path], dict[str, Any]], str]] = {
    "no image chosen": (lambda _: {"kind": "IMAGE"}, "Choose the image"),
    "no file chosen": (lambda _: {"kind": "FILE"}, "Choose the file"),
    "no object": (lambda _: {"kind": "OBJECT"}, "Select a plane"),
    "image that is gone": (lambda _: {"kind": "IMAGE", "name": "Nobody"}, "no longer in this file"),
    "object that is gone": (lambda _: {"kind": "OBJECT", "name": "Nobody"}, "no longer in this"),
    "file that is gone": (lambda _: {"kind": "FILE", "path": "/nowhere.png"}, "no file nowhere"),
    "folder as a file": (lambda at: {"kind": "FILE", "path": str(at)}, "There is no file"),
    "no render": (lambda _: {"kind": "RENDER"}, "no render of this scene yet"),
    "no camera": (lambda _: {"kind": "CAMERA"}, "has no camera"),
    "clipboard without a window": (lambda _: {"kind": "CLIPBOARD"}, "without a window"),
    "image without pixels": (_zero, "missing|no pixels"),
    "image whose file is missing": (_missing_file, "The file of gone.png is missing"),
    "file that is no picture": (_broken_file, "broken"),
    "image that became no picture": (_broken_image, "broken"),
    "sequence": (_movie, "is an image sequence"),
    "object without a picture": (_bare_cube, "Cube shows no picture"),
    "tile that is not there": (_absent_tile, "has no tile 1044. Its tiles are 1001, 1002"),
    "tile without a file": (_tile_without_file, "The file of tile 1002 of Skin is missing"),
}
if not DRAWS:
    REFUSED["viewport without a window"] = (lambda _: {"kind": "VIEWPORT"}, "without a window")


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_a_sentence(case: str, tmp_path: Path, out: Path) -> None:
    prepare, words = REFUSED[case]
    what = prepare(tmp_path)
    before = everything()
    with pytest.raises(refusal(), match=words) as raised:
        take(out, what.pop("kind"), **what)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)
    assert everything() == before


def test_too_many_pixels_are_refused_before_they_are_worked_on(out: Path) -> None:
    image = data.images.new("Huge", 8, 8)
    image.generated_width = image.generated_height = 20_000
    with pytest.raises(refusal(), match="20000 x 20000 pixels, too many"):
        take(out, "IMAGE", block=image)
    assert not image.has_data


def test_notes_are_taken_out_of_a_png_and_nothing_else(tmp_path: Path) -> None:
    drop_notes = installed.module("blender.sources.png_output").drop_notes
    file = write_png(tmp_path / "a.png", known())
    plain = file.read_bytes()
    note = struct.pack(">I", 9) + b"tEXtFile\0/me." + b"\0\0\0\0"
    file.write_bytes(plain[:33] + note + plain[33:])
    drop_notes(file)
    assert file.read_bytes() == plain
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.png"]
