# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How steadily Blender's main loop turns while four jobs run, against the same window without any.

A timer that is due at once is called on each turn of the loop, so the time between two calls is
how long a click may wait. Part of `scripts/bench.py interface`.
"""

import itertools
import statistics
import sys
import time
from typing import Any

from environments import ROOT
from window_driver import Window

sys.path.insert(0, str(ROOT))
from recraft_blender.sandbox.server import SandboxServer
from window_extension import JOBS, use_service

JOB_COUNT = 4
ROUNDS = 3
SECONDS = 10.0
ANSWER_S = 30.0
"""How long a job's request is under way: longer than it is measured."""
GOAL = 1.2
TOKEN = "token-of-the-bench"  # noqa: S105 - the sandbox takes any
TIMEOUT_S = 180
BEAT = """
import time
beats = bpy.app.driver_namespace["bench_beats"] = []
end = time.perf_counter() + {seconds}
def beat():
    beats.append(time.perf_counter())
    return 0.0 if beats[-1] < end else None
bpy.app.timers.register(beat)
"""
ASK_FOR = """
settings = bpy.context.scene.recraft
settings.make, settings.count = "IMAGE", 1
for number in range({count}):
    settings.prompt = f"rusty metal {{number}}"
    bpy.ops.recraft.generate()
"""
HEAD = """\
| main loop | turns | median, ms | p99, ms | longest, ms |
| --- | --- | --- | --- | --- |"""


def heartbeat(window: Window) -> list[str]:
    """Measure in a window that has the extension; the lines of the table and of the ratio."""
    window.open_sidebar("Recraft")
    calm: list[float] = []
    busy: list[float] = []
    with SandboxServer(token=TOKEN, rate_limited=False, delay_s=ANSWER_S) as sandbox:
        use_service(window, sandbox.base_url, TOKEN)
        for number in range(ROUNDS):
            print(f"heartbeat, round {number + 1}", flush=True)
            calm += _turns(window)
            window.ask(ASK_FOR.format(count=JOB_COUNT))
            _wait_for(window, "sending")
            busy += _turns(window)
            _wait_for(window, "placed")
    rows = [_row("no job", calm), _row(f"{JOB_COUNT} jobs under way", busy)]
    ratio = _p99(busy) / _p99(calm)
    return [HEAD, *rows, "", f"The p99 with jobs is {ratio:.2f} of that without (goal: {GOAL:g})."]


def _turns(window: Window) -> list[float]:
    """Milliseconds between turns; nobody asks Blender anything meanwhile."""
    time.sleep(2.0)  # what came before is over
    window.ask(BEAT.format(seconds=SECONDS))
    time.sleep(SECONDS + 1.0)
    beats: list[Any] = window.ask("bpy.app.driver_namespace['bench_beats']")
    return [1e3 * (after - before) for before, after in itertools.pairwise(beats)][5:]


def _wait_for(window: Window, state: str) -> None:
    states = f"[str(job.state) for job in {JOBS}[:{JOB_COUNT}]]"
    wanted = f"{states} == ['{state}'] * {JOB_COUNT}"
    window.wait_until(wanted, TIMEOUT_S, f"the jobs are {state}")


def _row(what: str, turns: list[float]) -> str:
    median = statistics.median(turns)
    return f"| {what} | {len(turns)} | {median:.2f} | {_p99(turns):.2f} | {max(turns):.2f} |"


def _p99(turns: list[float]) -> float:
    return statistics.quantiles(turns, n=100, method="inclusive")[98]
