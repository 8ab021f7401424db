# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What taking a picture to be sent costs, as rows for `bench.py pictures`; runs inside Blender.

Each row is one stall: from the source to a file beside the jobs. Blender's own part is the time
inside its writer, in the same run. Naive: `list(image.pixels)`, which is only half of the way.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from installed import context, data, module

SIDES = (1024, 2048, 4096)
ROUNDS = 3

Row = dict[str, Any]
Make = Callable[[Path, int], Any]


def rows() -> list[Row]:
    """Painted, float, tiled, packed and stored images of 1, 4 and 16 megapixels."""
    cases: dict[str, Make] = {
        "painted image": _painted,
        "float image": _float,
        "painted UDIM tile": _tile,
        "packed PNG": _packed,
        "PNG on the disk": _stored,
    }
    return [_row(name, make, side) for side in SIDES for name, make in cases.items()]


class _Watched:
    """An image that adds up how long Blender's own writer takes."""

    def __init__(self, image: Any) -> None:
        self._image = image
        self.writing_s = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._image, name)

    def save_render(self, *given: Any, **named: Any) -> None:
        start = time.perf_counter()
        try:
            self._image.save_render(*given, **named)
        finally:
            self.writing_s += time.perf_counter() - start


def _row(name: str, make: Make, side: int) -> Row:
    images, taking = module("blender.sources.images"), module("blender.sources.taking")
    with tempfile.TemporaryDirectory() as folder:
        image = make(Path(folder), side)
        whole, own = [], []
        for _ in range(ROUNDS):
            watched = _Watched(image)
            start = time.perf_counter()
            with taking.captures_folder() as captures:
                images.picture_of_image(watched, captures, context.scene)
                whole.append(time.perf_counter() - start)  # a job takes the file, nothing is left
            own.append(watched.writing_s)
        naive = _naive(image) if name == "painted image" else 0.0
        data.images.remove(image)
    # Each round beside its own writing: what the writer takes differs by more than our part.
    beyond = statistics.median(one - other for one, other in zip(whole, own, strict=True))
    median = statistics.median(whole)
    return {
        "name": f"capture: {name}",
        "megapixels": side * side // 2**20,
        "median_ms": median * 1000,
        "longest_ms": max(whole) * 1000,
        "blender_ms": (median - beyond) * 1000,
        "naive_ms": naive * 1000,
    }


def _naive(image: Any) -> float:
    start = time.perf_counter()
    list(image.pixels)
    return time.perf_counter() - start


def _pixels(side: int) -> Any:
    """Slopes with a little noise, so that they pack about as photographs do."""
    rows = np.linspace(0, 1, side, dtype=np.float32)
    pixels = np.empty((side, side, 4), np.float32)
    pixels[:, :, 0], pixels[:, :, 1] = rows, rows[:, None]
    pixels[:, :, 2] = np.random.default_rng(4).random((side, side), np.float32) * 0.05
    pixels[:, :, 3] = 1
    return pixels.ravel()


def _painted(_: Path, side: int) -> Any:
    image = data.images.new("Painted", side, side)
    image.pixels.foreach_set(_pixels(side))
    return image


def _float(_: Path, side: int) -> Any:
    image = data.images.new("Float", side, side, float_buffer=True)
    image.pixels.foreach_set(_pixels(side))
    return image


def _tile(_: Path, side: int) -> Any:
    image = data.images.new("Tiles", side, side, tiled=True)
    image.pixels.foreach_set(_pixels(side))
    return image


def _packed(folder: Path, side: int) -> Any:
    image = _stored(folder, side)
    image.pack()
    return image


def _stored(folder: Path, side: int) -> Any:
    image = _painted(folder, side)
    image.file_format, image.filepath_raw = "PNG", str(folder / "stored.png")
    image.save()
    data.images.remove(image)
    return data.images.load(str(folder / "stored.png"))
