# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pictures cost Blender's main thread: `python3 scripts/bench.py pictures`.

Each section is a module whose `rows()` runs inside Blender. Writes docs/bench-pictures.md. A
report, not a test.
"""

import datetime
import json
import os
import platform
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from build import build, this_platform
from environments import ROOT, Environment, SetupError, ensure

OUT = ROOT / "docs" / "bench-pictures.md"
TIMEOUT_S = 900
GOAL_MS = 8.0
HEAD = """\
| what | megapixels | median, ms | longest, ms | Blender's own, ms | beyond it (goal: 8), ms |\
 naive, ms | naive ÷ ours |
| --- | --- | --- | --- | --- | --- | --- | --- |"""
NOTES = """\
- Each call is one stall of the main thread. Blender's own part is measured in the same process by
  bare calls: to load and pack a picture, and to decode it where what is made has its shape.
- What the worker does in its own process (bleeding, finding the subject and its outlines) is not
  in it. Undo steps are not either: they are Blender's, see bench.md.
- Naive: the picture once through `list(image.pixels)` and back into an image, which is packed.
"""

Row = dict[str, Any]


class PicturesBenchError(SetupError):
    """A measurement did not come to its end."""


def report(environments: Sequence[str]) -> None:
    """Measure in these environments, print the tables and write them to docs/bench-pictures.md."""
    (zip_file,) = build([this_platform()])
    tables = [_table(ensure(name), zip_file) for name in environments]
    machine = f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores"
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    head = f"`python3 scripts/bench.py pictures` on {today}, {machine}."
    if hasattr(os, "getloadavg"):
        head += f" The system's load at the end: {os.getloadavg()[0]:.1f}."
    text = "\n".join(["# What pictures cost Blender", "", head, "", *tables, NOTES])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(text, "utf-8", newline="\n")
    print(text)


def _table(environment: Environment, zip_file: Path) -> str:
    print(f"{environment.name}: measuring", flush=True)
    rows = [_row(one) for one in _measured(environment, zip_file)]
    return "\n".join([f"## {environment.name}", "", HEAD, *rows, ""])


def _row(one: Row) -> str:
    median, own, naive = one["median_ms"], one["blender_ms"], one["naive_ms"]
    times = (median, one["longest_ms"], own, median - own)
    cells = [one["name"], str(one["megapixels"]), *(f"{time:.1f}" for time in times)]
    cells += [f"{naive:,.0f}", f"{naive / median:.0f}"] if naive else ["", ""]
    return f"| {' | '.join(cells)} |"


def _measured(environment: Environment, zip_file: Path) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="recraft-bench-") as profile:
        out = Path(profile) / "rows.json"
        script = ROOT / "scripts" / "bench_pictures_in_blender.py"
        result = subprocess.run(
            [str(environment.python), str(script), str(zip_file), str(out)],
            env=os.environ | {"BLENDER_USER_RESOURCES": profile},
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT_S,
        )
        if result.returncode or not out.is_file():
            said = (result.stderr.strip().splitlines() or ["nothing was said"])[-1]
            raise PicturesBenchError(f"{environment.name}: {said}")
        rows: list[Row] = json.loads(out.read_text("utf-8"))
        return rows
