# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extension's own half of the translations, in Blenders that were built without languages.

tests/window/test_translations.py has the other half: what Blender itself draws.
"""

from collections.abc import Iterator
from typing import Any

import pytest

import installed
from installed import context, data, ops

from .conftest import NewMesh, generate, until


@pytest.fixture
def language() -> Iterator[Any]:
    """The module that speaks; English again afterwards."""
    module = installed.module("blender.language")
    view = context.preferences.view  # Blender sets all these when one chooses a language
    view.use_translate_interface = view.use_translate_tooltips = True
    view.use_translate_reports = True
    yield module
    module.speak(None)


def test_reports_and_composed_sentences_follow_the_language(language: Any) -> None:
    data.images.new("Wand. Zwei", 4, 4)
    image = {"image": "Wand. Zwei"}
    with pytest.raises(RuntimeError, match=r"Wand\. Zwei says nothing of how it was made"):
        ops.recraft.show_recipe(**image)
    language.speak("de_DE")
    with pytest.raises(RuntimeError, match=r"Wand\. Zwei sagt nicht, wie es entstanden ist"):
        ops.recraft.show_recipe(**image)
    assert language.translated("Generate · 40 units · $0.04") == "Erzeugen · 40 Einheiten · 0.04 $"
    assert language.translated("Placed on A and 2 more.") == "Platziert auf A und 2 weiteren."
    with pytest.raises(RuntimeError, match="Bitte zuerst eine Farbe hinzufügen"):
        ops.recraft.colors_to_palette()
    context.preferences.view.use_translate_interface = False
    assert language.translated("Jobs") == "Jobs"
    context.preferences.view.use_translate_interface = True
    assert language.translated("Jobs") == "Aufträge"
    language.speak("no such language")  # its file cannot be read
    assert language.translated("Jobs") == "Jobs"


def test_ledger_and_files_keep_english(language: Any, use_sandbox: None, new_mesh: NewMesh) -> None:
    new_mesh("Cube")
    language.speak("de_DE")
    job = until(generate("Jobs"), "placed")
    assert job.note == "Placed on Cube."
    assert job.title == "Jobs"


def test_leaving_forgets_the_language(language: Any) -> None:
    language.speak("de_DE")
    installed.disable()
    try:
        assert language.translated("Jobs") == "Jobs"
    finally:
        ops.preferences.addon_enable(module=installed.ADDON)
    assert installed.module("blender.language").translated("Jobs") == "Jobs"
