# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which image an operator is about: the Image Editor's, or that of the active object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
from bpy.props import StringProperty

from .language import translated_tip

if TYPE_CHECKING:
    from bpy.types import Context, Image

NO_IMAGE = "Open an image in the Image Editor, or select an object that shows one."


class OnImage:
    """The name of an image of this file; empty for the one at hand."""

    if TYPE_CHECKING:
        image: str
    else:
        image: StringProperty(
            name="Image",
            description="An image of this file; empty for the one at hand",
            options={"SKIP_SAVE"},
        )

    @classmethod
    def poll(cls, _: Context) -> bool:
        # An image that is given by its name cannot be known here.
        if len(bpy.data.images):
            return True
        cls.poll_message_set(translated_tip(NO_IMAGE))  # type: ignore[attr-defined] # of Operator
        return False


def picked_image(context: Context, name: str = "") -> Image | None:
    """The image of that name, or the one that is shown; None where there is none."""
    if name:
        return bpy.data.images.get((name, None))
    space = context.space_data
    if isinstance(space, bpy.types.SpaceImageEditor):
        return space.image
    from .importers.alpha_replaced import shown_image  # late: it needs numpy

    obj = context.view_layer.objects.active if context.view_layer else None
    if obj is None:
        return None
    if isinstance(obj.data, bpy.types.Image):
        return obj.data
    return shown_image(obj)
