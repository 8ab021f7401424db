# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures whose every pixel is known, as PNG files, and a real job that they can belong to."""

import struct
import zlib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from installed import context, data, module, ops

from .conftest import generate, until

RED = (110, 40, 20)
GREEN = (0, 255, 0)
"""What lies under transparent pixels, where it must never be seen."""


def write_png(path: Path, pixels: Any) -> Path:
    """Write (height, width, 3 or 4) of uint8, top row first."""
    height, width, channels = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[channels], 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    content = b"\x89PNG\r\n\x1a\n"
    for kind, body in parts:
        content += struct.pack(">I", len(body)) + kind + body
        content += struct.pack(">I", zlib.crc32(kind + body))
    path.write_bytes(content)
    return path


def subject(width: int = 64, height: int = 80) -> Any:
    """A red L on green that cannot be seen; it fills 10..50 by 8..72 of 64 by 80 pixels."""
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[:, :, :3] = GREEN
    pixels[8:72, 10:26] = pixels[56:72, 10:50] = (*RED, 255)
    return pixels


def shape(pixels: Any, side: int) -> Any:
    """Opacity, nearest to the centre of each pixel of a square render of the whole picture."""
    height, width = pixels.shape[:2]
    at = (np.arange(side) + 0.5) / side
    rows, columns = (at * height).astype(int), (at * width).astype(int)
    return pixels[rows][:, columns, 3] / 255


@cache
def knight() -> Any:
    """A job with the prompt "red knight", made by the sandbox once."""
    ops.recraft.use_sandbox()
    ops.mesh.primitive_cube_add()
    return until(generate("red knight"), "placed")


def land(job: Any, file: Path, placement: Any) -> str:
    """Place one picture as a result of the job; what the list would say of it."""
    result = module("jobs.job").ResultFile(1, file, "image/png", file.stat().st_size)
    said = module("blender.landing").land(context, job, [result], placement)
    context.view_layer.update()
    return str(said)


def placed_as(kind: str, **options: Any) -> Any:
    """A placement of a kind of `PlacementKind`, as the panel and the selection have it now."""
    capture, spec = module("blender.capture"), module("jobs.spec")
    return replace(capture.placement(context, spec.PlacementKind[kind]), **options)


def blocks() -> dict[str, int]:
    """How many data-blocks of the kinds that importers make there are."""
    kinds = ("images", "meshes", "materials", "objects", "actions", "collections")
    return {kind: len(getattr(data, kind)) for kind in kinds}


def standing(scene: Any, **where: Any) -> Any:
    """A place in the scene; see the extension's own `standing`."""
    return module("blender.importers.standing").standing(scene, **where)
