# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of an errand, in one line: asked, told, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...jobs.errand import ErrandKind, ErrandState
from ..errand_desk import told
from ..preferences import has_changed
from .paragraph import paragraph

if TYPE_CHECKING:
    from bpy.types import Context, UILayout

    from ...jobs.errand import Errand


def draw_token_test(layout: UILayout, context: Context) -> None:
    """Whether the token works, until another one is typed."""
    errand = told(ErrandKind.TEST_TOKEN)
    if errand is not None and not has_changed("token"):
        draw_errand(layout, context, errand, waiting="Testing…")


def draw_balance_error(layout: UILayout, context: Context) -> None:
    """Why the balance is not known; the balance itself stands above."""
    errand = told(ErrandKind.BALANCE)
    if errand is not None and errand.state is ErrandState.FAILED:
        paragraph(layout, context, errand.sentence, "ERROR")


def draw_errand(layout: UILayout, context: Context, errand: Errand, *, waiting: str) -> None:
    """The sentence of an errand, or that its answer is awaited."""
    if errand.is_open:
        layout.label(text=waiting, icon="SORTTIME")
    else:
        icon = "CHECKMARK" if errand.state is ErrandState.DONE else "ERROR"
        paragraph(layout, context, errand.sentence, icon)
