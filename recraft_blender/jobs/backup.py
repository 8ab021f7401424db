# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the ledger: one before each migration, and a damaged one put aside under a new name."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from .folder import sync_folder

FOLDER_NAME = "backups"
KEPT = 3
_PARTS = ("", "-wal", "-shm", "-journal")


def back_up(path: Path, reason: str) -> Path:
    """Copy the database as it stands into the backups folder; only the newest few are kept.

    Raises sqlite3.Error or OSError; then there is no copy, and nobody may go on.
    """
    folder = path.with_name(FOLDER_NAME)
    folder.mkdir(exist_ok=True)
    target = _free(folder / f"{path.stem}-{reason}-{_now()}{path.suffix}")
    partial = target.with_suffix(".part")
    partial.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy)
    partial.replace(target)
    sync_folder(folder)
    copies = sorted(folder.glob(f"{path.stem}-*{path.suffix}"), key=os.path.getmtime)
    for old in copies[:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def set_aside(path: Path) -> Path:
    """Rename a damaged database and what belongs to it. Raises OSError while others use it."""
    target = _free(path.with_name(f"{path.stem}-damaged-{_now()}{path.suffix}"))
    for part in reversed(_PARTS):
        source = path.with_name(path.name + part)
        if source.exists():
            source.rename(target.with_name(target.name + part))
    sync_folder(path.parent)
    return target


def _now() -> str:
    return time.strftime("%Y-%m-%d-%H%M%S")


def _free(path: Path) -> Path:
    """The path, with a number where there is something already."""
    found, number = path, 2
    while found.exists():
        found = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return found
