# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a prompt to a textured object, once, for real: `python3 scripts/demo.py`.

Builds the zip, installs it with Blender's extension system into a private profile, makes a texture
with the registered operators (in the sandbox, or at Recraft when RECRAFT_API_TOKEN is set), and
leaves a .blend, a render and the result files in a folder whose name it prints.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from build import build, this_platform
from environments import ROOT, SetupError, ensure, run_script

ENVIRONMENT = "bpy-5.0"
PROMPT = "mossy stone wall"
MODEL = "recraftv4_1"
OUT = ROOT / "recraft-demo"


class DemoError(SetupError):
    """The demo did not come to its end."""


def main() -> None:
    options = _options()
    started = time.monotonic()
    environment = ensure(ENVIRONMENT)
    (zip_file,) = build([this_platform()])
    out: Path = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="recraft-demo-") as profile:
        command = [
            *(str(environment.python), str(ROOT / "scripts" / "demo_scene.py")),
            *("--zip", str(zip_file), "--out", str(out)),
            *("--prompt", options.prompt, "--model", options.model),
        ]
        result = subprocess.run(
            command, env=os.environ | {"BLENDER_USER_RESOURCES": profile}, check=False
        )
    if result.returncode != 0:
        raise DemoError("The demo did not come to its end; the last line above says why.")
    print(f"Done in {time.monotonic() - started:.0f} s. Everything is in {out}")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompt", default=PROMPT, help=f"what to make (default: {PROMPT})")
    parser.add_argument("--model", default=MODEL, help=f"Recraft's model (default: {MODEL})")
    parser.add_argument("--out", type=Path, default=OUT, help="the folder for what it leaves")
    return parser.parse_args()


if __name__ == "__main__":
    run_script(main)
