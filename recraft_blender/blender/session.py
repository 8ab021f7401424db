# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this Blender holds between calls: the ledger, its worker, and the list of jobs.

No Blender object is kept here; jobs know their targets by name.
"""

from __future__ import annotations

import importlib
import logging
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ..jobs.errors import LedgerError
from . import ADDON
from .history_size import trim_history
from .job_list import JobList
from .preferences import preferences, service_name
from .spending_limits import budget, caps_were_changed, keep_caps
from .worker_keeper import WorkerKeeper

if TYPE_CHECKING:
    from bpy.types import Context

    from ..client.calls import Request
    from ..jobs.budget import Spent
    from ..jobs.custom_style import CustomStyle
    from ..jobs.errand import Errand
    from ..jobs.job import Job
    from ..jobs.ledger import Ledger
    from ..jobs.spec import Chain, Placement

LOG = logging.getLogger(__name__)
# The main thread waits no longer for another process's write than a person would notice.
BUSY_TIMEOUT_S = 0.25

_LEDGER_NEEDS = (
    "sqlite3",
    f"{ADDON}.jobs.schema",
    f"{ADDON}.jobs.database",
    f"{ADDON}.jobs.ledger",
    f"{ADDON}.jobs.recovery",
    f"{ADDON}.jobs.budget",
    f"{ADDON}.jobs.history",
    f"{ADDON}.jobs.queueing",
    f"{ADDON}.jobs.errands",
    f"{ADDON}.jobs.styles",
)


class Session:
    """One Blender's use of the extension, from enabling to disabling."""

    def __init__(self) -> None:
        self.id = uuid.uuid4().hex
        self.file = uuid.uuid4().hex
        self.errands: tuple[Errand, ...] = ()
        self.styles: tuple[CustomStyle, ...] = ()
        self.problem = ""
        self.keeper = WorkerKeeper(self.id)
        self._list = JobList(self.id)
        self._ledger: Ledger | None = None

    def prepare(self) -> bool:
        """Import one thing of what the ledger needs, each in a stroke of its own; True when done.

        Together they would take longer than the pump may.
        """
        if self._ledger is not None:
            return True
        missing = next((name for name in _LEDGER_NEEDS if name not in sys.modules), None)
        if missing is not None:
            importlib.import_module(missing)
            return False
        return self.ledger is not None

    @property
    def ledger(self) -> Ledger:
        """The ledger, opened when it is first needed. Raises LedgerError."""
        if self._ledger is None:
            from ..jobs.ledger import Ledger

            home = Path(bpy.utils.extension_path_user(ADDON, create=True))
            self._ledger = Ledger(home, busy_timeout_s=BUSY_TIMEOUT_S, durable=False)
        return self._ledger

    @property
    def notice(self) -> str:
        """A sentence about the ledger's file that the person should read once, or empty."""
        return "" if self._ledger is None else self._ledger.notice

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs as they were last read, newest first: all that need somebody, and some more."""
        return self._list.jobs

    @property
    def balance(self) -> int | None:
        """The balance of the chosen service as it was last told."""
        return self._list.balance

    @property
    def balance_at(self) -> float:
        """When it was told, in Unix seconds."""
        return self._list.balance_at

    @property
    def spent(self) -> Spent | None:
        """What was spent at the chosen service today and for this file."""
        return self._list.spent

    def job(self, job_id: str) -> Job | None:
        """A job of the list as it was last read."""
        return self._list.job(job_id)

    @property
    def has_own_work(self) -> bool:
        """True while a job of this session is under way."""
        return self._list.has_own_work(service_name(preferences(bpy.context)), time.time())

    def new_file(self) -> None:
        """Another .blend was opened: results of the former one are not forced into it."""
        self.file = uuid.uuid4().hex

    def submit(
        self,
        context: Context,
        work: Request | Chain,
        placement: Placement,
        *,
        grace_s: float = 0.0,
    ) -> str:
        """Queue checked work and see to it that a worker takes it; the job's id.

        It is not sent before `grace_s` are over. Raises BudgetExceededError when a cap would be
        exceeded: nothing is queued then.
        """
        prefs = preferences(context)
        keep_caps(prefs, self.ledger)
        job_id = self.ledger.add(
            work,
            placement,
            session=self.id,
            service=service_name(prefs),
            budget=budget(prefs),
            not_before=time.time() + grace_s if grace_s else 0.0,
            blend=bpy.path.basename(bpy.data.filepath),
        )
        trim_history(context, self.ledger)
        self.see_to_it(context)
        return job_id

    def see_to_it(self, context: Context) -> None:
        """Have a worker take what is in the queue; the pump sees to it if that fails now."""
        self.keeper.forgive()
        try:
            self.start_worker(context)
            self.refresh(context)
        except (LedgerError, OSError):
            # The job is in the queue: no error that says it is not.
            LOG.exception("what is queued could not be told to the worker")

    def start_worker(self, context: Context) -> None:
        """Wake the worker, or start one when there is none for the service as it is set up."""
        self.keeper.start(context, self.ledger)

    def refresh(self, context: Context) -> bool:
        """Read of the job list what changed; True when something did."""
        service = service_name(preferences(context))
        if not self._list.refresh(self.ledger, service, self.file):
            return False
        self._read_errands(service)
        return True

    def _read_errands(self, service: str) -> None:
        from ..jobs.errands import latest
        from ..jobs.styles import listed

        self.errands = latest(self.ledger, session=self.id, service=service)
        self.styles = listed(self.ledger, service)

    @property
    def has_open_errand(self) -> bool:
        """True while the service is asked for something free."""
        return any(errand.is_open for errand in self.errands)

    @property
    def worker_name(self) -> str:
        """The id of the worker that runs, or empty."""
        worker = self.keeper.worker
        return worker.config.worker if worker is not None and worker.is_alive else ""

    def watch_errands(self) -> None:
        """End what no worker will answer any more."""
        if self.has_open_errand:
            from ..jobs.errands import give_up

            give_up(self.ledger, session=self.id, alive=self.worker_name)

    def settle(self, context: Context) -> None:
        """Judge what dead workers left, and start a worker for what only needs fetching."""
        from ..jobs.recovery import settle

        keep_caps(preferences(context), self.ledger)
        settle(self.ledger, session=self.id)
        self.refresh(context)
        self.keeper.see_to_what_others_left(context, self.ledger, self.jobs)

    def watch_worker(self, context: Context) -> None:
        """Start the worker again when it died over its work, a few times at most."""
        self.keeper.watch(context, self.ledger, self.jobs, has_work=self.has_own_work)

    def keep_changed_caps(self, context: Context) -> None:
        """Tell the ledger what the person changed in the preferences, if it does not know yet."""
        if caps_were_changed():
            keep_caps(preferences(context), self.ledger)

    def close(self) -> None:
        """Let the worker finish what was sent, by itself, and close the ledger."""
        self.keeper.close()
        if self._ledger is not None:
            with suppress(LedgerError):
                self.keep_changed_caps(bpy.context)
            self._ledger.close()
            self._ledger = None


_session: Session | None = None


def open_session() -> None:
    """Begin; nothing is read or started yet."""
    global _session  # noqa: PLW0603 - one session for one Blender
    _session = Session()


def close_session() -> None:
    """End."""
    global _session  # noqa: PLW0603
    if _session is not None:
        _session.close()
        _session = None


def session() -> Session:
    """The running session. Raises RuntimeError when the extension is not enabled."""
    if _session is None:
        raise RuntimeError("The extension is not enabled.")
    return _session
