# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The SVG bench's part inside Blender: one measurement in one fresh process, its figures as JSON.

Started by bench_svg_report.py with a bpy wheel's Python and a private BLENDER_USER_RESOURCES.
`theirs` and `ours` import a file; `landing` builds a plan that is there already, as when a job's
result arrives, in turn with the floor: the same objects made by bare calls, from arrays and colours
made ready.
"""

import bpy  # noqa: F401, I001 - first: addon_utils comes with it
import addon_utils
import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bench_svg_floor
import installed
from installed import ADDON, context, data, ops

SVG = "io_curve_svg"
SLICE_S = 0.005
LANDINGS = 3
TINY = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'

Figures = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurement", choices=("theirs", "ours", "landing"))
    parser.add_argument("kind", choices=("CURVES", "MESH"))
    parser.add_argument("file", type=Path)
    parser.add_argument("out", type=Path, help="the file for the figures")
    options = parser.parse_args()
    addon_utils.enable(SVG if options.measurement == "theirs" else ADDON, default_set=True)
    measure: dict[str, Callable[[Path, str], Figures]] = {
        "theirs": _theirs,
        "ours": _ours,
        "landing": _landings,
    }
    figures = measure[options.measurement](options.file, options.kind)
    options.out.write_text(json.dumps(figures), "utf-8")
    if options.measurement != "theirs":
        addon_utils.disable(ADDON, default_set=True, refresh_handled=True)


def _empty() -> None:
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    gc.collect()


def _peak_mb() -> float | None:
    """The most memory this process ever had; only Unix tells."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415 - not on every platform

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _ms(since: float) -> float:
    return (time.perf_counter() - since) * 1e3


def _import(call: Callable[[str], object], file: Path) -> Figures:
    """Import a tiny file first, so that what is imported late is there, then the one measured."""
    with tempfile.TemporaryDirectory() as folder:
        tiny = Path(folder) / "tiny.svg"
        tiny.write_text(TINY, "utf-8")
        call(str(tiny))
    _empty()
    before = _peak_mb()
    started = time.perf_counter()
    call(str(file))
    called = _ms(started)
    context.view_layer.update()
    whole = _ms(started)
    after = _peak_mb()
    return {
        "ms": whole,
        "call_ms": called,
        "objects": len(data.objects),
        "materials": len(data.materials),
        "peak_mb": None if before is None or after is None else after - before,
    }


def _theirs(file: Path, _: str) -> Figures:
    return _import(lambda path: ops.import_curve.svg(filepath=path), file)


def _ours(file: Path, kind: str) -> Figures:
    return _import(lambda path: ops.recraft.import_svg(filepath=path, kind=kind), file)


def _stored_plan(file: Path, kind: str, folder: Path) -> Any:
    """The plan as a worker leaves it: arrays mapped from a file."""
    planning = installed.module("vector.planning")
    store = installed.module("vector.store")
    drawing = installed.module("vector.parse").parse_svg(file.read_bytes())
    options = planning.PlanOptions(target=planning.Target(kind.lower()))
    store.save(planning.plan(drawing, options), folder / "plan")
    return store.load(folder / "plan")


def _landings(file: Path, kind: str) -> Figures:
    """Landing and floor in turn, with one plan."""
    figures: dict[str, list[Figures]] = {"landing": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder:
        plan = _stored_plan(file, kind, Path(folder))
        for _ in range(LANDINGS):
            _empty()
            figures["landing"].append(_landing(plan, kind))
            _empty()
            figures["floor"].append(bench_svg_floor.build(plan, is_mesh=kind == "MESH"))
        return figures


def _landing(plan: Any, kind: str) -> Figures:
    module = installed.module("blender.importers.svg_import")
    build = installed.module("blender.importers.svg_build")
    slices = installed.module("blender.importers.svg_slices")
    options = build.BuildOptions(kind=build.Kind(kind))
    where = installed.module("blender.importers.svg_placing").frame
    assembling = module.assemble_plan(
        plan, "Bench.svg", options, lambda one: where(context, one, options.placing)
    )
    stepper = slices.Stepper(assembling)
    strokes, work = [], []
    while not stepper.is_done:
        started, worked = time.perf_counter(), time.thread_time()
        stepper.carry_on(SLICE_S)
        strokes.append(_ms(started))
        work.append((time.thread_time() - worked) * 1e3)
    started, worked = time.perf_counter(), time.thread_time()
    module.show_imported(context, [stepper.result])
    strokes.append(_ms(started))
    work.append((time.thread_time() - worked) * 1e3)
    started = time.perf_counter()
    context.view_layer.update()
    evaluating = _ms(started)
    return {
        "ms": sum(strokes) + evaluating,
        "building_ms": sum(strokes),
        "evaluating_ms": evaluating,
        "longest_ms": max(strokes),
        "longest_work_ms": max(work),
        "strokes": len(strokes),
        "objects": len(data.objects),
    }


if __name__ == "__main__":
    main()
