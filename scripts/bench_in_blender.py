# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bench's part inside Blender: one measurement in one fresh process, its figures as JSON.

Started by bench.py with a bpy wheel's Python and a private BLENDER_USER_RESOURCES.
"""

import bpy  # noqa: F401, I001 - first: addon_utils comes with it
import addon_utils
import argparse
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import installed
from installed import ADDON, context, data, ops

HEAVY = ("requests", "urllib3", "pydantic", "sqlite3", "numpy")
JOBS = 10
STROKE_S = 0.01
TIMEOUT_S = 180.0
TASKS = Path("/proc/self/task")
BUILDERS = ("load_unread", "make_material", "wear")

Figures = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurement", choices=("install", "enable", "jobs", "bare"))
    parser.add_argument("argument", help="the zip, the add-on, or for bare a folder of pictures")
    parser.add_argument("out", type=Path, help="the file for the figures")
    options = parser.parse_args()
    measure: dict[str, Callable[[str], Figures]] = {
        "install": _install,
        "enable": _enable,
        "jobs": _jobs,
        "bare": _bare,
    }
    figures = measure[options.measurement](options.argument)
    options.out.write_text(json.dumps(figures), "utf-8")


def _install(zip_file: str) -> Figures:
    installed.install(Path(zip_file))
    _disable(ADDON)
    return {}


def _disable(addon: str) -> None:
    # "Handled" leaves the bundled packages unpacked, as they are when Blender starts with us.
    addon_utils.disable(addon, refresh_handled=True)


def _enable(addon: str) -> Figures:
    """Enable an add-on that this process has not loaded, or has only as part of Blender's start."""
    if addon in sys.modules:
        addon_utils.disable(addon)
        for name in [name for name in sys.modules if _is_of(addon, name)]:
            del sys.modules[name]
    loaded_before = [name for name in HEAVY if name in sys.modules]
    is_extension = addon.startswith("bl_ext.")
    started = time.perf_counter()
    if is_extension:
        # What enable would do first by itself; Blender's start does it once for all extensions.
        addon_utils.extensions_refresh(addon_modules_pending=[addon])
    refreshed = time.perf_counter()
    modules_before = set(sys.modules)
    enabling = time.perf_counter()
    # The stubs know of no return value.
    module: ModuleType | None = addon_utils.enable(addon, refresh_handled=True)  # type: ignore[func-returns-value]
    ended = time.perf_counter()
    if module is None:
        raise RuntimeError(f"Blender could not enable {addon}; its messages above say why.")
    new = sorted(set(sys.modules) - modules_before)
    figures = {
        "ms": (ended - enabling) * 1e3,
        "refresh_ms": (refreshed - started) * 1e3,
        "modules": len(new),
        "own_modules": sum(_is_of(addon, name) for name in new),
        "heavy": [name for name in new if name.partition(".")[0] in HEAVY],
        "heavy_before": loaded_before,
        "is_warm": all(_has_bytecode(name) for name in new if _is_of(addon, name)),
    }
    _disable(addon)
    return figures


def _is_of(addon: str, module: str) -> bool:
    return module == addon or module.startswith(f"{addon}.")


def _has_bytecode(module: str) -> bool:
    spec = sys.modules[module].__spec__
    # A folder without a module of its own has no code.
    return spec is None or spec.cached is None or Path(spec.cached).is_file()


def _tasks() -> int | None:
    """How many threads the system counts in this process; only Linux tells."""
    return len(list(TASKS.iterdir())) if TASKS.is_dir() else None


def _jobs(_: str) -> Figures:
    """Ten jobs in the sandbox, each a texture on the one mesh that was selected for it."""
    figures: Figures = {"tasks_before_enabling": _tasks()}
    addon_utils.enable(ADDON, default_set=True)
    try:
        _make_scene()
        ops.recraft.use_sandbox()
        figures |= {"threads_before": _threads(), "tasks_before": _tasks()}
        pump = Pump()
        pump.stroke()  # opens the ledger
        for number in range(JOBS):
            _generate(number)
        deadline = time.monotonic() + TIMEOUT_S
        while not pump.is_done():
            if time.monotonic() > deadline:
                raise RuntimeError("The ten jobs did not come to their end in time.")
            time.sleep(STROKE_S)
            pump.stroke()
        return figures | pump.figures()
    finally:
        addon_utils.disable(ADDON, default_set=True, refresh_handled=True)


def _make_scene() -> None:
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    # Without a window Blender keeps no undo steps until one is asked for.
    ops.ed.undo_push(message="Start")
    for number in range(JOBS):
        ops.mesh.primitive_cube_add(location=(3.0 * number, 0.0, 0.0))
        context.object.name = f"Cube {number}"


def _generate(number: int) -> None:
    for obj in data.objects:
        obj.select_set(obj.name == f"Cube {number}")
    context.view_layer.objects.active = data.objects[f"Cube {number}"]
    settings = installed.settings()
    settings.prompt, settings.model, settings.ratio = f"stone wall {number}", "recraftv4_1", "1:1"
    ops.recraft.generate()


def _threads() -> list[str]:
    return sorted(thread.name for thread in threading.enumerate())


class Pump:
    """The extension's pump, each stroke timed, and in each what the importer's functions took."""

    def __init__(self) -> None:
        self._tick = installed.module("blender.pump").tick
        self._session = installed.session()
        self._importer_s = 0.0
        self._calls: list[tuple[float, float, float]] = []
        self._threads: set[str] = set()
        self._tasks = 0
        texture = installed.module("blender.importers.texture")
        for name in BUILDERS:
            setattr(texture, name, self._timed(getattr(texture, name)))

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:
            started = time.perf_counter()
            try:
                return function(*args, **options)
            finally:
                self._importer_s += time.perf_counter() - started

        return timed

    def stroke(self) -> None:
        """Call it once, and look at the threads after."""
        self._importer_s = 0.0
        started, worked = time.perf_counter(), time.thread_time()
        self._tick()
        whole, work = time.perf_counter() - started, time.thread_time() - worked
        self._calls.append((whole * 1e3, self._importer_s * 1e3, work * 1e3))
        self._threads |= set(_threads())
        self._tasks = max(self._tasks, _tasks() or 0)

    def is_done(self) -> bool:
        """True when all ten are placed. Raises RuntimeError when one cannot be."""
        states = [str(job.state) for job in self._session.jobs[:JOBS]]
        if "failed" in states or "unknown" in states:
            raise RuntimeError("One of the ten jobs failed.")
        return len(states) == JOBS and set(states) == {"placed"}

    def figures(self) -> Figures:
        """What was measured."""
        jobs = self._session.jobs[:JOBS]
        results = [self._session.ledger.results(job.id)[0].path for job in jobs]
        sizes = {tuple(image.size) for image in data.images}
        if sizes != {(1024, 1024)}:
            raise RuntimeError(f"The pictures are not of 1024 x 1024 pixels but {sizes}.")
        return {
            "calls": self._calls,
            "threads_during": sorted(self._threads),
            "tasks_during": self._tasks or None,
            "pictures": str(results[0].parents[1]),
        }


def _bare(folder: str) -> Figures:
    """What a placement asks of Blender, by bare calls: nothing of ours, no other process."""
    _make_scene()
    pictures = sorted(Path(folder).glob("*/*.png"))[:JOBS]
    if len(pictures) < JOBS:
        raise RuntimeError("The pictures of the ten jobs are not where they were left.")
    return {"placements": [_place(number, path) for number, path in enumerate(pictures)]}


def _place(number: int, picture: Path) -> dict[str, float]:
    steps: dict[str, float] = {}
    with _timing(steps, "load"):
        image = data.images.load(str(picture))
    with _timing(steps, "pack"):
        image.pack()
    with _timing(steps, "material"):
        material = data.materials.new(picture.stem)
        if material.node_tree is None:
            material.use_nodes = True
        tree = material.node_tree
        node = tree.nodes.new("ShaderNodeTexImage")
        node.image = image
        shader = next(node for node in tree.nodes if node.type == "BSDF_PRINCIPLED")
        tree.links.new(node.outputs["Color"], shader.inputs["Base Color"])
        data.objects[f"Cube {number}"].data.materials.append(material)
    with _timing(steps, "undo"):
        ops.ed.undo_push(message="Place")
    return steps


@contextmanager
def _timing(steps: dict[str, float], name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    steps[name] = (time.perf_counter() - started) * 1e3


if __name__ == "__main__":
    main()
