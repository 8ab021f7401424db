# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removing a job from the history, with its files to the system's trash, deleted, or left."""

import logging
import shutil
from enum import StrEnum
from pathlib import Path

from .errors import RemovalError, StaleJobError
from .ledger import Ledger
from .moves import set_columns
from .states import ACTIVE, JobState

LOG = logging.getLogger(__name__)
MOST_AT_ONCE = 5
_DONE = (
    "removed = 0 AND favourite = 0"
    " AND (state IN ('placed', 'cancelled') OR (state = 'failed' AND units IS NULL))"
)
_SETTLED = tuple(state for state in JobState if state not in ACTIVE)


class Files(StrEnum):
    """What becomes of a removed job's files."""

    KEEP = "keep"
    TRASH = "trash"
    DELETE = "delete"


def remove(ledger: Ledger, job_id: str, files: Files = Files.KEEP) -> None:
    """Take a job off the list; its receipts stay.

    Raises StaleJobError while it is under way, and RemovalError, a sentence, when the files could
    not be removed; the job then stays in the list.
    """
    folder = ledger.job(job_id).folder
    _mark(ledger, job_id, removed=True)
    if files is Files.KEEP or not folder.exists():
        return
    try:
        _check_place(folder, ledger.home)
        if files is Files.TRASH:
            _to_trash(folder)
        else:
            shutil.rmtree(folder)
    except (OSError, RemovalError) as error:
        _mark(ledger, job_id, removed=False)
        reason = str(error) if isinstance(error, RemovalError) else error.strerror or str(error)
        text = f"The files of this job could not be removed ({reason.rstrip('.')}); it stays."
        raise RemovalError(text) from error
    with ledger.transaction() as db:
        db.execute("DELETE FROM results WHERE job = ?", (job_id,))


def trim(ledger: Ledger, keep: int, files: Files = Files.KEEP, most: int = MOST_AT_ONCE) -> int:
    """Remove the oldest ended jobs beyond `keep`, at most so many; how many they were.

    Favourites stay, and what still wants something: results that were not placed, failures that
    were paid, outcomes that nobody knows. A job whose files cannot be removed stays too.
    """
    rows = ledger.rows(
        f"SELECT id FROM jobs WHERE {_DONE} AND id NOT IN"  # noqa: S608 - a constant
        f" (SELECT id FROM jobs WHERE {_DONE} ORDER BY created DESC, id DESC LIMIT ?)"
        " ORDER BY created, id LIMIT ?",
        (keep, most),
    )
    count = 0
    for (job_id,) in rows:
        try:
            remove(ledger, job_id, files)
        except (RemovalError, StaleJobError):
            LOG.exception("job %s stays in the list", job_id)
        else:
            count += 1
    return count


def _mark(ledger: Ledger, job_id: str, *, removed: bool) -> None:
    with ledger.transaction() as db:
        if not set_columns(db, job_id, {"removed": int(removed)}, _SETTLED):
            raise StaleJobError(f"{job_id} is under way")


def _check_place(folder: Path, home: Path) -> None:
    """A folder is only ever removed from below the jobs folder, whatever the ledger says."""
    jobs = (home / "jobs").resolve()
    if jobs not in folder.resolve().parents:
        raise RemovalError("they do not lie in the extension's folder")


def _to_trash(folder: Path) -> None:
    try:
        from send2trash import send2trash  # type: ignore[import-untyped] # noqa: PLC0415 - seldom
    except ImportError:
        text = "the package for the trash is missing; delete them instead"
        raise RemovalError(text) from None
    try:
        send2trash(str(folder))
    except OSError:
        raise
    except Exception as error:  # systems' own errors, of many classes
        raise RemovalError(str(error) or "the trash refused them") from error
