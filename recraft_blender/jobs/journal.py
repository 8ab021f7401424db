# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which journal the ledger's file can have: write-ahead where memory can be shared, or a plain one.

Write-ahead logging needs memory that all processes share, which no network drive has
(https://www.sqlite.org/wal.html); there SQLite may seem to work and lose data.
"""

import re
import sqlite3
import sys
import time
from pathlib import Path

_NETWORKS = re.compile(
    r"9p|afs|beegfs|ceph|cifs|coda|davfs|glusterfs|lustre|ncpfs|nfs4?|pvfs2|smb[23]|smbfs|virtiofs"
    r"|vboxsf|fuse\.(davfs|rclone|sshfs|glusterfs)"
)


def set_journal(connection: sqlite3.Connection, path: Path, deadline: float) -> str:
    """Choose the journal for the file; "wal" or "truncate". `deadline` in monotonic seconds.

    Changing it needs a moment alone that SQLite does not wait for. Raises sqlite3.Error.
    """
    wanted = "TRUNCATE" if is_on_network(path) else "WAL"
    while True:
        try:
            found = str(connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0])
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                if wanted == "TRUNCATE":
                    raise
                wanted = "TRUNCATE"  # locked-down file systems refuse the shared memory
                continue
            if time.monotonic() > deadline:
                raise
        else:
            if found == wanted.lower():
                return found
            if wanted == "TRUNCATE":
                return found
            wanted = "TRUNCATE"
            continue
        time.sleep(0.005)


def is_on_network(path: Path) -> bool:
    """True when the file surely lies on another computer. macOS does not tell: False."""
    if sys.platform == "win32":
        return _is_remote_on_windows(path)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return _NETWORKS.fullmatch(file_system(path.resolve(), mounts)) is not None


def file_system(path: Path, mounts: str) -> str:
    """The kind of file system that holds a path, from the text of /proc/self/mounts."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        # The kernel writes blanks and the like as octal numbers (man 5 fstab).
        point = Path(parts[1].replace("\\040", " ").replace("\\011", "\t"))
        # The later of two mounts on one place is the one that is seen.
        if path.is_relative_to(point) and len(point.parts) >= longest:
            longest, kind = len(point.parts), parts[2]
    return kind


def _is_remote_on_windows(path: Path) -> bool:
    import ctypes  # noqa: PLC0415 - on Windows only

    root = path.resolve().anchor
    if root.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - other systems' stubs lack it
    return bool(kernel.GetDriveTypeW(root) == 4)  # DRIVE_REMOTE, Windows SDK fileapi.h
