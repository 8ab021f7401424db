# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errands as Blender sees them: asked of the worker, and a copy of what came back for the panels.

The copy is read when the ledger's revision has changed; a name that the person types is kept here
until the next stroke of the pump writes it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from .preferences import preferences, service_name
from .session import session
from .style_list import listed_style

if TYPE_CHECKING:
    from bpy.types import Context

    from ..jobs.errand import Errand, ErrandKind

_wishes: dict[str, str] = {}


def ask(context: Context, kind: ErrandKind, subject: str = "") -> None:
    """Have the worker ask the service for something; its sentence comes by the pump.

    Raises LedgerError, or OSError when the worker cannot be started.
    """
    from ..jobs import errands

    current = session()
    current.start_worker(context)
    errands.ask(
        current.ledger,
        kind,
        session=current.id,
        worker=current.worker_name,
        service=service_name(preferences(context)),
        subject=subject,
    )
    current.start_worker(context)  # wakes it
    current.refresh(context)


def told(kind: ErrandKind, subject: str = "") -> Errand | None:
    """The last errand of a kind, or None."""
    found = (one for one in session().errands if one.kind == kind)
    return next((one for one in found if subject in ("", one.subject)), None)


def wish_name(style_id: str, name: str) -> None:
    """Have the next stroke of the pump give a style this name."""
    _wishes[style_id] = name


def name_of(style_id: str) -> str:
    """The name of a style as the list shows it."""
    if style_id in _wishes:
        return _wishes[style_id]
    found = listed_style(style_id)
    return found.name if found else ""


def keep_names(context: Context) -> None:
    """Write the names that were typed. Raises LedgerError, and they are tried again."""
    if not _wishes:
        return
    from ..jobs.styles import rename

    service = service_name(preferences(context))
    for style_id, name in list(_wishes.items()):
        if name.strip():
            with suppress(KeyError):  # deleted meanwhile
                rename(session().ledger, service, style_id, name)
        del _wishes[style_id]
