# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files beside this one: `messages.json`, and one file a language. Knows no Blender."""

from __future__ import annotations

import json
from pathlib import Path

from .matching import Translator

FOLDER = Path(__file__).parent
LOCALES = {
    "de_DE": ("de", "de_DE"),
    "es": ("es", "es_ES"),
    "fr_FR": ("fr", "fr_FR"),
    "ja_JP": ("ja", "ja_JP"),
    "zh_HANS": ("zh_HANS", "zh_CN"),
}
"""File name to the names by which a Blender may know the language."""


def language_of(locale: str) -> str | None:
    """The file for one of Blender's locales, such as "de_DE"; None where there is none."""
    locale = locale.partition(".")[0]
    for language, names in LOCALES.items():
        if locale in names or (language != "zh_HANS" and locale.partition("_")[0] == names[0]):
            return language
    return None


def translations(language: str) -> dict[str, dict[str, str]]:
    """Context to English text to translation, empty where there is none yet."""
    text = (FOLDER / f"{language}.json").read_text(encoding="utf-8")
    read: dict[str, dict[str, str]] = json.loads(text)
    return read


def kinds() -> dict[str, dict[str, list[str]]]:
    """Context to English text to the kinds of its fields."""
    text = (FOLDER / "messages.json").read_text(encoding="utf-8")
    return {
        context: {
            message: [one.partition(" ")[0] for one in facts.get("fields", ())]
            for message, facts in messages.items()
        }
        for context, messages in json.loads(text).items()
    }


def translator(language: str) -> Translator:
    """Read a language. Raises OSError and ValueError."""
    return Translator(kinds(), translations(language))
