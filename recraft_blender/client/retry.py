# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a request may be sent again by itself: only if it surely was not carried out."""

from .errors import ConnectionFailedError, RateLimitedError, RecraftError

RATE_LIMIT_DELAYS_S = (1.0, 2.0, 4.0, 8.0, 16.0)
CONNECTION_DELAYS_S = (0.5, 2.0)
LONGEST_RETRY_AFTER_S = 60.0


def retry_delay(error: RecraftError, attempt: int) -> float | None:
    """Seconds to wait before trying again, or None to give up.

    `attempt` counts the tries that have failed, from 1. A refusal for the rate (429) is not billed,
    and a connection that could not be made carried nothing; all else may have been paid.
    """
    delays: tuple[float, ...]
    if isinstance(error, RateLimitedError):
        delays = RATE_LIMIT_DELAYS_S
        asked = min(error.retry_after or 0.0, LONGEST_RETRY_AFTER_S)
    elif isinstance(error, ConnectionFailedError) and not error.sent:
        delays, asked = CONNECTION_DELAYS_S, 0.0
    else:
        return None
    return max(delays[attempt - 1], asked) if attempt <= len(delays) else None
