# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text that a person can read is in the list, in every language, and found when composed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import pytest

import translations
from recraft_blender.blender.panels.line_breaking import lines, width
from recraft_blender.blender.translations.files import LOCALES, kinds, language_of
from recraft_blender.blender.translations.matching import Translator
from recraft_blender.client import catalog
from recraft_blender.client.calls import GenerationRequest
from recraft_blender.client.errors import error_class
from recraft_blender.jobs.errand_words import free_words
from recraft_blender.jobs.failure import explain

MESSAGES = kinds()
OF_A_PERSON = "Wall. Units.001"
SAMPLES = {"number": "1,024", "verbatim": OF_A_PERSON, "names": OF_A_PERSON}
WORD = "the disk refused"


def _marked(text: str) -> str:
    return f"«{text}»"


@pytest.fixture(scope="module")
def marking() -> Translator:
    """A language that says everything in English, but between marks."""
    marked = {
        context: {text: _marked(text) for text in known} for context, known in MESSAGES.items()
    }
    return Translator(MESSAGES, marked)


def _unmarked(text: str) -> str:
    """What stands outside of all marks."""
    while (shorter := re.sub(r"«[^«»]*»", "", text)) != text:
        text = shorter
    return text


def test_the_list_is_what_the_source_says() -> None:
    assert not list(translations.stale())


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_language_is_complete_and_has_the_fields_of_its_messages(language: str) -> None:
    assert not list(translations.wrong(language))
    assert not translations.missing(language)


def test_every_template_is_found_again_whatever_its_fields_hold(marking: Translator) -> None:
    lost = []
    for text, fields in MESSAGES["*"].items():
        shown = text.format(*(SAMPLES.get(kind, WORD) for kind in fields))
        wanted = _marked(text).format(*(SAMPLES.get(kind, _marked(WORD)) for kind in fields))
        if marking.translated(shown) != wanted:
            lost.append((text, marking.translated(shown)))
    assert not lost


def _failures() -> Iterator[str]:
    for status in (400, 401, 402, 403, 404, 422, 429, 500):
        error = error_class(status, "")(status, WORD)
        yield explain(error).message
        yield free_words(error)


def _problems() -> Iterator[str]:
    models = [model.id for model in catalog.MODELS]
    for model in models:
        request = GenerationRequest(
            prompt="a" * 20_000, model=model, n=40, size="7:9", negative_prompt="b", style="c"
        )
        yield from (problem.allowed for problem in request.problems())


def test_what_the_pure_layers_say_is_understood(marking: Translator) -> None:
    said = {*chain(_failures(), _problems())}
    assert len(said) > 20
    left = {text: _unmarked(marking.translated(text)) for text in said}
    assert not {text: rest for text, rest in left.items() if re.search(r"[a-z]{3}", rest)}


def test_lists_prices_and_capital_letters_are_understood(marking: Translator) -> None:
    for text in (
        "Being made · 12 s",
        "Remove Background · 10 units · $0.01",
        "Recraft V4 reads no negative prompt or artistic level or words at places;"
        " Recraft V3 does, V2 in part.",
        "Choose up to 5 images.",
        "Cancelled 2 jobs. 1 more on the way already: what is charged is kept.",
    ):
        rest = _unmarked(marking.translated(text))
        assert not re.search(r"[a-z]{3}", rest), marking.translated(text)


@pytest.mark.parametrize("text", ["Units of measure", "40 unités", "", "Wall.001"])
def test_other_words_are_left_alone(marking: Translator, text: str) -> None:
    assert marking.translated(text) == text


def test_each_language_is_known_by_all_its_names() -> None:
    assert set(LOCALES) == set(translations.LANGUAGES)
    for language, names in LOCALES.items():
        assert {language_of(name) for name in (*names, f"{names[-1]}.UTF-8")} == {language}
    assert language_of("en_US") is None
    assert language_of("") is None
    assert language_of("zh_HANT") is None


def test_lines_are_broken_where_a_language_breaks_them() -> None:
    latin = "The picture is paid for, but its link stalled."
    assert lines(latin, 20) == ("The picture is paid", "for, but its link", "stalled.")
    chinese = "图像已付费,但链接已失效。再次获取不收费(RECRAFT_API_TOKEN),请重试。"
    for columns in (16, 20, 31):
        broken = lines(chinese, columns)
        assert "".join(broken) == chinese
        assert all(width(line) <= columns + 2 for line in broken)  # a full stop may hang over
        assert not any(line[0] in "。,、)" for line in broken)
    japanese = "画像は Recraft で 40 units です。"
    assert " ".join(lines(japanese, 16)).replace(" ", "") == japanese.replace(" ", "")
    assert lines("x" * 50 + "画像", 16) == (*["x" * 16] * 3, "xx画像")
