# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the translation of a text that was composed in English. Knows no Blender.

The ledger, receipts and files keep English sentences, with numbers and names in them. What is shown
is looked up as a whole; else the template that it was made with is found, the one with the most
literal text first, and what stands in its fields is looked up in turn. A person's own words in a
field stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

MOST_KEPT = 2000
"""Texts kept with their translation; a counter that runs makes a new one each second."""
MOST_SCANS = 30
"""How often the templates are gone through for one text, about 20 µs each; a text that needs more
is none of ours."""
LEAST_LETTERS = 6
"""A template with fewer letters fits nearly anything, so all its fields must be understood."""
NUMBER, VERBATIM, NAMES, ANY = "number", "verbatim", "names", "text"
_DIGITS = frozenset("0123456789.,-+ ")
_FIELD = re.compile(r"\{(\d)\}")
# Models and file formats, and lists of them: V4.1, V4 Styles, PNG, WebP.
_PROPER = r"(?:V\d[\w.]*(?: [A-Z]\w+)*|[A-Z]\w*[A-Z]\w*)"
_PROPERS = re.compile(rf"{_PROPER}(?:, {_PROPER})*")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?…]) (?=\S)")


@dataclass(frozen=True)
class Template:
    """A text with fields: the literal parts around them, and what may stand in each."""

    parts: tuple[str, ...]
    kinds: tuple[str, ...]
    translation: str

    @property
    def letters(self) -> int:
        """How much of it is literal."""
        return sum(one.isalpha() for part in self.parts for one in part)

    def fields(self, text: str) -> list[str] | None:
        """What stands in the fields of a text, or None if the text was not made with this."""
        first, last = self.parts[0], self.parts[-1]
        if not text.startswith(first) or not text.endswith(last):
            return None
        return next(self._fields(text, len(first), 0), None)

    def _fields(self, text: str, start: int, index: int) -> Iterator[list[str]]:
        part = self.parts[index + 1]
        if index == len(self.kinds) - 1:
            ends: Iterable[int] = (len(text) - len(part),)
        else:
            ends = _places(text, part, start + 1)
        for end in ends:
            value = text[start:end]
            if end <= start or (self.kinds[index] == NUMBER and not _DIGITS.issuperset(value)):
                continue
            if index == len(self.kinds) - 1:
                yield [value]
            else:
                for others in self._fields(text, end + len(part), index + 1):
                    yield [value, *others]


def _places(text: str, part: str, start: int) -> Iterator[int]:
    found = text.find(part, start)
    while found >= 0:
        yield found
        found = text.find(part, found + 1)


class Translator:
    """One language. `messages` has the kinds of the fields for each text, by context."""

    def __init__(
        self,
        messages: Mapping[str, Mapping[str, Sequence[str]]],
        translations: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.texts: dict[str, str] = {}
        templates = []
        for context, known in messages.items():
            translated = translations.get(context, {})
            for text, kinds in known.items():
                translation = translated.get(text)
                if not translation:
                    continue
                if kinds:
                    parts = tuple(_FIELD.split(text)[::2])
                    templates.append(Template(parts, tuple(kinds), translation))
                else:
                    self.texts.setdefault(text, translation)
        templates.sort(key=lambda one: (one.letters, sum(map(len, one.parts))), reverse=True)
        # The longest part of each is looked for first: most texts hold none of them.
        self._templates = [(max(one.parts, key=len), one.letters, one) for one in templates]
        self._kept: dict[str, str] = {}
        self._scans = 0

    def translated(self, text: str) -> str:
        """The text in this language; itself where it is not known."""
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._scans = 0
            found = self._kept[text] = self._found(text) or text
        return found

    def composed(self, text: str) -> str | None:
        """The translation of a text that is no message itself but was made with a template."""
        self._scans = 0
        return None if text in self.texts else self._by_template(text)

    def _found(self, text: str, *, is_part: bool = False) -> str | None:
        exact = self.texts.get(text)
        if exact is not None or not text:
            return exact
        if "\n" in text:
            return "\n".join(self._found(line) or line for line in text.split("\n"))
        sentences = _BETWEEN_SENTENCES.split(text)
        parts = [self._sentence(one) for one in sentences] if len(sentences) > 1 else []
        if parts and None not in parts:
            return " ".join(filter(None, parts))
        whole = self._by_template(text, is_part=is_part)
        if whole is not None:
            return whole
        if any(parts):
            return " ".join(part or one for part, one in zip(parts, sentences, strict=True))
        return self._by_pieces(text) or self._without_stop(text)

    def _sentence(self, text: str) -> str | None:
        return self._message(text) or self._without_stop(text)

    def _message(self, text: str) -> str | None:
        return self.texts.get(text) or self._by_template(text, is_part=True)

    def _by_template(self, text: str, *, is_part: bool = False) -> str | None:
        self._scans += 1
        if self._scans > MOST_SCANS:
            return None
        for part, letters, template in self._templates:
            if part in text and (values := template.fields(text)) is not None:
                is_weak = letters < LEAST_LETTERS
                if is_weak and is_part:
                    return None  # the weak ones come last
                kinds = zip(values, template.kinds, strict=True)
                fields = [self._field(value, kind) for value, kind in kinds]
                if not is_weak or None not in fields:
                    known = [new or old for new, old in zip(fields, values, strict=True)]
                    return template.translation.format(*known)
        return None

    def _field(self, value: str, kind: str) -> str | None:
        """The translation of a field; None if it is not understood."""
        if kind in (NUMBER, VERBATIM) or _PROPERS.fullmatch(value):
            return value
        if kind == NAMES:
            return self._by_template(value) or value
        return value if _DIGITS.issuperset(value) else self._found(value)

    def _by_pieces(self, text: str) -> str | None:
        """Lists and pairs: `Being made · 12 s`, `the words, No Lettering`, `Model: V4.1`."""
        for between in (" · ", ", ", ": ", " → "):
            pieces = text.split(between)
            if len(pieces) > 1:
                found = [self._found(piece, is_part=True) for piece in pieces]
                if any(found):
                    pairs = zip(found, pieces, strict=True)
                    return between.join(new or old for new, old in pairs)
        return None

    def _without_stop(self, text: str) -> str | None:
        """A problem made a sentence: `Choose up to 5 images.` of `choose up to 5 images`."""
        if not text.endswith(".") or len(text) < LEAST_LETTERS:
            return None
        found = self._message(text[:-1]) or self._message(text[0].lower() + text[1:-1])
        if found is None:
            return None
        is_wide = east_asian_width(found[-1]) in ("W", "F")
        return found[0].upper() + found[1:] + ("。" if is_wide else ".")
