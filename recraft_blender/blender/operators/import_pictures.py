# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture files as alpha planes, references or textures: nothing is sent, one undo step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import bpy

from ...jobs.spec import PlacementKind
from ..importers.reader import start_reader
from ..language import translated_report, translated_tip
from ..own_pictures import place_own, placing_problem
from ..placing import PlacementError
from .picture_files import Dropped, OnPictureFiles

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event


class _Importing(OnPictureFiles):
    """What these operators have in common; `becomes` is what the pictures are placed as."""

    becomes: ClassVar[PlacementKind]

    @classmethod
    def poll(cls, context: Context) -> bool:
        problem = placing_problem(context, cls.becomes)
        if problem:
            cls.poll_message_set(translated_tip(problem))  # type: ignore[attr-defined] # of Operator
        return not problem

    def invoke(self, context: Context, _: Event) -> set[OperatorReturnItems]:
        if self.paths() or context.window_manager is None:
            return self.execute(context)
        start_reader()
        context.window_manager.fileselect_add(self)  # type: ignore[arg-type] # of Operator
        return {"RUNNING_MODAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        report = self.report  # type: ignore[attr-defined] # of Operator
        files = self.paths()
        if not files:
            report({"ERROR"}, translated_report("Choose one or more pictures."))
            return {"CANCELLED"}
        try:
            sentence = place_own(context, files, self.becomes)
        except PlacementError as error:
            report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        report({"INFO"}, translated_report(sentence))
        return {"FINISHED"}


class RECRAFT_OT_import_alpha_plane(_Importing, bpy.types.Operator):
    """Put pictures at the 3D cursor as planes with their own transparency. Nothing is sent"""

    bl_idname = "recraft.import_alpha_plane"
    bl_label = "Import as Alpha Plane"
    bl_options = {"UNDO"}
    becomes = PlacementKind.ALPHA_PLANE


class RECRAFT_OT_import_reference(_Importing, bpy.types.Operator):
    """Put pictures at the 3D cursor as references to model after. Nothing is sent"""

    bl_idname = "recraft.import_reference"
    bl_label = "Import as Reference"
    bl_options = {"UNDO"}
    becomes = PlacementKind.REFERENCE


class RECRAFT_OT_import_texture(_Importing, bpy.types.Operator):
    """Put the picture on the selected meshes as a material. Nothing is sent"""

    bl_idname = "recraft.import_texture"
    bl_label = "Import as Texture"
    bl_options = {"UNDO"}
    becomes = PlacementKind.TEXTURE


class RECRAFT_FH_alpha_plane(Dropped, bpy.types.FileHandler):
    """Pictures that are dropped to become planes"""

    bl_idname = "RECRAFT_FH_alpha_plane"
    bl_label = "Alpha Plane (Recraft)"
    bl_import_operator = RECRAFT_OT_import_alpha_plane.bl_idname
    operator = RECRAFT_OT_import_alpha_plane


class RECRAFT_FH_reference(Dropped, bpy.types.FileHandler):
    """Pictures that are dropped to become references"""

    bl_idname = "RECRAFT_FH_reference"
    bl_label = "Reference (Recraft)"
    bl_import_operator = RECRAFT_OT_import_reference.bl_idname
    operator = RECRAFT_OT_import_reference
    editors = ("VIEW_3D",)


class RECRAFT_FH_texture(Dropped, bpy.types.FileHandler):
    """Pictures that are dropped to become textures"""

    bl_idname = "RECRAFT_FH_texture"
    bl_label = "Texture (Recraft)"
    bl_import_operator = RECRAFT_OT_import_texture.bl_idname
    operator = RECRAFT_OT_import_texture


CLASSES = (
    RECRAFT_OT_import_alpha_plane,
    RECRAFT_OT_import_reference,
    RECRAFT_OT_import_texture,
    RECRAFT_FH_alpha_plane,
    RECRAFT_FH_reference,
    RECRAFT_FH_texture,
)
