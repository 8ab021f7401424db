# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures to model after: image empties, and the background of a camera. Neither is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
from mathutils import Matrix

from ...jobs.placement import Origin, SizeBy
from ..recipe import write_recipe
from .image import LINKED, ImportRefusedError, all_or_nothing, load_readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpy.types import Camera, CameraBackgroundImage, Collection, Image, Object, Scene

    from ...jobs.job import Job

GAP = 0.1
"""Between references of one job, as a part of the width of the one before."""


@dataclass(frozen=True, slots=True)
class ReferenceOptions:
    """How an empty shows a picture. `size_m` is the picture's height or width in metres.

    By height the front and the side of a thing match whatever the width of their pictures.
    `opacity` is 0..1. `behind` draws it behind everything, as a blueprint, and only from the front.
    """

    size_m: float = 5.0
    size_by: SizeBy = SizeBy.HEIGHT
    origin: Origin = Origin.CENTER
    opacity: float = 1.0
    behind: bool = False


def import_references(
    scene: Scene,
    job: Job,
    files: Sequence[Path],
    matrix: Matrix,
    options: ReferenceOptions,
    *,
    pack: bool,
    collection: Collection | None = None,
) -> list[Object]:
    """Make an image empty of each picture, the first at `matrix`, the others at its right.

    Raises ImportRefusedError; then, or after any other error, nothing is left behind.
    """
    home = collection or scene.collection
    if home.library is not None:
        raise ImportRefusedError(f"The collection {home.name} {LINKED} Choose another one.")
    unit = 1 / (scene.unit_settings.scale_length or 1.0)
    objects: list[Object] = []
    right = 0.0
    with all_or_nothing() as made:
        for file in files:
            image = load_readable(job, file, made, pack=pack)
            obj = bpy.data.objects.new(image.name, None)
            made.append(obj)
            write_recipe(obj, job)
            width = _show(obj, image, options) * unit
            obj.empty_display_size *= unit
            shift = right + width / 2 if objects else 0.0
            right = shift + width * (0.5 + GAP)
            obj.matrix_world = matrix @ Matrix.Translation((shift, 0.0, 0.0))
            home.objects.link(obj)
            objects.append(obj)
    return objects


def import_camera_background(
    job: Job, file: Path, camera: Object | None, *, pack: bool, opacity: float = 1.0
) -> CameraBackgroundImage:
    """Show a picture behind what a camera sees; once, however often it is placed.

    Raises ImportRefusedError; then, or after any other error, nothing is left behind.
    """
    lens = _lens(camera)
    with all_or_nothing() as made:
        image = load_readable(job, file, made, pack=pack)
        shown = next((one for one in lens.background_images if one.image == image), None)
        if shown is None:
            shown = lens.background_images.new()
        shown.source = "IMAGE"
        shown.image = image
        shown.alpha = opacity
        shown.frame_method = "FIT"
        shown.display_depth = "BACK"
        shown.show_background_image = True
        lens.show_background_images = True
    return shown


def _lens(camera: Object | None) -> Camera:
    if camera is None:
        raise ImportRefusedError("The scene has no camera. Add one, then press Place.")
    lens = camera.data
    if not isinstance(lens, bpy.types.Camera):
        raise ImportRefusedError(f"{camera.name} is not a camera.")
    if lens.library is not None:
        raise ImportRefusedError(f"The camera {lens.name} {LINKED} Make it local first.")
    return lens


def _show(obj: Object, image: Image, options: ReferenceOptions) -> float:
    """Set up an empty in metres; the picture's width."""
    width, height = image.size
    side = height if options.size_by is SizeBy.HEIGHT else width
    pixel = options.size_m / side
    obj.empty_display_type = "IMAGE"
    obj.data = image  # type: ignore[assignment] # stubs: an empty's data is its image
    # An empty's size is that of the picture's larger side.
    obj.empty_display_size = pixel * max(width, height)
    obj.empty_image_offset = (-0.5, 0.0 if options.origin is Origin.FOOT else -0.5)
    obj.use_empty_image_alpha = options.opacity < 1.0
    obj.color[3] = options.opacity
    if options.behind:
        obj.empty_image_depth = "BACK"
        obj.empty_image_side = "FRONT"
    return pixel * width
