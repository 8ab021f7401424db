# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bench of many jobs, its part inside Blender: one measurement in one fresh process, as JSON.

Started by bench_jobs_report.py with a bpy wheel's Python and a private BLENDER_USER_RESOURCES.
`pump` times the pump's calls with so many jobs in the history, `memory` watches this process over
so many jobs.
"""

import bpy  # noqa: F401, I001 - first: addon_utils comes with it
import addon_utils
import argparse
import gc
import json
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import installed
from installed import ADDON, context, data, ops

IDLE_CALLS = 500
# The pump strokes every 2 s when idle and looks for dead workers every 10 s.
CALLS_BETWEEN_LOOKS = 5
CHANGES = 200
PLACEMENTS = 100
JOBS_A_FILE = 10
JOBS_BETWEEN_LOOKS = 50
TIMEOUT_S = 120.0
TOKEN = "bench"  # noqa: S105 - of a sandbox on this computer
STATM = Path("/proc/self/statm")
_ROWS = "SELECT * FROM {} WHERE job = ?"
COPIED = ("steps", "requests", "results", "receipts")

Figures = dict[str, Any]
Call = tuple[float, float]
"""Milliseconds of one call: on the clock, and of the processor."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurement", choices=("pump", "memory"))
    parser.add_argument("jobs", type=int, help="in the history, or to be run")
    parser.add_argument("out", type=Path, help="the file for the figures")
    options = parser.parse_args()
    addon_utils.enable(ADDON, default_set=True)
    try:
        with _sandbox() as address:
            prefs = installed.preferences()
            prefs.service, prefs.base_url, prefs.token = "CUSTOM", address, TOKEN
            measure = {"pump": _pump, "memory": _memory}[options.measurement]
            figures = measure(options.jobs)
    finally:
        addon_utils.disable(ADDON, default_set=True, refresh_handled=True)
    options.out.write_text(json.dumps(figures), "utf-8")


@contextmanager
def _sandbox() -> Iterator[str]:
    """A sandbox that answers at any rate, so that the jobs are over soon; its address."""
    command = installed.module("jobs.process").bootstrap_command(
        [sys.executable, "-I"],
        "sandbox.__main__",
        installed.module("blender.worker_keeper").package_folders(),
    )
    options = ("--until-input-ends", "--no-rate-limit", "--token", TOKEN, "--balance", "100000")
    with subprocess.Popen(
        [*command, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin and process.stdout  # noqa: S101 - pipes were asked for
        found = re.search(r"http://\S+", process.stdout.readline())
        if found is None:
            raise RuntimeError("The sandbox did not start.")
        yield found[0]
        process.stdin.close()


def _new_file() -> None:
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    ops.ed.undo_push(message="Start")
    for number in range(JOBS_A_FILE):
        ops.mesh.primitive_cube_add(location=(3.0 * number, 0.0, 0.0))
        context.object.name = f"Cube {number}"


def _generate(number: int) -> None:
    cube = data.objects[f"Cube {number % JOBS_A_FILE}"]
    ops.object.select_all(action="DESELECT")
    cube.select_set(state=True)
    context.view_layer.objects.active = cube
    settings = installed.settings()
    settings.prompt, settings.model, settings.ratio = f"stone wall {number}", "recraftv4_1", "1:1"
    ops.recraft.generate()


def _place_all() -> None:
    session = installed.session()

    def is_done() -> bool:
        states = {str(job.state) for job in session.jobs[:JOBS_A_FILE]}
        if states & {"failed", "unknown"}:
            raise RuntimeError("A job failed.")
        return states == {"placed"}

    if not installed.pump_until(is_done, TIMEOUT_S):
        raise RuntimeError("The jobs did not come to their end in time.")


def _pump(history: int) -> Figures:
    """The pump's calls: when nothing happens, when the list changed, and when it places."""
    _new_file()
    _generate(0)
    _place_all()
    session = installed.session()
    pattern = session.jobs[0].id
    with closing(installed.module("jobs.ledger").Ledger(session.ledger.home)) as ledger:
        _copy_job(ledger, pattern, history - 1, session="of former days")
        # Nobody writes so much at once: else the pump's own commits would carry it into the file.
        ledger.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return {
            "listed": installed.module("jobs.history").counts(ledger).total,
            "idle": _idle_calls(),
            "changed": _calls_at_changes(ledger, pattern),
            "placing": _placing_calls(ledger, pattern),
        }


def _copy_job(ledger: Any, pattern: str, count: int, **columns: object) -> None:
    """Write a job into the ledger so many times more, with all that belongs to it, each day 40."""
    (job,) = (dict(row) for row in ledger.rows("SELECT * FROM jobs WHERE id = ?", (pattern,)))
    parts = {
        table: [dict(row) for row in ledger.rows(_ROWS.format(table), (pattern,))]
        for table in COPIED
    }
    ((last,),) = ledger.rows("SELECT max(id) FROM requests")
    with ledger.transaction() as db:
        for number in range(count):
            age = (count - number) * 2160.0
            own = {"id": uuid.uuid4().hex, "created": job["created"] - age}
            own |= {"revision": installed.module("jobs.moves").next_revision(db)}
            own |= {"position": job["position"] - age, "title": f"{job['title']} {number}"}
            own |= {"file": f"file {number // JOBS_A_FILE}"}
            _insert(db, "jobs", job | own | columns)
            last += 1
            for table, rows in parts.items():
                for row in rows:
                    _insert(db, table, _copied(table, row, own | columns, last, age))


def _copied(table: str, row: Figures, job: Figures, request: int, age: float) -> Figures:
    copy = row | {"job": job["id"]}
    if table in ("results", "receipts"):
        copy["request"] = request
    if table in ("steps", "receipts"):
        copy["at"] = row["at"] - age
    if table == "receipts":
        copy["file"] = job["file"]
    if table == "requests":
        copy["id"] = request
    elif table == "results":
        del copy["id"]
    return copy


def _insert(db: Any, table: str, row: Figures) -> None:
    marks = ", ".join("?" for _ in row)
    db.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",  # noqa: S608 - its own names
        tuple(row.values()),
    )


def _call() -> Call:
    tick = installed.module("blender.pump").tick
    started, worked = time.perf_counter(), time.thread_time()
    tick()
    whole, work = time.perf_counter() - started, time.thread_time() - worked
    return whole * 1e3, work * 1e3


def _idle_calls() -> list[Call]:
    times = installed.module("blender.pump")._times
    installed.pump_until(lambda: True)
    calls = []
    for number in range(IDLE_CALLS):
        times["settle"] = 0.0 if number % CALLS_BETWEEN_LOOKS == 0 else time.monotonic()
        calls.append(_call())
    return calls


def _calls_at_changes(ledger: Any, job: str) -> list[Call]:
    calls = []
    for _ in range(CHANGES):
        ledger.update(job, note="")
        calls.append(_call())
    return calls


def _placing_calls(ledger: Any, pattern: str) -> list[Call]:
    """Each call finds one job that just became ready, and puts its picture on a cube."""
    session, spec = installed.session(), installed.module("jobs.spec")
    calls = []
    for number in range(PLACEMENTS):
        if number % JOBS_A_FILE == 0:
            _new_file()
        where = spec.TexturePlacement(
            file=session.file, scene=context.scene.name, objects=(f"Cube {number % JOBS_A_FILE}",)
        )
        _copy_job(
            ledger,
            pattern,
            1,
            state="ready",
            session=session.id,
            file=session.file,
            placement=spec.placement_to_json(where),
            created=time.time(),
            note="",
        )
        calls.append(_call())
        if str(session.jobs[0].state) != "placed":
            raise RuntimeError("A call of the pump did not place what was ready.")
    return calls


def _memory(jobs: int) -> Figures:
    """This process's memory in MB after each fifty jobs, with a new file after each ten."""
    found = []
    for number in range(0, jobs, JOBS_A_FILE):
        _new_file()
        for job in range(number, number + JOBS_A_FILE):
            _generate(job)
        _place_all()
        if (number + JOBS_A_FILE) % JOBS_BETWEEN_LOOKS == 0:
            _new_file()
            gc.collect()
            found.append(_resident_mb())
    return {"resident_mb": found}


def _resident_mb() -> float | None:
    """What the system keeps in memory for this process; only Linux tells so simply."""
    if not STATM.is_file():
        return None
    return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
