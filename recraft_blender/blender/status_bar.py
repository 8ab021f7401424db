# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The status bar's count of the jobs under way, read from the session's list and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import bpy

from ..jobs.states import JobState
from .language import translated
from .session import session

if TYPE_CHECKING:
    from bpy.types import Context, Header

_drawn = {"text": ""}


def status_text() -> str:
    """How many jobs of this Blender run and wait, or empty."""
    current = session()
    own = [job.state for job in current.jobs if job.session == current.id]
    waiting = own.count(JobState.QUEUED)
    running = sum(state.is_active for state in own) - waiting
    if running and waiting:
        return f"Recraft: {running} running, {waiting} waiting"
    if running:
        return f"Recraft: {running} running"
    return f"Recraft: {waiting} waiting" if waiting else ""


def redraw_if_changed() -> None:
    """Have the status bars drawn anew when they show something else than is so."""
    text = status_text()
    if text != _drawn["text"]:
        _drawn["text"] = text
        # They are no areas of a screen that could be tagged, but watch the view layer's name.
        bpy.msgbus.publish_rna(key=(bpy.types.ViewLayer, "name"))  # type: ignore[arg-type] # the stubs lack it


def _draw(header: Header, _: Context) -> None:
    text = status_text()
    if text and header.layout:
        header.layout.label(text=translated(text), icon="SORTTIME")


def attach() -> None:
    """Add the count to the status bar; after the session is open."""
    bpy.types.STATUSBAR_HT_header.append(_draw)


def detach() -> None:
    """Take the count out again."""
    _drawn["text"] = ""
    bpy.types.STATUSBAR_HT_header.remove(_draw)
