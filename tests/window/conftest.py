# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fresh Blender window for each test; its pictures and output are kept under build/window/."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

import windowed_blender  # noqa: E402
from window_driver import Window  # noqa: E402


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> windowed_blender.Machine:
    """The machine that Blender runs on; nobody's first test run downloads a Debian unasked."""
    if not windowed_blender.is_at_hand():
        pytest.skip("no windowed Blender: run scripts/windowed_blender.py once, or set BLENDER")
    return windowed_blender.find(REPOSITORY, tmp_path_factory.getbasetemp())


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    """Where a test's screenshots go."""
    name = re.sub(r"\W+", "_", request.node.name).strip("_")
    folder = REPOSITORY / "build" / "window" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def window(machine: windowed_blender.Machine, tmp_path: Path, pictures: Path) -> Iterator[Window]:
    """Blender in its window, with factory settings and a user folder of its own."""
    with Window(tmp_path, machine=machine) as window:
        try:
            yield window
        finally:
            shutil.copy(tmp_path / "blender.log", pictures)
            if window.process is not None:
                window.screen.screenshot(pictures / "end.png")
        if window.process is not None:
            assert window.close() == 0, window.output()
