# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with the results of the list: page, choose, mark, show."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import bpy

from ...jobs.errors import LedgerError
from ..gallery import gallery
from ..language import translated_tip
from ..placing import PlacementError
from ..session import session
from ..translated_props import EnumProperty, IntProperty
from ..viewport import redraw_sidebars
from .on_job import carry_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpy.stub_internal.rna_enums import OperatorReturnItems
    from bpy.types import Context, Operator

    from ...jobs.result_pages import Result

_PAGES = (
    ("NEWEST", "Newest", "Show the newest results"),
    ("NEWER", "Newer", "Show the page of newer results"),
    ("OLDER", "Older", "Show the page of older results"),
)


class OnResult:
    """The row of the result in the ledger."""

    if TYPE_CHECKING:
        result: int
    else:
        result: IntProperty(options={"HIDDEN", "SKIP_SAVE"})


def known_result(result_id: int) -> Result:
    """A result of the list. Raises PlacementError with a sentence when it is not there."""
    found = gallery().result(result_id)
    if found is None:
        raise PlacementError("This result is no longer in the list; choose another.")
    return found


def carry_out_and_show(
    operator: Operator, context: Context, action: Callable[[], str | None]
) -> set[OperatorReturnItems]:
    """As `carry_out`, and the panel shows at once what became of it."""

    done = carry_out(operator, context, action)
    with suppress(LedgerError):  # it is done; the pump reads the page anyway
        gallery().reread(context)
    redraw_sidebars(context)
    return done


class RECRAFT_OT_turn_results(bpy.types.Operator):
    """Show another page of results"""

    bl_idname = "recraft.turn_results"
    bl_label = "Turn the Page"
    bl_options = {"INTERNAL"}

    if TYPE_CHECKING:
        page: str
    else:
        page: EnumProperty(items=_PAGES, options={"SKIP_SAVE"})

    @classmethod
    def description(cls, _: Context, properties: RECRAFT_OT_turn_results) -> str:  # type: ignore[override]
        return translated_tip(next(text for page, _, text in _PAGES if page == properties.page))

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        shown = gallery()
        turn = {
            "NEWEST": shown.show_newest,
            "NEWER": shown.show_newer,
            "OLDER": shown.show_older,
        }[self.page]
        done = carry_out(self, context, lambda: turn(context))
        redraw_sidebars(context)
        return done


class RECRAFT_OT_choose_result(OnResult, bpy.types.Operator):
    """Show this result large, with its recipe"""

    bl_idname = "recraft.choose_result"
    bl_label = "Choose"
    bl_options = {"INTERNAL"}

    @classmethod
    def description(cls, _: Context, properties: RECRAFT_OT_choose_result) -> str:  # type: ignore[override]
        shown = (one.result for one in gallery().view.thumbnails)
        return next((one.job.title for one in shown if one.id == properties.result), "")

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        done = carry_out(self, context, lambda: gallery().choose(context, self.result))
        redraw_sidebars(context)
        return done


class RECRAFT_OT_favourite_result(OnResult, bpy.types.Operator):
    """Mark the pictures of this job as favourites, or take the mark away"""

    bl_idname = "recraft.favourite_result"
    bl_label = "Favourite"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out_and_show(self, context, lambda: _toggle_favourite(self.result))


class RECRAFT_OT_show_result_file(OnResult, bpy.types.Operator):
    """Open the folder with the picture's file, its request and its receipt"""

    bl_idname = "recraft.show_result_file"
    bl_label = "Show File"
    bl_options = {"INTERNAL"}

    def execute(self, context: Context) -> set[OperatorReturnItems]:
        return carry_out(self, context, lambda: _show_file(self.result))


def _toggle_favourite(result_id: int) -> None:
    from ...jobs.history import set_favourite

    job = known_result(result_id).job
    set_favourite(session().ledger, job.id, favourite=not job.favourite)


def _show_file(result_id: int) -> None:
    file = known_result(result_id).file.path
    if not file.is_file():
        raise PlacementError("The picture's file is gone from the disk.")
    try:
        bpy.ops.wm.path_open(filepath=str(file.parent))
    except RuntimeError:
        text = f"No program of this computer shows folders; the file is {file.name}."
        raise PlacementError(text) from None


CLASSES = (
    RECRAFT_OT_turn_results,
    RECRAFT_OT_choose_result,
    RECRAFT_OT_favourite_result,
    RECRAFT_OT_show_result_file,
)
