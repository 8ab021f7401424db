# SPDX-FileCopyrightText: 2026 The recraft_blender authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds a Python of a given version on this machine. Runs on Python 3.8, see require_python.py."""

from __future__ import annotations

import functools
import glob
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROBE_TIMEOUT_S = 30
PROBE = """
import importlib.util, json, sys, sysconfig
print(json.dumps({
    "version": "%d.%d" % sys.version_info[:2],
    "standard": sys.implementation.name == "cpython"
    and not sysconfig.get_config_var("Py_GIL_DISABLED"),
    "executable": getattr(sys, "_base_executable", None) or sys.executable,
    "makes_environments": importlib.util.find_spec("ensurepip") is not None,
}))
"""


class SetupError(Exception):
    """This machine lacks something; the message is one sentence that says what to do."""


class PythonNotFoundError(SetupError):
    """No usable Python of the version that is asked for."""


class _Answer(NamedTuple):
    executable: Path
    makes_environments: bool


@functools.lru_cache(maxsize=None)  # noqa: UP033 - functools.cache is newer than Python 3.8
def find_python(version: str) -> Path:
    """Return the interpreter of a version such as "3.11" that can make virtual environments."""
    found = None
    for candidate in _candidates(version):
        answer = _probe(candidate, version)
        if answer and answer.makes_environments:
            return answer.executable
        found = found or answer
    if found:
        raise PythonNotFoundError(
            f"{found.executable} cannot make virtual environments: install what it lacks, "
            f'such as with "apt install python{version}-venv", and run this again.'
        )
    raise PythonNotFoundError(
        f"Python {version} was not found: install it (python.org, the system's packages, pyenv "
        "and uv all have it) and run this again."
    )


def _probe(candidate: Path, version: str) -> _Answer | None:
    """Ask an interpreter what it is: a name proves nothing, it may be a shim that fails."""
    answer = json.loads(_output([str(candidate), "-I", "-c", PROBE]) or "{}")
    if answer.get("version") != version or not answer["standard"]:
        return None
    return _Answer(Path(answer["executable"]).resolve(), answer["makes_environments"])


def _output(command: list[str]) -> str:
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, timeout=PROBE_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.strip() if result.returncode == 0 else ""


def _candidates(version: str) -> Iterator[Path]:
    yield Path(sys.executable)
    yield from _on_path(version)
    if sys.platform == "win32":
        yield from _on_windows(version)
    else:
        yield from _on_posix(version)


def _on_path(version: str) -> Iterator[Path]:
    for name in (f"python{version}", "python3", "python"):
        for folder in os.get_exec_path():
            found = shutil.which(name, path=folder)
            if found:
                yield Path(found)


def _on_posix(version: str) -> Iterator[Path]:
    home = Path.home()
    pyenv = os.environ.get("PYENV_ROOT") or home / ".pyenv"
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    uv = os.environ.get("UV_PYTHON_INSTALL_DIR") or f"{data}/uv/python"
    yield from _newest_first(
        f"{folder}/bin/python{version}"
        for folder in (
            f"{pyenv}/versions/{version}.*",
            f"{uv}/cpython-{version}*",
            "/usr/local",
            f"/usr/local/*{version}*",
            f"/usr/local/opt/python@{version}",
            f"/Library/Frameworks/Python.framework/Versions/{version}",
            "/opt/*",
            f"/opt/*/*{version}*",
            f"/opt/*/opt/python@{version}",
        )
    )


def _on_windows(version: str) -> Iterator[Path]:
    launched = _output(["py", f"-{version}", "-c", "import sys; print(sys.executable)"])
    if launched:
        yield Path(launched)
    home = Path.home()
    local = os.environ.get("LOCALAPPDATA") or home / "AppData/Local"
    roaming = os.environ.get("APPDATA") or home / "AppData/Roaming"
    pyenv = os.environ.get("PYENV_ROOT") or home / ".pyenv/pyenv-win"
    uv = os.environ.get("UV_PYTHON_INSTALL_DIR") or f"{roaming}/uv/python"
    yield from _newest_first(
        f"{folder}/python.exe"
        for folder in (
            f"{local}/Programs/Python/Python{version.replace('.', '')}",
            f"{pyenv}/versions/{version}.*",
            f"{uv}/cpython-{version}*",
        )
    )


def _newest_first(patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        matches = glob.glob(pattern)  # noqa: PTH207 - the pattern is absolute
        yield from map(Path, sorted(matches, key=_numbers, reverse=True))


def _numbers(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path)]
