# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a result comes down in the scene, by the kind of its placement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..jobs.preparing import bled_path, subject_path
from ..jobs.spec import (
    AlphaPlanePlacement,
    CurvesPlacement,
    ImagePlacement,
    Origin,
    Placement,
    ReferenceKind,
    ReferencePlacement,
    StylePlacement,
    TexturePlacement,
    Wear,
)
from .filing import Filed, filed
from .importers.alpha_plane import PlaneOptions, import_alpha_planes
from .importers.image import (
    ImportRefusedError,
    all_or_nothing,
    import_images,
    load_unread,
    take_over,
)
from .importers.reference import (
    ReferenceOptions,
    import_camera_background,
    import_references,
)
from .importers.standing import standing
from .importers.texture import TextureOptions, import_node, import_textures
from .placing import STYLE, PlacementError
from .viewport import show_in_local_views

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpy.types import Context, Object, Scene
    from mathutils import Matrix

    from ..jobs.job import Job, ResultFile
    from ..raster.subject import Subject

MOST_NAMED = 5
_LINKED = "is linked from another file and cannot be changed."
_GONE = "The picture's file is gone from the disk; it cannot be placed."


def land(context: Context, job: Job, results: Sequence[ResultFile], where: Placement) -> str:
    """Put a job's results where they belong and say where that is. Raises PlacementError."""
    files = files_of(results)
    try:
        if isinstance(where, CurvesPlacement):
            from .landing_curves import put_curves

            return put_curves(context, scene_of(context, where), job, files, where)
        with filed(_fit(files, where), where.keep) as kept:
            return _with_note(_land_as_asked(context, job, files, kept, where), kept)
    except (PlacementError, ImportRefusedError) as error:
        if not where.bare_if_gone:
            raise PlacementError(str(error)) from None
        with filed(files, where.keep) as kept:
            names = _load_images(job, kept)
        return _with_note(f"{error} It is in this file as the image {names}.", kept)


def files_of(results: Sequence[ResultFile]) -> list[Path]:
    """The files of a job's results. Raises PlacementError when one is gone."""
    files = [result.path for result in results]
    if not files or not all(file.is_file() for file in files):
        raise PlacementError(_GONE)
    return files


def _fit(files: list[Path], where: Placement) -> list[Path]:
    """The files that the worker has made ready for planes, where it has."""
    if not isinstance(where, AlphaPlanePlacement):
        return files
    bled = [bled_path(file) for file in files]
    return [ready if ready.is_file() else file for ready, file in zip(bled, files, strict=True)]


def _with_note(sentence: str, kept: Filed) -> str:
    return f"{sentence} {kept.note}".rstrip()


def _land_as_asked(
    context: Context, job: Job, files: list[Path], kept: Filed, where: Placement
) -> str:
    if isinstance(where, TexturePlacement):
        return _put_on_meshes(context, job, kept, where)
    if isinstance(where, ImagePlacement):
        return _put_into_images(job, kept, where)
    if isinstance(where, AlphaPlanePlacement):
        return _put_planes(context, job, files, kept, where)
    if isinstance(where, StylePlacement):
        raise PlacementError(STYLE)
    assert isinstance(where, ReferencePlacement)  # noqa: S101 - curves went another way
    return _put_references(context, job, kept, where)


def _put_on_meshes(context: Context, job: Job, kept: Filed, where: TexturePlacement) -> str:
    if where.wear is Wear.NODE:
        tree = import_node(
            job, kept.files, where.node_in, where.node_group, where.node_at, pack=kept.pack
        )
        return f"It is a node in {tree}."
    targets, skipped = _resolve(where)
    options = TextureOptions(
        mapping=where.mapping,
        wear=where.wear,
        scale_m=where.scale_m,
        box_blend=where.box_blend,
        bump=where.bump,
        roughness=where.roughness,
    )
    import_textures(context, job, kept.files, targets, options, pack=kept.pack)
    return " ".join([f"Placed on {named(targets)}.", *skipped[:MOST_NAMED]])


def _resolve(where: TexturePlacement) -> tuple[list[Object], list[str]]:
    """The editable meshes of a placement, and a sentence for each that is none."""
    if not where.objects and not where.linked:
        raise PlacementError("Nothing was selected. Select one or more meshes, then press Place.")
    targets: list[Object] = []
    skipped = [f"{name} {_LINKED}" for name in where.linked]
    for name in where.objects:
        obj = bpy.data.objects.get((name, None))
        reason = _refusal(obj, name)
        if reason:
            skipped.append(reason)
        elif obj is not None:
            targets.append(obj)
    if not targets:
        raise PlacementError(f"{skipped[0]} Select another mesh, then press Place.")
    return targets, skipped


def _refusal(obj: Object | None, name: str) -> str:
    if obj is None:
        return f"{name} is no longer in this file."
    if not isinstance(obj.data, bpy.types.Mesh):
        return f"{name} is not a mesh."
    if not obj.data.is_editable:
        return f"{name} {_LINKED}"
    if obj.data.override_library is not None:
        return f"{name} overrides a linked mesh, which would lose the texture; make it local."
    return ""


def _put_into_images(job: Job, kept: Filed, where: ImagePlacement) -> str:
    if not where.replaces:
        return f"It is in this file as the image {_load_images(job, kept)}."
    former = bpy.data.images.get((where.replaces, None))
    if former is None:
        raise PlacementError(f"The image {where.replaces} is no longer in this file; press Place.")
    with all_or_nothing() as made:
        image = load_unread(job, kept.files[0], made, pack=kept.pack)
        if image == former:
            return f"{former.name} is this picture already."
        take_over(image, former)
    return f"{where.replaces} is now {image.name} wherever it was used; the former one is kept."


def _load_images(job: Job, kept: Filed) -> str:
    return ", ".join(image.name for image in import_images(job, kept.files, pack=kept.pack))


def _subjects(files: list[Path]) -> list[Subject]:
    """What the worker found of all pictures, or nothing."""
    from ..raster.subject import Subject

    try:
        return [Subject.from_json(subject_path(file).read_text("utf-8")) for file in files]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _put_planes(
    context: Context, job: Job, files: list[Path], kept: Filed, where: AlphaPlanePlacement
) -> str:
    scene = scene_of(context, where)
    replaced = bpy.data.objects.get((where.replaces, None)) if where.replaces else None
    if where.replaces and replaced is None:
        raise PlacementError(f"{where.replaces} is no longer in this file; press Place.")
    options = PlaneOptions(
        size_m=where.size_m,
        size_by=where.size_by,
        origin=where.origin,
        trim=where.trim,
        margin_px=where.margin_px,
        cut_out=where.cut_out,
        shadeless=where.shadeless,
        blended=where.blended,
    )
    planes = import_alpha_planes(
        scene,
        job,
        kept.files,
        _standing(scene, where),
        options,
        pack=kept.pack,
        collection=scene.collection,
        replaces=replaced,
        subjects=_subjects(files),
    )
    show_in_local_views(context, planes)
    return f"Placed as {named(planes)}."


def _put_references(context: Context, job: Job, kept: Filed, where: ReferencePlacement) -> str:
    scene = scene_of(context, where)
    if where.shows is ReferenceKind.CAMERA_BACKGROUND:
        camera = bpy.data.objects.get((where.camera, None)) if where.camera else scene.camera
        if camera is None or camera.type != "CAMERA":
            raise PlacementError("There is no camera to put it behind; add one, then press Place.")
        import_camera_background(job, kept.files[0], camera, opacity=where.opacity, pack=kept.pack)
        return f"It is the background of {camera.name}."
    options = ReferenceOptions(size_m=where.size_m, size_by=where.size_by, opacity=where.opacity)
    matrix = _standing(scene, where)
    empties = import_references(
        scene, job, kept.files, matrix, options, pack=kept.pack, collection=scene.collection
    )
    show_in_local_views(context, empties)
    return f"Placed as {named(empties)}."


def named(objects: Sequence[Object]) -> str:
    """The names of objects, of many only the first."""
    names = [obj.name for obj in objects[:MOST_NAMED]]
    more = len(objects) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _standing(scene: Scene, where: AlphaPlanePlacement | ReferencePlacement) -> Matrix:
    # What stands on its foot stands upright, also where it faces a tilted view.
    upright = isinstance(where, AlphaPlanePlacement) and where.origin is Origin.FOOT
    return standing(
        scene,
        location=where.location,
        rotation=where.rotation,
        facing=where.facing,
        upright=upright,
    )


def scene_of(context: Context, where: Placement) -> Scene:
    """The scene that was asked for, or the current one where none was. Raises PlacementError."""
    scene = bpy.data.scenes.get((where.scene, None)) if where.scene else context.scene
    if scene is None:
        raise PlacementError(
            f"The scene {where.scene} is no longer in this file; press Place to use this one."
        )
    return scene
