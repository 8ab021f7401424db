# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Importing this starts the script again under Python 3.11 if the running one is older.

It and interpreters.py must run on Python 3.8; every other script may use 3.11. A script that people
start imports it first, with nothing above it that Python 3.8 lacks.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from interpreters import PythonNotFoundError, find_python

if TYPE_CHECKING:
    from pathlib import Path

OLDEST = (3, 11)
ACCEPTED = ("3.11", "3.13", "3.12", "3.14")


def _newer_python() -> Path:
    for version in ACCEPTED:
        try:
            return find_python(version)
        except PythonNotFoundError:
            continue
    sys.exit(
        f"This needs Python 3.11 or newer and {sys.executable} is {sys.version.split()[0]}: "
        "install Python 3.11 and run this again."
    )


if sys.version_info < OLDEST:
    # A child instead of exec: on Windows exec returns to the shell before the script has ended.
    sys.exit(subprocess.call([str(_newer_python()), *sys.argv]))
