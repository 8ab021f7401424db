# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cascade: attributes, rules and `style` attributes to computed styles that are inherited.

Facts: https://www.w3.org/TR/SVG2/styling.html
"""

from collections.abc import Mapping

from .colors import parse_color
from .css import StyleSheet, parse_declarations
from .document import Element
from .lengths import Viewport
from .properties import NOT_INHERITED, PROPERTIES, READERS, Style, computed, split_link

_STYLE_ONLY = frozenset(("mix-blend-mode", "isolation", "background-color"))
_COLORS = frozenset(("fill", "stroke", "color", "stop-color"))


class Cascade:
    """What is specified for elements and computed from it, each worked out once."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.initial = Style()
        self._sheet = sheet
        self._computed: dict[tuple[object, ...], tuple[Style, Style]] = {}

    def exhausted(self) -> bool:
        """Whether rules stopped being applied because there were too many comparisons."""
        return self._sheet.exhausted()

    def specified(self, element: Element) -> Mapping[str, str]:
        """Attributes with the properties that rules and `style` set; do not change it."""
        if element.specified is None:
            element.specified = self._specified(element)
        return element.specified

    def _specified(self, element: Element) -> dict[str, str]:
        attributes = element.attributes
        if self._sheet or "style" in attributes:
            attributes = self._declared(element)
        if "inherit" not in attributes.values():
            return attributes
        kept = {name: value for name, value in attributes.items() if value != "inherit"}
        if element.parent is not None:
            above = self.specified(element.parent)
            for name in NOT_INHERITED & attributes.keys() - kept.keys() & above.keys():
                kept[name] = above[name]
        return kept

    def _declared(self, element: Element) -> dict[str, str]:
        merged = {k: v for k, v in element.attributes.items() if k not in _STYLE_ONLY}
        important: set[str] = set()
        declarations = self._sheet.declarations(element) if self._sheet else []
        style = element.attributes.get("style", "")
        for name, value, is_important in (*declarations, *parse_declarations(style)):
            names = ("marker-start", "marker-mid", "marker-end") if name == "marker" else (name,)
            for each in names:
                if each not in PROPERTIES or (each in important and not is_important):
                    continue
                if each in merged and each in _COLORS and not _is_paint(value):
                    continue
                merged[each] = value
                if is_important:
                    important.add(each)
        return merged

    def compute(self, parent: Style, specified: Mapping[str, str], viewport: Viewport) -> Style:
        """The style of an element whose parent has `parent`."""
        own = tuple([item for item in specified.items() if item[0] in READERS])
        if not own:
            return parent
        key = (id(parent), viewport, own)
        if key not in self._computed:
            # The parent is kept beside, so that its id stays its own.
            self._computed[key] = parent, computed(parent, dict(own), viewport)
        return self._computed[key][1]

    def of(self, element: Element, viewport: Viewport) -> Style:
        """The style of an element where it stands in the file."""
        line: list[Element] = []
        ancestor: Element | None = element
        while ancestor is not None:
            line.append(ancestor)
            ancestor = ancestor.parent
        style = self.initial
        for each in reversed(line):
            style = self.compute(style, self.specified(each), viewport)
        return style


def _is_paint(text: str) -> bool:
    """Whether a browser would take this for a colour or paint; else it keeps what was there."""
    text = text.strip()
    return (
        text in ("none", "inherit", "currentColor", "currentcolor", "context-fill")
        or text in ("context-stroke", "transparent")
        or parse_color(text) is not None
        or split_link(text) is not None
    )
