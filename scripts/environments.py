# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the virtual environments that the other scripts run in, once, in the user's cache folder.

`python3 scripts/environments.py check bpy-4.5` makes them and prints the path of each Python.
"""

import require_python  # noqa: F401, I001 - first: it starts this again under a newer Python
import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from interpreters import PythonNotFoundError, SetupError, find_python
from lock_file import locked

__all__ = [
    "ENVIRONMENTS",
    "Environment",
    "InstallError",
    "PythonNotFoundError",
    "SetupError",
    "cache_folder",
    "ensure",
    "find_python",
    "run_pip",
    "run_script",
]

ROOT = Path(__file__).resolve().parent.parent
LOCKED_REQUIREMENTS = ROOT / "vendor" / "requirements.txt"
LOCKED_OPTIONS = ("--require-hashes", "--no-deps", "--requirement", str(LOCKED_REQUIREMENTS))
COMPLETE_MARK = "recraft-blender-complete"

Progress = Callable[[str], None]


class InstallError(SetupError):
    """An environment could not be made."""


@dataclass(frozen=True)
class Recipe:
    """What an environment is made of; `group` is one of pyproject.toml's dependency groups."""

    python: str
    packages: tuple[str, ...] = ()
    group: str | None = None
    with_locked: bool = False


ENVIRONMENTS = {
    "plain": Recipe("3.11"),
    "check": Recipe("3.11", group="check", with_locked=True),
    # bpy 4.2 takes any numpy, but Blender 4.2 carries numpy 1.
    "bpy-4.2": Recipe("3.11", ("bpy==4.2.23", "numpy==1.26.4"), group="blender"),
    "bpy-4.5": Recipe("3.11", ("bpy==4.5.15",), group="blender"),
    "bpy-5.0": Recipe("3.11", ("bpy==5.0.1",), group="blender"),
    "bpy-5.2": Recipe("3.13", ("bpy==5.2.3",), group="blender"),
}


@dataclass(frozen=True)
class Environment:
    """A virtual environment that is ready to use."""

    name: str
    folder: Path

    @property
    def python(self) -> Path:
        """The interpreter of the environment."""
        if os.name == "nt":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    @property
    def site_packages(self) -> Path:
        """The folder that packages were installed into."""
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return self.folder / f"lib/python{ENVIRONMENTS[self.name].python}/site-packages"

    @property
    def is_complete(self) -> bool:
        """Whether it was made to the end, by an interpreter that is still there."""
        return (self.folder / COMPLETE_MARK).is_file() and self.python.exists()


def ensure(name: str, progress: Progress = print) -> Environment:
    """Return the environment of that name, making it if it is not there or has changed."""
    recipe = ENVIRONMENTS[name]
    interpreter = find_python(recipe.python)
    folder = cache_folder() / "environments" / f"{name}-{_fingerprint(recipe, interpreter)}"
    environment = Environment(name, folder)
    if environment.is_complete:
        return environment
    try:
        with locked(folder.with_name(f"{folder.name}.lock"), progress):
            if not environment.is_complete:
                _make(environment, interpreter, progress)
    except OSError as error:
        raise InstallError(
            f"{folder} cannot be made ({error.strerror or error}): make room there, or set "
            "RECRAFT_BLENDER_CACHE to a folder that can be written."
        ) from error
    return environment


def cache_folder() -> Path:
    """Return where environments live: a folder that may be deleted at any time."""
    if chosen := os.environ.get("RECRAFT_BLENDER_CACHE"):
        return Path(chosen).expanduser().absolute()
    home = Path.home()
    if sys.platform == "win32":
        caches = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local")
    elif sys.platform == "darwin":
        caches = home / "Library/Caches"
    else:
        caches = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return caches / "recraft-blender"


def _fingerprint(recipe: Recipe, interpreter: Path) -> str:
    contents = [str(interpreter), recipe.packages, _group(recipe.group)]
    if recipe.with_locked:
        contents.append(LOCKED_REQUIREMENTS.read_text("utf-8"))
    return hashlib.sha256(json.dumps(contents).encode()).hexdigest()[:12]


def _group(name: str | None) -> list[str]:
    if name is None:
        return []
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    return list(groups[name])


def _make(environment: Environment, interpreter: Path, progress: Progress) -> None:
    # Built under its final name, which its console scripts hold; the mark, written last, is what
    # tells a finished environment from one that was interrupted.
    shutil.rmtree(environment.folder, ignore_errors=True)
    progress(f"{environment.name}: making the environment in {environment.folder}")
    started = time.monotonic()
    _make_empty(environment, interpreter)
    progress(f"{environment.name}: empty environment, {time.monotonic() - started:.1f} s")
    for label, options in _steps(ENVIRONMENTS[environment.name]):
        started = time.monotonic()
        run_pip(environment.python, "install", "--only-binary=:all:", *options, task=label)
        progress(f"{environment.name}: {label}, {time.monotonic() - started:.1f} s")
    (environment.folder / COMPLETE_MARK).touch()


def _make_empty(environment: Environment, interpreter: Path) -> None:
    command = [str(interpreter), "-I", "-m", "venv", str(environment.folder)]
    result = _run(command)
    if result.returncode:
        version = ENVIRONMENTS[environment.name].python
        reason = _last_line(result.stderr) or _last_line(result.stdout)
        raise InstallError(
            f"{interpreter} could not make a virtual environment ({reason}): install what it "
            f'lacks, such as with "apt install python{version}-venv", and run this again.'
        )


def _steps(recipe: Recipe) -> Iterator[tuple[str, list[str]]]:
    if recipe.with_locked:
        yield "install the locked packages", list(LOCKED_OPTIONS)
    if recipe.packages:
        yield f"install {', '.join(recipe.packages)}", list(recipe.packages)
    if group := _group(recipe.group):
        yield f"install the group {recipe.group}", group


def run_pip(python: Path, *arguments: str, task: str) -> None:
    """Run that Python's pip, silent unless it fails; `task` completes "pip could not ..."."""
    command = [str(python), "-I", "-m", "pip", *arguments]
    command += ["--quiet", "--disable-pip-version-check", "--no-input"]
    result = _run(command)
    if result.returncode:
        raise InstallError(f"pip could not {task}: {_pip_reason(result.stderr)}")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    # With open files passed on, a child that outlives this process keeps its lock.
    return subprocess.run(command, capture_output=True, text=True, check=False, close_fds=False)


def _pip_reason(stderr: str) -> str:
    if "Retrying (" in stderr or "Max retries" in stderr:
        return "the package index did not answer; check the network and run this again."
    if "DO NOT MATCH THE HASHES" in stderr:
        return (
            f"what the package index sent is not what {LOCKED_REQUIREMENTS.name} locks; "
            'run "python3 scripts/wheels.py lock" only if you know why.'
        )
    errors = [line for line in stderr.splitlines() if line.startswith("ERROR:")]
    reason = (errors[0] if errors else _last_line(stderr)).removeprefix("ERROR:").strip(" .")
    return f"{reason}; put that right and run this again."


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[-1]


def run_script(main: Callable[[], None]) -> NoReturn:
    """Run a script's main and exit: what a person can put right is one sentence."""
    try:
        main()
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    sys.exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="+", choices=ENVIRONMENTS, metavar="NAME")
    for name in parser.parse_args().names:
        print(ensure(name, lambda line: print(line, file=sys.stderr)).python)


if __name__ == "__main__":
    run_script(main)
