# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mark of data-blocks that are being built and belong to nothing yet.

It travels with them: an undo step that somebody made meanwhile, and that undo comes back to later,
says of them what they are. What has the mark and is no longer being built is thrown away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import bpy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bpy.types import ID

MARK = "recraft_unfinished"
_KINDS = (
    "objects",
    "curves",
    "meshes",
    "materials",
    "collections",
    "grease_pencils",
    "grease_pencils_v3",
)


def mark(block: ID) -> None:
    """Mark a new data-block."""
    block[MARK] = True


def finish(made: Iterable[ID]) -> None:
    """Take the marks away."""
    for block in standing(made):
        if MARK in block:  # type: ignore[operator] # the stubs know no custom properties
            del block[MARK]


def remove(made: Iterable[ID]) -> None:
    """Remove what was made, as far as it is still there."""
    # Here and not above: it needs numpy, which enabling the extension must not import.
    from .svg_gradient_nodes import remove_unused

    remove_standing(made)
    remove_unused()


def remove_standing(made: Iterable[ID]) -> None:
    """The same without a look at the node groups, which takes a moment."""
    bpy.data.batch_remove(standing(made))


def remove_marked() -> None:
    """Remove all that has the mark, in this file's own data."""
    data: Any = bpy.data
    found = [
        block
        for kind in _KINDS
        for block in getattr(data, kind, ())
        if MARK in block and block.library is None
    ]
    if found:
        remove(found)


def standing(made: Iterable[ID]) -> Sequence[ID]:
    """Those that nobody has removed, as purging what has no users does."""
    return [block for block in made if _is_there(block)]


def _is_there(block: ID) -> bool:
    try:
        return bool(block.name)
    except ReferenceError:
        return False
