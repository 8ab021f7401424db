# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo's part inside Blender: install the zip, make a texture, render the objects that wear it.

Started by demo.py with a bpy wheel's Python and a private BLENDER_USER_RESOURCES.
"""

import argparse
import math
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bpy

import installed
from installed import context, data, ops

TIMEOUT_S = 330.0
SAMPLES = 12

Say = Callable[[str], None]


def main() -> int:
    options = _options()
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"[{time.monotonic() - started:5.1f} s] {text}", flush=True)

    say(f"Blender {bpy.app.version_string}: installing {options.zip.name}")
    installed.install(options.zip)
    try:
        return _run(options, say)
    finally:
        installed.disable()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zip", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--prompt", required=True)
    parser.add_argument("--model", required=True)
    return parser.parse_args()


def _run(options: argparse.Namespace, say: Say) -> int:
    _build_scene()
    if os.environ.get("RECRAFT_API_TOKEN"):
        context.preferences.system.use_online_access = True
        say("RECRAFT_API_TOKEN is set: asking Recraft, which costs units")
    else:
        ops.recraft.use_sandbox()
        say("No RECRAFT_API_TOKEN: using the sandbox, free and offline")
    settings = installed.settings()
    settings.prompt = options.prompt
    settings.model = options.model
    ops.recraft.generate()
    job = _wait(say)
    if job.state != "placed":
        sys.stdout.flush()
        print(job.failure.message if job.failure else job.note or "No picture came in time.")
        return 1
    say(f"{job.note} {job.units} units, request {job.request_id}")
    _keep(options.out, job.folder, say)
    return 0


def _wait(say: Say) -> Any:
    """The newest job when it has come to an end; each state on the way is told."""
    session = installed.session()
    told = set[str]()

    def is_over() -> bool:
        job = session.jobs[0]
        if job.state not in told:
            told.add(job.state)
            say(f"  {job.state}")
        over = job.state in ("placed", "failed", "unknown", "cancelled")
        return over or (job.state == "ready" and bool(job.note))

    installed.pump_until(is_over, TIMEOUT_S)
    return session.jobs[0]


def _build_scene() -> None:
    ops.wm.read_homefile(use_empty=True, use_factory_startup=True)
    scene = context.scene
    ops.mesh.primitive_plane_add(size=40)
    context.object.name = "Floor"
    _add_light("Key", (3.5, -3.0, 5.0), 600.0, 3.0)
    _add_light("Fill", (-5.0, -3.5, 3.0), 160.0, 5.0)
    _add_light("Rim", (0.0, 5.0, 4.0), 260.0, 3.0)
    ops.object.camera_add(location=(0.0, -8.4, 2.9), rotation=(math.radians(75), 0, 0))
    scene.camera = context.object
    scene.camera.data.lens = 52
    scene.world = data.worlds.new("Studio")
    _add_objects()


def _add_objects() -> None:
    """A block and a ball, both with UV maps, both selected."""
    ops.mesh.primitive_cube_add(size=1.7, location=(-1.25, 0, 0.85), rotation=(0, 0, 0.6))
    block = context.object
    block.name = "Block"
    bevel = block.modifiers.new("Bevel", "BEVEL")
    bevel.width, bevel.segments = 0.08, 4
    ops.mesh.primitive_uv_sphere_add(
        segments=64, ring_count=32, radius=0.95, location=(1.15, 0.1, 0.95)
    )
    ball = context.object
    ball.name = "Ball"
    ops.object.shade_smooth()
    block.select_set(state=True)


def _add_light(name: str, place: tuple[float, float, float], watts: float, size: float) -> None:
    lamp = data.lights.new(name, "AREA")
    lamp.energy, lamp.size = watts, size
    light = data.objects.new(name, lamp)
    light.location = place
    direction = context.scene.cursor.location - light.location
    light.rotation_euler = direction.to_track_quat("-Z", "Y").to_euler()
    context.scene.collection.objects.link(light)


def _keep(out: Path, results: Path, say: Say) -> None:
    """Leave the .blend, a render and the job's own files in the folder."""
    shutil.copytree(results, out / results.name, dirs_exist_ok=True)
    scene = context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device = "CPU"
    scene.cycles.samples = SAMPLES
    scene.cycles.use_denoising = True
    scene.render.resolution_x, scene.render.resolution_y = 768, 512
    context.preferences.filepaths.save_version = 0
    scene.render.filepath = "//render.png"
    ops.wm.save_as_mainfile(filepath=str(out / "demo.blend"), check_existing=False)
    say("Rendering with Cycles")
    ops.render.render(write_still=True)
    for name in ("demo.blend", "render.png", results.name):
        say(f"  {out / name}")


if __name__ == "__main__":
    sys.exit(main())
