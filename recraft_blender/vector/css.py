# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Style sheets: declarations, rules and selectors as far as they meet SVG files.

Selectors: type, `*`, class, id, attribute, :first-child, :last-child, :only-child and :root, joined
by descendant, child and sibling combinators, in lists. A rule with any other selector is dropped,
and so are at-rules except `@media` for screens.

An own reader of some 200 lines instead of tinycss2: that library splits tokens, which is the small
part here, and knows no selectors, no specificity and no SVG.
"""

import re
from dataclasses import dataclass, field

from .document import Element
from .selectors import Compound, Specificity, parse_selector, related, specificity
from .short_texts import remember

MAX_RULES = 20_000
MAX_TESTS = 5_000_000
"""Elements compared with selectors; what comes after that many is not styled by rules."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_PIECE = re.compile(r"\"[^\"]*\"|'[^']*'|\([^()]*\)|;|[^;\"'(]+|.", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)
_MEDIA = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)", re.IGNORECASE)

Declaration = tuple[str, str, bool]
"""Property in lower case, value, and whether it is important."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with its declarations; rules are compared by specificity, then by place."""

    compounds: tuple[Compound, ...]
    specificity: Specificity
    declarations: tuple[Declaration, ...]


@dataclass(slots=True)
class StyleSheet:
    """All rules of a file, found by what their last compound asks for."""

    _buckets: dict[str, list[tuple[Specificity, int, Rule]]] = field(default_factory=dict)
    _count: int = 0
    _tests: int = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, text: str, *, nested: bool = False) -> None:
        """Add the rules of a `style` element, or of an `@media` in it."""
        for prelude, block in _blocks(_COMMENT.sub(" ", text)):
            if prelude.startswith("@"):
                if not nested and _MEDIA.fullmatch(prelude):
                    self.add(block, nested=True)
                continue
            declarations = tuple(parse_declarations(block))
            for selector in prelude.split(","):
                compounds = parse_selector(selector)
                if compounds is None or self._count >= MAX_RULES:
                    continue
                rule = Rule(compounds, specificity(compounds), declarations)
                key = _bucket(compounds[-1])
                self._buckets.setdefault(key, []).append((rule.specificity, self._count, rule))
                self._count += 1

    def declarations(self, element: Element) -> list[Declaration]:
        """What applies to the element, weakest first."""
        if self._tests > MAX_TESTS:
            return []
        keys = ["*", element.tag, "#" + element.attributes.get("id", "")]
        keys += ["." + name for name in element.attributes.get("class", "").split()]
        found = [
            entry
            for key in dict.fromkeys(keys)
            for entry in self._buckets.get(key, ())
            if self._matches(entry[2].compounds, element)
        ]
        found.sort(key=lambda entry: entry[:2])
        return [declaration for entry in found for declaration in entry[2].declarations]

    def exhausted(self) -> bool:
        """Whether the bound on comparisons was met."""
        return self._tests > MAX_TESTS

    def _matches(self, compounds: tuple[Compound, ...], element: Element) -> bool:
        """Whether the element fits the last compound and what is around it fits the others."""
        self._tests += 1
        if not compounds[-1].matches(element):
            return False
        candidates = [element]
        for index in range(len(compounds) - 1, 0, -1):
            combinator, wanted = compounds[index].combinator, compounds[index - 1]
            around = [other for one in candidates for other in related(one, combinator)]
            self._tests += len(around)
            candidates = [one for one in dict.fromkeys(around) if wanted.matches(one)]
            if not candidates:
                return False
        return True


@remember
def parse_declarations(text: str) -> tuple[Declaration, ...]:
    """The declarations of a block or of a `style` attribute; what is not valid is left out."""
    if "/*" in text:
        text = _COMMENT.sub(" ", text)
    found: list[Declaration] = []
    pieces: list[str] = []
    for piece in [*_PIECE.findall(text), ";"]:
        if piece != ";":
            pieces.append(piece)
            continue
        name, colon, value = "".join(pieces).partition(":")
        pieces.clear()
        value, mark, urgency = value.partition("!")
        important = bool(mark) and _IMPORTANT.fullmatch(mark + urgency.strip()) is not None
        if colon and name.strip() and value.strip() and important == bool(mark):
            found.append((name.strip().lower(), value.strip(), important))
    return tuple(found)


def _blocks(text: str) -> list[tuple[str, str]]:
    """Preludes with the text between their braces; at-rules without braces are dropped."""
    found, position = [], 0
    while (start := text.find("{", position)) >= 0:
        prelude = text[position:start].rpartition(";")[2].strip()
        depth, end = 1, start + 1
        while depth and end < len(text):
            brace = _BRACE.search(text, end)
            if brace is None:
                end = len(text) + 1
                break
            depth += 1 if brace[0] == "{" else -1
            end = brace.end()
        found.append((prelude, text[start + 1 : end - 1]))
        position = end
    return found


def _bucket(last: Compound) -> str:
    if last.id:
        return "#" + last.id
    return "." + last.classes[0] if last.classes else last.tag or "*"
