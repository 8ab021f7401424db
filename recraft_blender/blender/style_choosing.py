# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The styles that fit what is to be made, the choice among them, and what was chosen before.

A style is named by a key: `model|style|substyle`, or `custom|id|`. Favorites and recent ones are
the person's, so that they lie in the preferences.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ..client import catalog
from ..jobs.spec import PlacementKind
from .look_settings import look_of
from .preferences import preferences
from .properties import model_id, settings
from .style_list import listed_style

if TYPE_CHECKING:
    from bpy.types import Context

    from ..client.catalog import Model, StyleChoice

MAX_RECENT = 6
NO_STYLES = "There is no style to choose from."


def wants_vector(context: Context) -> bool:
    """True when curves are to be made."""
    return settings(context).make == PlacementKind.CURVES.name


def choices(context: Context) -> list[StyleChoice]:
    """The named styles that give what is to be made, those of the chosen model first."""
    chosen = catalog.model(model_id(settings(context)))
    found = list(catalog.style_choices(chosen)) if chosen else []
    known = {(choice.style, choice.substyle) for choice in found}
    for model in catalog.models_with_styles(vector=wants_vector(context)):
        for choice in catalog.style_choices(model):
            if (choice.style, choice.substyle) not in known:
                known.add((choice.style, choice.substyle))
                found.append(choice)
    return found


def key_of(choice: StyleChoice) -> str:
    """The name by which a choice is kept."""
    return f"{choice.model}|{choice.style}|{choice.substyle}"


def name_of(choice: StyleChoice, context: Context) -> str:
    """The words for a choice; the model only where another one than the chosen draws it."""
    words = f"{choice.group}: {choice.title}"
    own = model_id(settings(context))
    model = catalog.model(choice.model)
    return words if choice.model == own or model is None else f"{words} ({model.family.value})"


def choice_of(key: str) -> StyleChoice | None:
    """The choice that a key names, or None where the catalog lacks it."""
    model = catalog.model(key.partition("|")[0])
    found = catalog.style_choices(model) if model else ()
    return next((choice for choice in found if key_of(choice) == key), None)


def choose(context: Context, key: str) -> bool:
    """Set a named style, and a model that has it; False where it is not known."""
    found = choice_of(key)
    if found is None:
        return False
    leave(context)
    look = look_of(context.scene)
    look.style, look.substyle = found.style, found.substyle
    chosen = catalog.model(model_id(settings(context)))
    if chosen is None or not _has(chosen, found):
        _use_model(context, found.model)
    return True


def choose_custom(context: Context, key: str) -> bool:
    """Set a custom style, and a model that it fits; False where it is not in the list."""
    found = listed_style(key.split("|")[1])
    if found is None:
        return False
    leave(context)
    look = look_of(context.scene)
    look.style_id, look.style_name, look.style_model = found.id, found.name, found.model
    chosen, made_for = catalog.model(model_id(settings(context))), catalog.model(found.model)
    if made_for and not (chosen and catalog.fits_custom_style(chosen, made_for)):
        _use_model(context, found.model)
    return True


def leave(context: Context) -> None:
    """Choose no style."""
    look = look_of(context.scene)
    for name in ("style", "substyle", "style_id", "style_name", "style_model"):
        look.property_unset(name)


def is_favourite(context: Context) -> bool:
    """True when the chosen named style is a favorite, whichever model draws it."""
    look = look_of(context.scene)
    tail = f"{look.style}|{look.substyle}"
    return any(_tail(key) == tail for key in favourites(context))


def favourites(context: Context) -> list[str]:
    """The keys of the favorites, in the order they were chosen."""
    return preferences(context).favourite_styles.split("\n")[:-1]


def recent(context: Context) -> list[str]:
    """The keys of the styles chosen last, the newest first."""
    return preferences(context).recent_styles.split("\n")[:-1]


def remember(context: Context, key: str) -> None:
    """Put a style first among the recent ones."""
    keys = [key, *(old for old in recent(context) if old != key)][:MAX_RECENT]
    preferences(context).recent_styles = _lines(keys)
    _save_preferences_later(context)


def switch_favourite(context: Context) -> None:
    """Make the chosen style a favorite, or no longer one."""
    key = _chosen_key(context)
    kept = [old for old in favourites(context) if _tail(old) != _tail(key)]
    preferences(context).favourite_styles = _lines(kept if is_favourite(context) else [*kept, key])
    _save_preferences_later(context)


def _chosen_key(context: Context) -> str:
    """The key of the named style that is set, of the chosen model or of another that has it."""
    look = look_of(context.scene)
    tail = f"{look.style}|{look.substyle}"
    keys = (key_of(choice) for choice in choices(context))
    own = f"{model_id(settings(context))}|{tail}"
    return next((key for key in keys if _tail(key) == tail), own)


def _tail(key: str) -> str:
    """A key without its model."""
    return key.partition("|")[2]


def _save_preferences_later(context: Context) -> None:
    # Blender saves them at its end, unless the person switched that off.
    if context.preferences:
        context.preferences.is_dirty = True


def _lines(keys: list[str]) -> str:
    return "".join(f"{key}\n" for key in keys)


def _has(model: Model, choice: StyleChoice) -> bool:
    own = catalog.style_choices(model)
    return any((one.style, one.substyle) == (choice.style, choice.substyle) for one in own)


def _use_model(context: Context, model: str) -> None:
    """Choose the model, and make what it gives."""
    chosen, known = settings(context), catalog.model(model)
    if known is None:
        return
    if known.is_vector and not wants_vector(context):
        chosen.make = PlacementKind.CURVES.name
    elif not known.is_vector and wants_vector(context):
        chosen.make = PlacementKind.TEXTURE.name
    with suppress(TypeError):  # a model that the list does not have
        setattr(chosen, "vector_model" if known.is_vector else "model", model)
