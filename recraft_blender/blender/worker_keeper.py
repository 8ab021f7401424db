# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps one worker process for a session: started on the first need, again when it died, let go
when another service is chosen or Blender ends.
"""

from __future__ import annotations

import importlib.util
import logging
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ..jobs.config import WORTH_COMPARING_S, Service, WorkerConfig
from ..jobs.errors import StaleJobError
from ..jobs.failure import Failure, FailureKind, Remedy
from ..jobs.process import WorkerProcess
from ..jobs.restarts import FAILURE as CRASHED
from ..jobs.restarts import RestartLimit
from ..jobs.states import JobState
from . import secret
from .preferences import preferences, service_address, service_name
from .readiness import obstacle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpy.types import Context

    from ..jobs.job import Job
    from ..jobs.ledger import Ledger

LOG = logging.getLogger(__name__)


class WorkerKeeper:
    """The worker of one session; `worker` is None while there is none."""

    def __init__(self, session_id: str) -> None:
        self.worker: WorkerProcess | None = None
        self._session_id = session_id
        self._restarts = RestartLimit()

    def forgive(self) -> None:
        """The person asked for something: earlier deaths do not count any more."""
        self._restarts.forgive()

    def start(self, context: Context, ledger: Ledger) -> None:
        """Wake the worker, or start one when there is none for the service as it is set up."""
        config = self._config(context, ledger)
        if self.worker is not None:
            if self.worker.is_alive and self.worker.config.is_like(config):
                self.worker.wake()
                return
            self.worker.let_go()
            self._cancel_unsent(ledger, config.service)
        python = [sys.executable, *bpy.app.python_args]
        self.worker = WorkerProcess(config, python=python, folders=package_folders())

    def _config(self, context: Context, ledger: Ledger) -> WorkerConfig:
        prefs = preferences(context)
        service = service_name(prefs)
        return WorkerConfig(
            session=self._session_id,
            worker=uuid.uuid4().hex,
            service=service,
            base_url=service_address(prefs),
            # The real token has no business in the sandbox.
            token="sandbox" if service == Service.SANDBOX else secret.token(),
            home=str(ledger.home),
            proxy=prefs.proxy.strip(),
            ca_bundle=bpy.path.abspath(prefs.ca_bundle) if prefs.ca_bundle else "",
            longest_wait_s=float(prefs.longest_wait),
        )

    def _cancel_unsent(self, ledger: Ledger, service: str) -> None:
        from ..jobs.recovery import cancel_unsent

        cancel_unsent(ledger, session=self._session_id, but=service)

    def see_to_what_others_left(
        self, context: Context, ledger: Ledger, jobs: Sequence[Job]
    ) -> None:
        """Start a worker for what only needs fetching, or lacks the balance beside it."""
        service = service_name(preferences(context))
        if any(_needs_worker(job, service) for job in jobs):
            self._start_unasked(context, ledger)

    def watch(
        self, context: Context, ledger: Ledger, jobs: Sequence[Job], *, has_work: bool
    ) -> None:
        """Start the worker again when it died over its work, a few times at most."""
        service = service_name(preferences(context))
        queued = [
            job for job in jobs if job.state is JobState.QUEUED and job.session == self._session_id
        ]
        if any(job.service != service for job in queued):
            # A former worker gave back what it had not sent yet, after the service was changed.
            self._cancel_unsent(ledger, service)
        is_alive = self.worker is not None and self.worker.is_alive
        # A living one of a former service does not take what is queued for the chosen one.
        if not has_work or (is_alive and not self._leaves(queued, service)):
            return
        if self.worker is not None and not is_alive:
            from ..jobs.recovery import dismiss

            dismiss(ledger, self.worker.config.worker)
            self.worker.let_go()
            self.worker = None
        if self._start_unasked(context, ledger):
            return
        found = obstacle(context)
        reason = CRASHED
        if found is not None:
            reason = Failure(FailureKind.SETUP, found.sentence, Remedy.RUN_AGAIN)
        for job in queued:
            with suppress(StaleJobError):  # it was cancelled meanwhile
                ledger.fail(job.id, reason)

    def _leaves(self, queued: Sequence[Job], service: str) -> bool:
        serves = self.worker is not None and self.worker.config.service == service
        return not serves and any(job.service == service for job in queued)

    def _start_unasked(self, context: Context, ledger: Ledger) -> bool:
        """Start the worker without being asked, a few times at most; True when it was started."""
        service = service_name(preferences(context))
        worker = self.worker
        if worker is not None and worker.is_alive and worker.config.service == service:
            worker.wake()
            return True
        if obstacle(context) is not None or not self._restarts.allows:
            return False
        self._restarts.record_death()
        LOG.info("starting the worker")
        self.start(context, ledger)
        return True

    def close(self) -> None:
        """Let the worker finish what was sent, by itself."""
        if self.worker is not None:
            self.worker.let_go()
            self.worker = None


def _needs_worker(job: Job, service: str) -> bool:
    is_late = time.time() - job.state_at < WORTH_COMPARING_S
    unsettled = job.state is JobState.UNKNOWN and job.balance_after is None and is_late
    waiting = job.state in (JobState.ANSWERED, JobState.DOWNLOADING)
    return job.service == service and (unsettled or waiting)


def package_folders() -> list[str]:
    """Where Blender unpacked the bundled packages, found without importing them."""
    found = importlib.util.find_spec("pydantic")
    return [str(Path(found.origin).parents[1])] if found is not None and found.origin else []
