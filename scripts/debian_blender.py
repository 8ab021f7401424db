# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets up Debian's Blender and a virtual screen's tools in a root folder of their own.

The folder is built under another name and renamed when it is complete, so an interrupted set-up is
never taken for a finished one. Commands enter it in a mount namespace of their own: what they see
of the machine is bound for as long as they run, and nothing stays mounted or stacks up.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from environments import SetupError, cache_folder

PACKAGES = (
    # Blender's own builds bring numpy and requests; Debian's leaves them to be asked for.
    *("blender", "python3-cattr", "python3-numpy", "python3-requests"),
    *("libgl1-mesa-dri", "libegl1", "libegl-mesa0", "libglx-mesa0", "mesa-vulkan-drivers"),
    *("fonts-dejavu-core", "xvfb", "xauth", "xdotool", "openbox", "imagemagick", "x11-utils"),
)
# A mirror that lags behind, or a machine whose clock is off, must not stop the set-up.
APT_SETTINGS = 'Acquire::Check-Valid-Until "false";\nAcquire::Retries "3";\n'
MADE_WITH = "etc/recraft-blender-packages"
SYSTEM_FOLDERS = (Path("/proc"), Path("/sys"), Path("/dev"), Path("/tmp"))  # noqa: S108
SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
# $1 is the root folder, then the folders to share up to "--", then the command.
ENTER = """set -e
root=$1; shift
while [ "$1" != -- ]; do mkdir -p "$root$1"; mount --rbind "$1" "$root$1"; shift; done
shift
exec chroot "$root" "$@"
"""


class NoWindowError(SetupError):
    """Says in one sentence why there is no Blender with a window."""


def entering(root: Path, folders: Iterable[Path], *argv: str) -> list[str]:
    """The command line that runs argv in the root folder, which sees folders under their paths."""
    seen: list[Path] = []
    for folder in (*SYSTEM_FOLDERS, Path(tempfile.gettempdir()), *folders):
        if not any(folder.is_relative_to(other) for other in seen):
            seen.append(folder)
    unshare = ("unshare", "--mount", "--propagation", "private")
    return [*unshare, "sh", "-c", ENTER, "sh", str(root), *map(str, seen), "--", *argv]


def _root() -> Path:
    return cache_folder() / "debian-sid"


def is_ready() -> bool:
    """Whether a finished root folder with all of PACKAGES is there and can be entered."""
    made_with = _root() / MADE_WITH
    return (
        os.geteuid() == 0
        and made_with.is_file()
        and made_with.read_text(encoding="utf-8").split() == list(PACKAGES)
    )


def prepare() -> Path:
    """The finished root folder; builds it first if it is not there."""
    root = _root()
    if os.geteuid() != 0:
        raise NoWindowError(
            "Debian's Blender can only be set up and entered by root: run this as root, or set "
            "BLENDER to the path of a Blender program."
        )
    if subprocess.run(("unshare", "--mount", "true"), check=False, capture_output=True).returncode:
        raise NoWindowError(
            "Debian's Blender needs the right to mount folders, which this container lacks: start "
            "it privileged, or set BLENDER to the path of a Blender program."
        )
    if not is_ready():
        root.parent.mkdir(parents=True, exist_ok=True)
        with _locked(root.with_name(root.name + ".lock")) as lock:
            if not is_ready():  # another run may have built it while this one waited
                _Setup(root, lock).run()
    return root


class _Setup:
    """One set-up from nothing to a finished root folder, telling how it goes."""

    def __init__(self, root: Path, lock: IO[str]) -> None:
        self.root = root
        self.partial = root.with_name(root.name + ".partial")
        self.log = root.with_name(root.name + ".log")
        self.lock = lock
        self.started = time.monotonic()

    def run(self) -> None:
        self._say(f"setting up Debian's Blender in {self.root} (some minutes, about 2 GB)")
        self.log.write_text("", encoding="utf-8")
        for old in (self.partial, self.root):
            if old.exists():
                self._say(f"removing {old.name}, which is unfinished or out of date")
                shutil.rmtree(old)
        self._find_debootstrap()
        self._say("unpacking a small Debian")
        self._do("unpacking Debian", "debootstrap", "--variant=minbase", "sid", str(self.partial))
        (self.partial / "etc/apt/apt.conf.d/99recraft").write_text(APT_SETTINGS, encoding="utf-8")
        shutil.copyfile("/etc/resolv.conf", self.partial / "etc/resolv.conf")
        self._say("reading Debian's list of packages")
        self._inside("reading Debian's list of packages", "apt-get", "update", "-q")
        self._say("installing Blender, a virtual screen and their libraries")
        install = ("apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES)
        self._inside("installing Blender", *install)
        self._inside("clearing downloaded packages", "apt-get", "clean")
        (self.partial / MADE_WITH).write_text("\n".join(PACKAGES), encoding="utf-8")
        self.partial.rename(self.root)
        self._say("ready")

    def _find_debootstrap(self) -> None:
        if shutil.which("debootstrap", path=SEARCH_PATH):
            return
        if not shutil.which("apt-get"):
            raise NoWindowError(
                "Setting up Debian's Blender needs debootstrap: install it, or set BLENDER to the "
                "path of a Blender program."
            )
        self._say("installing debootstrap")
        self._do("reading the list of packages", "apt-get", "update", "-q")
        tools = ("debootstrap", "debian-archive-keyring")
        self._do("installing debootstrap", "apt-get", "install", "-y", "-q", *tools)

    def _inside(self, what: str, *argv: str) -> None:
        self._do(what, *entering(self.partial, (), *argv))

    def _do(self, what: str, *argv: str) -> None:
        changed = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "PATH": SEARCH_PATH}
        with self.log.open("a", encoding="utf-8") as log:
            done = subprocess.run(
                argv,
                check=False,
                env=os.environ | changed,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A child that outlives a killed set-up keeps the lock until it ends as well.
                pass_fds=(self.lock.fileno(),),
            )
        if done.returncode:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines() or [
                "nothing"
            ]
            raise NoWindowError(f"{what} failed, see {self.log}, which ends with: {lines[-1]}")

    def _say(self, what: str) -> None:
        seconds = time.monotonic() - self.started
        print(f"[{seconds:5.1f} s] {what}", file=sys.stderr, flush=True)


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    """Hold a file's lock, so that two runs do not build the same folder."""
    with path.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
