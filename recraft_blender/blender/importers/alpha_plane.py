# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures become planes that stand in the scene, trimmed to their subject.

Trimming is done by the mesh and its UV map: the picture's file stays whole. Sizes are of what is
shown, so a trimmed figure of 1.8 m is as high from foot to crown, whatever margin is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import bpy
import numpy as np
from mathutils import Matrix

from ...jobs.placement import Origin, SizeBy
from ..recipe import write_recipe
from .alpha_material import make_alpha_material
from .alpha_mesh import Frame, cut_mesh, quad_mesh
from .alpha_picture import load_picture
from .alpha_replaced import give_mesh, put_in_place, replaced_frame
from .image import LINKED, ImportRefusedError, all_or_nothing, load_readable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpy.types import ID, Collection, Mesh, Object, Scene

    from ...jobs.job import Job
    from ...raster.subject import Subject
    from ...raster.trim import Box
    from .alpha_picture import Picture

GAP = 0.1
"""Between planes of one job, as a part of the width of the one before."""


@dataclass(frozen=True, slots=True)
class PlaneOptions:
    """How a plane is made. `size_m` is what is shown high or wide, in metres.

    `trim` leaves out what cannot be seen but for `margin_px`. `cut_out` makes a mesh along the
    silhouette instead of a quad. For `blended` see `make_alpha_material`.
    """

    size_m: float = 1.0
    size_by: SizeBy = SizeBy.HEIGHT
    origin: Origin = Origin.FOOT
    trim: bool = True
    margin_px: int = 0
    cut_out: bool = False
    shadeless: bool = False
    blended: bool = False


def import_alpha_planes(
    scene: Scene,
    job: Job,
    files: Sequence[Path],
    matrix: Matrix,
    options: PlaneOptions,
    *,
    pack: bool,
    collection: Collection | None = None,
    replaces: Object | None = None,
    subjects: Sequence[Subject] = (),
) -> list[Object]:
    """Make a plane of each picture, the first at `matrix`, the others in a row at its right.

    With `replaces` the first takes that object's place, as `replace_with_alpha_plane` does, and the
    others wait as images. `subjects`, one for each file, saves reading the pixels: who gives them
    has bled the pictures. Raises ImportRefusedError; then, or after any other error, nothing is
    left behind.
    """
    known: Sequence[Subject | None] = subjects or [None] * len(files)
    if replaces is not None:
        return [_replace_with_first(job, files, replaces, options, known[0], pack=pack)]
    home = collection or scene.collection
    if home.library is not None:
        raise ImportRefusedError(f"The collection {home.name} {LINKED} Choose another one.")
    unit = 1 / (scene.unit_settings.scale_length or 1.0)
    objects: list[Object] = []
    right = 0.0
    with all_or_nothing() as made:
        for file, subject in zip(files, known, strict=True):
            picture = _picture(job, file, options, made, subject, pack=pack)
            pixel = _pixel_m(picture, options) * unit
            width = _measured(picture, options).width * pixel
            shift = right + width / 2 if objects else 0.0
            right = shift + width * (0.5 + GAP)
            mesh = _mesh(job, picture, _frame(picture, options, pixel), options, made)
            obj = _object(job, picture.image.name, mesh, made)
            obj.matrix_world = matrix @ Matrix.Translation((shift, 0.0, 0.0))
            home.objects.link(obj)
            objects.append(obj)
    return objects


def _replace_with_first(
    job: Job,
    files: Sequence[Path],
    former: Object,
    options: PlaneOptions,
    subject: Subject | None,
    *,
    pack: bool,
) -> Object:
    with all_or_nothing() as made:
        others = [load_readable(job, file, made, pack=pack) for file in files[1:]]
        plane = replace_with_alpha_plane(job, files[0], former, options, pack=pack, subject=subject)
    for image in others:
        image.use_fake_user = True
    return plane


def replace_with_alpha_plane(
    job: Job,
    file: Path,
    former: Object,
    options: PlaneOptions,
    *,
    pack: bool,
    subject: Subject | None = None,
) -> Object:
    """Have a plane or image empty show a picture as an alpha plane, its transform kept.

    A plane stays the same object; an empty gives way to one that has all of its place. Size and
    origin of the options do not count. Raises ImportRefusedError; then, or after any other error,
    nothing is changed.
    """
    with all_or_nothing() as made:
        picture = _picture(job, file, options, made, subject, pack=pack)
        mesh = _mesh(job, picture, replaced_frame(former, picture.size), options, made)
        if isinstance(former.data, bpy.types.Mesh):
            write_recipe(former, job)
            give_mesh(former, mesh)
            return former
        obj = _object(job, former.name, mesh, made)
        name = former.name
        put_in_place(former, obj)
        obj.name = name
    return obj


def _picture(
    job: Job,
    file: Path,
    options: PlaneOptions,
    made: list[ID],
    known: Subject | None,
    *,
    pack: bool,
) -> Picture:
    return load_picture(
        job,
        file,
        made,
        pack=pack,
        subject=known,
        outlines=options.cut_out,
        margin_px=options.margin_px,
    )


def _shown(picture: Picture, options: PlaneOptions) -> Box:
    if not options.trim:
        return picture.whole
    return picture.body.grown(options.margin_px, *picture.size)


def _measured(picture: Picture, options: PlaneOptions) -> Box:
    """The part that the size is the size of."""
    return picture.body if options.trim else picture.whole


def _pixel_m(picture: Picture, options: PlaneOptions) -> float:
    """The side of a pixel in metres."""
    measured = _measured(picture, options)
    side = measured.height if options.size_by is SizeBy.HEIGHT else measured.width
    return options.size_m / side


def _frame(picture: Picture, options: PlaneOptions, pixel: float) -> Frame:
    """The whole picture around the origin; `pixel` is the side of one in Blender units."""
    width, height = picture.size
    measured = _measured(picture, options)
    x = (measured.left + measured.right) / 2
    highest = measured.top if options.origin is Origin.CENTER else measured.bottom
    y = (highest + measured.bottom) / 2
    corner = np.array((-x, y - height, 0.0)) * pixel
    return Frame(corner, np.array((width * pixel, 0, 0)), np.array((0, height * pixel, 0)))


def _mesh(job: Job, picture: Picture, frame: Frame, options: PlaneOptions, made: list[ID]) -> Mesh:
    image = picture.image
    if options.cut_out and picture.subject.outlines:
        mesh = cut_mesh(image.name, frame, picture.subject.outlines, picture.size)
    else:
        mesh = quad_mesh(image.name, frame, _shown(picture, options), picture.size)
    made.append(mesh)
    material = make_alpha_material(job, image, shadeless=options.shadeless, blended=options.blended)
    made.append(material)
    mesh.materials.append(material)
    return mesh


def _object(job: Job, name: str, mesh: Mesh, made: list[ID]) -> Object:
    obj = bpy.data.objects.new(name, mesh)
    made.append(obj)
    write_recipe(obj, job)
    return obj
