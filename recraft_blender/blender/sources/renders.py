# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scene's last render, and a render made now of what its camera sees."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import bpy

from ...client.picture import Picture
from ..language import unprefixed
from .png_output import write_shown
from .source import Captured, PictureSourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bpy.types import Context, Image, Scene

NO_RENDER = "There is no render of this scene yet. Render it first, or choose Camera."
NO_CAMERA = "This scene has no camera. Add one, or choose another source."
_PREVIEW_ENGINE = "BLENDER_WORKBENCH"


def last_render(scene: Scene, folder: Path) -> Captured:
    """What the last render of the scene shows. Raises PictureSourceError."""
    image = _render_result()
    file = folder / "Render.png"
    try:
        if image is None:
            raise PictureSourceError(NO_RENDER)
        write_shown(image, file, scene)
    except (RuntimeError, OSError) as error:
        raise PictureSourceError(NO_RENDER) from error
    return Captured(picture=Picture(path=file), name="Render")


def camera_render(context: Context, folder: Path, *, side: int, final: bool) -> Captured:
    """Render what the camera sees, by Workbench or with `final` by the scene's engine, and wait.

    A copy of the scene is rendered: the scene's settings and its last render stay as they are.
    Raises PictureSourceError.
    """
    scene = context.scene
    if scene is None or scene.camera is None:
        raise PictureSourceError(NO_CAMERA)
    file = folder / f"{bpy.path.clean_name(scene.camera.name)}.png"
    note = ""
    with _copied(scene) as copy:
        _limit(copy, side)
        layer = "" if final or context.view_layer is None else context.view_layer.name
        if not final:
            copy.render.engine = _PREVIEW_ENGINE  # type: ignore[assignment] # stubs of one engine
            copy.render.use_compositing = False
        elif _writes_files(copy):
            copy.render.use_compositing = False
            note = "Rendered without compositing, which would have written files."
        try:
            bpy.ops.render.render(scene=copy.name, layer=layer)
            image = _render_result()
            assert image is not None  # noqa: S101 - a render makes it
            write_shown(image, file, copy)
        except (RuntimeError, OSError) as error:
            reason = " ".join(unprefixed(error).split()).rstrip(".")
            text = f"The camera's view could not be rendered ({reason}). Render it yourself first."
            raise PictureSourceError(text) from error
    return Captured(picture=Picture(path=file), name=scene.camera.name, note=note)


@contextmanager
def _copied(scene: Scene) -> Iterator[Scene]:
    copy = scene.copy()
    try:
        yield copy
    finally:
        bpy.data.scenes.remove(copy)


def _limit(scene: Scene, side: int) -> None:
    """The scene's own shape, the longest side no longer than `side` pixels, nothing burnt in."""
    render = scene.render
    width = render.resolution_x * render.resolution_percentage / 100
    height = render.resolution_y * render.resolution_percentage / 100
    factor = min(1.0, side / max(width, height))
    render.resolution_percentage = 100
    render.resolution_x = max(4, round(width * factor))
    render.resolution_y = max(4, round(height * factor))
    render.use_border = render.use_sequencer = render.use_stamp = render.use_multiview = False


def _writes_files(scene: Scene) -> bool:
    """True when the compositing of a scene writes files of its own, which are the person's."""
    tree = getattr(scene, "compositing_node_group", None) or getattr(scene, "node_tree", None)
    return tree is not None and any(
        node.bl_idname == "CompositorNodeOutputFile" and not node.mute for node in tree.nodes
    )


def _render_result() -> Image | None:
    return next((image for image in bpy.data.images if image.type == "RENDER_RESULT"), None)
