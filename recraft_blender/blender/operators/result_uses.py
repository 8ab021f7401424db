# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Using a result: put it into the scene as something, vary it, work from it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import bpy

from ...jobs.spec import CurvesPlacement, CurveTarget, PlacementKind
from ..capture import placement
from ..filing import filed
from ..importers.image import load_image
from ..language import translated_report, translated_tip
from ..placing import PlacementError, place_result
from ..preferences import files_kept, preferences
from ..readiness import sentence_of
from ..source_settings import work_from
from ..translated_props import EnumProperty
from .generate import confirmed, submit
from .on_job import Asking, carry_out
from .results import OnResult, carry_out_and_show, known_result

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event

    from ...jobs.result_pages import Result
    from ...jobs.spec import Chain, Placement

_K, _T = PlacementKind, CurveTarget
PICTURE_USES = (
    (_K.TEXTURE.name, "Texture", "A material on the selected meshes", "TEXTURE"),
    (_K.ALPHA_PLANE.name, "Alpha Plane", "A plane at the 3D cursor", "IMAGE_PLANE"),
    (_K.REFERENCE.name, "Reference", "An image empty at the 3D cursor", "IMAGE_REFERENCE"),
    (_K.IMAGE.name, "Image", "Only an image of this file", "IMAGE_DATA"),
)
DRAWING_USES = (
    (_T.CURVES.name, "Curves", "Curves at the 3D cursor", "CURVE_DATA"),
    (_T.MESH.name, "Mesh", "Meshes at the 3D cursor", "MESH_DATA"),
    (
        _T.GREASE_PENCIL.name,
        "Grease Pencil",
        "A Grease Pencil drawing at the 3D cursor",
        "OUTLINER_OB_GREASEPENCIL",
    ),
)
_USES = (*PICTURE_USES, *DRAWING_USES)


def usual_use(result: Result) -> str:
    """The use that a result was made for, or the first that it can be put to."""
    where = result.job.placement
    fitting = uses_of(result)
    usual = where.target.name if isinstance(where, CurvesPlacement) else where.kind.name
    return usual if any(use[0] == usual for use in fitting) else fitting[0][0]


def uses_of(result: Result) -> tuple[tuple[str, str, str, str], ...]:
    """What a result can be placed as."""
    return DRAWING_USES if result.is_drawing else PICTURE_USES


class RECRAFT_OT_place_result(OnResult, bpy.types.Operator):
    """Put this one result into the scene: on the selected meshes, or at the 3D cursor"""

    bl_idname = "recraft.place_result"
    bl_label = "Place Result"
    bl_options = {"UNDO", "INTERNAL"}

    if TYPE_CHECKING:
        use: str
    else:
        use: EnumProperty(
            name="As",
            items=[(*use, number) for number, use in enumerate(_USES)],
            options={"SKIP_SAVE"},
        )

    @classmethod
    def description(cls, _: Context, properties: RECRAFT_OT_place_result) -> str:  # type: ignore[override]
        return translated_tip(next(text for use, _, text, _ in _USES if use == properties.use))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out_and_show(self, context, lambda: _place(context, self.result, self.use))


class RECRAFT_OT_variate_result(OnResult, Asking, bpy.types.Operator):
    """Ask for a variation of this picture, placed as the picture was"""

    bl_idname = "recraft.variate_result"
    bl_label = "Variation"
    bl_options = {"INTERNAL"}

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        try:
            work, _ = _variation(context, self.result)
        except PlacementError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        return confirmed(self, context, event, work)

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        try:
            work, where = _variation(context, self.result)
        except PlacementError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        return submit(self, context, work, where)


class RECRAFT_OT_use_result(OnResult, bpy.types.Operator):
    """Load the picture into this file and choose it in From Picture"""

    bl_idname = "recraft.use_result"
    bl_label = "Use as Input"
    bl_options = {"UNDO", "INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _use_as_input(context, self.result))


def _place(context: Context, result_id: int, use: str) -> str:
    result = known_result(result_id)
    if use not in (one[0] for one in uses_of(result)):
        kind = "drawing" if result.is_drawing else "picture"
        raise PlacementError(f"A {kind} cannot be placed as that; choose another use.")
    if result.is_drawing:
        return place_result(context, result.job.id, result.id, _K.CURVES, target=CurveTarget[use])
    return place_result(context, result.job.id, result.id, PlacementKind[use])


def _variation(context: Context, result_id: int) -> tuple[Chain, Placement]:
    """The chain and where its picture goes. Raises PlacementError, which says why it cannot be."""
    from ...client.picture import Picture
    from ...jobs.variation import variation

    result = known_result(result_id)
    file = result.file
    if not file.path.is_file():
        raise PlacementError("The picture's file is gone from the disk; choose another.")
    work = variation(result.job, file, Picture(path=file.path).pixel_size())
    if work is None:
        raise PlacementError("The service makes variations of pictures only, not of drawings.")
    problem = next(chain(work.problems(), work.picture_problems()), None)
    if problem is not None:
        raise PlacementError(sentence_of(problem))
    return work, placement(context, result.job.placement.kind)


def _use_as_input(context: Context, result_id: int) -> str:
    result = known_result(result_id)
    if result.is_drawing or not result.file.path.is_file():
        reason = "is a drawing" if result.is_drawing else "has no file any more"
        raise PlacementError(f"This result {reason}; choose a picture to work from.")
    try:
        with filed([result.file.path], files_kept(preferences(context))) as kept:
            image = load_image(result.job, kept.files[0], pack=kept.pack)
    except RuntimeError as error:
        raise PlacementError(f"Blender cannot open this picture: {error}") from None
    work_from(context, image)
    return f"{image.name} is chosen in From Picture."


CLASSES = (RECRAFT_OT_place_result, RECRAFT_OT_variate_result, RECRAFT_OT_use_result)
