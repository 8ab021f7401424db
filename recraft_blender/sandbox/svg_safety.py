# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes an SVG unsafe to take from a stranger: scripts, entities, links to elsewhere."""

import re

# A DOCTYPE alone is harmless and common; its inner subset is where entities are made.
_UNSAFE = re.compile(
    r"<!ENTITY|<!DOCTYPE[^>]*\[|<script\b|<foreignObject\b|\bon[a-z]+\s*="
    r"""|\bhref\s*=\s*["']\s*(?!\#|data:image/(?:png|jpe?g|webp)[;,]|["'])"""
    r"""|url\(\s*["']?\s*(?:https?:|file:|//)|@import\b""",
    re.IGNORECASE,
)


def is_unsafe(svg: str) -> bool:
    """True for an SVG that runs something, reaches outside, or unfolds when it is read."""
    return _UNSAFE.search(svg) is not None
