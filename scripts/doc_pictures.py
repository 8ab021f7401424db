# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of docs/ in a real window: `python3 scripts/doc_pictures.py [NAME...]`.

Builds the zip, then drives Blender as tests/window does, with the sandbox as the service. Takes
some minutes; look at each picture before it is committed.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import subprocess

from build import build, this_platform
from environments import ROOT, SetupError, ensure, run_script

TAKER = ROOT / "scripts" / "doc_pictures_taken.py"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these groups of pictures")
    names = parser.parse_args().names
    zip_file = build([this_platform()])[0]
    command = [str(ensure("check").python), str(TAKER), str(zip_file), *names]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise SetupError("Not every picture was taken.")


if __name__ == "__main__":
    run_script(main)
