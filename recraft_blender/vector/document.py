# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading XML safely into a tree of elements, in pieces.

Uses expat, which comes with Python, directly instead of ElementTree: its callbacks show every
entity that the file declares before it is used, let the depth and the number of elements be bounded
while reading, and let foreign content (C2PA manifests, RDF) be dropped at once. External entities
are never opened. Internal ones, which Illustrator writes, are expanded within bounds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from .drawing import DrawingError

MAX_ELEMENTS = 500_000
MAX_DEPTH = 1024
MAX_ENTITIES = 256
MAX_ENTITY_TEXT = 65_536
"""Characters of one entity with all entities in it."""
MAX_ENTITY_ATTRIBUTES = 16 * 2**20
"""Characters of all attributes of a file that declares entities."""
_PIECE = 128 * 1024

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "http://www.w3.org/1999/xlink href"
_LABEL = "http://www.inkscape.org/namespaces/inkscape label"
_REFERENCE = re.compile(r"&([^#;&\s][^;&\s]*);")
_SKIPPED = frozenset(("metadata", "script"))
_TEXTUAL = frozenset(("style", "title"))


@dataclass(slots=True, eq=False)
class Element:
    """An element; `tag` is its local name, empty when it is not of SVG.

    `attributes` hold unprefixed names, `xlink:href` and `inkscape:label`. `text` is kept for style
    and title only. `contours` is the range of its path data among the file's paths.
    """

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)
    text: str = ""
    contours: tuple[int, int] = (0, 0)
    specified: dict[str, str] | None = None

    def href(self) -> str | None:
        """The id that `href` points to inside this file, or None."""
        link = self.attributes.get("href", self.attributes.get("xlink:href"))
        return link.strip()[1:] if link is not None and link.strip().startswith("#") else None


@dataclass(slots=True)
class Document:
    """All elements in document order; the first is the root. `ids` hold the first of each id."""

    elements: list[Element] = field(default_factory=list)
    ids: dict[str, Element] = field(default_factory=dict)
    problem: str = ""


def read_document(content: bytes) -> Iterator[Document]:
    """Read XML; yields the document after every piece, the last time complete.

    A file that breaks off is a document of what came before, with a sentence in `problem`. Raises
    DrawingError when there is nothing to read at all.
    """
    reader = _Reader()
    for start in range(0, len(content), _PIECE):
        if not reader.feed(content[start : start + _PIECE], last=start + _PIECE >= len(content)):
            break
        yield reader.document
    if not reader.document.elements:
        raise DrawingError(f"This is not an SVG file: {reader.document.problem}.")
    yield reader.document


class _Reader:
    def __init__(self) -> None:
        self.document = Document()
        self._open: Element | None = None
        self._depth = 0
        self._skipping = 0
        self._entities: dict[str, int] = {}
        self._expanded = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def feed(self, piece: bytes, *, last: bool) -> bool:
        """Parse a piece; False when nothing more can be read."""
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            self.document.problem = f"{reason} in line {error.lineno}"
            return False
        except _LimitError as error:
            self.document.problem = str(error)
            return False
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._skipping:
            return
        self._check_bounds(attributes)
        space, _, local = name.rpartition(" ")
        tag = local if space in ("", _SVG) else ""
        if tag in _SKIPPED:
            self._skipping = self._depth
            return
        element = Element(tag, _unprefixed(attributes), self._open)
        if self._open is not None:
            self._open.children.append(element)
        self._open = element
        self.document.elements.append(element)
        name_id = attributes.get("id")
        if name_id:
            self.document.ids.setdefault(name_id, element)
        self._parser.CharacterDataHandler = self._text if tag in _TEXTUAL else None

    def _end(self, _name: str) -> None:
        if self._skipping:
            self._skipping = 0 if self._skipping == self._depth else self._skipping
            self._depth -= 1
            return
        self._depth -= 1
        if self._open is not None:
            self._open = self._open.parent
        inside_text = self._open is not None and self._open.tag in _TEXTUAL
        self._parser.CharacterDataHandler = self._text if inside_text else None

    def _text(self, text: str) -> None:
        if self._open is not None and not self._skipping:
            self._open.text += text

    def _check_bounds(self, attributes: dict[str, str]) -> None:
        if self._depth > MAX_DEPTH:
            raise _LimitError(f"its elements are nested more than {MAX_DEPTH} deep")
        if len(self.document.elements) >= MAX_ELEMENTS:
            raise _LimitError(f"it has more than {MAX_ELEMENTS:,} elements")
        if self._entities:
            self._expanded += sum(map(len, attributes.values()))
            if self._expanded > MAX_ENTITY_ATTRIBUTES:
                raise _LimitError("its entities grow too large")

    def _entity(
        self,
        name: str,
        is_parameter: bool,  # noqa: FBT001 - expat's signature
        value: str | None,
        *_where: str | None,
    ) -> None:
        """Refuse entities that are many or grow; those from outside have no value at all."""
        if is_parameter or value is None:
            return
        size = len(value) + sum(self._entities.get(inner, 0) for inner in _REFERENCE.findall(value))
        self._entities[name] = size
        if size > MAX_ENTITY_TEXT or len(self._entities) > MAX_ENTITIES:
            raise _LimitError("its entities grow too large")


class _LimitError(Exception):
    """The file is larger or deeper than what is read."""


def _unprefixed(attributes: dict[str, str]) -> dict[str, str]:
    """Unprefixed attributes and the two prefixed ones that matter."""
    if not any(" " in name for name in attributes):
        return attributes
    kept = {name: value for name, value in attributes.items() if " " not in name}
    if _XLINK_HREF in attributes:
        kept["xlink:href"] = attributes[_XLINK_HREF]
    if _LABEL in attributes:
        kept["inkscape:label"] = attributes[_LABEL]
    return kept
