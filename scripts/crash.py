# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the worker at every recorded step and at many random times: `python3 scripts/crash.py 200`.

Prints what was lost, sent twice, unaccounted for or broken afterwards, and ends with 1 if anything
was. The same as tests/jobs/test_crashes.py, for longer; `--seed` repeats a run.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from environments import ROOT, ensure, run_script

INSIDE = "--inside"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=200, help="random kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
    return parser


def _run(kills: int, seed: int) -> int:
    sys.path.insert(0, str(ROOT))
    from tests.jobs.crashes import POINTS, Damage, killed_at, killed_at_random  # noqa: PLC0415

    steps = Damage()
    with tempfile.TemporaryDirectory(prefix="recraft-crash-") as folder:
        for number, point in enumerate(POINTS):
            damage = killed_at(Path(folder) / str(number), point, same_session=number % 2 == 0)
            print(f"{point[0]} {point[1]}: {damage}", flush=True)
            steps += damage
        print(f"at every step: {steps}", flush=True)
        at_random = killed_at_random(Path(folder) / "random", kills, seed)
        print(f"at random: {at_random}", flush=True)
    return 0 if steps.is_none and at_random.is_none else 1


def main() -> None:
    options = _parser().parse_args()
    if options.inside:
        sys.exit(_run(options.kills, options.seed))
    python = ensure("check", lambda line: print(line, file=sys.stderr)).python
    sys.exit(subprocess.call([str(python), *sys.argv, INSIDE]))


if __name__ == "__main__":
    run_script(main)
