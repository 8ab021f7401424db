# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shortcuts for those who want them: in Blender's own keymaps, each off until it is switched on.

Blender keeps what is switched on and which keys are chosen, as for its own shortcuts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import bpy

if TYPE_CHECKING:
    from bpy.types import Context, KeyMap, KeyMapItem, UILayout


class Shortcut(NamedTuple):
    """One operator on Ctrl, Alt, Shift and `key`, in a keymap of Blender; `tool` where it has."""

    keymap: str
    space: str
    operator: str
    key: str
    tool: str = ""


SHORTCUTS = (
    Shortcut("3D View", "VIEW_3D", "recraft.generate", "G"),
    Shortcut("3D View", "VIEW_3D", "recraft.import_svg", "I"),
    Shortcut("Image", "IMAGE_EDITOR", "recraft.process_picture", "B", "REMOVE_BACKGROUND"),
    Shortcut("Image", "IMAGE_EDITOR", "recraft.process_picture", "V", "VECTORIZE"),
    Shortcut("Image", "IMAGE_EDITOR", "recraft.process_picture", "U", "CRISP_UPSCALE"),
)


def attach() -> None:
    """Add the shortcuts, switched off."""
    manager = bpy.context.window_manager
    config = manager.keyconfigs.addon if manager else None
    if config is None:
        return
    for one in SHORTCUTS:
        keymap = config.keymaps.new(name=one.keymap, space_type=one.space)  # type: ignore[arg-type]
        item = keymap.keymap_items.new(
            one.operator,
            one.key,  # type: ignore[arg-type]
            "PRESS",
            ctrl=True,
            alt=True,
            shift=True,
        )
        if one.tool:
            item.properties.tool, item.properties.shown = one.tool, True  # type: ignore[union-attr]
        item.active = False


def detach() -> None:
    """Take the shortcuts out again."""
    manager = bpy.context.window_manager
    config = manager.keyconfigs.addon if manager else None
    for one in SHORTCUTS if config else ():
        keymap = config.keymaps.get(one.keymap) if config else None
        item = _item(keymap, one) if keymap else None
        if keymap and item:
            keymap.keymap_items.remove(item)


def draw_shortcuts(layout: UILayout, context: Context) -> None:
    """The shortcuts as Blender's own preferences show them, to be switched on and changed."""
    import rna_keymap_ui  # late: only the preferences need it

    from .tools import TOOLS  # late: they need the preferences

    manager = context.window_manager
    config = manager.keyconfigs.user if manager else None
    if config is None:
        return
    column = layout.column()
    column.use_property_split = False
    for one in SHORTCUTS:
        keymap = config.keymaps.get(one.keymap)
        item = _item(keymap, one) if keymap else None
        if keymap and item:
            if one.tool:  # Blender shows the operator's name, which they share
                column.label(text=TOOLS[one.tool].label)
            column.context_pointer_set("keymap", keymap)
            rna_keymap_ui.draw_kmi([], config, keymap, item, column, 0)


def _item(keymap: KeyMap, one: Shortcut) -> KeyMapItem | None:
    """The item of a shortcut, on whatever key it is now."""
    return next(
        (
            item
            for item in keymap.keymap_items
            if item.idname == one.operator
            and (not one.tool or getattr(item.properties, "tool", "") == one.tool)
        ),
        None,
    )
