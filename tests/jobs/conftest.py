# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger of one's own, and real workers that end with their test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from recraft_blender.jobs.ledger import Ledger
from recraft_blender.sandbox.server import SandboxServer

from .workers import Workers


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(Ledger(tmp_path / "home", durable=False)) as opened:
        yield opened


@pytest.fixture
def workers(ledger: Ledger) -> Iterator[Workers]:
    with Workers(ledger.home) as started:
        yield started


@pytest.fixture
def server() -> Iterator[SandboxServer]:
    with SandboxServer(rate_limited=False, balance=1_000) as started:
        yield started
