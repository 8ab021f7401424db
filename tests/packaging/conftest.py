# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the zips once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from build import build
from wheels import PLATFORMS


@pytest.fixture(scope="session")
def zips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The zip of each platform, built by the real scripts and Blender's own tool."""
    paths = build(list(PLATFORMS), tmp_path_factory.mktemp("dist"))
    return dict(zip(PLATFORMS, paths, strict=True))
