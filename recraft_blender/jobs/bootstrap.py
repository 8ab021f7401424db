# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts a part of the package in a process of its own: `bootstrap.py FOLDERS PART [OPTION...]`.

PART is a module of the package with a `main()`, such as `jobs.worker`; FOLDERS, joined as in PATH,
are where Blender put the bundled packages. Run by path with an isolated Python, so that neither the
person's environment nor other extensions get in the way, and loads the package from where it lies,
whatever Blender calls it. Standard library only.
"""

import importlib
import importlib.util
import os
import sys
from pathlib import Path

PACKAGE = "recraft_blender"


def load_package() -> None:
    """Import the package that this file belongs to under its own name."""
    folder = Path(__file__).resolve().parents[1]
    spec = importlib.util.spec_from_file_location(
        PACKAGE, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(PACKAGE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = module
    spec.loader.exec_module(module)


def main() -> int:
    """Run the part that the second argument names, with the options behind it."""
    folders, part = sys.argv[1:3]
    sys.argv[:3] = [part]
    sys.path[:0] = [folder for folder in folders.split(os.pathsep) if folder]
    load_package()
    return int(importlib.import_module(f"{PACKAGE}.{part}").main())


if __name__ == "__main__":
    sys.exit(main())
