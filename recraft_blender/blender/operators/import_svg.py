# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`recraft.import_svg`: an SVG file as curves, mesh or Grease Pencil, in one undo step.

A person's import runs as a modal operator in slices and can be cancelled; a script's, and each
change in the redo panel, runs straight through. The file browser can call an operator only
straight through, so from there the operator calls itself once more, with the file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bpy

from .. import ADDON
from ..language import translated_report, translated_tip
from ..translated_props import StringProperty
from .svg_settings import SvgSettings, build_options, draw_settings

if TYPE_CHECKING:
    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Event, Menu

    from ..importers.svg_import import Imported
    from ..importers.svg_slices import Sliced, Stepper
    from .progress import Progress

SLICE_S = 0.005
"""How long a slice of work goes on; the last of its steps may exceed that by some milliseconds."""
_DISTURBED = "Something removed what was being imported; nothing was changed. Import it again."
_OF_THE_VIEW = {"MOUSEMOVE", "MIDDLEMOUSE", "WHEELUPMOUSE", "WHEELDOWNMOUSE", "TIMER_REGION"}


class RECRAFT_OT_import_svg(SvgSettings, bpy.types.Operator):
    """Import an SVG with its strokes, gradients and paint order, as a few objects"""

    bl_idname = "recraft.import_svg"
    # Blender asks by this label which importer is to take a file that is dropped.
    bl_label = "Import SVG (Recraft)"
    bl_options = {"REGISTER", "UNDO", "PRESET"}

    if TYPE_CHECKING:
        filepath: str
        filter_glob: str
    else:
        filepath: StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE", "HIDDEN"})
        filter_glob: StringProperty(default="*.svg;*.svgz", options={"SKIP_SAVE", "HIDDEN"})

    @classmethod
    def poll(cls, context: Context) -> bool:
        if context.mode != "OBJECT":
            cls.poll_message_set(
                translated_tip("Leave the current mode first: importing works in Object Mode")
            )
            return False
        return True

    def draw(self, context: Context) -> None:
        if self.layout:
            draw_settings(self.layout, self)

    def invoke(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        self._is_browsing = not self.filepath
        if self._is_browsing and context.window_manager:
            context.window_manager.fileselect_add(self)
            return {"RUNNING_MODAL"}
        if bpy.app.background or context.window is None:
            return self.execute(context)
        self._begin(context)
        return {"RUNNING_MODAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        if getattr(self, "_is_browsing", False):
            operator: Any = self
            ops: Any = bpy.ops
            with context.temp_override(**_view(context)):
                ops.recraft.import_svg("INVOKE_DEFAULT", **operator.as_keywords())
            # This call did nothing; the other one has the undo step and the redo panel.
            return {"CANCELLED"}
        from ..importers.svg_import import SvgError
        from ..importers.svg_slices import run

        try:
            return self._tell(run(self._work(context, awake=False)))
        except SvgError as error:
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}

    def modal(self, context: Context, event: Event) -> set[OperatorReturnItems]:
        if event.type == "ESC":
            self.cancel(context)
            self.report(
                {"INFO"}, translated_report("The import was cancelled; nothing was changed.")
            )
            return {"CANCELLED"}
        if event.type == "TIMER":
            return self._go_on()
        # Anything else could change or remove what is being built.
        return {"PASS_THROUGH"} if event.type in _OF_THE_VIEW else {"RUNNING_MODAL"}

    def cancel(self, context: Context) -> None:
        """Blender calls it when it ends a running import, as on quitting."""
        if getattr(self, "_stepper", None):
            self._stepper.close()
            self._progress.end()

    def _work(self, context: Context, *, awake: bool) -> Sliced[Imported]:
        from ..importers.svg_import import Arrangement, import_svg

        path = Path(bpy.path.abspath(self.filepath))
        arrangement = Arrangement(self.arrangement)
        return import_svg(context, path, arrangement, build_options(self), awake=awake)

    def _begin(self, context: Context) -> None:
        from ..importers.svg_slices import Stepper
        from .progress import Progress

        self._stepper: Stepper[Imported] = Stepper(self._work(context, awake=True))
        self._progress: Progress = Progress(context, self, f"Importing {Path(self.filepath).name}")

    def _go_on(self) -> set[OperatorReturnItems]:
        from ..importers.svg_import import SvgError

        try:
            self._stepper.carry_on(SLICE_S)
        except SvgError as error:
            self._progress.end()
            self.report({"ERROR"}, translated_report(str(error)))
            return {"CANCELLED"}
        except ReferenceError:
            self._progress.end()
            self.report({"ERROR"}, translated_report(_DISTURBED))
            return {"CANCELLED"}
        except BaseException:
            self._progress.end()
            raise
        if not self._stepper.is_done:
            self._progress.show(self._stepper.done)
            return {"RUNNING_MODAL"}
        self._progress.end()
        return self._tell(self._stepper.result)

    def _tell(self, imported: Imported) -> set[OperatorReturnItems]:
        self.report({"INFO"}, translated_report(imported.sentence))
        # The status bar shows what was reported last.
        for sentence in imported.simplified:
            self.report({"WARNING"}, translated_report(sentence))
        return {"FINISHED"}


def _view(context: Context) -> dict[str, Any]:
    """A 3D view for Blender to show the redo panel in; from the menu there would be none."""
    if context.window is None or (context.area and context.area.type == "VIEW_3D"):
        return {}
    for area in context.window.screen.areas:
        if area.type == "VIEW_3D":
            region = next(region for region in area.regions if region.type == "WINDOW")
            return {"area": area, "region": region}
    return {}


class RECRAFT_FH_svg(bpy.types.FileHandler):
    """SVG files that are dropped into a view"""

    bl_idname = "RECRAFT_FH_svg"
    bl_label = "SVG (Recraft)"
    bl_import_operator = "recraft.import_svg"
    bl_file_extensions = ".svg;.svgz"

    @classmethod
    def poll_drop(cls, context: Context) -> bool:
        return context.area is not None and context.area.type in {"VIEW_3D", "OUTLINER"}


def _draw_menu(menu: Menu, _: Context) -> None:
    if menu.layout:
        menu.layout.operator_context = "INVOKE_DEFAULT"
        menu.layout.operator(RECRAFT_OT_import_svg.bl_idname, text="SVG (Recraft) (.svg)")


def attach() -> None:
    """Add the entry in File > Import."""
    bpy.types.TOPBAR_MT_file_import.append(_draw_menu)


def detach() -> None:
    """Take the entry out again, and let go of what was read."""
    bpy.types.TOPBAR_MT_file_import.remove(_draw_menu)
    # Only if it was used: importing it to say so would take a moment.
    used = sys.modules.get(f"{ADDON}.blender.importers.svg_import")
    if used is not None:
        used.forget()


CLASSES = (RECRAFT_OT_import_svg, RECRAFT_FH_svg)
