# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface in the language that Blender is set to.

Blender translates what it draws by itself once it has our dictionary, if the text is in there as a
whole. What is composed, reported or drawn by lines goes through `translated` and its kin.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import bpy

from . import ADDON
from .translated_props import CONTEXT
from .translations.files import LOCALES, language_of

if TYPE_CHECKING:
    from .translations.matching import Translator

LOG = logging.getLogger(__name__)
OPERATOR, ANYWHERE = "Operator", "*"


class _Spoken:
    """What is spoken now; English has no translator."""

    locale: str | None = None
    translator: Translator | None = None
    classes: tuple[type, ...] = ()
    is_registered = False


_spoken = _Spoken()


def translated(text: str) -> str:
    """A text for the interface, in Blender's language if that is to be translated."""
    return _said(text, "use_translate_interface")


def translated_tip(text: str) -> str:
    """A text for a tooltip."""
    return _said(text, "use_translate_tooltips")


def translated_report(text: str) -> str:
    """A text for Blender's status bar and the Info editor."""
    return _said(text, "use_translate_reports")


def _said(text: str, setting: str) -> str:
    if _spoken.translator is None:
        return text
    stored = bpy.context.preferences
    # What a Blender has no setting for goes with the interface.
    is_wanted = stored is None or getattr(stored.view, setting, stored.view.use_translate_interface)
    return _spoken.translator.translated(text) if is_wanted else text


def unprefixed(error: BaseException) -> str:
    """What an operator of Blender said, without the word for an error before it."""
    word = bpy.app.translations.pgettext_rpt("Error")  # type: ignore[func-returns-value]
    return str(error).removeprefix(f"{word}: ")


def attach(classes: tuple[type, ...]) -> None:
    """Speak Blender's language, also in the texts of our registered classes."""
    _spoken.classes = classes
    follow_blender()


def detach() -> None:
    """Leave nothing in Blender's dictionaries."""
    speak(None)
    _spoken.locale, _spoken.classes = None, ()


def follow_blender() -> bool:
    """Read the language that Blender was switched to; True if it was. For the pump: cheap."""
    locale = bpy.app.translations.locale
    if locale == _spoken.locale:
        return False
    _spoken.locale = locale
    speak(language_of(locale))
    return True


def speak(language: str | None) -> None:
    """Have the texts of one of LOCALES, or English for None or a file that cannot be read."""
    if _spoken.is_registered:
        bpy.app.translations.unregister(ADDON)
    _spoken.is_registered, _spoken.translator = False, None
    if language is None:
        return
    from .translations.files import kinds, translations
    from .translations.matching import Translator

    try:
        read = translations(language)
        translator = Translator(kinds(), read)
    except (OSError, ValueError):
        LOG.exception("the texts of %s cannot be read", language)
        return
    dictionary: Any = _dictionary(read, translator)  # the stubs want other keys than Blender
    bpy.app.translations.register(ADDON, dict.fromkeys(LOCALES[language], dictionary))
    _spoken.is_registered, _spoken.translator = True, translator


def _dictionary(
    read: dict[str, dict[str, str]], translator: Translator
) -> dict[tuple[str, str], str]:
    """What Blender looks texts up in: each in all contexts, as a panel may draw any kind."""
    found = {
        (context, text): translation
        for context in (OPERATOR, ANYWHERE, CONTEXT)
        for text, translation in (
            translator.texts | read.get(OPERATOR if context == OPERATOR else ANYWHERE, {})
        ).items()
        if translation
    }
    for text in _composed(_spoken.classes):
        translation = translator.composed(text)
        if translation is not None:
            found[ANYWHERE, text] = found[CONTEXT, text] = translation
    return found


def _composed(classes: Iterable[type]) -> Iterator[str]:
    """What classes say of themselves and of the choices that were composed when they were made."""
    for cls in classes:
        kind = getattr(cls, "bl_rna", None)
        for prop in kind.properties if kind else ():
            own = not prop.identifier.startswith("bl_")  # Blender's have hundreds of icons
            if own and isinstance(prop, bpy.types.EnumProperty):
                for item in prop.enum_items_static:
                    yield from (item.name, item.description)
