# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a window shows of a running modal operator: a timer that drives it, cursor, status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..language import translated

if TYPE_CHECKING:
    from bpy.types import Context, Operator

TIMER_S = 0.001
"""Between two events that drive the operator; Blender draws in between."""


class Progress:
    """From the beginning of a modal operator to its end, which must be told."""

    def __init__(self, context: Context, operator: Operator, words: str) -> None:
        manager, workspace = context.window_manager, context.workspace
        assert manager  # noqa: S101 - where there is a window there is
        assert workspace  # noqa: S101
        self._manager, self._workspace = manager, workspace
        self._words = words
        self._timer = self._manager.event_timer_add(TIMER_S, window=context.window)
        self._manager.progress_begin(0, 100)
        self._manager.modal_handler_add(operator)
        self.show(0.0)

    def show(self, part: float) -> None:
        """Show how much is done, 0 to 1."""
        percent = int(100 * part)
        self._manager.progress_update(percent)
        self._workspace.status_text_set(translated(f"{self._words}: {percent} %    Esc: Cancel"))

    def end(self) -> None:
        """Give cursor and status line back."""
        self._manager.event_timer_remove(self._timer)
        self._manager.progress_end()
        self._workspace.status_text_set(None)
