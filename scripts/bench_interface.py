# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the panels cost Blender: `python3 scripts/bench.py interface`.

In a real window, because a Blender without one has no layouts: a panel of the bench draws every
panel of the extension into a layout of its own, and times each, with 0, 100 and 10,000 results;
then how steadily the window goes on while jobs run.
Writes docs/bench-interface.md. A report, not a test. Run by bench.py with the environment `check`.
"""

import datetime
import os
import platform
import statistics
import tempfile
from pathlib import Path
from typing import Any

import windowed_blender
from bench_heartbeat import heartbeat
from build import build, this_platform
from environments import ROOT, SetupError, run_script
from window_driver import Window

ADDON = "bl_ext.user_default.recraft_blender"
OUT = ROOT / "docs" / "bench-interface.md"
RESULTS = (0, 100, 10_000)
DRAWS = 100
PAGES = 50
GOAL_MS = 1.0
PAGE_GOAL_MS = 5.0
TIMEOUT_S = 240
PROMPTS = (("mossy stone wall", "TEXTURE", 2), ("fox logo", "CURVES", 1))

SESSION = f"__import__('{ADDON}.blender.session', fromlist=['x']).session()"
GALLERY = f"__import__('{ADDON}.blender.gallery', fromlist=['x']).gallery()"
TIMES = "bpy.app.driver_namespace['bench_times']"
SET_UP = """
bpy.ops.extensions.package_install_files(
    filepath={zip!r}, repo="user_default", enable_on_install=True)
bpy.ops.recraft.use_sandbox()
"""
ASK_FOR = """
settings = bpy.context.scene.recraft
settings.prompt, settings.make, settings.count = {prompt!r}, {make!r}, {count}
bpy.ops.recraft.generate()
"""
LENGTHEN = """
import sys
sys.path.append({scripts!r})
import long_history
long_history.lengthen({session}.ledger, {count})
# Nothing older ever comes otherwise: what was read before is not looked at again.
__import__({addon!r} + ".blender.gallery", fromlist=["x"]).open_gallery()
"""
BENCH_PANEL = """
import importlib, time, types
registered = importlib.import_module({addon!r} + ".blender.registration").CLASSES
panels = [one for one in registered if issubclass(one, bpy.types.Panel)]
times = bpy.app.driver_namespace["bench_times"] = {{}}

class VIEW3D_PT_recraft_bench(bpy.types.Panel):
    bl_label, bl_category = "Recraft Bench", "Bench"
    bl_space_type, bl_region_type = "VIEW_3D", "UI"

    def draw(self, context):
        for panel in panels:
            if hasattr(panel, "poll") and not panel.poll(context):
                continue
            part = types.SimpleNamespace(layout=self.layout.column())
            started, worked = time.perf_counter(), time.thread_time()
            panel.draw(part, context)
            took = time.perf_counter() - started, time.thread_time() - worked
            times.setdefault(panel.__name__, []).append(took)

bpy.utils.register_class(VIEW3D_PT_recraft_bench)
"""
REDRAW = """
for panel in bpy.app.driver_namespace["bench_times"].values():
    panel.clear()
region = find_region("VIEW_3D", "UI")
for _ in range({draws}):
    region.tag_redraw()
    bpy.ops.wm.redraw_timer(type="DRAW_WIN_SWAP", iterations=1)
result = bpy.app.driver_namespace["bench_times"]
"""
TURN = """
import time
times = []
for page in range({pages}):
    words = "" if page % 2 else "wall"
    bpy.context.window_manager.recraft_results.words = words
    while True:
        started, worked = time.perf_counter(), time.thread_time()
        {gallery}.refresh(bpy.context)
        times.append((time.perf_counter() - started, time.thread_time() - worked))
        if {gallery}.view.is_whole:
            break
    for turn in ({gallery}.show_older, {gallery}.show_newer):
        started, worked = time.perf_counter(), time.thread_time()
        turn(bpy.context)
        times.append((time.perf_counter() - started, time.thread_time() - worked))
bpy.context.window_manager.recraft_results.words = ""
result = times
"""
HEAD = """\
| panel | results | draws | median, ms | p99, ms | longest, ms |\
 processor time: median, ms | p99, ms |
| --- | --- | --- | --- | --- | --- | --- | --- |"""
NOTES = f"""\
- Each draw is the panel's whole Python function with a real layout, in a window of its own; that
  is what Blender runs each time it redraws the sidebar. Goal: under {GOAL_MS:g} ms.
- "a page is read" is what the pump or a click does between draws: one page of twelve results from
  the ledger, newest, older, newer, and searched by a word, with their thumbnails asked for and the
  chosen one's recipe. Goal: under {PAGE_GOAL_MS:g} ms.
- The results are copies of three that were really made. What exceeds the processor time is waiting.
"""

Call = tuple[float, float]
"""Seconds of one call: on the clock, and of the processor."""


def report() -> None:
    """Measure, print the table and write it to docs/bench-interface.md."""
    (zip_file,) = build([this_platform()])
    with tempfile.TemporaryDirectory(prefix="recraft-bench-") as folder:
        machine = windowed_blender.find(ROOT, Path(folder))
        with Window(Path(folder), machine=machine) as window:
            rows = _measure(window, zip_file.resolve())
            beats = heartbeat(window)
            version = window.ask("bpy.app.version_string")
    head = (
        f"`python3 scripts/bench.py interface` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d},"
        f" Blender {version} in its window, software OpenGL, {platform.system()} on"
        f" {platform.machine()}, {os.cpu_count()} cores; the system's load at the end:"
        f" {os.getloadavg()[0]:.1f}."
    )
    table = [HEAD, *rows, "", NOTES]
    text = "\n".join(
        ["# What the panels cost", "", head, "", *table, "## Heartbeat", "", *beats, ""]
    )
    OUT.write_text(text, "utf-8", newline="\n")
    print(text)


def _measure(window: Window, zip_file: Path) -> list[str]:
    window.ask(SET_UP.format(zip=str(zip_file)))
    window.ask(BENCH_PANEL.format(addon=ADDON))
    window.open_sidebar("Bench")
    rows = []
    for count in RESULTS:
        if count:
            _fill(window, count)
        print(f"{count:,} results", flush=True)
        draws = window.ask(REDRAW.format(draws=DRAWS), timeout_s=TIMEOUT_S)
        if not any(draws.values()):
            raise SetupError("Blender did not draw the bench's panel, so nothing was measured.")
        rows += [_row(panel, count, calls) for panel, calls in draws.items() if calls]
        turns = TURN.format(pages=PAGES, gallery=GALLERY)
        rows.append(_row("a page is read", count, window.ask(turns, timeout_s=TIMEOUT_S)))
    window.ask("bpy.utils.unregister_class(bpy.types.VIEW3D_PT_recraft_bench)")
    return sorted(rows, key=lambda row: row.split("|")[1])  # the counts stay in their order


def _fill(window: Window, count: int) -> None:
    """See to it that the list has so many results, the newest of which were really made."""
    if not window.ask(f"len({SESSION}.jobs)"):
        for prompt, make, pictures in PROMPTS:
            window.ask(ASK_FOR.format(prompt=prompt, make=make, count=pictures))
            placed = f"[str(job.state) for job in {SESSION}.jobs[:1]] == ['placed']"
            window.wait_until(placed, TIMEOUT_S, f"{prompt} is placed")
    scripts = str(ROOT / "scripts")
    lengthen = LENGTHEN.format(scripts=scripts, session=SESSION, count=count, addon=ADDON)
    window.ask(lengthen, timeout_s=TIMEOUT_S)
    read = f"{GALLERY}.view.has_older and {GALLERY}.view.chosen is not None"
    window.wait_until(read, TIMEOUT_S, "the page is read")


def _row(what: str, count: int, calls: list[Any]) -> str:
    clock, processor = ([1e3 * call[part] for call in calls] for part in (0, 1))
    cells = (what, f"{count:,}", str(len(calls)))
    times = (*_summary(clock), f"{max(clock):.2f}", *_summary(processor))
    return f"| {' | '.join((*cells, *times))} |"


def _summary(times: list[float]) -> tuple[str, str]:
    p99 = statistics.quantiles(times, n=100, method="inclusive")[98]
    return f"{statistics.median(times):.2f}", f"{p99:.2f}"


if __name__ == "__main__":
    run_script(report)
