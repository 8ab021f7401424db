# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Blender that is killed at one exact point of a job's life, and one that starts after it.

`die ADDRESS NAME WHO FUNCTION:EVENT` asks for a picture called NAME. At the first call of, or
return from, the function WHO dies by SIGKILL: `blender` (the function runs in Blender), `alone`
(it runs in the worker, and only Blender dies) or `both`. `recover ADDRESS OUT` lets a Blender do
what it does by itself, places what is offered, and writes what it found. `worker` is this file put
between Python and the worker.
"""

import json
import os
import runpy
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

SCRIPTS = Path(__file__).parents[2] / "scripts"
TIMEOUT_S = 60.0
# What the path of each of our modules has in it; a checkout or an environment may be called so too.
INSTALLED = os.path.join("user_default", "recraft_blender", "")  # noqa: PTH118 - its end counts
# From these a job goes no further by itself.
LAST = ("placed", "cancelled", "failed", "unknown")


class Killer:
    """Watches what is called on a thread, and kills processes when it is time.

    With a `title` only that job counts: a worker also fetches what others left.
    """

    def __init__(self, point: str, pids: tuple[int, ...], title: str = "") -> None:
        self._name, _, self._event = point.partition(":")
        self._pids = pids
        self._title = title

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_name != self._name or event != self._event or INSTALLED not in code.co_filename:
            return
        if self._title and _job_of(frame) != self._title:
            return
        pids, self._pids = self._pids, ()
        for pid in pids:
            os.kill(pid, signal.SIGKILL)


def _job_of(frame: FrameType | None) -> str:
    """The title of the job that a thread of the worker is running."""
    while frame is not None and frame.f_code.co_name != "run_job":
        frame = frame.f_back
    return "" if frame is None else str(frame.f_locals["job"].title)


def _enable(address: str) -> Any:
    sys.path.insert(0, str(SCRIPTS))
    import installed

    installed.ops.preferences.addon_enable(module=installed.ADDON)
    prefs = installed.preferences()
    prefs.service, prefs.base_url, prefs.token = "CUSTOM", address, os.environ["DYING_TOKEN"]
    return installed


def die(address: str, name: str, who: str, point: str) -> None:
    """Ask for a picture on the cube of the first file, and be killed at the point."""
    installed = _enable(address)
    if who != "blender":
        _put_between(installed.module("blender.worker_keeper"), who, point, name)
    installed.settings().prompt = name
    cube = installed.data.objects["Cube"]
    cube.select_set(True)
    installed.context.view_layer.objects.active = cube
    if who == "blender":
        sys.setprofile(Killer(point, (os.getpid(),)))
    installed.ops.recraft.generate()
    session = installed.session()
    installed.pump_until(lambda: session.jobs[0].state in LAST, TIMEOUT_S)
    job = session.ledger.job(session.jobs[0].id)
    _end(installed)
    sys.exit(f"{name}: never came to {point}, but to {job.state}: {job.failure or job.note}")


def _end(installed: Any) -> None:
    """Let the extension go as Blender does when it ends.

    Disabling it would take its packages away from the other Blenders, and when two enable it again
    at once, each unpacks what the other removes.
    """
    import addon_utils

    addon_utils.disable(installed.ADDON)


def _put_between(session: Any, *how: str) -> None:
    start = session.WorkerProcess

    def start_watched(config: Any, *, python: list[str], folders: list[str]) -> Any:
        watched = [*python, __file__, "worker", str(os.getpid()), *how]
        return start(config, python=watched, folders=folders)

    session.WorkerProcess = start_watched


def worker(blender: str, who: str, point: str, title: str) -> None:
    """Be the worker, until one of its threads comes to the point with the job of this title."""
    pids = (int(blender), os.getpid()) if who == "both" else (int(blender),)
    threading.setprofile(Killer(point, pids, title))
    runpy.run_path(sys.argv[0], run_name="__main__")


def recover(address: str, out: str) -> None:
    """Start after a crash: settle what was left, place what is offered, tell what was found."""
    installed = _enable(address)
    pump, session = installed.module("blender.pump"), installed.session()
    pump.SETTLE_S = 0.2
    lease = installed.module("jobs.lease")

    def has_none(condition: str) -> bool:
        return not session.ledger.rows(f"SELECT 1 FROM jobs WHERE {condition}")  # noqa: S608

    def is_judged() -> bool:
        return has_none("state IN ('sending', 'answered', 'downloading')")

    def is_settled() -> bool:
        waits = "state IN ('queued', 'placing') OR state = 'unknown' AND balance_after IS NULL"
        return is_judged() and has_none(waits)

    # A worker that lives may still bring its answer: it is judged by the true clock. Then who is
    # silent is waited for by one that is faster.
    settled = installed.pump_until(is_judged, TIMEOUT_S)
    session.ledger.watch = lease.Watch(lambda: 20 * time.monotonic())
    settled = settled and installed.pump_until(is_settled, TIMEOUT_S)
    jobs = [_told(installed, job) for job in session.ledger.recent(100)]
    (intact,) = session.ledger.rows("PRAGMA integrity_check")[0]
    found = {"settled": settled, "intact": intact, "notice": session.ledger.notice, "jobs": jobs}
    Path(out).write_text(json.dumps(found), "utf-8")
    _end(installed)


def _told(installed: Any, job: Any) -> dict[str, Any]:
    ledger = installed.session().ledger
    results = ledger.results(job.id)
    there = all(one.path.is_file() and one.path.stat().st_size == one.size for one in results)
    count, units = ledger.rows(
        "SELECT count(*), coalesce(sum(units), 0) FROM receipts WHERE job = ?", (job.id,)
    )[0]
    (sent,) = ledger.rows(
        "SELECT count(*) FROM requests WHERE job = ? AND sent_at IS NOT NULL", (job.id,)
    )[0]
    return {
        "title": job.title,
        "state": str(job.state),
        "answers": count,
        "sent": sent,
        "units": units,
        "unexplained": installed.module("jobs.choices").unexplained_units(ledger, job.id),
        "pictures": len(results) if there else 0,
        "placed": job.state.has_results and _place(installed, job.id),
    }


def _place(installed: Any, job: str) -> bool:
    cube = installed.data.objects["Cube"]
    cube.select_set(True)
    try:
        return bool(installed.ops.recraft.place(job=job, use_selection=True) == {"FINISHED"})
    except RuntimeError:
        return False


if __name__ == "__main__":
    part, arguments = sys.argv[1], sys.argv[2:]
    if part == "worker":
        sys.argv[:6] = []
        worker(*arguments[:4])
    else:
        parts: dict[str, Callable[..., None]] = {"die": die, "recover": recover}
        parts[part](*arguments)
