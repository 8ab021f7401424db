# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sandboxes that end with their test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from recraft_blender.sandbox.server import SandboxServer

Start = Callable[..., SandboxServer]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a sandbox with some options; at any rate unless asked otherwise.

    A test in which a sandbox failed by itself fails.
    """
    started: list[SandboxServer] = []
    with ExitStack() as stack:

        def start_one(**options: Any) -> SandboxServer:
            server = stack.enter_context(SandboxServer(**{"rate_limited": False} | options))
            started.append(server)
            return server

        yield start_one
    assert [crash for server in started for crash in server.crashes] == []
