# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads vendor/requirements.txt, apart from the script that wrote it."""

from __future__ import annotations

from environments import LOCKED_REQUIREMENTS


def pins() -> dict[str, str]:
    """Each pin, such as "pydantic==2.14.3", with its hashes as one text."""
    lines = LOCKED_REQUIREMENTS.read_text("utf-8").replace("\\\n", " ").splitlines()
    return dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))
