# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Picture files as operators take them: from the file browser, or dropped into an editor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import bpy
from bpy.props import CollectionProperty

from ..preferences import preferences
from ..sources.images import SUFFIXES
from ..translated_props import BoolProperty, StringProperty

if TYPE_CHECKING:
    from bpy.types import Context, OperatorFileListElement


EDITORS = ("VIEW_3D", "IMAGE_EDITOR", "ShaderNodeTree")
"""Where pictures live, and may be dropped."""
EXTENSIONS = ";".join(f".{suffix}" for suffix in SUFFIXES)
"""As file handlers are told them."""


class OnPictureFiles:
    """One file by its path, or several by their folder and names."""

    if TYPE_CHECKING:
        filepath: str
        directory: str
        files: list[OperatorFileListElement]
        filter_image: bool
        filter_folder: bool
    else:
        filepath: StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE", "HIDDEN"})
        directory: StringProperty(subtype="DIR_PATH", options={"SKIP_SAVE", "HIDDEN"})
        files: CollectionProperty(
            type=bpy.types.OperatorFileListElement, options={"SKIP_SAVE", "HIDDEN"}
        )
        filter_image: BoolProperty(default=True, options={"SKIP_SAVE", "HIDDEN"})
        filter_folder: BoolProperty(default=True, options={"SKIP_SAVE", "HIDDEN"})

    def paths(self) -> list[Path]:
        """The files, none where none is chosen."""
        folder = Path(bpy.path.abspath(self.directory))
        found = [folder / file.name for file in self.files if file.name]
        return found or [Path(bpy.path.abspath(name)) for name in (self.filepath,) if name]


class Dropped:
    """What the handlers of dropped pictures have in common: where they are offered, and when."""

    bl_file_extensions = EXTENSIONS
    editors: ClassVar[tuple[str, ...]] = EDITORS
    operator: ClassVar[type[bpy.types.Operator]]

    @classmethod
    def poll_drop(cls, context: Context) -> bool:
        return _is_offered(context, cls.editors) and cls.operator.poll(context)


def _is_offered(context: Context, areas: tuple[str, ...]) -> bool:
    """True over the main part of one of these editors, unless the preferences say otherwise."""
    area, region = context.area, context.region
    if area is None or region is None or region.type != "WINDOW":
        return False
    return area.ui_type in areas and preferences(context).offer_on_drop
