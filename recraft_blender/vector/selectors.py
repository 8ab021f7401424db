# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSS selectors: reading them, matching one element, and how strong they are.

Type, `*`, class, id, attribute, :first-child, :last-child, :only-child and :root, joined by
descendant, child and sibling combinators.
"""

import re
from dataclasses import dataclass

from .document import Element

_COMPOUND = re.compile(
    r"""\s*([>+~]?)\s*((?:
        \*|[-\w]+|\#[-\w]+|\.[-\w]+|:[-\w]+
        |\[\s*[-\w:]+\s*(?:[~|^$*]?=\s*(?:"[^"]*"|'[^']*'|[-\w.]+)\s*)?\]
    )+)""",
    re.VERBOSE,
)
_SIMPLE = re.compile(
    r"""(?P<type>\*|[-\w]+)|\#(?P<id>[-\w]+)|\.(?P<class>[-\w]+)|:(?P<pseudo>[-\w]+)
    |\[\s*(?P<name>[-\w:]+)\s*(?:(?P<how>[~|^$*]?=)\s*(?P<value>"[^"]*"|'[^']*'|[-\w.]+)\s*)?\]""",
    re.VERBOSE,
)
_PSEUDO = frozenset(("first-child", "last-child", "only-child", "root"))

Specificity = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element has to be; `combinator` leads to the compound before: blank, >, + or ~."""

    combinator: str
    tag: str = ""
    id: str = ""
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    pseudo: tuple[str, ...] = ()

    def matches(self, element: Element) -> bool:
        """Whether the element alone fits."""
        attributes = element.attributes
        return (
            (not self.tag or self.tag == element.tag)
            and (not self.id or self.id == attributes.get("id"))
            and (not self.classes or set(self.classes) <= set(attributes.get("class", "").split()))
            and all(_attribute_matches(attributes, *test) for test in self.attributes)
            and all(_pseudo_matches(element, name) for name in self.pseudo)
        )


def parse_selector(text: str) -> tuple[Compound, ...] | None:
    """The compounds of a selector from left to right, or None when it is not understood."""
    compounds: list[Compound] = []
    text, position = " ".join(text.split()), 0
    while position < len(text):
        match = _COMPOUND.match(text, position)
        if match is None or (match[1] and not compounds):
            return None
        compound = _compound(match[1] or " ", match[2])
        if compound is None:
            return None
        compounds.append(compound)
        position = match.end()
    return tuple(compounds) or None


def _compound(combinator: str, text: str) -> Compound | None:
    tag, name = "", ""
    classes: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    pseudo: list[str] = []
    for match in _SIMPLE.finditer(text):
        if match["type"]:
            tag = "" if match["type"] == "*" else match["type"]
        elif match["id"]:
            name = match["id"]
        elif match["class"]:
            classes.append(match["class"])
        elif match["pseudo"]:
            pseudo.append(match["pseudo"])
        else:
            attributes.append((match["name"], match["how"] or "", _unquoted(match["value"] or "")))
    if not _PSEUDO.issuperset(pseudo):
        return None
    return Compound(combinator, tag, name, tuple(classes), tuple(attributes), tuple(pseudo))


def _unquoted(text: str) -> str:
    return text[1:-1] if text[:1] in ("'", '"') else text


def specificity(compounds: tuple[Compound, ...]) -> Specificity:
    """How strong a selector is: ids, classes and the like, types."""
    return (
        sum(bool(c.id) for c in compounds),
        sum(len(c.classes) + len(c.attributes) + len(c.pseudo) for c in compounds),
        sum(bool(c.tag) for c in compounds),
    )


def related(element: Element, combinator: str) -> list[Element]:
    """The elements that a combinator leads to from an element."""
    if combinator in (" ", ">"):
        parent, found = element.parent, []
        while parent is not None:
            found.append(parent)
            parent = parent.parent if combinator == " " else None
        return found
    siblings = element.parent.children if element.parent is not None else []
    earlier = siblings[: siblings.index(element)] if siblings else []
    return earlier[-1:] if combinator == "+" else earlier


def _attribute_matches(attributes: dict[str, str], name: str, how: str, value: str) -> bool:
    actual = attributes.get(name)
    if actual is None:
        return False
    match how:
        case "":
            return True
        case "=":
            return actual == value
        case "~=":
            return value in actual.split()
        case "|=":
            return actual == value or actual.startswith(value + "-")
        case "^=":
            return bool(value) and actual.startswith(value)
        case "$=":
            return bool(value) and actual.endswith(value)
    return bool(value) and value in actual


def _pseudo_matches(element: Element, name: str) -> bool:
    parent = element.parent
    if name == "root" or parent is None:
        return parent is None
    first, last = parent.children[0] is element, parent.children[-1] is element
    return {"first-child": first, "last-child": last}.get(name, first and last)
