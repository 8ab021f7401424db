# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An SVG that says where it comes from."""

import re
from xml.sax.saxutils import escape

_ROOT = re.compile(r"""<svg\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")


def labelled(svg: str, label: str) -> str:
    """The SVG with the label as the first thing inside, unless it has it somewhere already."""
    root = _ROOT.search(svg)
    if label in svg or root is None:
        return svg
    if root[0].endswith("/>"):
        return f"{svg[: root.end() - 2]}><desc>{escape(label)}</desc></svg>{svg[root.end() :]}"
    return f"{svg[: root.end()]}<desc>{escape(label)}</desc>{svg[root.end() :]}"
