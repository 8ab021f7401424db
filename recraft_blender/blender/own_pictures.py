# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the person's own, placed by the same settings and importers as results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ..client.media import sniff
from ..jobs.job import Job, ResultFile
from ..jobs.spec import (
    Chain,
    PlacementKind,
    ReferenceKind,
    ReferencePlacement,
    TexturePlacement,
    Wear,
)
from ..jobs.states import JobState
from .capture import placement
from .placing import SHOWN_IN_COLOUR, PlacementError, waits_for
from .preferences import preferences
from .viewport import show_textures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import Context, Object

    from ..jobs.spec import Placement

_HEAD = 4096


def placing_problem(context: Context, kind: PlacementKind) -> str:
    """Why no picture can be placed as this now, as a sentence; empty when one can."""
    wait = waits_for(context)
    if wait:
        return wait
    where = placement(context, kind)
    if isinstance(where, TexturePlacement):
        if where.wear is Wear.NODE:
            return "" if where.node_in else "Open a material in a shader editor first."
        return "" if where.objects else "Select one or more meshes of this file first."
    if isinstance(where, ReferencePlacement) and where.shows is ReferenceKind.CAMERA_BACKGROUND:
        camera = context.scene.camera if context.scene else None
        return "" if camera else "Add a camera first, or show references as empties."
    return ""


def place_own(context: Context, files: Sequence[Path], kind: PlacementKind) -> str:
    """Put picture files into the scene as what results of this kind become; where, in words.

    Raises PlacementError; then nothing is changed.
    """
    problem = placing_problem(context, kind)
    if problem:
        raise PlacementError(problem)
    from .landing import land  # late: importing every importer takes a moment

    where = placement(context, kind)
    results = [_result(number, file) for number, file in enumerate(files, 1)]
    former = {obj.name for obj in bpy.data.objects if obj.library is None}
    sentence = land(context, _nobodys(where), results, where)
    _select(
        context, [obj for obj in bpy.data.objects if obj.library is None and obj.name not in former]
    )
    if isinstance(where, SHOWN_IN_COLOUR) and preferences(context).show_textures:
        show_textures(context)
    return sentence


def _select(context: Context, made: Sequence[Object]) -> None:
    """Select what was made and nothing else, as after Blender's own imports."""
    layer = context.view_layer
    if layer is None or not made:
        return
    layer.update()  # it does not know new objects before, nor that a hidden collection has them
    seen = [obj for obj in made if obj.name in layer.objects]
    if not seen:
        return
    for obj in list(layer.objects.selected):
        obj.select_set(False)  # noqa: FBT003 - Blender's own
    for obj in seen:
        obj.select_set(True)  # noqa: FBT003 - Blender's own
    layer.objects.active = seen[0]


def _result(number: int, file: Path) -> ResultFile:
    try:
        with file.open("rb") as opened:
            kind = sniff(opened.read(_HEAD))
        size = file.stat().st_size
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise PlacementError(f"{file.name} was not read: {reason}.") from error
    if kind is None:
        _read(file)
    return ResultFile(number, file, kind.name if kind else "", size)


def _read(file: Path) -> None:
    """Have Blender read what only Blender reads: what is no picture would be a pink material."""
    sentence = f"{file.name} is no picture that Blender can read."
    try:
        image = bpy.data.images.load(str(file), check_existing=False)
    except RuntimeError as error:
        raise PlacementError(sentence) from error
    try:
        if min(image.size) < 1:
            raise PlacementError(sentence)
    finally:
        bpy.data.images.remove(image)


def _nobodys(where: Placement) -> Job:
    """A job without an id: the importers name things by their files and write no recipe."""
    return Job(
        id="",
        created=0.0,
        session="",
        service="",
        state=JobState.READY,
        state_at=0.0,
        revision=0,
        chain=Chain(()),
        placement=where,
        estimate=None,
        folder=Path(),
        cancel_requested=False,
        removed=False,
        request_id="",
        units=None,
        balance_before=None,
        balance_after=None,
        failure=None,
        note="",
        title="",
        stage=0,
        not_before=0.0,
        position=0.0,
        blend="",
        favourite=False,
    )
