# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an element is meant for us: `switch` and the attributes that it looks at.

Facts: https://www.w3.org/TR/SVG2/struct.html#ConditionalProcessing. English is the language that is
taken to be the reader's, as resvg does.
"""

from collections.abc import Mapping

from .document import Element
from .shapes import SHAPES

LANGUAGE = "en"
_CONTAINERS = ("a", "foreignObject", "g", "svg", "switch", "use")
_CHOSEN = frozenset((*_CONTAINERS, *SHAPES, "image", "text"))


def is_meant(attributes: Mapping[str, str]) -> bool:
    """False where extensions, features or another language are required."""
    if "requiredExtensions" in attributes or "requiredFeatures" in attributes:
        return False
    languages = attributes.get("systemLanguage")
    if languages is None:
        return True
    return any(
        language.strip() == LANGUAGE or language.strip().startswith(LANGUAGE + "-")
        for language in languages.split(",")
    )


def chosen(switch: Element) -> Element | None:
    """The child of a `switch` that is drawn: the first that is meant."""
    for child in switch.children:
        if child.tag in _CHOSEN and is_meant(child.attributes):
            return child
    return None
