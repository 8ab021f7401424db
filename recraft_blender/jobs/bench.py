# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a thread of the worker works with, and its patience with a ledger that is locked or full."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from ..client.client import RecraftClient
from ..client.errors import RecraftError
from .errors import LedgerError, StaleJobError
from .ledger import Ledger

LOG = logging.getLogger(__name__)

LEDGER_TRIES = 60
LEDGER_PAUSE_S = 2.0


class JobCancelledError(Exception):
    """Control flow: the person cancelled, and nothing was sent."""


class WorkerClosingError(Exception):
    """Control flow: Blender is gone, and nothing was sent."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """What a thread works with. `pause(seconds)` is False when the worker is to end.

    `session` is whose requests may be sent; None for everybody's.
    """

    ledger: Ledger
    client: RecraftClient
    pause: Callable[[float], bool]
    session: str | None = None


def insist(write: Callable[[], None]) -> bool:
    """Write what must not be lost: again and again while the ledger is locked or the disk full.

    False when it was not to be had. A job that somebody else has moved on is left as it is.
    """
    for _ in range(LEDGER_TRIES):
        try:
            write()
        except StaleJobError:
            LOG.warning("a job has moved on without its worker")
        except (LedgerError, OSError):
            LOG.exception("it cannot be written; trying again")
            time.sleep(LEDGER_PAUSE_S)
            continue
        return True
    LOG.error("it could not be written")
    return False


def refresh_balance(bench: Workbench, service: str) -> int | None:
    """Ask for the balance and keep it; None when the service does not tell."""
    try:
        units = bench.client.get_user().credits
    except RecraftError:
        return None
    bench.ledger.record_balance(service, units)
    return units
