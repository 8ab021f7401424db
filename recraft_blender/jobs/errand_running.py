# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An errand from taken to told. Runs on a thread of the worker process, never in Blender's.

All of it is free, so it may be tried again, and an error never says anything about money.
"""

import logging
import time
from collections.abc import Callable

from ..client import errors as e
from ..client.responses import Style
from . import styles
from .bench import Workbench, insist
from .errand import Errand, ErrandKind, ErrandState
from .errand_words import ErrandTooLongError, free_words
from .errands import LONGEST_S, end
from .styles import ListedStyle

LOG = logging.getLogger(__name__)


def run_errand(errand: Errand, bench: Workbench) -> None:
    """Do an errand and tell what came of it. Nothing is raised."""
    try:
        state, sentence = ErrandState.DONE, _RUN[errand.kind](errand, bench)
    except Exception as error:
        state, sentence = ErrandState.FAILED, free_words(error)
        if not isinstance(error, e.RecraftError | ErrandTooLongError):
            LOG.exception("%s", errand.kind)
    insist(lambda: _tell(bench, errand, state, sentence))


def _tell(bench: Workbench, errand: Errand, state: ErrandState, sentence: str) -> None:
    end(bench.ledger, errand, state, sentence)


def _test_token(errand: Errand, bench: Workbench) -> str:
    return f"Your token works: {_ask_balance(errand, bench):,} units."


def _balance(errand: Errand, bench: Workbench) -> str:
    return f"The balance is {_ask_balance(errand, bench):,} units."


def _ask_balance(errand: Errand, bench: Workbench) -> int:
    units = bench.client.get_user(wait=_patience(bench)).credits
    bench.ledger.record_balance(errand.service, units)
    return units


def _list_styles(errand: Errand, bench: Workbench) -> str:
    count = len(_listing(errand, bench))
    return f"The service knows {count} style{'' if count == 1 else 's'} of yours."


def _listing(errand: Errand, bench: Workbench) -> set[str]:
    asked_at = time.time()
    found = [_listed(style) for style in bench.client.list_styles(wait=_patience(bench)).styles]
    styles.keep_listing(bench.ledger, errand.service, found, asked_at)
    return {style.id for style in found}


def _delete_style(errand: Errand, bench: Workbench) -> str:
    try:
        bench.client.delete_style(style_id=errand.subject, wait=_patience(bench))
    except e.NotFoundError:
        # Gone already, or an address that knows nothing at all: the list tells which.
        if errand.subject in _listing(errand, bench):
            raise
    styles.forget(bench.ledger, errand.service, errand.subject)
    return "The style is deleted."


def _listed(style: Style) -> ListedStyle:
    created = style.creation_time.timestamp() if style.creation_time else time.time()
    return ListedStyle(style.id, style.style or "", created)


def _patience(bench: Workbench) -> Callable[[float], None]:
    """Waits between tries, but not beyond what a person waits for."""
    deadline = time.monotonic() + LONGEST_S

    def wait(seconds: float) -> None:
        if time.monotonic() + seconds > deadline or not bench.pause(seconds):
            raise ErrandTooLongError

    return wait


_RUN: dict[ErrandKind, Callable[[Errand, Workbench], str]] = {
    ErrandKind.TEST_TOKEN: _test_token,
    ErrandKind.BALANCE: _balance,
    ErrandKind.LIST_STYLES: _list_styles,
    ErrandKind.DELETE_STYLE: _delete_style,
}
