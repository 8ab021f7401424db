# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a 3D viewport shows, drawn anew into memory.

Without a window only Blenders that can start their drawing by themselves do it (5.2).
"""

from __future__ import annotations

import struct
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import bpy

from ...client.picture import Picture
from .source import Captured, PictureSourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bpy.types import Area, Context, Region, SpaceView3D

NO_WINDOW = "There is no viewport without a window. Choose Camera instead."
NO_VIEW = "No 3D viewport is open. Open one, or choose Camera instead."
_OWN_ENGINES = "BLENDER_"
_LEVEL = 1


def viewport_picture(context: Context, folder: Path, *, side: int) -> Captured:
    """The 3D viewport at hand, without overlays, `side` pixels on its longest side.

    Raises PictureSourceError.
    """
    _start_drawing()
    area = _area(context)
    region = next((one for one in area.regions if one.type == "WINDOW"), None) if area else None
    space = area.spaces.active if area else None
    if region is None or not isinstance(space, bpy.types.SpaceView3D):
        raise PictureSourceError(NO_VIEW)
    scene = context.scene
    if scene and space.shading.type == "RENDERED" and not _draws_itself(scene.render.engine):
        text = "The viewport shows a render in the making. Choose Camera, or another shading."
        raise PictureSourceError(text)
    factor = side / max(region.width, region.height)
    size = max(1, round(region.width * factor)), max(1, round(region.height * factor))
    file = folder / "Viewport.png"
    file.write_bytes(_png(_drawn(context, space, region, size), *size))
    return Captured(picture=Picture(path=file), name="Viewport")


def _start_drawing() -> None:
    import gpu

    if bpy.app.background:
        try:
            gpu.init()  # type: ignore[attr-defined] # not in 4.5, whose stubs these are
        except (AttributeError, RuntimeError, SystemError) as error:
            raise PictureSourceError(NO_WINDOW) from error


def _area(context: Context) -> Area | None:
    """The viewport that was clicked in, else the largest one."""
    if context.area is not None and context.area.type == "VIEW_3D":
        return context.area
    manager = context.window_manager
    areas = [
        area
        for window in (manager.windows if manager else ())
        for area in window.screen.areas
        if area.type == "VIEW_3D"
    ]
    return max(areas, key=lambda area: area.width * area.height, default=None)


def _draws_itself(engine: str) -> bool:
    """True for an engine of Blender's own that draws straight into the viewport."""
    return engine.startswith(_OWN_ENGINES)


def _drawn(
    context: Context, space: SpaceView3D, region: Region, size: tuple[int, int]
) -> memoryview:
    """The pixels, RGBA of 8 bits, lowest row first."""
    import gpu

    view = space.region_3d
    assert view is not None  # noqa: S101 - every 3D viewport has one
    assert context.view_layer is not None  # noqa: S101 - as above
    context.view_layer.update()  # what a script changed right before is to be seen
    new: Any = gpu.types.GPUOffScreen  # the stubs know none of its arguments
    try:
        offscreen = new(*size)
    except (RuntimeError, SystemError) as error:
        raise PictureSourceError(f"The viewport could not be drawn ({error}).") from error
    try:
        with _without_overlays(space):
            offscreen.draw_view3d(
                context.scene,
                context.view_layer,
                space,
                region,
                view.view_matrix,
                view.window_matrix,
                do_color_management=True,
            )
        buffer = offscreen.texture_color.read()
        buffer.dimensions = size[0] * size[1] * 4
        return memoryview(bytes(buffer))
    finally:
        offscreen.free()


@contextmanager
def _without_overlays(space: SpaceView3D) -> Iterator[None]:
    overlay = space.overlay
    former = overlay.show_overlays
    overlay.show_overlays = False
    try:
        yield
    finally:
        overlay.show_overlays = former


def _png(pixels: memoryview, width: int, height: int) -> bytes:
    """RGB as PNG: what lies behind a viewport's pixels is nothing, whatever their alpha says."""
    import numpy as np

    rgb = np.frombuffer(pixels, np.uint8).reshape(height, width, 4)[::-1, :, :3]
    rows = np.zeros((height, 1 + width * 3), np.uint8)
    rows[:, 1:] = rgb.reshape(height, width * 3)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), _LEVEL)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
