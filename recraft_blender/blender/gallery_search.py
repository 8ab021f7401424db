# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is searched for among the results: `WindowManager.recraft_results`, never saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy
from bpy.props import PointerProperty

from .translated_props import BoolProperty, StringProperty

if TYPE_CHECKING:
    from bpy.types import Context

    from ..jobs.result_pages import Wanted


def _look_soon(_: RecraftResultsSearch, __: Context) -> None:
    from .pump import wake  # which reads the page, and so builds on this module

    wake()


class RecraftResultsSearch(bpy.types.PropertyGroup):
    """Which results the panel shows."""

    if TYPE_CHECKING:
        words: str
        favourites: bool
    else:
        words: StringProperty(
            name="Search",
            description="Show only results with all these words in what was asked for",
            options={"SKIP_SAVE", "TEXTEDIT_UPDATE"},
            update=_look_soon,
        )
        favourites: BoolProperty(
            name="Favourites Only",
            description="Show only results that are marked with a star",
            options={"SKIP_SAVE"},
            update=_look_soon,
        )


def search(context: Context) -> RecraftResultsSearch:
    """The search fields."""
    found = getattr(context.window_manager, "recraft_results")  # noqa: B009 - unknown to the stubs
    assert isinstance(found, RecraftResultsSearch)  # noqa: S101 - ours by registration
    return found


def wanted(context: Context) -> Wanted:
    """What the fields ask for."""
    from ..jobs.result_pages import Wanted  # late: SQLite comes with it

    fields = search(context)
    return Wanted(words=" ".join(fields.words.split()), favourites=fields.favourites)


def attach() -> None:
    """Add the fields to the window manager."""
    setattr(  # noqa: B010 - unknown to the type stubs
        bpy.types.WindowManager,
        "recraft_results",
        PointerProperty(type=RecraftResultsSearch),  # type: ignore[func-returns-value]
    )


def detach() -> None:
    """Take the fields away."""
    delattr(bpy.types.WindowManager, "recraft_results")


CLASSES = (RecraftResultsSearch,)
