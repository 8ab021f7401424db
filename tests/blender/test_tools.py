# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every kind through every tool, and where the results land."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bpy
import gpu
import numpy as np
import pytest

import installed
from installed import context, data, ops

from .captured import (
    camera_at,
    decoded,
    everything,
    known,
    new_image,
    plane_with,
    tiled,
)
from .conftest import NewMesh, StartSandbox, _sandbox, asked_for, charged
from .known_pictures import write_png

TOOLS = (
    "REMOVE_BACKGROUND",
    "VECTORIZE",
    "CRISP_UPSCALE",
    "CREATIVE_UPSCALE",
    "IMAGE_TO_IMAGE",
    "REPLACE_BACKGROUND",
    "VARIATE",
)
UNITS = 10 + 10 + 4 + 250 + 35 + 40 + 40


@pytest.fixture(scope="module")
def fast_sandbox(_extension: None) -> Iterator[str]:
    with _sandbox("--no-rate-limit", "--balance", "1000000") as address:
        yield address


@pytest.fixture
def address(fast_sandbox: str) -> str:
    prefs = installed.preferences()
    prefs.service, prefs.base_url, prefs.token = "CUSTOM", fast_sandbox, "any"
    return fast_sandbox


def choose(kind: str = "IMAGE", picture: Any = None, **more: Any) -> None:
    """Fill the panel in."""
    installed.settings().picture = picture
    chosen = context.scene.recraft_source
    for name, value in ({"kind": kind, "prompt": "a moonlit garden"} | more).items():
        setattr(chosen, name, value)


def process(tool: str) -> Any:
    """Press the tool's button; the job as the list shows it."""
    assert ops.recraft.process_picture(tool=tool) == {"FINISHED"}
    return installed.session().jobs[0]


def all_placed(jobs: list[Any]) -> list[Any]:
    """The jobs once all are placed."""
    session = installed.session()

    def ended() -> bool:
        now = [session.job(job.id) for job in jobs]
        return all(job.state == "placed" or job.failure or job.note for job in now)

    installed.pump_until(ended, 60)
    now = [session.job(job.id) for job in jobs]
    for job in now:
        assert job.state == "placed", (job.title, job.failure, job.note)
    return now


def sent_file(job: Any) -> Path:
    """The picture that went to the service."""
    content = json.loads((job.folder / "request.json").read_text())
    return Path(content["image"]["path"])


def _disc(size: int = 256) -> Any:
    y, x = np.mgrid[:size, :size]
    pixels = np.full((size, size, 4), 255, np.uint8)
    pixels[np.hypot(x - size / 2, y - size / 2) < size * 0.3, :3] = (20, 60, 150)
    return pixels


def _save(folder: Path, name: str, kind: str) -> Path:
    image = new_image("To be saved", _disc())
    image.file_format, image.filepath_raw = kind, str(folder / name)
    image.save()
    data.images.remove(image)
    return folder / name


def _painted(_: Path) -> None:
    choose(picture=new_image("Painted", _disc()))


def _float(_: Path) -> None:
    pixels = (_disc() / 255).astype(np.float32)
    choose(picture=new_image("Float", pixels, float_buffer=True))


def _strokes(folder: Path) -> None:
    image = data.images.load(str(write_png(folder / "file.png", _disc())))
    image.pixels[0] = 0.25
    choose(picture=image)


def _packed(folder: Path) -> None:
    image = data.images.load(str(write_png(folder / "file.png", _disc())))
    image.pack()
    choose(picture=image)


def _linked(folder: Path) -> None:
    image = data.images.load(str(write_png(folder / "file.png", _disc())))
    image.pack()
    data.libraries.write(str(folder / "library.blend"), {image})
    data.images.remove(image)
    with data.libraries.load(str(folder / "library.blend"), link=True) as (_, wanted):
        wanted.images = ["file.png"]
    choose(picture=data.images[0])


def _tile(folder: Path) -> None:
    choose(picture=tiled(folder), tile=1002)


def _jpeg(folder: Path) -> None:
    choose("FILE", filepath=str(_save(folder, "photo.jpg", "JPEG")))


def _webp(folder: Path) -> None:
    choose("FILE", filepath=str(_save(folder, "photo.webp", "WEBP")))


def _targa(folder: Path) -> None:
    choose("FILE", filepath=str(_save(folder, "old.tga", "TARGA")))


PILLOW = """
import sys
sys.path[:0] = {folders!r}
from PIL import Image, ImageDraw
first = Image.new("RGB", (256, 256), "white")
ImageDraw.Draw(first).ellipse((60, 60, 196, 196), "navy")
{line}
"""


def _by_pillow(name: str, folder: Path, line: str) -> None:
    """A file that Blender does not write, made in another process: this one goes without Pillow."""
    folders = installed.module("blender.worker_keeper").package_folders()
    program = PILLOW.format(folders=folders, line=line.format(file=str(folder / name)))
    subprocess.run([sys.executable, "-I", "-c", program], check=True, timeout=60)
    choose("FILE", filepath=str(folder / name))


def _cmyk(folder: Path) -> None:
    _by_pillow("print.jpg", folder, "first.convert('CMYK').save({file!r})")


def _animated(folder: Path) -> None:
    more = "first.save({file!r}, save_all=True, append_images=[first.rotate(45)], lossless=True)"
    _by_pillow("walk.webp", folder, more)


def _deep(folder: Path) -> None:
    _by_pillow("deep.png", folder, "first.convert('L').convert('I;16').save({file!r})")


def _pattern(_: Path) -> None:
    image = data.images.new("Grid", 256, 256)
    image.generated_type = "COLOR_GRID"
    choose(picture=image)


def _numbers(_: Path) -> None:
    choose(picture=new_image("Numbers", _disc(), is_data=True))


def _small(folder: Path) -> None:
    choose("FILE", filepath=str(write_png(folder / "icon.png", _disc(48))))


def _render(_: Path) -> None:
    _view()
    ops.render.render()
    choose("RENDER")


def _camera(_: Path) -> None:
    _view()
    choose("CAMERA", side=256)


def _view() -> None:
    scene = context.scene
    scene.render.engine = "BLENDER_WORKBENCH"
    scene.render.resolution_x = scene.render.resolution_y = 256
    ops.mesh.primitive_monkey_add()
    camera_at()


def _plane(_: Path) -> None:
    plane_with(new_image("Poster", _disc()))
    choose("OBJECT")


def _empty(_: Path) -> None:
    empty = data.objects.new("Front", None)
    empty.empty_display_type, empty.data = "IMAGE", new_image("Front view", _disc())
    context.scene.collection.objects.link(empty)
    context.view_layer.objects.active = empty
    choose("OBJECT")


KINDS: dict[str, Callable[[Path], None]] = {
    "painted image": _painted,
    "float image": _float,
    "file with strokes": _strokes,
    "packed": _packed,
    "linked": _linked,
    "udim tile": _tile,
    "jpeg": _jpeg,
    "webp": _webp,
    "targa": _targa,
    "too small": _small,
    "cmyk jpeg": _cmyk,
    "animated webp": _animated,
    "16-bit png": _deep,
    "generated pattern": _pattern,
    "data": _numbers,
    "last render": _render,
    "camera": _camera,
    "on a plane": _plane,
    "on an empty": _empty,
}


if hasattr(gpu, "init"):  # elsewhere a viewport is drawn only in a window
    KINDS["viewport"] = lambda _: choose("VIEWPORT", side=256)


# The oldest and the newest Blender take all of them, those between one of each sort, for time.
TAKES_ALL = not (4, 3) <= bpy.app.version < (5, 1)
FEW = ("painted image", "float image", "udim tile", "cmyk jpeg", "last render", "on a plane")


@pytest.mark.parametrize("kind", KINDS if TAKES_ALL else FEW)
def test_every_kind_through_every_tool(kind: str, address: str, tmp_path: Path) -> None:
    KINDS[kind](tmp_path)
    spent = charged(address)
    # The cut-out comes last: it takes the place of the plane that the others work from.
    jobs = [process(tool) for tool in reversed(TOOLS)]
    placed = all_placed(jobs)
    assert charged(address) - spent == UNITS
    assert sum(job.units for job in placed) == UNITS
    assert any(obj.type == "CURVE" for obj in data.objects)
    assert not list(Path(installed.session().ledger.home).glob("captured-*"))


def test_pixels_that_the_service_gets_are_those_of_the_image(address: str) -> None:
    choose(picture=new_image("Known", known()))
    (job,) = all_placed([process("CRISP_UPSCALE")])
    assert np.array_equal(decoded(sent_file(job)), known())
    assert job.title == "Crisp upscale: Known"


def test_fitting_is_reported_and_can_be_refused(address: str, tmp_path: Path) -> None:
    file = write_png(tmp_path / "long.png", np.full((260, 5000, 4), 90, np.uint8))
    choose("FILE", filepath=str(file), fit=False)
    asked, before = asked_for(address), everything()
    with pytest.raises(RuntimeError, match="from 256 to 4096 pixels"):
        ops.recraft.process_picture(tool="VECTORIZE")
    context.scene.recraft_source.fit = True
    with pytest.raises(RuntimeError, match="too long and narrow"):
        ops.recraft.process_picture(tool="VECTORIZE")
    assert asked_for(address) == asked
    assert everything() == before
    tools = installed.module("blender.tools")
    picture = installed.module("client.picture").Picture(path=file)
    work, notes = tools.tool_chain("CRISP_UPSCALE", picture, tools.Words(), fit=True)
    assert work.fit
    assert notes[0].startswith("Sent at 4096 x 212 pixels instead of 5000 x 260")
    (job,) = all_placed([process("CRISP_UPSCALE")])
    assert decoded(sent_file(job)).shape[:2] == (212, 4096)


@pytest.mark.parametrize("kind", ["cmyk jpeg", "animated webp", "16-bit png"])
def test_odd_files_are_sent_as_every_reader_takes_them(
    kind: str, address: str, tmp_path: Path
) -> None:
    KINDS[kind](tmp_path)
    (job,) = all_placed([process("CRISP_UPSCALE")])
    about = json.loads((job.folder / "request.json").read_text())["about"]
    assert about["done to the picture"]
    pixels = decoded(sent_file(job))
    assert pixels.shape[:2] == (256, 256)
    if kind != "16-bit png":  # it has 8 bits' worth in 16, which is nearly black
        assert np.abs(pixels[4, 4].astype(int) - 255).max() <= 2
        assert pixels[128, 128, 2] > pixels[128, 128, 0] + 60


def test_words_are_checked_before_anything_is_captured(address: str) -> None:
    choose(picture=new_image("Painted", _disc()), prompt=" ")
    asked = asked_for(address)
    for tool in ("IMAGE_TO_IMAGE", "REPLACE_BACKGROUND"):
        with pytest.raises(RuntimeError, match="prompt"):
            ops.recraft.process_picture(tool=tool)
    assert asked_for(address) == asked
    all_placed([process("VARIATE")])


def test_words_reach_the_service(address: str) -> None:
    choose(
        picture=new_image("Painted", _disc()),
        prompt=" fog ",
        strength=0.25,
        model="recraftv3",
        count=2,
    )
    (job,) = all_placed([process("IMAGE_TO_IMAGE")])
    asked = job.chain.first
    assert (asked.prompt, asked.strength, asked.model, asked.n) == ("fog", 0.25, "recraftv3", 2)
    assert job.units == 80
    assert len([image for image in data.images if "recraft_job" in image]) == 2


@pytest.mark.parametrize(
    ("size", "ratio"), [((320, 320), "1:1"), ((1920, 1080), "16:9"), ((300, 900), "1:2")]
)
def test_variations_have_the_ratio_nearest_to_the_picture(
    size: tuple[int, int], ratio: str
) -> None:
    assert installed.module("blender.tools").nearest_ratio(size) == ratio


def test_cut_out_takes_the_place_of_the_plane_it_came_from(address: str) -> None:
    plane = plane_with(new_image("Poster", _disc()))
    plane.location = (3, 4, 5)
    choose("OBJECT")
    all_placed([process("REMOVE_BACKGROUND")])
    assert [obj.name for obj in data.objects] == ["Billboard"]
    assert tuple(data.objects["Billboard"].location) == (3, 4, 5)
    image = next(
        node.image
        for node in data.objects["Billboard"].active_material.node_tree.nodes
        if node.type == "TEX_IMAGE"
    )
    assert "recraft_job" in image


def test_cut_out_of_a_solid_becomes_a_plane_of_its_own(address: str, new_mesh: NewMesh) -> None:
    plane = plane_with(new_image("Poster", _disc()))
    cube = new_mesh("Crate")
    cube.data.materials.append(plane.data.materials[0])
    data.objects.remove(plane)
    choose("OBJECT")
    all_placed([process("REMOVE_BACKGROUND")])
    assert cube.active_material.name == "Billboard"
    assert len(data.objects) == 2


def test_upscale_of_a_linked_image_leaves_the_local_namesake_alone(
    address: str, tmp_path: Path
) -> None:
    _linked(tmp_path)
    linked = installed.settings().picture
    wearer = data.textures.new("Wearer", "IMAGE")
    wearer.image = namesake = new_image("file.png", _disc())
    installed.settings().picture = linked
    all_placed([process("CRISP_UPSCALE")])
    assert wearer.image == namesake
    assert len([image for image in data.images if "recraft_job" in image]) == 1


def test_result_becomes_what_was_chosen(address: str, new_mesh: NewMesh) -> None:
    cube = new_mesh("Crate")
    painted = new_image("Painted", _disc())
    choose(picture=painted, becomes="TEXTURE")
    all_placed([process("VARIATE")])
    assert cube.active_material
    choose(picture=painted, becomes="REFERENCE")
    all_placed([process("CRISP_UPSCALE")])
    assert [obj for obj in data.objects if obj.type == "EMPTY"]
    wearer = data.textures.new("Wearer", "IMAGE")
    wearer.image = painted
    choose(picture=painted, becomes="REPLACE")
    all_placed([process("IMAGE_TO_IMAGE")])
    assert wearer.image != painted
    assert "recraft_job" in wearer.image


def test_drawing_without_its_background_stays_a_drawing(address: str, tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 300">'
        '<path d="M0 0H300V300H0Z" fill="#fff"/><path d="M60 60H240V240H60Z" fill="#c22"/></svg>'
    )
    choose("FILE", filepath=str(file))
    all_placed([process("REMOVE_BACKGROUND")])
    assert [obj for obj in data.objects if obj.type == "CURVE"]
    with pytest.raises(RuntimeError, match="PNG or JPEG or WebP"):
        ops.recraft.process_picture(tool="VECTORIZE")


def test_every_icon_is_one_of_this_blender() -> None:
    layout: Any = bpy.types.UILayout.bl_rna
    known = layout.functions["prop"].parameters["icon"].enum_items.keys()
    tools = installed.module("blender.tools").TOOLS.values()
    settings = installed.module("blender.source_settings")
    items = settings.RecraftSource.bl_rna.properties
    of_choices = [item.icon for name in ("kind", "becomes") for item in items[name].enum_items]
    assert {*(tool.icon for tool in tools), *of_choices} <= set(known)
    assert "NONE" not in of_choices


def test_what_a_dead_blender_left_is_cleared_after_a_day() -> None:
    home = Path(installed.session().ledger.home)
    fresh, stale = home / "captured-fresh", home / "captured-stale"
    for folder in (fresh, stale):
        folder.mkdir()
        (folder / "a.png").write_bytes(b"")
    os.utime(stale, (0, 0))
    with installed.module("blender.sources.taking").captures_folder() as folder:
        assert folder.is_dir()
        assert fresh.exists()
        assert not stale.exists()
    shutil.rmtree(fresh)


def test_refusals_change_nothing(start_sandbox: StartSandbox, tmp_path: Path) -> None:
    address = start_sandbox()
    before = everything()
    for kind, words in (
        ("RENDER", "no render"),
        ("CAMERA", "no camera"),
        ("CLIPBOARD", "without a window"),
    ):
        choose(kind)
        with pytest.raises(RuntimeError, match=words):
            ops.recraft.process_picture(tool="VECTORIZE")
    for kind in ("IMAGE", "FILE", "OBJECT"):
        choose(kind)
        assert not ops.recraft.process_picture.poll()
    assert everything() == before
    assert asked_for(address) == 0
    assert not installed.session().jobs
