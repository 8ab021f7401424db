# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this Blender holds between calls: the ledger, the worker process, and a copy of the job
list for the panels, which must not touch files.

No Blender object is kept here; jobs know their targets by name.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ..jobs.config import WORTH_COMPARING_S, Service, WorkerConfig
from ..jobs.errors import LedgerError
from ..jobs.failure import Failure, FailureKind, Remedy
from ..jobs.process import WorkerProcess
from ..jobs.restarts import FAILURE as CRASHED
from ..jobs.restarts import RestartLimit
from ..jobs.states import JobState
from . import ADDON, secret
from .history_size import trim_history
from .preferences import budget, preferences, service_address, service_name, take_change
from .readiness import obstacle

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
LISTED_JOBS = 50
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
        self.jobs: tuple[Job, ...] = ()
        self.balance: int | None = None
        self.balance_at = 0.0
        self.spent: Spent | None = None
        self.errands: tuple[Errand, ...] = ()
        self.styles: tuple[CustomStyle, ...] = ()
        self.problem = ""
        self._ledger: Ledger | None = None
        self._worker: WorkerProcess | None = None
        self._seen: tuple[int, str, str] | None = None
        self._restarts = RestartLimit()

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
        self._keep_caps(context)
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

    def _keep_caps(self, context: Context) -> None:
        """Store caps that were changed, for scripts and other Blenders to obey."""
        if take_change("caps"):
            from ..jobs.budget import keep_budget

            prefs = preferences(context)
            keep_budget(self.ledger, service_name(prefs), budget(prefs))

    def see_to_it(self, context: Context) -> None:
        """Have a worker take what is in the queue; the pump sees to it if that fails now."""
        self._restarts.forgive()
        try:
            self.start_worker(context)
            self.refresh(context)
        except (LedgerError, OSError):
            # The job is in the queue: no error that says it is not.
            LOG.exception("what is queued could not be told to the worker")

    def start_worker(self, context: Context) -> None:
        """Wake the worker, or start one when there is none for the service as it is set up."""
        prefs = preferences(context)
        service = service_name(prefs)
        config = WorkerConfig(
            session=self.id,
            worker=uuid.uuid4().hex,
            service=service,
            base_url=service_address(prefs),
            # The real token has no business in the sandbox.
            token="sandbox" if service == Service.SANDBOX else secret.token(),
            home=str(self.ledger.home),
            proxy=prefs.proxy.strip(),
            ca_bundle=bpy.path.abspath(prefs.ca_bundle) if prefs.ca_bundle else "",
            longest_wait_s=float(prefs.longest_wait),
        )
        if self._worker is not None:
            if self._worker.is_alive and self._worker.config.is_like(config):
                self._worker.wake()
                return
            self._let_go(self._worker, config.service)
        python = [sys.executable, *bpy.app.python_args]
        self._worker = WorkerProcess(config, python=python, folders=_package_folders())

    def _let_go(self, worker: WorkerProcess, service: str) -> None:
        worker.let_go()
        self._cancel_unsent(service)

    def _cancel_unsent(self, service: str) -> None:
        from ..jobs.recovery import cancel_unsent

        cancel_unsent(self.ledger, session=self.id, but=service)

    def refresh(self, context: Context) -> bool:
        """Read of the job list what changed; True when something did."""
        service = service_name(preferences(context))
        if (self.ledger.revision(), service, self.file) == self._seen:
            return False
        from ..jobs.budget import spent

        revision = self._read_jobs()
        balance = self.ledger.balance(service)
        self.balance, self.balance_at = balance or (None, 0.0)
        self.spent = spent(self.ledger, service, file=self.file)
        self._read_errands(service)
        self._seen = (revision, service, self.file)
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
        worker = self._worker
        return worker.config.worker if worker is not None and worker.is_alive else ""

    def watch_errands(self) -> None:
        """End what no worker will answer any more."""
        if self.has_open_errand:
            from ..jobs.errands import give_up

            give_up(self.ledger, session=self.id, alive=self.worker_name)

    def _read_jobs(self) -> int:
        """Bring the copy of the list up to date; the revision up to which it then is."""
        from ..jobs.history import changed_since

        if self._seen is not None:
            changes = changed_since(self.ledger, self._seen[0], limit=LISTED_JOBS)
            # One that was removed lets an older one into the list, which did not change.
            if not changes.more and not any(job.removed for job in changes.jobs):
                self.jobs = _merged(self.jobs, changes.jobs)
                return changes.revision
        revision = self.ledger.revision()
        self.jobs = tuple(self.ledger.recent(LISTED_JOBS))
        return revision

    def job(self, job_id: str) -> Job | None:
        """A job of the list as it was last read."""
        return next((job for job in self.jobs if job.id == job_id), None)

    @property
    def has_own_work(self) -> bool:
        """True while a job of this session is under way."""
        return any(job.state.is_active and job.session == self.id for job in self.jobs)

    def settle(self, context: Context) -> None:
        """Judge what dead workers left, and start a worker for what only needs fetching."""
        from ..jobs.recovery import settle

        service = service_name(preferences(context))
        self._keep_caps(context)
        settle(self.ledger, session=self.id)
        self.refresh(context)
        if any(_needs_worker(job, service) for job in self.jobs):
            self._start_worker_again(context)

    def watch_worker(self, context: Context) -> None:
        """Start the worker again when it died over its work, a few times at most."""
        service = service_name(preferences(context))
        if any(_is_stranded(job, self.id, service) for job in self.jobs):
            # A former worker gave back what it had not sent yet, after the service was changed.
            self._cancel_unsent(service)
        if not self.has_own_work or (self._worker is not None and self._worker.is_alive):
            return
        if self._worker is not None:
            from ..jobs.recovery import dismiss

            dismiss(self.ledger, self._worker.config.worker)
            self._worker.let_go()
            self._worker = None
        if self._start_worker_again(context):
            return
        found = obstacle(context)
        reason = CRASHED
        if found is not None:
            reason = Failure(FailureKind.SETUP, found.sentence, Remedy.RUN_AGAIN)
        for job in self.jobs:
            if job.state is JobState.QUEUED and job.session == self.id:
                self.ledger.fail(job.id, reason)

    def _start_worker_again(self, context: Context) -> bool:
        """Start the worker without being asked, a few times at most; True when it was started."""
        service = service_name(preferences(context))
        worker = self._worker
        if worker is not None and worker.is_alive and worker.config.service == service:
            worker.wake()
            return True
        if obstacle(context) is not None or not self._restarts.allows:
            return False
        self._restarts.record_death()
        LOG.info("starting the worker")
        self.start_worker(context)
        return True

    def close(self) -> None:
        """Let the worker finish what was sent, by itself, and close the ledger."""
        if self._worker is not None:
            self._worker.let_go()
            self._worker = None
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None


def _merged(listed: tuple[Job, ...], changed: tuple[Job, ...]) -> tuple[Job, ...]:
    jobs = {job.id: job for job in (*listed, *changed)}.values()
    return tuple(sorted(jobs, key=lambda job: job.created, reverse=True)[:LISTED_JOBS])


def _is_stranded(job: Job, session_id: str, service: str) -> bool:
    own = job.session == session_id and job.state is JobState.QUEUED
    return own and job.service != service


def _needs_worker(job: Job, service: str) -> bool:
    is_late = time.time() - job.state_at < WORTH_COMPARING_S
    unsettled = job.state is JobState.UNKNOWN and job.balance_after is None and is_late
    waiting = job.state in (JobState.ANSWERED, JobState.DOWNLOADING)
    return job.service == service and (unsettled or waiting)


def _package_folders() -> list[str]:
    """Where Blender unpacked the bundled packages, found without importing them."""
    found = importlib.util.find_spec("pydantic")
    return [str(Path(found.origin).parents[1])] if found is not None and found.origin else []


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
