# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new custom style is made of (`Scene.recraft_style`, saved with the file), and the rows of
the list of styles (`WindowManager.recraft_styles`, which the pump fills).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import bpy
from bpy.props import CollectionProperty, PointerProperty

from ..client import catalog
from .errand_desk import name_of, wish_name
from .session import session
from .translated_props import EnumProperty, IntProperty, StringProperty

if TYPE_CHECKING:
    from bpy.types import Context, Image
    from bpy.types import bpy_prop_collection as Collection  # noqa: N812 - a type

_MADE_FOR = (
    ("recraftv4_styles", 1),
    ("recraftv4_styles_vector", 2),
    ("recraftv3", 3),
    ("recraftv3_vector", 4),
    ("recraftv2", 5),
    ("recraftv2_vector", 6),
)
_BASES = {
    "any": ("Free", "The pictures alone say how it looks"),
    "realistic_image": ("Realistic", "As a photograph"),
    "digital_illustration": ("Illustration", "As painted or drawn on a computer"),
    "vector_illustration": ("Drawing", "As a drawing of plain shapes"),
    "icon": ("Icon", "As a small sign"),
}


def _made_for_items() -> list[tuple[str, str, str, int]]:
    items = []
    for model_id, number in _MADE_FOR:
        model = catalog.model(model_id)
        if model is not None:
            what = "Drawings (SVG)" if model.is_vector else "Pictures"
            families = catalog.fitting_families(model)
            text = f"Only {families} take the style, for {what.lower()}"
            items.append((model_id, f"{what}: {families}", text, number))
    return items


@cache  # Blender keeps no reference to the texts of a list that is made on demand
def _bases_of(model_id: str) -> list[tuple[str, str, str, int]]:
    model = catalog.model(model_id)
    bases = catalog.custom_base_styles(model) if model else ()
    order = list(_BASES)
    return [(base, *_BASES[base], order.index(base) + 1) for base in bases if base in _BASES]


def _base_items(chosen: RecraftStyleMaking, _: Context | None) -> list[tuple[str, str, str, int]]:
    return _bases_of(chosen.made_for)


def _get_name(row: RecraftStyleRow) -> str:
    return name_of(row.style)


def _set_name(row: RecraftStyleRow, value: str) -> None:
    from . import pump

    wish_name(row.style, value)
    pump.wake()


class RecraftStyleRow(bpy.types.PropertyGroup):
    """One style of the list."""

    if TYPE_CHECKING:
        style: str
        name: str
    else:
        style: StringProperty(options={"HIDDEN"})
        name: StringProperty(
            name="Name",
            description="What you call this style; the name stays on this computer",
            get=_get_name,
            set=_set_name,
        )


class RecraftStyleShelf(bpy.types.PropertyGroup):
    """The list of styles."""

    if TYPE_CHECKING:
        rows: Collection[RecraftStyleRow]
        active: int
    else:
        rows: CollectionProperty(type=RecraftStyleRow)
        active: IntProperty(name="Style", description="The chosen style of the list")


class RecraftStyleImage(bpy.types.PropertyGroup):
    """One image that a style is made of."""

    if TYPE_CHECKING:
        image: Image | None
    else:
        image: PointerProperty(
            name="Image",
            description="An image that shows the style; it is sent as it is",
            type=bpy.types.Image,
        )


class RecraftStyleMaking(bpy.types.PropertyGroup):
    """The next style."""

    if TYPE_CHECKING:
        name: str
        made_for: str
        base: str
        images: Collection[RecraftStyleImage]
        active: int
    else:
        name: StringProperty(
            name="Name",
            description="What you will call the style; empty for the name of its first image",
        )
        made_for: EnumProperty(
            name="For",
            description="The models that will take the style: it cannot be changed later",
            items=_made_for_items(),
            default="recraftv4_styles",
        )
        base: EnumProperty(name="Base", description="What the style builds upon", items=_base_items)
        images: CollectionProperty(type=RecraftStyleImage)
        active: IntProperty(name="Image", description="The chosen image of the list")


def style_making(context: Context) -> RecraftStyleMaking:
    """The settings of the scene in `context`."""
    found = getattr(context.scene, "recraft_style")  # noqa: B009 - unknown to the type stubs
    assert isinstance(found, RecraftStyleMaking)  # noqa: S101 - ours by registration
    return found


def style_shelf(context: Context) -> RecraftStyleShelf:
    """The list of styles of this Blender."""
    found = getattr(context.window_manager, "recraft_styles")  # noqa: B009 - as above
    assert isinstance(found, RecraftStyleShelf)  # noqa: S101 - ours by registration
    return found


def chosen_style(context: Context) -> str:
    """The id of the style that is chosen in the list, or empty."""
    shelf = style_shelf(context)
    in_list = 0 <= shelf.active < len(shelf.rows)
    return shelf.rows[shelf.active].style if in_list else ""


def fill_shelf(context: Context) -> None:
    """Have the list show the styles that the session knows; the chosen one stays chosen."""
    shelf, ids = style_shelf(context), [style.id for style in session().styles]
    if [row.style for row in shelf.rows] == ids:
        return
    chosen = chosen_style(context)
    shelf.rows.clear()  # type: ignore[attr-defined] # of collections that are ours
    for style_id in ids:
        shelf.rows.add().style = style_id  # type: ignore[attr-defined]
    shelf.active = ids.index(chosen) if chosen in ids else 0


def attach() -> None:
    """Add the settings to all scenes, and the list to the window manager."""
    setattr(bpy.types.Scene, "recraft_style", PointerProperty(type=RecraftStyleMaking))  # type: ignore[func-returns-value] # noqa: B010
    setattr(bpy.types.WindowManager, "recraft_styles", PointerProperty(type=RecraftStyleShelf))  # type: ignore[func-returns-value] # noqa: B010


def detach() -> None:
    """Take them away."""
    delattr(bpy.types.Scene, "recraft_style")
    delattr(bpy.types.WindowManager, "recraft_styles")


CLASSES = (RecraftStyleRow, RecraftStyleShelf, RecraftStyleImage, RecraftStyleMaking)
