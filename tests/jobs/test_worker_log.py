# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's log stays small, however much is written."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from recraft_blender.jobs.worker_log import LOG_NAME, set_up_log


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield tmp_path / "home"
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_log_is_rotated(home: Path) -> None:
    set_up_log(home)
    log = logging.getLogger("recraft_blender.jobs.worker")
    for number in range(25_000):
        log.info("line %06d %s", number, "x" * 80)
    files = sorted(path.name for path in home.iterdir())
    assert files == [LOG_NAME, f"{LOG_NAME}.1", f"{LOG_NAME}.2"]
    assert all(path.stat().st_size <= 512 * 1024 for path in home.iterdir())
    assert "line 024999" in (home / LOG_NAME).read_text(encoding="utf-8")
