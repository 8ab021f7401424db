# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SVG import against Blender's own importer: `python3 scripts/bench.py svg`.

Makes Recraft-like files and measures each in fresh processes, the importers in turn; `--rounds`
says how often. Writes docs/bench-svg.md. A report, not a test.
"""

import datetime
import functools
import json
import os
import platform
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench_svg_files import SIZES, write_files
from build import build, this_platform
from environments import ROOT, Environment, SetupError, ensure

OUT = ROOT / "docs" / "bench-svg.md"
TIMEOUT_S = 300
KINDS = ("CURVES", "MESH")
NOTES = """\
- Files: flat, in groups and with gradients are random shapes in the form of Recraft's files, traced
  is a picture of 24 colours traced by vtracer with its shapes stacked.
- Total: the operator called from a script, and the evaluation of what it made; medians. Each import
  in a process of its own, after one of a tiny file, so that late imports are done; files of 10,000
  paths once.
- Landing: a plan that the worker left is built in slices of 5 ms, as when a job's result arrives;
  all of it on the main thread, evaluation included. The stall is the longest slice of building; the
  evaluation is one call of Blender's own beside it. What exceeds the processor time is waiting.
- Floor: the same objects made by bare calls of Blender, with arrays and plain colours made ready.
- Memory: how much the most that the process ever had grew, as the system tells it.
- Blender's importer draws no gradients and no paint order; what it leaves out takes it no time.

## What was tried for the evaluation of curves

In processor time of both cores, flat_10000 in 5.0 on a busy machine; only the ratios count. Points
alone (fill mode None) take 0.65 s, filling them the rest.

| | s |
| --- | --- |
| chords within a 4096th of the page, 250 shapes an object | 1.20 |
| 60 / 125 / 500 / 1,000 shapes an object | 0.90 / 1.05 / 1.45 / 2.45 |
| chords within a 2048th of the page | 0.71 |
| fill mode Front instead of Both | 1.20 |

The fill solver CDT of 5.2 takes 2.3 times as long as the sweep line (flat_1000), which stays.
Chosen: 125 shapes an object, and chords that leave their curve by a 4096th of the page up to 250
shapes, by a 2048th from 1,000 on. A mesh has nothing to evaluate.

## Bounds of one file

128 MB unpacked, 500,000 elements, 1,024 levels, 20,000,000 points, 250,000 shapes, 30,000
repetitions by `use` and markers; what is beyond is refused or left out with a sentence. Outlines
that cross and have over 20,000 curves or 100,000 crossings are filled as they are. The worst that
was met, in processor time and memory of reading and planning: a million points in one outline that
crosses itself 8 s and 550 MB, a million random lines 12 s and 500 MB, a million points in 1,000
shapes 3.3 s and 250 MB, ten `use` of ten `use` of ... 4 s and 60 MB.
"""

Figures = dict[str, Any]


class SvgBenchError(SetupError):
    """A measurement did not come to its end."""


def report(environments: Sequence[str], repeats: int, sizes: Sequence[int] = SIZES) -> None:
    """Measure in these environments, print the tables and write them to docs/bench-svg.md."""
    (zip_file,) = build([this_platform()])
    tables = []
    with tempfile.TemporaryDirectory(prefix="recraft-bench-") as folder:
        files = _files(Path(folder) / "files", tuple(sizes))
        for name in environments:
            environment = ensure(name)
            profile = Path(folder) / name
            profile.mkdir()
            _install(environment, profile, zip_file)
            measure = functools.partial(_measure, environment, profile)
            tables.append(_table(environment.name, files, measure, repeats))
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    head = f"`python3 scripts/bench.py svg` on {today}, {machine}; {repeats} repeats."
    text = "\n".join(["# Importing an SVG", "", head, "", *tables, NOTES])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(text, "utf-8", newline="\n")
    print(text)


def _files(folder: Path, sizes: tuple[int, ...]) -> list[Path]:
    files = write_files(folder, sizes)
    script = ROOT / "scripts" / "bench_svg_traced.py"
    python = ensure("check").python
    subprocess.run([python, script, folder, *map(str, sizes)], check=True, timeout=TIMEOUT_S)
    return [*files, *(folder / f"traced_{size}.svg" for size in sizes)]


def _install(environment: Environment, profile: Path, zip_file: Path) -> None:
    script = ROOT / "scripts" / "bench_in_blender.py"
    _run(environment, profile, script, "install", str(zip_file))


def _measure(environment: Environment, profile: Path, *arguments: str) -> Figures:
    return _run(environment, profile, ROOT / "scripts" / "bench_svg.py", *arguments)


def _run(environment: Environment, profile: Path, script: Path, *arguments: str) -> Figures:
    out = profile / "figures.json"
    try:
        result = subprocess.run(
            [str(environment.python), str(script), *arguments, str(out)],
            env={**os.environ, "BLENDER_USER_RESOURCES": str(profile)},
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_S,
        )
    except subprocess.TimeoutExpired:
        raise SvgBenchError(f"{environment.name}: {arguments} took over {TIMEOUT_S} s.") from None
    if result.returncode or not out.is_file():
        said = (result.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise SvgBenchError(f"{environment.name}: {arguments} failed: {said}")
    figures: Figures = json.loads(out.read_text("utf-8"))
    out.unlink()
    return figures


Measure = Callable[..., Figures]


def _table(name: str, files: Sequence[Path], measure: Measure, repeats: int) -> str:
    rows: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for file in files:
        print(f"{name}: {file.stem}", flush=True)
        # A large file takes long enough to be measured once.
        for kind, row in _rows(file, measure, 1 if file.stem.endswith("_10000") else repeats):
            rows[kind].append(row)
    lines = [f"## {name}", ""]
    for kind in KINDS:
        lines += [f"### {kind.title()}", "", *_header(), *rows[kind], ""]
    return "\n".join(lines)


def _header() -> list[str]:
    columns = (
        "file",
        "Blender's, ms",
        "ours, ms",
        "times faster",
        "landing, ms (building + evaluation)",
        "times less than Blender's",
        "longest stall, ms (processor time)",
        "floor, ms (building + evaluation)",
        "landing ÷ floor",
        "memory: Blender's / ours, MB",
        "objects: Blender's / ours",
    )
    return [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]


def _rows(file: Path, measure: Measure, repeats: int) -> Iterator[tuple[str, str]]:
    """A row for each kind of object; what Blender's importer makes is the same beside both."""
    theirs: list[Figures] = []
    ours: dict[str, list[Figures]] = {kind: [] for kind in KINDS}
    # In turn, so that a busy moment of the machine does not fall on one of them alone.
    for _ in range(repeats):
        theirs.append(measure("theirs", KINDS[0], str(file)))
        for kind in KINDS:
            ours[kind].append(measure("ours", kind, str(file)))
    for kind in KINDS:
        there = measure("landing", kind, str(file))
        yield (
            kind,
            _row(file.stem, theirs, ours[kind], there["landing"], there["floor"]),
        )


Runs = Sequence[Figures]


def _row(name: str, theirs: Runs, ours: Runs, landing: Runs, floor: Runs) -> str:
    memory = [runs[0]["peak_mb"] for runs in (theirs, ours)]
    stall, work = (min(run[key] for run in landing) for key in ("longest_ms", "longest_work_ms"))
    cells = (
        name,
        f"{_median(theirs):.0f}",
        f"{_median(ours):.0f}",
        f"{_median(theirs) / _median(ours):.1f}",
        _parts(landing),
        f"{_median(theirs) / _median(landing):.1f}",
        f"{stall:.1f} ({work:.1f})",
        _parts(floor),
        f"{_median(landing) / _median(floor):.2f}",
        " / ".join("?" if value is None else f"{value:.0f}" for value in memory),
        f"{theirs[0]['objects']} / {ours[0]['objects']}",
    )
    return f"| {' | '.join(cells)} |"


def _median(runs: Runs, key: str = "ms") -> float:
    return float(statistics.median(run[key] for run in runs))


def _parts(runs: Runs) -> str:
    parts = (_median(runs), _median(runs, "building_ms"), _median(runs, "evaluating_ms"))
    return "{:.0f} ({:.0f} + {:.0f})".format(*parts)
