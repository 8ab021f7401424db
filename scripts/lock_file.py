# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lock between processes that the system frees when its holder dies."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

POLL_S = 0.5


@contextmanager
def locked(path: Path, progress: Callable[[str], None] = print) -> Iterator[None]:
    """Hold a lock file, after waiting for any other process that holds it.

    The file stays: removing it would let two processes hold two files of one name.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        os.set_inheritable(file.fileno(), True)  # noqa: FBT003 - the standard library's signature
        if not _try(file):
            progress(f"Waiting for another process to finish with {path.stem}")
            while not _try(file):
                time.sleep(POLL_S)
        yield


def _try(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only this system has it

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - only this system has it

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
