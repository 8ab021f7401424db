# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy of the job list that the panels and the pump read, which must not touch files.

It holds what needs somebody, however old, and the newest of the rest. A stroke reads only what
changed since the one before.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ..jobs.lease import LEASE_S
from ..jobs.states import JobState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..jobs.budget import Spent
    from ..jobs.job import Job
    from ..jobs.ledger import Ledger

NEWEST_JOBS = 50
READ_AT_ONCE = 200


class JobList:
    """The jobs, newest first, with the balance and what is spent, for one session."""

    def __init__(self, session_id: str) -> None:
        self.jobs: tuple[Job, ...] = ()
        self.balance: int | None = None
        self.balance_at = 0.0
        self.spent: Spent | None = None
        self._session_id = session_id
        self._seen: tuple[int, str, str] | None = None

    def refresh(self, ledger: Ledger, service: str, file: str) -> bool:
        """Read what changed; True when something did."""
        if (ledger.revision(), service, file) == self._seen:
            return False
        from ..jobs.budget import spent

        revision = self._read_jobs(ledger)
        balance = ledger.balance(service)
        self.balance, self.balance_at = balance or (None, 0.0)
        self.spent = spent(ledger, service, file=file)
        self._seen = (revision, service, file)
        return True

    def _read_jobs(self, ledger: Ledger) -> int:
        """Bring the jobs up to date; the revision up to which they then are."""
        from ..jobs.history import changed_since, open_jobs

        changes = changed_since(ledger, self._seen[0], READ_AT_ONCE) if self._seen else None
        if changes is None or changes.more:
            revision = ledger.revision()
            self._take((*ledger.recent(NEWEST_JOBS), *open_jobs(ledger, self._session_id)))
            return revision
        # One that was removed lets an older one into the list, which did not change.
        older = ledger.recent(NEWEST_JOBS) if any(job.removed for job in changes.jobs) else []
        self._take((*older, *self.jobs, *changes.jobs))
        return changes.revision

    def _take(self, jobs: Iterable[Job]) -> None:
        """Keep of these what belongs into the list; the last of those with the same id counts."""
        latest = {job.id: job for job in jobs}.values()
        there = sorted(
            (job for job in latest if not job.removed), key=lambda job: job.created, reverse=True
        )
        self.jobs = tuple(
            job for place, job in enumerate(there) if place < NEWEST_JOBS or self._stays(job)
        )

    def _stays(self, job: Job) -> bool:
        """True for what stays in the list however old: results only of this session."""
        return job.is_open and (job.state is not JobState.READY or job.session == self._session_id)

    def job(self, job_id: str) -> Job | None:
        """A job of the list as it was last read."""
        return next((job for job in self.jobs if job.id == job_id), None)

    def has_own_work(self, service: str, now: float) -> bool:
        """True while a job of this session is under way."""
        return any(
            job.state.is_active
            and job.session == self._session_id
            and not is_left_behind(job, service, now)
            for job in self.jobs
        )


def is_left_behind(job: Job, service: str, now: float | None = None) -> bool:
    """True for a paid job that nobody fetches: that needs a worker for its own service.

    One that was let go when another service was chosen may still be at it for a while.
    """
    is_paid_for = job.state in (JobState.ANSWERED, JobState.DOWNLOADING)
    silent_s = abs((time.time() if now is None else now) - job.state_at)
    return is_paid_for and job.service != service and silent_s > LEASE_S
