# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which `use` elements refer to themselves by a detour.

A `use` is not drawn when what it refers to holds another `use` that refers back, to it or to what
holds it. The rest, longer detours, is caught while painting.
"""

from .document import Document, Element


def recursive_uses(document: Document) -> frozenset[Element]:
    """The `use` elements that are in error."""
    uses = [element for element in document.elements if element.tag == "use"]
    targets = {use: document.ids.get(use.href() or "") for use in uses}
    holders: set[Element] = set()
    found: set[Element] = set()
    for use, target in targets.items():
        if target is None:
            continue
        if target is use or _holds(target, use):
            holders.add(target)
            found.add(use)
        outer = targets.get(target)
        if outer is not None and _holds(outer, use):
            found.add(target)
    return frozenset(found.union(use for use, target in targets.items() if target in holders))


def _holds(holder: Element, element: Element) -> bool:
    above = element.parent
    while above is not None:
        if above is holder:
            return True
        above = above.parent
    return False
