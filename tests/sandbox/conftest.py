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
    """Starts a sandbox with some options; at any rate unless asked otherwise."""
    with ExitStack() as stack:

        def started(**options: Any) -> SandboxServer:
            return stack.enter_context(SandboxServer(**{"rate_limited": False} | options))

        yield started
