# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.make_seamless`: a picture that repeats without a seam, made on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..importers.image import ImportRefusedError
from ..language import translated_report
from ..picked_image import NO_IMAGE, OnImage, picked_image
from ..translated_props import BoolProperty

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context


class RECRAFT_OT_make_seamless(OnImage, bpy.types.Operator):
    """Make a copy of the image that repeats without a seam. Free, made on this computer"""

    bl_idname = "recraft.make_seamless"
    bl_label = "Make Seamless"
    bl_options = {"REGISTER", "UNDO"}

    if TYPE_CHECKING:
        take_its_place: bool
    else:
        take_its_place: BoolProperty(
            name="Use It Everywhere",
            description="Whatever uses the image gets the seamless one; the image itself is kept",
            default=True,
        )

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        from ..importers.seamless_image import make_seamless

        former = picked_image(context, self.image)
        if former is None:
            self.report({"ERROR"}, translated_report(NO_IMAGE))
            return {"CANCELLED"}
        name = former.name
        try:
            image, before, after = make_seamless(former, take_its_place=self.take_its_place)
        except ImportRefusedError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        space = context.space_data
        if isinstance(space, bpy.types.SpaceImageEditor):
            space.image = image
            space.show_repeat = True
        seams = f"seam {before:.1f} before, {after:.1f} after (1 is none)"
        self.report({"INFO"}, translated_report(f"{image.name}: {seams}; {name} is kept."))
        return {"FINISHED"}


CLASSES = (RECRAFT_OT_make_seamless,)
