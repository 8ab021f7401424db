# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker process: takes jobs from the ledger and runs them on a few threads.

Started with Blender's Python by `process`, one for each Blender and service. It reads its config
and then wake-up lines from standard input; when that closes, Blender is gone: requests already on
their way are still answered and fetched, because they are paid for, and nothing new is begun.
"""

import logging
import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from . import errands, styles
from .config import Service, WorkerConfig
from .errand import ErrandState
from .errand_words import free_words
from .errors import LedgerError, StaleJobError
from .failure import explain
from .ledger import Ledger
from .recovery import (
    HEARTBEAT_S,
    claim,
    dismiss,
    enlist,
    has_unsettled,
    heartbeat,
    record_balance_after,
    settle,
)
from .sandbox_process import SandboxProcess
from .worker_log import set_up_log

if TYPE_CHECKING:
    from ..client.client import RecraftClient
    from .job import Job

LOG = logging.getLogger(__name__)
THREADS = 4
POLL_S = 1.0
BALANCE_PAUSE_S = 5.0


class Worker:
    """Everything that the threads of one worker process share."""

    def __init__(self, config: WorkerConfig) -> None:
        self._config = config
        self._home = Path(config.home)
        self._closing = threading.Event()
        self._ended = threading.Event()
        self._woken = threading.Condition()
        self._wake_ups = 0

    def run(self) -> int:
        """Work until standard input closes and everything under way is done."""
        config = self._config
        ledger = Ledger(self._home)
        self._enlist(ledger)
        threading.Thread(target=self._listen, daemon=True).start()
        # Apart from the network, whose silences are longer than the lease.
        threading.Thread(target=self._beat, daemon=True).start()
        try:
            self._serve(ledger)
        finally:
            self._ended.set()
            dismiss(ledger, config.worker)
            ledger.close()
        return 0

    def _serve(self, ledger: Ledger) -> None:
        sandbox: SandboxProcess | None = None
        try:
            try:
                sandbox = SandboxProcess.start(self._config.folders) if self._uses_sandbox else None
                if sandbox:
                    self._forget_styles(ledger)
                base_url = sandbox.base_url if sandbox else self._config.base_url
                # Imported here so that a missing package is told beside the jobs, not in a crash.
                from .clients import clients_for  # noqa: PLC0415

                client, free = clients_for(self._config, base_url)
            except Exception as error:
                LOG.exception("jobs cannot be sent")
                self._refuse_jobs(ledger, error)
                return
            threads = [threading.Thread(target=self._work, args=(client,)) for _ in range(THREADS)]
            threads.append(threading.Thread(target=self._run_errands, args=(free,)))
            for thread in threads:
                thread.start()
            self._tend(ledger, client, threads)
        finally:
            if sandbox:
                sandbox.stop()

    def _forget_styles(self, ledger: Ledger) -> None:
        """A new sandbox knows nothing of the styles that a former one made."""
        with suppress(LedgerError):  # then Refresh does it
            styles.keep_listing(ledger, self._config.service, (), time.time())

    @property
    def _uses_sandbox(self) -> bool:
        return self._config.service == Service.SANDBOX

    def _tend(
        self, ledger: Ledger, client: "RecraftClient", threads: list[threading.Thread]
    ) -> None:
        """Settle what others left, and keep the balance known, as long as a thread works."""
        from .bench import Workbench, refresh_balance  # noqa: PLC0415 - as in `_serve`

        config = self._config
        bench = Workbench(ledger, client, self._pause, config.session)
        asked: float | None = None
        while alive := [thread for thread in threads if thread.is_alive()]:
            try:
                settle(ledger, session=config.session, worker=config.worker)
                is_time = asked is not None and time.monotonic() - asked > BALANCE_PAUSE_S
                if asked is None or (is_time and has_unsettled(ledger, config.service)):
                    asked = time.monotonic()
                    units = refresh_balance(bench, config.service)
                    if units is not None:
                        record_balance_after(ledger, config.service, units)
            except LedgerError:
                LOG.exception("the ledger cannot be tended just now")
            if self._closing.wait(HEARTBEAT_S):
                alive[0].join(HEARTBEAT_S)

    def _listen(self) -> None:
        while sys.stdin.buffer.readline():
            self._notify()
        self._closing.set()
        self._notify()

    def _beat(self) -> None:
        # Not for the disk: a heartbeat that a power cut takes is no loss, and the lock is short.
        ledger = Ledger(self._home, durable=False)
        while not self._ended.wait(HEARTBEAT_S):
            try:
                if not heartbeat(ledger, self._config.worker):
                    self._enlist(ledger)  # taken for dead after a long sleep
            except LedgerError:
                LOG.exception("no heartbeat")
        ledger.close()

    def _enlist(self, ledger: Ledger) -> None:
        config = self._config
        enlist(
            ledger, config.worker, session=config.session, service=config.service, pid=os.getpid()
        )

    def _notify(self) -> None:
        with self._woken:
            self._wake_ups += 1
            self._woken.notify_all()

    def _rest(self, seen: int) -> None:
        with self._woken:
            self._woken.wait_for(lambda: self._wake_ups != seen, POLL_S)

    def _pause(self, seconds: float) -> bool:
        return not self._closing.wait(seconds)

    def _claim(self, ledger: Ledger, *, only_unsent: bool = False) -> "Job | None":
        config = self._config
        return claim(
            ledger,
            config.worker,
            session=config.session,
            service=config.service,
            only_unsent=only_unsent,
        )

    def _work(self, client: "RecraftClient") -> None:
        from .bench import Workbench  # noqa: PLC0415 - as in `_serve`
        from .lifecycle import run_job  # noqa: PLC0415

        ledger = Ledger(self._home)
        bench = Workbench(ledger, client, self._pause, self._config.session)
        while not self._closing.is_set():
            seen = self._wake_ups
            try:
                job = self._claim(ledger)
            except LedgerError:
                LOG.exception("no job can be taken just now")
                job = None
            if job is None:
                self._rest(seen)
            else:
                run_job(job, bench)
        ledger.close()

    def _run_errands(self, client: "RecraftClient") -> None:
        from .bench import Workbench  # noqa: PLC0415 - as in `_serve`
        from .errand_running import run_errand  # noqa: PLC0415

        ledger = Ledger(self._home)
        bench = Workbench(ledger, client, self._pause, self._config.session)
        while not self._closing.is_set():
            seen = self._wake_ups
            try:
                errand = errands.take(ledger, self._config.worker)
            except LedgerError:
                LOG.exception("no errand can be taken just now")
                errand = None
            if errand is None:
                self._rest(seen)
            else:
                run_errand(errand, bench)
        ledger.close()

    def _refuse_jobs(self, ledger: Ledger, error: Exception) -> None:
        """Without requests, pydantic or a token nothing can be sent: say so beside each job."""
        while not self._closing.is_set():
            seen = self._wake_ups
            job = self._claim(ledger, only_unsent=True)
            errand = errands.take(ledger, self._config.worker)
            if errand is not None:
                failed, words = ErrandState.FAILED, free_words(error)
                errands.end(ledger, errand, failed, words)
            if job is not None:
                with suppress(StaleJobError):  # the person was first
                    ledger.fail(job.id, explain(error))
            elif errand is None:
                self._rest(seen)


def main() -> int:
    """Run as a process: the config is the first line of standard input."""
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    config = WorkerConfig.from_line(line)
    set_up_log(Path(config.home))
    LOG.info("worker of session %s for %s", config.session[:6], config.service)
    try:
        return Worker(config).run()
    except Exception:
        LOG.exception("the worker ended")
        return 1
