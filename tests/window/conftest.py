# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A fresh Blender window for each test; its pictures and output are kept under build/window/."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "scripts"))

import windowed_blender  # noqa: E402
from recraft_blender.sandbox.server import SandboxServer  # noqa: E402
from window_driver import Window  # noqa: E402
from window_extension import install, show_panels, use_service  # noqa: E402

# The whole of them takes too long beside everything else: CONTRIBUTING.md says how to run these.
if not os.environ.get("RECRAFT_WINDOW_ALL"):
    collect_ignore = [
        "test_custom_style.py",
        "test_harness.py",
        "test_legibility.py",
        "test_import_svg.py",
        "test_look.py",
        "test_picture_sources.py",
        "test_placement_panel.py",
        "test_results.py",
        "test_undo.py",
        "test_ways.py",
    ]

TOKEN = "token-of-the-window"


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
def size() -> tuple[int, int]:
    """The screen in pixels; for a module to make higher, whose panels need the room."""
    return (1600, 1000)


@pytest.fixture
def window(
    machine: windowed_blender.Machine, tmp_path: Path, pictures: Path, size: tuple[int, int]
) -> Iterator[Window]:
    """Blender in its window, with factory settings and a user folder of its own."""
    with Window(tmp_path, machine=machine, size=size) as window:
        try:
            yield window
        finally:
            shutil.copy(tmp_path / "blender.log", pictures)
            if window.process is not None:
                window.screen.screenshot(pictures / "end.png")
        if window.process is not None:
            assert window.close() == 0, window.output()


@pytest.fixture
def opened() -> tuple[str, ...]:
    """The panels that are open beside those that are so at first; for a module to say."""
    return ()


@pytest.fixture
def alone() -> tuple[str, ...]:
    """The panels in our tab, if not all: what is scrolled out of view cannot be found."""
    return ()


@pytest.fixture
def recraft(window: Window, opened: tuple[str, ...], alone: tuple[str, ...]) -> Iterator[Window]:
    """The built zip installed by Blender's extension system, and our tab in the sidebar."""
    zip_file = os.environ.get("RECRAFT_TEST_ZIP")
    assert zip_file, "run python3 scripts/test.py -e window, which builds the zip"
    install(window, Path(zip_file))
    if opened or alone:
        show_panels(window, opened, alone)
    window.open_sidebar("Recraft")
    yield window
    # Blender prints what a panel raises, and goes on.
    assert "Traceback" not in window.output(), window.output()


@pytest.fixture
def sandbox() -> Iterator[SandboxServer]:
    """A sandbox beside Blender, which the test can ask and slow down."""
    with SandboxServer(token=TOKEN, rate_limited=False) as server:
        yield server


@pytest.fixture
def recraft_on_sandbox(recraft: Window, sandbox: SandboxServer) -> Window:
    """The extension with that sandbox chosen as the service."""
    use_service(recraft, sandbox.base_url, TOKEN)
    return recraft
