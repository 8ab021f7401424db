# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a request may be sent again by itself: only if it surely was not carried out."""

import random
from collections.abc import Callable

from .errors import ConnectionFailedError, RateLimitedError, RecraftError

# A refusal tells no time to wait. The service counts by the second and by the minute: the first
# tries are for the one, and all together outlast the other.
RATE_LIMIT_DELAYS_S = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
CONNECTION_DELAYS_S = (0.5, 2.0)
JITTER = 0.25
"""At most so much of a delay is added, so that threads refused together do not return together."""
LONGEST_RETRY_AFTER_S = 120.0


def retry_delay(
    error: RecraftError,
    attempt: int,
    chance: Callable[[], float] = random.random,
) -> float | None:
    """Seconds to wait before trying again, or None to give up.

    `attempt` counts the tries that have failed, from 1; `chance` gives numbers 0..1. A refusal for
    the rate (429) is not billed, and a connection that could not be made carried nothing; all else
    may have been paid. A Retry-After is kept; for one that is too long to wait we give up.
    """
    delays: tuple[float, ...]
    if isinstance(error, RateLimitedError):
        delays = RATE_LIMIT_DELAYS_S
        asked = error.retry_after or 0.0
    elif isinstance(error, ConnectionFailedError) and not error.sent:
        delays, asked = CONNECTION_DELAYS_S, 0.0
    else:
        return None
    if attempt > len(delays) or asked > LONGEST_RETRY_AFTER_S:
        return None
    return max(delays[attempt - 1], asked) * (1 + JITTER * chance())
