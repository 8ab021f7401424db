# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of `bench.py pictures` inside Blender: all rows as JSON.

Started by bench_pictures.py with a bpy wheel's Python and a private BLENDER_USER_RESOURCES.
"""

import bpy  # noqa: F401, I001 - first: the others need it
import importlib
import importlib.util
import json
import sys
from pathlib import Path

import installed

SECTIONS = ("bench_pictures_capture", "bench_pictures_place")


def main() -> None:
    zip_file, out = map(Path, sys.argv[1:])
    installed.install(zip_file)
    rows = []
    try:
        for name in SECTIONS:
            if importlib.util.find_spec(name):
                rows += importlib.import_module(name).rows()
    finally:
        installed.disable()
    out.write_text(json.dumps(rows), "utf-8")


if __name__ == "__main__":
    main()
