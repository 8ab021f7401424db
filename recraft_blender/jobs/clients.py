# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker's two clients: jobs may take long, errands may not. Both keep one rate limit."""

from dataclasses import replace

from ..client.client import RecraftClient
from ..client.connection import Connection
from ..client.rate_limit import RateLimiter
from .config import WorkerConfig
from .errands import LONGEST_S


def clients_for(config: WorkerConfig, base_url: str) -> tuple[RecraftClient, RecraftClient]:
    """One for jobs and one for errands. Raises ConfigurationError."""
    connection = Connection(
        base_url=base_url,
        proxy=config.proxy,
        ca_bundle=config.ca_bundle,
        # The service is silent until a picture is done, so silence alone is no fault.
        read_timeout_s=config.longest_wait_s,
        total_timeout_s=config.longest_wait_s,
    )
    soon = min(config.longest_wait_s, LONGEST_S)
    brief = replace(connection, read_timeout_s=soon, total_timeout_s=soon)
    limiter = RateLimiter()
    return (
        RecraftClient(config.token, connection=connection, rate_limiter=limiter),
        RecraftClient(config.token, connection=brief, rate_limiter=limiter),
    )
