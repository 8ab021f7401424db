# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which image an operator is about: the Image Editor's, the active node's, the active object's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from .language import translated_tip
from .sources.on_object import image_shown_by
from .sources.source import Source, SourceKind
from .translated_props import StringProperty

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
    if image := node_image(context):
        return image
    from .importers.alpha_replaced import shown_image  # late: it needs numpy

    obj = context.view_layer.objects.active if context.view_layer else None
    if obj is None:
        return None
    if isinstance(obj.data, bpy.types.Image):
        return obj.data
    return shown_image(obj)


def node_image(context: Context) -> Image | None:
    """The image of the active node in a node editor, of whatever kind; None where there is none."""
    space = context.space_data
    if not isinstance(space, bpy.types.SpaceNodeEditor) or space.edit_tree is None:
        return None
    image = getattr(space.edit_tree.nodes.active, "image", None)
    return image if isinstance(image, bpy.types.Image) else None


def source_of(image: Image) -> Source:
    """An image as a picture to work from."""
    library = image.library.filepath if image.library else ""
    return Source(kind=SourceKind.IMAGE, name=image.name, library=library)


def source_at_hand(context: Context) -> Source | None:
    """What the editor shows, as a picture to work from: an image, in a 3D view the active object.

    None where there is none. Reads no file, so that menus and panels may ask.
    """
    space = context.space_data
    if isinstance(space, bpy.types.SpaceImageEditor):
        return source_of(space.image) if space.image else None
    if isinstance(space, bpy.types.SpaceNodeEditor):
        image = node_image(context)
        return source_of(image) if image else None
    obj = context.view_layer.objects.active if context.view_layer else None
    if obj is None or image_shown_by(obj) is None:
        return None
    library = obj.library.filepath if obj.library else ""
    return Source(kind=SourceKind.OBJECT, name=obj.name, library=library)
