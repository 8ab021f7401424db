# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What placing a picture costs Blender's main thread; runs inside Blender, beside the extension.

Each row stands beside the same asked of Blender by bare calls in the same process, decoding
included where the kind of placement needs the pixels, and beside the naive way through lists.
"""

import functools
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import installed
from installed import context, data, module, ops

SIDES = {1: 1024, 4: 2048, 16: 4096}
REPEATS = 5
KINDS = ("texture, packed", "texture, beside", "alpha plane", "cut out plane", "reference", "image")

Rows = list[dict[str, Any]]


def rows() -> Rows:
    """One row for each kind and size; `name`, `megapixels`, and times in milliseconds.

    `median_ms` and `longest_ms` are of our calls, of which each is one stall; `blender_ms` is the
    median of the bare calls, `naive_ms` one run through lists.
    """
    ops.recraft.use_sandbox()
    job = _job()
    found: Rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for megapixels, side in SIDES.items():
            opaque = _picture(folder / "opaque", side, alpha=False)
            clear = _picture(folder / "clear", side, alpha=True)
            _prepare(clear)
            naive = _naive(opaque)
            for kind in KINDS:
                file = clear if "plane" in kind else opaque
                bare = [_timed(functools.partial(_bare, file, kind)) for _ in range(REPEATS)]
                ours = [_ours(job, kind, file, folder) for _ in range(REPEATS)]
                found.append(
                    {
                        "name": f"place: {kind}",
                        "megapixels": megapixels,
                        "median_ms": statistics.median(ours),
                        "longest_ms": max(ours),
                        "blender_ms": statistics.median(bare),
                        "naive_ms": naive,
                    }
                )
    return found


def _job() -> Any:
    """A real job of the sandbox, to which the pictures may belong."""
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    ops.mesh.primitive_cube_add()
    chosen = installed.settings()
    chosen.prompt = "stone wall"
    ops.recraft.generate()
    session = installed.session()
    found = session.jobs[0].id
    if not installed.pump_until(lambda: session.job(found).state == "placed"):
        raise RuntimeError("The job did not come to its end.")
    return session.job(found)


def _picture(folder: Path, side: int, *, alpha: bool) -> Path:
    """A PNG of noise on slopes, which packs about as well as a photograph; by choice a disk."""
    folder.mkdir(exist_ok=True)
    path = folder / f"picture-{side}.png"
    y, x = np.mgrid[0:side, 0:side].astype(np.float32) / side
    noise = np.random.default_rng(1).random((side, side), np.float32) * 0.06
    pixels = np.ones((side, side, 4), np.float32)
    for channel, slope in enumerate((x, y, (x + y) / 2)):
        pixels[:, :, channel] = slope * 0.9 + noise
    if alpha:
        pixels[:, :, 3] = (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.16
    image = data.images.new("Bench", side, side, alpha=alpha)
    image.pixels.foreach_set(pixels.ravel())
    image.filepath_raw, image.file_format = str(path), "PNG"
    image.save()
    data.images.remove(image)
    return path


def _prepare(file: Path) -> None:
    """What the worker does after the download, in its own process: the subject and its outlines.

    Bleeding needs Pillow, which Blender's process has not; the disk's picture needs none.
    """
    preparing, subject = module("jobs.preparing"), module("raster.subject")
    image = data.images.load(str(file))
    pixels = np.empty(image.size[0] * image.size[1] * 4, np.float32)
    image.pixels.foreach_get(pixels)
    alpha = pixels.reshape(image.size[1], image.size[0], 4)[::-1, :, 3]
    data.images.remove(image)
    found = subject.find_subject(alpha, outlines=True)
    preparing.subject_path(file).write_text(found.to_json())


def _ours(job: Any, kind: str, file: Path, folder: Path) -> float:
    """Milliseconds of one placement in a new scene, by what the pump calls, without undo."""
    _new_scene()
    if kind == "texture, beside":
        ops.wm.save_as_mainfile(filepath=str(folder / "bench.blend"))
    spec, capture = module("jobs.spec"), module("blender.capture")
    kinds = spec.PlacementKind
    chosen: dict[str, tuple[Any, dict[str, Any]]] = {
        "texture, packed": (kinds.TEXTURE, {}),
        "texture, beside": (kinds.TEXTURE, {"keep": spec.Keep.BESIDE}),
        "alpha plane": (kinds.ALPHA_PLANE, {}),
        "cut out plane": (kinds.ALPHA_PLANE, {"cut_out": True}),
        "reference": (kinds.REFERENCE, {}),
        "image": (kinds.IMAGE, {}),
    }
    which, options = chosen[kind]
    where = replace(capture.placement(context, which), **options)
    result = module("jobs.job").ResultFile(1, file, "image/png", file.stat().st_size)
    land = module("blender.landing").land
    took = _timed(lambda: land(context, job, [result], where))
    for copy in (folder / "textures" / "recraft").glob("*"):
        copy.unlink()
    return took


def _new_scene() -> None:
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    ops.mesh.primitive_cube_add()
    module("blender.importers.reader").start_reader()


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1e3


def _bare(file: Path, kind: str) -> None:
    """What Blender itself takes to have this picture in the scene, by the shortest calls."""
    image = data.images.load(str(file))
    if kind != "texture, beside":
        image.pack()
    if kind in ("alpha plane", "cut out plane", "reference"):
        tuple(image.size)  # reads the pixels: without them nothing has a shape
    data.images.remove(image)


def _naive(file: Path) -> float:
    """Once: the picture through a list of numbers, as add-ons that make pictures often do it."""

    def through_lists() -> None:
        image = data.images.load(str(file))
        numbers = list(image.pixels)
        copy = data.images.new("Copy", image.size[0], image.size[1])
        copy.pixels = numbers
        copy.pack()

    _new_scene()
    return _timed(through_lists)
