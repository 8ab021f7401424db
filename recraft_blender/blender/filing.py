# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the files of results are kept: packed, beside the .blend, or in the library.

The library is the folder of the job. Nothing there is changed, and nothing anywhere is overwritten.
"""

from __future__ import annotations

import filecmp
import itertools
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import bpy

from ..jobs.preparing import BLED_SUFFIX
from ..jobs.spec import Keep

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = "textures/recraft"
UNSAVED = "This file was never saved, so it is packed into it."
UNWRITABLE = "The folder beside this file cannot be written, so it is packed."


@dataclass(frozen=True, slots=True)
class Filed:
    """The files to load, whether they are to be packed, and a sentence where it is not as asked."""

    files: list[Path]
    pack: bool
    note: str = ""


@contextmanager
def filed(files: Sequence[Path], keep: Keep) -> Iterator[Filed]:
    """The files where they are to be kept; copies that were made go when an exception leaves."""
    if keep is not Keep.BESIDE:
        yield Filed(list(files), pack=keep is Keep.PACKED)
        return
    if not bpy.data.filepath:
        yield Filed(list(files), pack=True, note=UNSAVED)
        return
    made: list[Path] = []
    try:
        yield _beside(files, made)
    except BaseException:
        _take_back(made)
        raise


def _beside(files: Sequence[Path], made: list[Path]) -> Filed:
    folder = Path(bpy.path.abspath(f"//{FOLDER}"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Filed([_copied(file, folder, made) for file in files], pack=False)
    except OSError:
        _take_back(made)
        return Filed(list(files), pack=True, note=UNWRITABLE)


def _copied(file: Path, folder: Path, made: list[Path]) -> Path:
    """A copy under a name of its own, or the one that was made before."""
    stem = file.name.removesuffix(BLED_SUFFIX).removesuffix(file.suffix)
    for number in itertools.count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        target = folder / f"{name}{file.suffix}"
        try:
            target.open("xb").close()  # from here on the name is ours
        except FileExistsError:
            if filecmp.cmp(file, target, shallow=False):
                return target
            continue
        made.append(target)
        shutil.copyfile(file, target)
        return target
    raise AssertionError  # the numbers do not end


def _take_back(made: list[Path]) -> None:
    for file in made:
        with suppress(OSError):
            file.unlink()
    made.clear()
