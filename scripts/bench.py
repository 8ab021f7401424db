# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of Blender's time the extension takes: `python3 scripts/bench.py`.

Installs the built zip beside each bpy wheel, measures in fresh processes and writes docs/bench.md.
A report, not a test: times stand beside what Blender itself needs in the same run.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import datetime
import functools
import json
import os
import platform
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bench_jobs_report
import bench_pictures
import bench_svg_report
from build import build, this_platform
from environments import ROOT, Environment, SetupError, ensure, run_script

BPY = ("bpy-4.2", "bpy-4.5", "bpy-5.0", "bpy-5.2")
OURS = "bl_ext.user_default.recraft_blender"
SVG = "io_curve_svg"
HEAVY = "requests, urllib3, pydantic, sqlite3, numpy"
OUT = ROOT / "docs" / "bench.md"
GOAL_MS = 8.0
TIMEOUT_S = 300
# Not what a person's Blender has: without bytecode files every start compiles everything anew.
UNWANTED = ("PYTHONDONTWRITEBYTECODE", "RECRAFT_API_TOKEN")

NOTES = """\
- Enabling: medians of fresh processes in alternating order, bytecode files there. io_curve_svg is
  on from Blender's start, so it is disabled and its modules dropped first; what else it had
  imported stays, which flatters it. The check of its extensions is Blender's own code, done once at
  its start for all of them, and includes unpacking our packages; its add-ons are spared it.
- Pump: fresh processes; each job puts a texture of 1024 x 1024 pixels, packed, on a cube, with one
  undo step. Blender's share is the importer, which is nearly all Blender's calls, and a bare undo.
  The first round makes the ledger and the bytecode files. What exceeds the processor time is
  waiting: for a core, the disk or the ledger's lock.
- Bare calls: the same asked of Blender directly, in a process of its own with nothing beside it.
- The worker and the sandbox run in processes of their own and share the cores with Blender.
"""

Figures = dict[str, Any]


class BenchError(SetupError):
    """A measurement did not come to its end."""


@dataclass
class Bench:
    """All figures of one environment."""

    enabling: dict[str, list[Figures]] = field(default_factory=dict)
    rounds: list[Figures] = field(default_factory=list)
    bare: list[dict[str, float]] = field(default_factory=list)

    def ms(self, addon: str, key: str = "ms") -> float:
        """The median time to enable an add-on."""
        return _median(one[key] for one in self.enabling[addon])

    @property
    def calls(self) -> list[list[list[float]]]:
        """Each round's calls of the pump: the whole, the importer's part, the processor time."""
        return [one["calls"] for one in self.rounds]

    @property
    def times(self) -> list[float]:
        """What each call of all rounds took."""
        return [call[0] for calls in self.calls for call in calls]


def main() -> None:
    options = _options()
    if options.what == "client":
        subprocess.run([ensure("check").python, ROOT / "scripts" / "bench_client.py"], check=True)
        return
    if options.what == "svg":
        bench_svg_report.report(options.environment or BPY[2:3], options.rounds)
        return
    if options.what == "interface":
        script = ROOT / "scripts" / "bench_interface.py"
        subprocess.run([ensure("check").python, script], check=True)
        return
    if options.what == "jobs":
        bench_jobs_report.report(options.environment or BPY[2:3])
        return
    if options.what == "pictures":
        bench_pictures.report(options.environment or BPY[2:])
        return
    benches = {}
    # Once: the columns must stand for the same files, even when someone edits meanwhile.
    (zip_file,) = build([this_platform()])
    for name in options.environment or BPY:
        environment = ensure(name)
        print(f"{name}: measuring", flush=True)
        with tempfile.TemporaryDirectory(prefix="recraft-bench-") as profile:
            benches[name] = _bench(environment, zip_file, Path(profile), options)
    text = _report(benches, options)
    print(text)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text, "utf-8", newline="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "what",
        nargs="?",
        choices=("costs", "svg", "client", "jobs", "pictures", "interface"),
        default="costs",
        help="svg: SVG import alone; client: the client and the worker beside plain HTTP;"
        " jobs: the pump with a long history, and memory over many jobs;"
        " pictures: capturing and placing pictures of 1, 4 and 16 megapixels;"
        " interface: the panels' drawing, in a window",
    )
    parser.add_argument(
        "-e", "--environment", action="append", choices=BPY, help="only this one (repeatable)"
    )
    parser.add_argument("--repeats", type=int, default=9, help="times to enable each add-on")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of ten jobs, or imports")
    parser.add_argument("--out", type=Path, default=OUT, help="the file for the table")
    return parser.parse_args()


def _bench(
    environment: Environment, zip_file: Path, profile: Path, options: argparse.Namespace
) -> Bench:
    measure = functools.partial(_measure, environment, profile)
    bench = Bench()
    measure("install", str(zip_file))
    addons = (OURS, SVG)
    for addon in addons:
        measure("enable", addon)  # leaves its bytecode files
    for repeat in range(options.repeats):
        for addon in addons if repeat % 2 else reversed(addons):
            figures = measure("enable", addon)
            if not figures["is_warm"]:
                raise BenchError(f"{addon} has no bytecode files: is its folder read-only?")
            bench.enabling.setdefault(addon, []).append(figures)
    bench.rounds = [measure("jobs", "-") for _ in range(options.rounds)]
    bench.bare = measure("bare", bench.rounds[0]["pictures"])["placements"]
    return bench


def _measure(environment: Environment, profile: Path, measurement: str, argument: str) -> Figures:
    out = profile / "figures.json"
    script = ROOT / "scripts" / "bench_in_blender.py"
    variables = {key: os.environ[key] for key in os.environ.keys() - set(UNWANTED)}
    try:
        result = subprocess.run(
            [str(environment.python), str(script), measurement, argument, str(out)],
            env=variables | {"BLENDER_USER_RESOURCES": str(profile)},
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_S,
        )
    except subprocess.TimeoutExpired:
        raise BenchError(f"{environment.name}: {measurement} took over {TIMEOUT_S} s.") from None
    if result.returncode or not out.is_file():
        said = (result.stderr.strip().splitlines() or ["nothing was said"])[-1]
        raise BenchError(f"{environment.name}: {measurement} {argument} failed: {said}")
    figures: Figures = json.loads(out.read_text("utf-8"))
    out.unlink()
    return figures


def _several(values: Iterable[float]) -> str:
    return " / ".join(f"{value:.1f}" for value in values)


def _names(bench: Bench, key: str) -> str:
    names = {name.partition(".")[0] for one in bench.enabling[OURS] for name in one[key]}
    return ", ".join(sorted(names)) or "none"


def _modules(bench: Bench) -> str:
    figures = [bench.enabling[addon][0] for addon in (OURS, SVG)]
    return " / ".join(f"{one['modules']} ({one['own_modules']})" for one in figures)


def _blender_share(bench: Bench) -> str:
    whole, importer, _ = max(max(calls) for calls in bench.calls)
    undo = _median(one["undo"] for one in bench.bare) if importer else 0.0
    return f"{min(1.0, (importer + undo) / whole):.0%}"


def _without_first(calls: list[list[float]]) -> float:
    """The longest call of a round apart from its first placement."""
    first = next(call for call in calls if call[1])
    return max(call[0] for call in calls if call is not first)


def _placement(bench: Bench) -> float:
    return _median(call[0] for calls in bench.calls for call in calls if call[1])


def _median(values: Iterable[float]) -> float:
    return float(statistics.median(values))


def _bare(placements: list[dict[str, float]]) -> str:
    steps = {name: _median(one[name] for one in placements) for name in placements[0]}
    parts = ", ".join(f"{name} {value:.1f}" for name, value in steps.items())
    return f"{sum(steps.values()):.1f} ({parts})"


def _threads(bench: Bench, when: str) -> str:
    return ", ".join(sorted({name for one in bench.rounds for name in one[f"threads_{when}"]}))


def _tasks(bench: Bench) -> str:
    one = bench.rounds[0]
    counts = (one[f"tasks_{when}"] for when in ("before_enabling", "before", "during"))
    return " / ".join("?" if count is None else str(count) for count in counts)


ROWS: tuple[tuple[str, Callable[[Bench], str]], ...] = (
    ("**Enabling**, goal: not slower than io_curve_svg", lambda _: ""),
    ("our extension, ms", lambda b: f"{b.ms(OURS):.2f}"),
    ("io_curve_svg, ms", lambda b: f"{b.ms(SVG):.2f}"),
    ("ours ÷ io_curve_svg", lambda b: f"{b.ms(OURS) / b.ms(SVG):.1f}"),
    ("Blender's check of extensions before, ms", lambda b: f"{b.ms(OURS, 'refresh_ms'):.1f}"),
    ("modules imported (own): ours / io_curve_svg", _modules),
    (f"of {HEAVY} we import; goal: none", lambda b: _names(b, "heavy")),
    ("of these, there before us, from Blender", lambda b: _names(b, "heavy_before")),
    (f"**Pump**, ten jobs; goal: no call over {GOAL_MS:.0f} ms", lambda _: ""),
    ("calls in all rounds", lambda b: str(len(b.times))),
    ("median, ms", lambda b: f"{_median(b.times):.2f}"),
    ("p99, ms", lambda b: f"{statistics.quantiles(b.times, n=100)[98]:.1f}"),
    ("longest call of each round, ms", lambda b: _several(max(c)[0] for c in b.calls)),
    ("the least of these, ms", lambda b: f"{min(max(c)[0] for c in b.calls):.1f}"),
    ("calls over the goal", lambda b: str(sum(time > GOAL_MS for time in b.times))),
    ("Blender's own share of the longest call", _blender_share),
    ("most processor time, ms", lambda b: _several(max(k[2] for k in c) for c in b.calls)),
    ("longest but the first placement, ms", lambda b: _several(map(_without_first, b.calls))),
    ("first call, which opens the ledger, ms", lambda b: _several(c[0][0] for c in b.calls)),
    ("a placement, median, ms", lambda b: f"{_placement(b):.1f}"),
    ("bare calls, first placement, ms", lambda b: _bare(b.bare[:1])),
    ("bare calls, median of the next nine, ms", lambda b: _bare(b.bare[1:])),
    ("**Threads** in Blender, goal: MainThread only", lambda _: ""),
    ("Python's, before the jobs", lambda b: _threads(b, "before")),
    ("Python's, during the jobs", lambda b: _threads(b, "during")),
    ("the system's: before enabling / before the jobs / during", _tasks),
)


def _report(benches: dict[str, Bench], options: argparse.Namespace) -> str:
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    lines = [
        "# What the extension costs Blender",
        "",
        f"`python3 scripts/bench.py` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d},"
        f" {machine}; {options.repeats} repeats, {options.rounds} rounds.",
        "",
        f"| | {' | '.join(benches)} |",
        f"| --- |{' --- |' * len(benches)}",
        *(f"| {name} | {' | '.join(map(of, benches.values()))} |" for name, of in ROWS),
        "",
        NOTES,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    run_script(main)
