# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What many jobs cost Blender: `python3 scripts/bench.py jobs`.

The pump's calls with 1, 100 and 10,000 jobs in the history, each in a fresh process and profile,
and Blender's memory over 500 jobs. Writes docs/bench-jobs.md. A report, not a test.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from build import build, this_platform
from environments import ROOT, Environment, SetupError, ensure

OUT = ROOT / "docs" / "bench-jobs.md"
HISTORIES = (1, 100, 10_000)
JOBS = 500
PUMP_TIMEOUT_S = 300
MEMORY_TIMEOUT_S = 1800
KINDS = {
    "idle": "nothing happens",
    "changed": "a job changed",
    "placing": "a result is placed",
}
GOALS = {"idle": "2", "changed": "", "placing": "8"}
HEAD = """\
| stroke of the pump | jobs in the history | calls | goal for p99, ms | median, ms | p99, ms |\
 longest, ms | processor time: median, ms | p99, ms | longest, ms |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""
NOTES = """\
- Strokes: each history in a process and profile of its own; the former jobs are written into the
  ledger as copies of one that was really made, ten for each .blend, forty a day. Of the idle calls
  each fifth looks for what dead workers left, as it is when Blender rests. A change is one of
  another process. Placing is the whole stroke: reading that a job became ready, a texture of
  1024 x 1024 pixels, packed, on a cube, and one undo step.
- What exceeds the processor time is waiting: for a core, the disk or the ledger's lock.
- Memory: Blender's own process, with real jobs by a worker and a sandbox beside it; their results
  are placed ten to a file, and it is looked at after each fifty with a new file open.
"""

Figures = dict[str, Any]


class JobsBenchError(SetupError):
    """A measurement did not come to its end."""


def report(environments: Sequence[str]) -> None:
    """Measure in these environments, print the tables and write them to docs/bench-jobs.md."""
    (zip_file,) = build([this_platform()])
    tables = [_tables(ensure(name), zip_file) for name in environments]
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    head = f"`python3 scripts/bench.py jobs` on {today}, {machine}."
    if hasattr(os, "getloadavg"):
        head += f" The system's load at the end: {os.getloadavg()[0]:.1f}."
    text = "\n".join(["# What many jobs cost Blender", "", head, "", *tables, NOTES])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(text, "utf-8", newline="\n")
    print(text)


def _tables(environment: Environment, zip_file: Path) -> str:
    found = {}
    for history in HISTORIES:
        print(f"{environment.name}: {history} jobs in the history", flush=True)
        found[history] = _measure(environment, zip_file, "pump", history, PUMP_TIMEOUT_S)
    rows = [_row(kind, history, found[history][kind]) for kind in KINDS for history in HISTORIES]
    print(f"{environment.name}: memory over {JOBS} jobs", flush=True)
    memory = _measure(environment, zip_file, "memory", JOBS, MEMORY_TIMEOUT_S)["resident_mb"]
    return "\n".join([f"## {environment.name}", "", HEAD, *rows, "", _memory(memory), ""])


def _row(kind: str, history: int, calls: list[list[float]]) -> str:
    clock, processor = ([call[part] for call in calls] for part in (0, 1))
    cells = (KINDS[kind], f"{history:,}", str(len(calls)), GOALS[kind])
    return f"| {' | '.join((*cells, *_summary(clock), *_summary(processor)))} |"


def _summary(times: list[float]) -> tuple[str, str, str]:
    p99 = statistics.quantiles(times, n=100, method="inclusive")[98]
    return f"{statistics.median(times):.2f}", f"{p99:.2f}", f"{max(times):.2f}"


def _memory(found: list[float | None]) -> str:
    known = [value for value in found if value is not None]
    if not known:
        return "Memory: this system does not tell it simply."
    growth = 1000 * (known[-1] - known[0]) / (JOBS * (1 - 1 / len(known)))
    each = " / ".join(f"{value:.0f}" for value in known)
    return (
        f"Memory of Blender's process after each {JOBS // len(known)} jobs, MB: {each};"
        f" from the first to the last {growth:+.1f} kB a job (goal: flat)."
    )


def _measure(
    environment: Environment, zip_file: Path, measurement: str, jobs: int, timeout_s: float
) -> Figures:
    with tempfile.TemporaryDirectory(prefix="recraft-bench-") as folder:
        out = Path(folder) / "figures.json"
        _run(environment, folder, "bench_in_blender.py", "install", str(zip_file), str(out))
        arguments = ("bench_jobs.py", measurement, str(jobs), str(out))
        _run(environment, folder, *arguments, timeout_s=timeout_s)
        figures: Figures = json.loads(out.read_text("utf-8"))
        return figures


def _run(
    environment: Environment, profile: str, script: str, *arguments: str, timeout_s: float = 120
) -> None:
    try:
        result = subprocess.run(
            [str(environment.python), str(ROOT / "scripts" / script), *arguments],
            env={**os.environ, "BLENDER_USER_RESOURCES": profile},
            capture_output=True,
            text=True,
            check=False,
            timeout=timeout_s,
        )
    except subprocess.TimeoutExpired:
        what = f"{environment.name}: {arguments[0]}"
        raise JobsBenchError(f"{what} took over {timeout_s:.0f} s.") from None
    if result.returncode:
        said = (result.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise JobsBenchError(f"{environment.name}: {arguments[0]} failed: {said}")
